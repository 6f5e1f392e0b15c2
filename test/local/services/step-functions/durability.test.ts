import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../../local/services/service.ts';
import type { TaskCall } from '../../../../local/services/step-functions/task-call.ts';
import type { Json } from '../../../../local/states-language/json.ts';
import { awaiting, executionArn, type Opened, open, tokenOf } from './fixture.ts';

const invoke = 'arn:aws:states:::lambda:invoke';

/** A journey with a retry, a wait, a map and a callback. */
const journey: Record<string, Json> = {
  Plan: {
    Type: 'Task',
    Resource: invoke,
    Arguments: { FunctionName: 'plan', Payload: { id: '{% $states.input.id %}' } },
    Assign: { plan: '{% $states.result.Payload %}' },
    Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 2, JitterStrategy: 'FULL' }],
    Next: 'Pause',
  },
  Pause: { Type: 'Wait', Seconds: 30, Next: 'Each' },
  Each: {
    Type: 'Map',
    Items: [1, 2, 3],
    MaxConcurrency: 2,
    ItemProcessor: {
      StartAt: 'Send',
      States: {
        Send: {
          Type: 'Task',
          Resource: invoke,
          Arguments: { FunctionName: 'send', Payload: '{% $states.input %}' },
          Output: '{% $states.result.Payload %}',
          End: true,
        },
      },
    },
    Next: 'Await',
  },
  Await: {
    ...(awaiting.Await as Record<string, Json>),
    Output: { sent: '{% $states.input %}', plan: '{% $plan %}', woken: '{% $states.result %}' },
  },
};

/** A waker that outlives a crash: it answers a token ten seconds after it was written. */
function wake({ clock, call }: Opened, taskToken: unknown): void {
  clock.at(clock.now() + 10_000, 'waker', async () => {
    await call('SendTaskSuccess', { taskToken, output: '"woken"' }).catch((thrown: unknown) => {
      if (!(thrown instanceof ServiceError) || thrown.name !== 'TaskTimedOut') throw thrown;
    });
  });
}

/** Functions that throttle the first plan, and a table whose waker answers. */
function worldOf(opened: () => Opened, throttles: { left: number }) {
  return async ({ service, parameters }: TaskCall): Promise<Record<string, unknown>> => {
    if (service === 'dynamodb') {
      wake(opened(), parameters.Token);
      return {};
    }
    if (parameters.FunctionName === 'plan' && throttles.left > 0) {
      throttles.left -= 1;
      throw new ServiceError('TooManyRequestsException', 'Rate exceeded', { status: 429 });
    }
    return { StatusCode: 200, Payload: parameters.Payload };
  };
}

function openJourney(journal?: readonly string[], now?: number): Opened {
  const world = worldOf(() => opened, { left: 1 });
  const opened: Opened = open({
    states: journey,
    invoke: world,
    ...(journal ? { journal } : {}),
    ...(now ? { now } : {}),
  });
  for (const entry of journal ?? []) for (const [, token] of entry.matchAll(/"token":"([^"]+)"/g)) wake(opened, token);
  return opened;
}

const done = { status: 'SUCCEEDED', output: JSON.stringify({ sent: [1, 2, 3], plan: { id: 'p1' }, woken: 'woken' }) };

describe('after a crash', () => {
  it('at any entry of its journal, an execution ends as it would have', async () => {
    const undisturbed = openJourney();
    await undisturbed.run('p1', { id: 'p1' });
    await undisturbed.pass(200);
    expect(await undisturbed.describe('p1')).toMatchObject(done);
    const first = undisturbed.journal.findIndex((entry) => entry.includes('"advanced"'));
    for (let kept = first + 1; kept <= undisturbed.journal.length; kept++) {
      const restored = openJourney(undisturbed.journal.slice(0, kept));
      await restored.pass(200);
      expect(await restored.describe('p1'), `after ${kept} entries`).toMatchObject(done);
    }
  });

  it('a task that had not answered is called again, with the same token', async () => {
    const before = open({ states: awaiting, invoke: () => new Promise(() => {}) });
    void before.run('p1');
    await before.activity.run('a moment', async () => {});
    await new Promise((resolve) => setImmediate(resolve));
    const after = open({ states: awaiting, journal: before.journal });
    await after.pass();
    expect(after.calls).toEqual(before.calls);
    await after.call('SendTaskSuccess', { taskToken: tokenOf(before.calls[0]), output: '1' });
    expect(await after.describe('p1')).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('a task that was submitted is not called again, and its timeout is where it was', async () => {
    const before = open({ states: awaiting });
    await before.run('p1');
    await before.pass(30);
    const after = open({ states: awaiting, journal: before.journal, now: before.clock.now() });
    await after.pass(9);
    expect(after.calls).toEqual([]);
    expect(await after.describe('p1')).toMatchObject({ status: 'RUNNING' });
    await after.pass(1);
    expect(await after.describe('p1')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('a timer that came due meanwhile fires', async () => {
    const before = openJourney();
    await before.run('p1', { id: 'p1' });
    await before.pass(5);
    const after = openJourney(before.journal, before.clock.now() + 3600_000);
    await after.pass(20);
    expect(await after.describe('p1')).toMatchObject(done);
  });

  it('the snapshot is as good as the journal', async () => {
    const before = openJourney();
    await before.run('p1', { id: 'p1' });
    await before.pass(35);
    const snapshot = [...before.service.snapshot()].map((entry) => JSON.stringify(entry));
    const after = openJourney(snapshot, before.clock.now());
    expect(after.service.historyOf('p1')).toEqual(before.service.historyOf('p1'));
    await after.pass(200);
    expect(await after.describe('p1')).toMatchObject(done);
  });

  it('a machine that is created again with the same definition stays the same revision', async () => {
    const before = open({ states: awaiting });
    const after = open({ states: awaiting, journal: before.journal });
    expect(after.journal).toEqual([]);
  });
});

describe('the status of an execution', () => {
  it('is told when it starts and when it ends, in the shape of EventBridge', async () => {
    const { run, pass, changes } = open({ states: { Only: { Type: 'Fail', Error: 'E', Cause: 'why' } } });
    await run('p1', { id: 'p1' });
    await pass();
    expect(changes.map(({ detail }) => detail.status)).toEqual(['RUNNING', 'FAILED']);
    expect(changes[1]).toMatchObject({
      source: 'aws.states',
      detailType: 'Step Functions Execution Status Change',
      resources: [executionArn('p1')],
      detail: { name: 'p1', input: '{"id":"p1"}', output: null, error: 'E', cause: 'why', redriveStatus: 'REDRIVABLE' },
    });
  });

  it('is told of one that goes on waiting, once for each status', async () => {
    const { run, pass, changes } = open({ states: { Wait: { Type: 'Wait', Seconds: 5, End: true } } });
    await run('p1');
    await pass(5);
    expect(changes.map(({ detail }) => detail.status)).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  it('is told after a crash that came before it was heard', async () => {
    const states = { Wait: { Type: 'Wait', Seconds: 5, End: true } };
    const before = open({ states });
    await before.run('p1');
    await before.pass(5);
    const unheard = before.journal.filter((entry) => !entry.includes('SUCCEEDED 0'));
    const after = open({ states, journal: unheard, now: before.clock.now() });
    await after.pass();
    expect(after.changes.map(({ detail }) => detail.status)).toEqual(['SUCCEEDED']);
    const again = open({ states, journal: before.journal, now: before.clock.now() });
    await again.pass();
    expect(again.changes).toEqual([]);
  });
});
