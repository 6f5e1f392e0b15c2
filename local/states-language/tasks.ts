import { after, type Eventually } from './eventually.ts';
import type { PendingTask, Thread } from './execution.ts';
import { type Expression, expectType, type Scope } from './expression.ts';
import { EvaluationProblem, type Failure } from './failures.ts';
import { mostSeconds } from './fields.ts';
import type { Json, JsonObject } from './json.ts';
import { expressionOf, type TaskState } from './machine.ts';
import { checkSize, excessOf, type Run } from './run.ts';
import { evaluateTemplate, type Template } from './template.ts';

/** Evaluates what the call needs, tells of it, and has it made. */
export function startTask(run: Run, thread: Thread, state: TaskState): Eventually<void> {
  const id = run.nextId();
  const token = state.resource.pattern === 'token' ? run.world.taskToken(id) : undefined;
  const scope = run.scope(thread, token === undefined ? {} : { token });
  return after(state.arguments ? evaluateTemplate(state.arguments, scope) : thread.input, (parameters) => {
    checkSize(parameters, state.name);
    return after(evaluateSeconds(state.timeoutSeconds, scope), (timeout) =>
      after(evaluateSeconds(state.heartbeatSeconds, scope), (heartbeat) =>
        after(state.credentials && evaluateTemplate(state.credentials, scope), (credentials) =>
          callTask(run, thread, state, { id, token, parameters, timeout, heartbeat, credentials }),
        ),
      ),
    );
  });
}

interface Call {
  readonly id: number;
  readonly token: string | undefined;
  readonly parameters: Json;
  readonly timeout: number | undefined;
  readonly heartbeat: number | undefined;
  readonly credentials: Json | undefined;
}

function callTask(run: Run, thread: Thread, state: TaskState, call: Call): void {
  const { id, token, parameters, timeout, heartbeat, credentials } = call;
  const limits = {
    ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
    ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
    ...(credentials === undefined ? {} : { taskCredentials: credentialsOf(credentials) }),
  };
  emitStart(run, thread, state, parameters, limits);
  thread.doing = {
    kind: 'task',
    task: {
      id,
      parameters,
      ...(token === undefined ? {} : { token }),
      ...(credentials === undefined ? {} : { credentials }),
      ...(timeout === undefined ? {} : { timeout: run.armTimer(timeout, `${state.name} times out`) }),
      ...(heartbeat === undefined ? {} : { heartbeat: armHeartbeat(run, heartbeat, state.name) }),
    },
  };
  run.commands.push({
    type: 'callTask',
    id,
    resource: state.resource,
    parameters,
    state: state.name,
    ...(credentials === undefined ? {} : { credentials }),
  });
}

function armHeartbeat(run: Run, seconds: number, name: string): NonNullable<PendingTask['heartbeat']> {
  return { seconds, timer: run.armTimer(seconds, `${name} misses its heartbeat`) };
}

/** `Credentials` as events have them: `roleArn`. */
function credentialsOf(credentials: Json): Json {
  const { RoleArn = null } = credentials as JsonObject;
  return { roleArn: RoleArn };
}

/** Whole seconds, at least one: 0, a fraction or a negative number fails the state. */
function evaluateSeconds(template: Template | undefined, scope: Scope): Eventually<number | undefined> {
  if (!template) return undefined;
  return after(evaluateTemplate(template, scope), (value) => {
    const expression = expressionOf(template);
    if (expression) expectPositive(value, expression);
    return Number(value);
  });
}

function expectPositive(value: Json, expression: Expression): void {
  expectType(value, 'number', expression);
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= mostSeconds) return;
  throw new EvaluationProblem(
    `The JSONata expression '${expression.source}' specified for the field '${expression.location}' must evaluate to ` +
      `an integer from 1 to ${mostSeconds}, but was: ${JSON.stringify(value)}`,
    expression.location,
  );
}

function emitStart(run: Run, thread: Thread, { resource }: TaskState, parameters: Json, limits: JsonObject): void {
  if (resource.kind === 'function') {
    const { heartbeatInSeconds: _notTold, ...told } = limits;
    const details = { input: parameters, resource: resource.arn, ...told };
    tell(run, thread, 'LambdaFunctionScheduled', 'lambdaFunctionScheduled', details);
    tell(run, thread, 'LambdaFunctionStarted');
    return;
  }
  const names = { resource: resource.eventResource, resourceType: resource.eventType };
  const region = run.execution.arn.split(':')[3] ?? '';
  tell(run, thread, 'TaskScheduled', 'taskScheduled', { parameters, region, ...names, ...limits });
  tell(run, thread, 'TaskStarted', 'taskStarted', names);
}

function tell(run: Run, thread: Thread, type: string, kind?: Parameters<Run['emit']>[2], details?: JsonObject): void {
  thread.previousEventId = run.emit(type, thread.previousEventId, kind, details);
}

/** The call was made, and the task goes on until its token comes back or its child execution ends. */
export function taskSubmitted(run: Run, thread: Thread, task: PendingTask, output: Json): void {
  const state = taskStateOf(run, thread);
  const { eventResource: resource, eventType: resourceType } = state.resource;
  tell(run, thread, 'TaskSubmitted', 'taskSubmitted', { output, resource, resourceType });
  thread.doing = { kind: 'task', task: { ...task, submitted: output } };
}

/** The task answered: its result, or States.DataLimitExceeded when that is too large. */
export function taskSucceeded(run: Run, thread: Thread, task: PendingTask, output: Json): void {
  const state = taskStateOf(run, thread);
  const tooLarge = excessOf(output, state.resource.arn);
  if (tooLarge) taskFailed(run, thread, task, tooLarge);
  else finishTask(run, thread, task, state, output);
}

function finishTask(run: Run, thread: Thread, task: PendingTask, state: TaskState, output: Json): void {
  release(run, thread, task);
  const { kind, eventResource: resource, eventType: resourceType } = state.resource;
  if (kind === 'function') tell(run, thread, 'LambdaFunctionSucceeded', 'lambdaFunctionSucceeded', { output });
  else tell(run, thread, 'TaskSucceeded', 'taskSucceeded', { output, resource, resourceType });
  run.ready.push({ id: thread.id, kind: 'finish', result: output });
}

export function taskFailed(run: Run, thread: Thread, task: PendingTask, failure: Failure): void {
  endTask(run, thread, task, failure, 'Failed');
}

/** No answer, or no heartbeat, in time: both are reported as States.Timeout, without a cause. */
export function taskTimedOut(run: Run, thread: Thread, task: PendingTask, options: { heartbeat: boolean }): void {
  run.commands.push({ type: 'cancelTask', id: task.id });
  const failure: Failure = { error: 'States.Timeout', ...(options.heartbeat ? { heartbeat: true } : {}) };
  endTask(run, thread, task, failure, 'TimedOut');
}

function endTask(run: Run, thread: Thread, task: PendingTask, failure: Failure, how: 'Failed' | 'TimedOut'): void {
  release(run, thread, task);
  const { kind, eventResource: resource, eventType: resourceType } = taskStateOf(run, thread).resource;
  const { error, cause } = failure;
  const details = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  if (kind === 'function') tell(run, thread, `LambdaFunction${how}`, `lambdaFunction${how}`, details);
  else tell(run, thread, `Task${how}`, `task${how}`, { ...details, resource, resourceType });
  run.ready.push({ id: thread.id, kind: 'fail', failure });
}

function release(run: Run, thread: Thread, task: PendingTask): void {
  run.cancelTimer(task.timeout);
  run.cancelTimer(task.heartbeat?.timer);
  thread.doing = { kind: 'executing' };
}

export function taskHeartbeat(run: Run, thread: Thread, task: PendingTask): void {
  if (!task.heartbeat) return;
  run.cancelTimer(task.heartbeat.timer);
  const heartbeat = armHeartbeat(run, task.heartbeat.seconds, thread.state);
  thread.doing = { kind: 'task', task: { ...task, heartbeat } };
}

function taskStateOf(run: Run, thread: Thread): TaskState {
  const state = run.stateOf(thread);
  if (state.type === 'Task') return state;
  throw new TypeError(`"${thread.state}" is not a Task`);
}
