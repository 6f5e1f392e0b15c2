import { childrenOf, startIterations, stopThread } from './children.ts';
import { after, type Eventually, isLater } from './eventually.ts';
import {
  type Advance,
  type Execution,
  longestLife,
  type PendingTask,
  type Stimulus,
  type Thread,
  type World,
} from './execution.ts';
import { endExecution, exitState, finishState } from './exits.ts';
import { failExecution, failState, failureOf } from './failing.ts';
import { historyLimit } from './history.ts';
import type { Machine } from './machine.ts';
import { HistoryFull, Run, type Work } from './run.ts';
import { enterState, executeState } from './states.ts';
import { taskFailed, taskHeartbeat, taskSubmitted, taskSucceeded, taskTimedOut } from './tasks.ts';

/**
 * Takes an execution one stimulus further, up to where all of it waits or it has ended: the execution as it is then,
 * the events that its history gains, and what the world is to do. What was handed in stays as it was, so an advance
 * whose outcome is not kept has not happened. A stimulus that nothing waits for any more changes nothing.
 */
export function advance(machine: Machine, execution: Execution, stimulus: Stimulus, world: World): Eventually<Advance> {
  const run = new Run(machine, execution, world);
  return after(takes(execution, stimulus) ? runOn(run, stimulus) : undefined, () => ({
    execution: run.execution,
    events: run.events,
    commands: run.commands,
    transitions: run.transitions,
  }));
}

/** What runs takes everything but a redrive; what has failed, nothing else. */
function takes({ status }: Execution, { type }: Stimulus): boolean {
  return type === 'redrive' ? status !== 'RUNNING' && status !== 'SUCCEEDED' : status === 'RUNNING';
}

function runOn(run: Run, stimulus: Stimulus): Eventually<void> {
  return unless(
    () => {
      receive(run, stimulus);
      return workOff(run);
    },
    (thrown) => endFull(run, thrown),
  );
}

function workOff(run: Run): Eventually<void> {
  for (let work = run.ready.shift(); work; work = run.ready.shift()) {
    const done = doWork(run, work);
    if (isLater(done)) return done.then(() => workOff(run));
  }
}

/** As `try` and `catch`, whether what is tried fails at once or later. */
function unless(work: () => Eventually<void>, failed: (thrown: unknown) => Eventually<void>): Eventually<void> {
  try {
    const done = work();
    return isLater(done) ? done.catch(failed) : done;
  } catch (thrown) {
    return failed(thrown);
  }
}

function endFull(run: Run, thrown: unknown): void {
  if (!(thrown instanceof HistoryFull)) throw thrown;
  const cause = `The execution reached the maximum number of history events (${historyLimit}).`;
  stopEverything(run);
  failExecution(run, { error: 'States.Runtime', cause }, run.execution.lastEventId);
}

function receive(run: Run, stimulus: Stimulus): void {
  if (stimulus.type === 'start') start(run);
  else if (stimulus.type === 'timer') fireTimer(run, stimulus.id);
  else if (stimulus.type === 'stop') stop(run, stimulus);
  else if (stimulus.type === 'redrive') redrive(run);
  else receiveForTask(run, stimulus);
}

type TaskStimulus = Exclude<Stimulus, { type: 'start' | 'timer' | 'stop' | 'redrive' }>;

function receiveForTask(run: Run, stimulus: TaskStimulus): void {
  const found = taskOf(run, (task) => task.id === stimulus.id);
  if (!found) return;
  const { thread, task } = found;
  if (stimulus.type === 'taskSubmitted') taskSubmitted(run, thread, task, stimulus.output);
  else if (stimulus.type === 'taskSucceeded') taskSucceeded(run, thread, task, stimulus.output);
  else if (stimulus.type === 'heartbeat') taskHeartbeat(run, thread, task);
  else {
    const { type: _type, id: _id, ...failure } = stimulus;
    taskFailed(run, thread, task, failure);
  }
}

function taskOf(run: Run, wanted: (task: PendingTask) => boolean): { thread: Thread; task: PendingTask } | undefined {
  for (const { id, doing } of run.threads())
    if (doing.kind === 'task' && wanted(doing.task)) return { thread: run.own(id), task: doing.task };
  return undefined;
}

function start(run: Run): void {
  const { input, roleArn } = run.execution;
  run.emit('ExecutionStarted', 0, 'executionStarted', { input, roleArn });
  armDeadline(run);
  const first: Thread = {
    id: 1,
    block: 0,
    state: run.machine.blocks[0].startAt,
    input,
    enteredAt: 0,
    enteredEventId: 0,
    eventIdBefore: 0,
    previousEventId: 0,
    variables: {},
    doing: { kind: 'entering' },
  };
  run.add(first);
  run.ready.push({ id: first.id, kind: 'go' });
}

/** The machine's TimeoutSeconds counts from the start or the redrive, the year always from the start. */
function armDeadline(run: Run): void {
  const { startedAt } = run.execution;
  const year = startedAt + longestLife;
  const { timeoutSeconds } = run.machine;
  const at = timeoutSeconds === undefined ? year : Math.min(year, run.world.now + timeoutSeconds * 1000);
  run.execution.deadline = run.armTimerAt(at, 'times out');
}

function fireTimer(run: Run, id: number): void {
  if (run.execution.deadline?.id === id) timeOut(run);
  else if (!wakeThread(run, id)) timeOutTask(run, id);
}

function wakeThread(run: Run, timerId: number): boolean {
  for (const { id, doing } of run.threads()) {
    if ((doing.kind !== 'waiting' && doing.kind !== 'retrying') || doing.timer.id !== timerId) continue;
    run.ready.push({ id, kind: doing.kind === 'waiting' ? 'wake' : 'go' });
    return true;
  }
  return false;
}

/** Whatever else has had its time by now times out as well, before any of it fails (case `service_lambda_map_timeout`). */
function timeOutTask(run: Run, timerId: number): void {
  const missed = taskOf(run, (task) => task.heartbeat?.timer.id === timerId);
  if (missed) taskTimedOut(run, missed.thread, missed.task, { heartbeat: true });
  else if (taskOf(run, (task) => task.timeout?.id === timerId)) timeOutDueTasks(run);
}

function timeOutDueTasks(run: Run): void {
  for (const { id, doing } of run.threads())
    if (doing.kind === 'task' && doing.task.timeout && doing.task.timeout.at <= run.world.now)
      taskTimedOut(run, run.own(id), doing.task, { heartbeat: false });
}

/** Both ends from outside leave no trace in the states and follow no event (measured: floci-io/floci issue 2965). */
function timeOut(run: Run): void {
  run.emitLast('ExecutionTimedOut', 0, 'executionTimedOut', { error: 'States.Timeout' });
  stopEverything(run);
  endExecution(run, 'TIMED_OUT');
}

function stop(run: Run, { error, cause }: { error?: string; cause?: string }): void {
  const details = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  run.emitLast('ExecutionAborted', 0, 'executionAborted', details);
  Object.assign(run.execution, details);
  stopEverything(run);
  endExecution(run, 'ABORTED');
}

function stopEverything(run: Run): void {
  for (const { id } of run.threads()) stopThread(run, run.own(id));
}

/** Goes on from every state that failed or was stopped, with fresh retries; what succeeded is not done again. */
function redrive(run: Run): void {
  const { execution } = run;
  execution.status = 'RUNNING';
  execution.redriveCount += 1;
  execution.redrivenAt = run.world.now;
  for (const outcome of ['error', 'cause', 'stoppedAt'] as const) delete execution[outcome];
  const redriveCount = execution.redriveCount;
  const eventId = run.emit('ExecutionRedriven', execution.lastEventId, 'executionRedriven', { redriveCount });
  armDeadline(run);
  for (const { id } of run.threads()) redriveThread(run, run.own(id), eventId);
}

function redriveThread(run: Run, thread: Thread, eventId: number): void {
  delete thread.retries;
  delete thread.stopped;
  const { doing } = thread;
  if (childrenOf(thread).length > 0) return;
  thread.previousEventId = eventId;
  if (doing.kind === 'branches') run.ready.push({ id: thread.id, kind: 'finish', result: doing.results });
  else if (doing.kind === 'iterating' && doing.left > 0)
    run.ready.push({ id: thread.id, kind: 'iterate', previousEventId: eventId });
  else if (doing.kind === 'iterating') run.ready.push({ id: thread.id, kind: 'finish', result: doing.results });
  else run.ready.push({ id: thread.id, kind: 'go' });
}

function doWork(run: Run, work: Work): Eventually<void> {
  if (!run.execution.threads[work.id]) return;
  const thread = run.own(work.id);
  if (work.kind === 'fail') return failState(run, thread, work.failure);
  return unless(
    () => attempt(run, thread, work),
    (thrown) => {
      if (thrown instanceof HistoryFull) throw thrown;
      return failState(run, thread, failureOf(thread, thrown));
    },
  );
}

function attempt(run: Run, thread: Thread, work: Exclude<Work, { kind: 'fail' }>): Eventually<void> {
  const state = run.stateOf(thread);
  if (work.kind === 'finish') return finishState(run, thread, work.result);
  if (work.kind === 'wake' && state.type === 'Wait')
    return exitState(run, thread, state.exit, thread.input, run.scope(thread));
  if (work.kind === 'iterate' && state.type === 'Map') return startIterations(run, thread, state, work.previousEventId);
  if (thread.doing.kind === 'entering') enterState(run, thread);
  thread.doing = { kind: 'executing' };
  return executeState(run, thread);
}
