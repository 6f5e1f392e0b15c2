import { startMap, startParallel } from './children.ts';
import { after, type Eventually, isLater } from './eventually.ts';
import type { Thread } from './execution.ts';
import { exitState } from './exits.ts';
import { expectType, type Scope } from './expression.ts';
import { EvaluationProblem, StateFailed } from './failures.ts';
import { mostSeconds } from './fields.ts';
import type { Json } from './json.ts';
import { type ChoiceState, type Exit, expressionOf, type FailState, type State, type WaitState } from './machine.ts';
import type { Run } from './run.ts';
import { startTask } from './tasks.ts';
import { evaluateTemplate, type Template } from './template.ts';
import { parseTimestamp } from './timestamp.ts';

/** Tells that the thread enters its state. */
export function enterState(run: Run, thread: Thread): void {
  const type = `${run.stateOf(thread).type}StateEntered`;
  thread.eventIdBefore = thread.previousEventId;
  thread.enteredAt = run.world.now;
  const details = { name: thread.state, input: thread.input };
  thread.enteredEventId = run.emit(type, thread.previousEventId, 'stateEntered', details);
  thread.previousEventId = thread.enteredEventId;
}

/** Does what the state is for, up to where it waits or ends. Throws what `failureOf` understands. */
export function executeState(run: Run, thread: Thread): Eventually<void> {
  const state: State = run.stateOf(thread);
  switch (state.type) {
    case 'Pass':
    case 'Succeed':
      return exitState(run, thread, state.exit, thread.input, run.scope(thread));
    case 'Fail':
      return executeFail(state, run.scope(thread));
    case 'Choice':
      return executeChoice(run, thread, state);
    case 'Wait':
      return executeWait(run, thread, state);
    case 'Task':
      return startTask(run, thread, state);
    case 'Parallel':
      return startParallel(run, thread, state);
    case 'Map':
      return startMap(run, thread, state);
  }
}

async function executeFail(state: FailState, scope: Scope): Promise<void> {
  const error = await evaluateText(state.error, scope);
  const cause = await evaluateText(state.cause, scope);
  throw new StateFailed({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
}

async function evaluateText(template: Template | undefined, scope: Scope): Promise<string | undefined> {
  if (!template) return undefined;
  const value = await evaluateTemplate(template, scope);
  const expression = expressionOf(template);
  if (expression) expectType(value, 'string', expression);
  return String(value);
}

function executeChoice(run: Run, thread: Thread, state: ChoiceState): Eventually<void> {
  const scope = run.scope(thread);
  return after(choose(state.choices, scope), (exit) => takeExit(run, thread, state, exit, scope));
}

/** The exit of the first choice whose condition holds. */
function choose(choices: ChoiceState['choices'], scope: Scope, from = 0): Eventually<Exit | undefined> {
  for (let place = from; place < choices.length; place += 1) {
    const { condition, exit } = choices[place] as ChoiceState['choices'][number];
    const holds = evaluateTemplate(condition, scope);
    if (isLater(holds))
      return holds.then((known) => (isChosen(known, condition) ? exit : choose(choices, scope, place + 1)));
    if (isChosen(holds, condition)) return exit;
  }
  return undefined;
}

function isChosen(holds: Json, condition: Template): boolean {
  const expression = expressionOf(condition);
  if (expression) expectType(holds, 'boolean', expression);
  return holds === true;
}

function takeExit(
  run: Run,
  thread: Thread,
  state: ChoiceState,
  exit: Exit | undefined,
  scope: Scope,
): Eventually<void> {
  if (exit) return exitState(run, thread, exit, thread.input, scope);
  if (state.otherwise) return exitState(run, thread, state.otherwise, thread.input, scope);
  // Not States.NoChoiceMatched, which the language has for it (measured: floci-io/floci pull request 3167).
  throw new StateFailed({
    error: 'States.Runtime',
    cause:
      `An error occurred while executing the state '${thread.state}' (entered at the event id ` +
      `#${thread.enteredEventId}). Failed to transition out of the state. The state does not point to a next state.`,
  });
}

async function executeWait(run: Run, thread: Thread, { until }: WaitState): Promise<void> {
  const scope = run.scope(thread);
  const at = 'seconds' in until ? await secondsFrom(until.seconds, scope) : await momentOf(until.timestamp, scope);
  thread.doing = { kind: 'waiting', timer: run.armTimerAt(Math.max(at, run.world.now), `${thread.state} is over`) };
}

async function secondsFrom(template: Template, scope: Scope): Promise<number> {
  const value = await evaluateTemplate(template, scope);
  const expression = expressionOf(template);
  if (expression) expectType(value, 'number', expression);
  const seconds = Number(value);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= mostSeconds)
    return scope.surroundings.now + seconds * 1000;
  throw new EvaluationProblem(
    `The Seconds field must be an integer from 0 to ${mostSeconds}, but was: ${seconds}`,
    'Seconds',
    { late: true },
  );
}

async function momentOf(template: Template, scope: Scope): Promise<number> {
  const value = await evaluateTemplate(template, scope);
  const expression = expressionOf(template);
  if (expression) expectType(value, 'string', expression);
  const moment = parseTimestamp(String(value));
  if (moment !== undefined) return moment;
  const complaint = 'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string';
  throw new EvaluationProblem(`${complaint}: ${value}`, 'Timestamp', { late: true });
}
