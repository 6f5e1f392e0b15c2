import { childSucceeded } from './children.ts';
import { after, type Eventually } from './eventually.ts';
import type { Thread } from './execution.ts';
import type { Scope } from './expression.ts';
import type { Json, JsonObject } from './json.ts';
import type { Exit } from './machine.ts';
import { checkSize, type Run } from './run.ts';
import { evaluateMembers, evaluateTemplate } from './template.ts';

/** Leaves a state: evaluates `Assign` and `Output` (both see the variables as they were), tells, and goes on. */
export function exitState(run: Run, thread: Thread, exit: Exit, result: Json, scope: Scope): Eventually<void> {
  const { assign, output } = exit;
  return after(assign && evaluateMembers(assign, scope), (assigned) =>
    after(output ? evaluateTemplate(output, scope) : result, (given) => leave(run, thread, exit, given, assigned)),
  );
}

function leave(run: Run, thread: Thread, exit: Exit, output: Json, assigned: JsonObject | undefined): void {
  checkSize(output, thread.state);
  tellExit(run, thread, output, assigned);
  if (assigned) thread.variables = { ...thread.variables, ...assigned };
  if (exit.next === undefined) {
    endThread(run, thread, output);
    return;
  }
  thread.state = exit.next;
  thread.input = output;
  thread.doing = { kind: 'entering' };
  delete thread.retries;
  run.ready.unshift({ id: thread.id, kind: 'go' });
}

/** A Task, Parallel or Map has its result. */
export function finishState(run: Run, thread: Thread, result: Json): Eventually<void> {
  const state = run.stateOf(thread);
  if (!('retriers' in state)) return;
  if (state.type !== 'Task') run.emit(`${state.type}StateSucceeded`, thread.previousEventId);
  return exitState(run, thread, state.exit, result, run.scope(thread, { result }));
}

function tellExit(run: Run, thread: Thread, output: Json, assigned: JsonObject | undefined): void {
  const details = { name: thread.state, output, ...(assigned ? { assignedVariables: assigned } : {}) };
  const type = `${run.stateOf(thread).type}StateExited`;
  thread.previousEventId = run.emit(type, thread.previousEventId, 'stateExited', details);
}

function endThread(run: Run, thread: Thread, output: Json): void {
  if (thread.parent === undefined) succeedExecution(run, thread, output);
  else childSucceeded(run, thread, output);
}

function succeedExecution(run: Run, thread: Thread, output: Json): void {
  run.emitLast('ExecutionSucceeded', thread.previousEventId, 'executionSucceeded', { output });
  run.execution.output = output;
  run.execution.threads = {};
  endExecution(run, 'SUCCEEDED');
}

/** Closes the execution; whoever calls has told of it. */
export function endExecution(run: Run, status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'): void {
  const { execution } = run;
  execution.status = status;
  execution.stoppedAt = run.world.now;
  run.cancelTimer(execution.deadline);
  delete execution.deadline;
  run.ready.length = 0;
  run.commands.push({ type: 'ended', status });
}
