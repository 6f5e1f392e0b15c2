import { describe, expect, it } from 'vitest';
import { advance } from '../../../local/states-language/advance.ts';
import { createMachine } from '../../../local/states-language/create-machine.ts';
import { type Execution, newExecution, type TaskCommand } from '../../../local/states-language/execution.ts';
import { outstandingCommands } from '../../../local/states-language/outstanding.ts';
import { fail, invoke, machineOf, play, shortHistory, start, succeed, waiting } from './play.ts';

const world = { now: start, random: () => 0.5, taskToken: (id: number) => `token-${id}` };

/** Two branches, a map, a retry, a wait and a callback: everything that an execution can be in the middle of. */
const busy = machineOf({
  Begin: { Type: 'Pass', Assign: { tries: 0 }, Next: 'Both' },
  Both: {
    Type: 'Parallel',
    Branches: [
      { StartAt: 'Pause', States: { Pause: { Type: 'Wait', Seconds: 3, Next: 'Each' }, Each: each() } },
      {
        StartAt: 'Flaky',
        States: { Flaky: { Type: 'Task', Resource: invoke, Retry: [{ ErrorEquals: ['Boom'] }], End: true } },
      },
    ],
    Next: 'Await',
  },
  Await: { Type: 'Task', Resource: waiting, TimeoutSeconds: 30, HeartbeatSeconds: 20, End: true },
});

function each() {
  return {
    Type: 'Map',
    Items: [1, 2, 3],
    MaxConcurrency: 2,
    ItemProcessor: { StartAt: 'Do', States: { Do: { Type: 'Task', Resource: invoke, End: true } } },
    End: true,
  };
}

function react(command: TaskCommand, attempt: number) {
  if (command.state === 'Flaky' && attempt < 3) return fail('Boom')(command);
  return succeed({ did: command.state }, command.state === 'Await' ? 9 : 1)(command);
}

describe('an execution', () => {
  it('goes on as if nothing had been when it is written out and read in between any two stimuli', async () => {
    const undisturbed = await play(busy, { react });
    const restarted = await play(busy, { react, restarting: true });
    expect(undisturbed.execution.status).toBe('SUCCEEDED');
    expect(restarted.execution).toEqual(undisturbed.execution);
    expect(restarted.events).toEqual(undisturbed.events);
  });

  it('is left as it was by an advance whose outcome is not kept', async () => {
    const machine = createMachine(busy);
    const fresh = newExecution({ ...names(), input: {}, startedAt: start });
    const { execution } = await advance(machine, fresh, { type: 'start' }, world);
    const before = JSON.stringify(execution);
    await advance(machine, execution, { type: 'stop' }, world);
    expect(JSON.stringify(execution)).toBe(before);
  });

  it('knows what it waits for: the very commands that it gave', async () => {
    const machine = createMachine(busy);
    const fresh = newExecution({ ...names(), input: {}, startedAt: start });
    const { execution, commands } = await advance(machine, fresh, { type: 'start' }, world);
    const found = outstandingCommands(machine, JSON.parse(JSON.stringify(execution)));
    const sorted = (list: readonly { type: string; id?: number }[]) =>
      list.toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0));
    expect(sorted(found as { type: string; id: number }[])).toEqual(sorted(commands as { type: string; id: number }[]));
  });

  it('is not called again for a task that was submitted, which only waits', async () => {
    const machine = createMachine(
      machineOf({ Await: { Type: 'Task', Resource: waiting, TimeoutSeconds: 5, End: true } }),
    );
    const first = await advance(
      machine,
      newExecution({ ...names(), input: {}, startedAt: start }),
      { type: 'start' },
      world,
    );
    const id = first.commands.find(({ type }) => type === 'callTask');
    if (id?.type !== 'callTask') throw new Error('nothing was called');
    const submitted = await advance(
      machine,
      first.execution,
      { type: 'taskSubmitted', id: id.id, output: { ok: 1 } },
      world,
    );
    expect(outstandingCommands(machine, submitted.execution)).toContainEqual(
      expect.objectContaining({ type: 'callTask', submitted: { ok: 1 } }),
    );
  });
});

function names() {
  return {
    arn: 'arn:aws:states:eu-west-2:000000000000:execution:machine:run',
    name: 'run',
    stateMachineArn: 'arn:aws:states:eu-west-2:000000000000:stateMachine:machine',
    stateMachineName: 'machine',
    roleArn: 'arn:aws:iam::000000000000:role/machine',
  };
}

describe('an execution that is stopped', () => {
  const stop = { after: 2, stimulus: { type: 'stop' as const, error: 'Manual', cause: 'probe' } };

  it('is aborted, with nothing told of its states', async () => {
    const { execution, events, seconds } = await play(machineOf({ W: { Type: 'Wait', Seconds: 30, End: true } }), {
      outside: [stop],
    });
    expect(seconds).toBe(2);
    expect(execution).toMatchObject({ status: 'ABORTED', error: 'Manual', cause: 'probe' });
    expect(shortHistory(events)).toEqual(['1<-0 ExecutionStarted', '2<-0 WaitStateEntered', '3<-0 ExecutionAborted']);
  });

  it('takes nothing more in', async () => {
    const { execution } = await play(busy, { react, outside: [stop] });
    expect(execution.status).toBe('ABORTED');
  });

  it('waits for nothing any more', async () => {
    const { execution } = await play(busy, { outside: [stop] });
    expect(outstandingCommands(createMachine(busy), execution)).toEqual([]);
  });
});

describe('an execution that is redriven', () => {
  const redrive = (after: number) => ({ after, stimulus: { type: 'redrive' as const } });

  it('goes on from the state that failed, with fresh retries, and keeps its history', async () => {
    const machine = machineOf({
      First: { Type: 'Pass', Output: { first: true }, Next: 'Call' },
      Call: { Type: 'Task', Resource: invoke, Retry: [{ ErrorEquals: ['Boom'], MaxAttempts: 1 }], End: true },
    });
    const { execution, events, calls } = await play(machine, {
      react: (command, attempt) => (attempt <= 3 ? fail('Boom')(command) : succeed('done')(command)),
      outside: [redrive(60)],
    });
    expect(calls).toHaveLength(4);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: 'done', redriveCount: 1 });
    expect(execution).not.toHaveProperty('error');
    const told = shortHistory(events);
    const failed = told.findIndex((line) => line.endsWith('ExecutionFailed')) + 1;
    expect(told.slice(failed, failed + 2)).toEqual([
      `${failed + 1}<-${failed} ExecutionRedriven`,
      `${failed + 2}<-${failed + 1} TaskScheduled`,
    ]);
  });

  it('does again only the branches and iterations that had not succeeded', async () => {
    const machine = machineOf({
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Good', States: { Good: { Type: 'Task', Resource: invoke, End: true } } },
          { StartAt: 'Each', States: { Each: { ...each(), MaxConcurrency: 1 } } },
        ],
        End: true,
      },
    });
    let broken = true;
    const { execution, calls } = await play(machine, {
      react: (command) => {
        if (command.state === 'Do' && command.parameters === 2 && broken) {
          broken = false;
          return fail('Boom')(command);
        }
        return succeed(command.parameters)(command);
      },
      input: 'in',
      outside: [redrive(60)],
    });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: ['in', [1, 2, 3]] });
    expect(calls.map(({ state, parameters }) => `${state} ${JSON.stringify(parameters)}`)).toEqual([
      'Good "in"',
      'Do 1',
      'Do 2',
      'Do 2',
      'Do 3',
    ]);
  });

  it('is not begun twice while it runs', async () => {
    const machine = machineOf({ Call: { Type: 'Task', Resource: invoke, TimeoutSeconds: 5, End: true } });
    const { events } = await play(machine, { outside: [redrive(60), redrive(61)] });
    expect(events.filter(({ type }) => type === 'ExecutionRedriven')).toHaveLength(1);
  });

  it('goes on where it was stopped or timed out', async () => {
    const machine = machineOf({ Call: { Type: 'Task', Resource: invoke, End: true } }, { TimeoutSeconds: 5 });
    const { execution } = await play(machine, {
      react: (command, attempt) => (attempt === 1 ? [] : succeed('late')(command)),
      outside: [redrive(60)],
    });
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: 'late' } satisfies Partial<Execution>);
  });
});
