import { describe, expect, it } from 'vitest';
import { parseCase } from '../../../local/conformance/case.ts';
import { compareResult } from '../../../local/conformance/compare.ts';
import { checkCase, groupLines, summarise } from '../../../local/conformance/conformance.ts';
import { runCase } from '../../../local/conformance/run-case.ts';

const machineArn = 'arn:aws:states:eu-west-2:000000000000:stateMachine:machine-1a2b';
const cause = "The state 'Check' says no.";

/** A machine of two states that fails, as a case with the history that it has. */
function failingCase() {
  return parseCase({
    id: 'own.failing',
    group: 'own',
    kind: 'execution',
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Prepare',
      States: {
        Prepare: { Type: 'Pass', Output: { machine: '{% $states.context.StateMachine.Name %}' }, Next: 'Check' },
        Check: { Type: 'Fail', Error: 'Refused', Cause: cause },
      },
    },
    input: {},
    run: {
      stateMachineName: 'machine-1a2b',
      stateMachineArn: machineArn,
      executionArn: `${machineArn.replace('stateMachine', 'execution')}:run-3c4d`,
      roleArn: 'arn:aws:iam::000000000000:role/own',
    },
    needs: {},
    tokens: [
      { regex: 'machine-1a2b', token: '<machine>' },
      { regex: 'arn:aws:iam::000000000000:role/own', token: 'role' },
    ],
    expected: {
      status: 'FAILED',
      error: 'Refused',
      cause,
      eventOrder: 'total',
      wildcards: [],
      events: [
        { id: 1, previousEventId: 0, type: 'ExecutionStarted', executionStartedEventDetails: started },
        { id: 2, previousEventId: 0, type: 'PassStateEntered', stateEnteredEventDetails: entered('Prepare', {}) },
        { id: 3, previousEventId: 2, type: 'PassStateExited', stateExitedEventDetails: exited('Prepare') },
        { id: 4, previousEventId: 3, type: 'FailStateEntered', stateEnteredEventDetails: entered('Check', output) },
        {
          id: 5,
          previousEventId: 4,
          type: 'ExecutionFailed',
          executionFailedEventDetails: { error: 'Refused', cause },
        },
      ],
    },
  });
}

const output = { machine: '<machine>' };
const started = { input: {}, inputDetails: { truncated: false }, roleArn: 'role' };
const entered = (name: string, input: object) => ({ name, input, inputDetails: { truncated: false } });
const exited = (name: string) => ({ name, output, outputDetails: { truncated: false } });

interface Result {
  cause: string;
  events: Record<string, unknown>[];
}

/** What the interpreter makes of the case, to be tampered with. */
async function actualResult(): Promise<Result> {
  const outcome = await runCase(failingCase());
  if (outcome.kind !== 'ran') throw new Error(outcome.why);
  return JSON.parse(JSON.stringify(outcome.result));
}

async function differencesAfter(tamper: (result: Result) => void): Promise<string[]> {
  const result = await actualResult();
  tamper(result);
  return compareResult(failingCase(), { ...result });
}

describe('the comparison with a recording', () => {
  it('finds nothing in the result that was recorded', async () => {
    expect(await differencesAfter(() => {})).toEqual([]);
  });

  it('catches a changed output', async () => {
    const found = await differencesAfter(({ events }) => {
      events[2] = { ...events[2], stateExitedEventDetails: { ...exited('Prepare'), output: '{"machine":"another"}' } };
    });
    expect(found).toEqual(['/events/2/stateExitedEventDetails/output/machine: expected "<machine>", got "another"']);
  });

  it('catches a dropped event', async () => {
    const found = await differencesAfter(({ events }) => events.splice(2, 1));
    expect(found.join('\n')).toContain('/events/4: expected {"id":5');
  });

  it('catches an event too many', async () => {
    const found = await differencesAfter(({ events }) => events.push({ id: 6, previousEventId: 5, type: 'Extra' }));
    expect(found.join('\n')).toContain('/events/5: unexpected');
  });

  it('catches a renamed state', async () => {
    const found = await differencesAfter(({ events }) => {
      events[3] = { ...events[3], stateEnteredEventDetails: entered('Chek', { machine: 'machine-1a2b' }) };
    });
    expect(found).toEqual(['/events/3/stateEnteredEventDetails/name: expected "Check", got "Chek"']);
  });

  it('catches a wrong cause', async () => {
    const found = await differencesAfter((result) => {
      result.cause = 'Something else.';
    });
    expect(found).toEqual([`/cause: expected ${JSON.stringify(cause)}, got "Something else."`]);
  });

  it('catches an event that follows another than it did', async () => {
    const found = await differencesAfter(({ events }) => {
      events[4] = { ...events[4], previousEventId: 1 };
    });
    expect(found).toEqual(['/events/4/previousEventId: expected 4, got 1']);
  });

  it('accepts anything where the recording has a wildcard, and only there', async () => {
    const recorded = failingCase();
    recorded.expected.wildcards.push('/cause');
    const result = { ...(await actualResult()), cause: 'Something else.', error: 'Other' };
    expect(compareResult(recorded, result)).toEqual(['/error: expected "Refused", got "Other"']);
  });

  it('matches any text for a placeholder that the case itself does not put in', async () => {
    const recorded = failingCase();
    recorded.expected.wildcards.push('~/cause');
    recorded.expected.cause = 'The request <uuid:1> of <machine> failed.';
    const result = await actualResult();
    const says = (text: string) => compareResult(recorded, { ...result, cause: text }).length;
    expect(says('The request 17 of machine-1a2b failed.')).toBe(0);
    expect(says('The request 17 of another failed.')).toBe(1);
  });

  it('counts a definition that AWS runs and we take for wrong as failed, not as refused', async () => {
    const recorded = { ...failingCase(), definition: { QueryLanguage: 'JSONata', StartAt: 'Nowhere', States: {} } };
    expect((await checkCase(recorded)).verdict.kind).toBe('failed');
  });

  it('counts JSONPath as refused, with the reason', async () => {
    const definition = { StartAt: 'Only', States: { Only: { Type: 'Pass', End: true } } };
    const report = await checkCase({ ...failingCase(), definition });
    expect(summarise([report])).toEqual({
      total: 1,
      passed: 0,
      failed: [],
      refused: [{ id: 'own.failing', why: 'JSONPath is not supported at /States/Only' }],
    });
    expect(groupLines([report])).toEqual(['own: 1 refused']);
  });
});

describe('the comparison of branches that may interleave', () => {
  const branch = (name: string, index: number) => ({
    id: 4 + index,
    previousEventId: 3,
    type: 'MapIterationStarted',
    mapIterationStartedEventDetails: { index, name },
  });

  /** Two iterations whose only states end in the order given. */
  function historyOf(order: readonly number[], names = ['a', 'b']) {
    const inside = order.map((index, at) => ({
      id: 6 + at,
      previousEventId: 4 + index,
      type: 'FailStateEntered',
      stateEnteredEventDetails: { name: names[index] ?? '', input: '{}', inputDetails: { truncated: false } },
    }));
    return [
      { id: 1, previousEventId: 0, type: 'ExecutionStarted' },
      { id: 2, previousEventId: 0, type: 'MapStateEntered' },
      { id: 3, previousEventId: 2, type: 'MapStateStarted' },
      branch('Each', 0),
      branch('Each', 1),
      ...inside,
    ];
  }

  function concurrentCase() {
    const recorded = failingCase();
    if (recorded.kind !== 'execution') throw new TypeError('not an execution');
    const events = JSON.parse(JSON.stringify(historyOf([0, 1])).replaceAll('"{}"', '{}'));
    return { ...recorded, expected: { status: 'FAILED', eventOrder: 'concurrent' as const, wildcards: [], events } };
  }

  it('takes them in any order', () => {
    expect(compareResult(concurrentCase(), { status: 'FAILED', events: historyOf([1, 0]) })).toEqual([]);
  });

  it('catches a state that is renamed in one of them', () => {
    const events = historyOf([1, 0], ['a', 'c']);
    expect(compareResult(concurrentCase(), { status: 'FAILED', events })).toHaveLength(1);
  });
});
