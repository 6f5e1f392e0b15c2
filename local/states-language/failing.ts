import { abortChildren, childFailed, removeChildren, stopThread } from './children.ts';
import { matchesFailure, retryDelay } from './error-handlers.ts';
import type { Thread } from './execution.ts';
import { endExecution, exitState } from './exits.ts';
import { EvaluationProblem, errorOutput, type Failure, StateFailed } from './failures.ts';
import type { Catcher, FallibleState } from './machine.ts';
import type { Run } from './run.ts';

/** The failure that something thrown while a state ran stands for; anything unforeseen is thrown again. */
export function failureOf(thread: Thread, thrown: unknown): Failure {
  if (thrown instanceof StateFailed) return thrown.failure;
  if (!(thrown instanceof EvaluationProblem)) throw thrown;
  const { message, location, late } = thrown;
  return {
    error: 'States.QueryEvaluationError',
    cause:
      `An error occurred while executing the state '${thread.state}' (entered at the event id ` +
      `#${thread.enteredEventId}). ${message}`,
    evaluation: { ...(location === undefined ? {} : { location }), ...(late ? { late } : {}) },
  };
}

/** A state failed: it is tried again, or caught, or fails whatever it is in. */
export async function failState(run: Run, thread: Thread, failure: Failure): Promise<void> {
  tellEvaluation(run, thread, failure);
  const state = run.stateOf(thread);
  if (!('retriers' in state)) return failThread(run, thread, failure);
  abortChildren(run, thread, thread.previousEventId);
  if (retryState(run, thread, state, failure)) return;
  if (state.type !== 'Task') thread.previousEventId = run.emit(`${state.type}StateFailed`, thread.previousEventId);
  const catcher = state.catchers.find(({ errors }) => matchesFailure(errors, failure));
  if (catcher) await catchFailure(run, thread, catcher, failure);
  else failThread(run, thread, failure);
}

/** AWS evaluates on entering, so its event follows what came before the state, until the state itself has told something. */
function tellEvaluation(run: Run, thread: Thread, { error, cause, evaluation }: Failure): void {
  if (!evaluation) return;
  const untold = thread.previousEventId === thread.enteredEventId && !evaluation.late;
  const details = {
    error: error ?? '',
    cause: cause ?? '',
    ...(evaluation.location === undefined ? {} : { location: evaluation.location }),
    state: thread.state,
  };
  const previousEventId = untold ? thread.eventIdBefore : thread.previousEventId;
  thread.previousEventId = run.emit('EvaluationFailed', previousEventId, 'evaluationFailed', details);
}

/** The first retrier that names the failure decides; when its attempts are used up, it is for the catchers. */
function retryState(run: Run, thread: Thread, state: FallibleState, failure: Failure): boolean {
  const index = state.retriers.findIndex(({ errors }) => matchesFailure(errors, failure));
  const retrier = state.retriers[index];
  const retries = thread.retries ?? state.retriers.map(() => 0);
  const attempts = retries[index] ?? 0;
  if (!retrier || attempts >= retrier.maxAttempts) return false;
  removeChildren(run, thread);
  thread.retries = retries.with(index, attempts + 1);
  const delay = retryDelay(retrier, attempts, () => run.world.random());
  thread.doing = { kind: 'retrying', timer: run.armTimer(delay / 1000, `${thread.state} is tried again`) };
  return true;
}

async function catchFailure(run: Run, thread: Thread, catcher: Catcher, failure: Failure): Promise<void> {
  const output = errorOutput(failure);
  const scope = run.scope(thread, { errorOutput: output });
  removeChildren(run, thread);
  thread.doing = { kind: 'executing' };
  try {
    await exitState(run, thread, catcher.exit, output, scope);
  } catch (thrown) {
    const worse = failureOf(thread, thrown);
    tellEvaluation(run, thread, worse);
    failThread(run, thread, worse);
  }
}

function failThread(run: Run, thread: Thread, failure: Failure): void {
  stopThread(run, thread);
  if (thread.parent === undefined) failExecution(run, failure, thread.previousEventId);
  else childFailed(run, thread, failure);
}

/** Ends the execution as FAILED, whatever it was doing. */
export function failExecution(run: Run, { error, cause }: Failure, previousEventId: number): void {
  const details = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  run.emitLast('ExecutionFailed', previousEventId, 'executionFailed', details);
  Object.assign(run.execution, details);
  endExecution(run, 'FAILED');
}
