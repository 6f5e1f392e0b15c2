import type { Command, Execution, PendingTask, Thread } from './execution.ts';
import type { Machine } from './machine.ts';
import { Run } from './run.ts';

/** What an execution that was loaded from somewhere waits for: tasks to be called (again), and timers. */
export function outstandingCommands(machine: Machine, execution: Execution): Command[] {
  if (execution.status !== 'RUNNING') return [];
  const run = new Run(machine, execution, { now: 0, random: () => 0, taskToken: () => '' });
  const rearm = (timer: { id: number; at: number } | undefined, label: string): Command[] =>
    timer ? [{ type: 'armTimer', ...timer, label: `${execution.name} ${label}` }] : [];
  return [
    ...rearm(execution.deadline, 'times out'),
    ...run.threads().flatMap((thread) => {
      const { doing, state } = thread;
      if (doing.kind === 'waiting') return rearm(doing.timer, `${state} is over`);
      if (doing.kind === 'retrying') return rearm(doing.timer, `${state} is tried again`);
      if (doing.kind !== 'task') return [];
      return [
        ...rearm(doing.task.timeout, `${state} times out`),
        ...rearm(doing.task.heartbeat?.timer, `${state} misses its heartbeat`),
        ...callAgain(run, thread, doing.task),
      ];
    }),
  ];
}

function callAgain(run: Run, thread: Thread, task: PendingTask): Command[] {
  const state = run.stateOf(thread);
  if (state.type !== 'Task') return [];
  const { id, parameters, credentials, submitted } = task;
  const { resource, name } = state;
  return [
    {
      type: 'callTask',
      id,
      resource,
      parameters,
      state: name,
      ...(credentials === undefined ? {} : { credentials }),
      ...(submitted === undefined ? {} : { submitted }),
    },
  ];
}
