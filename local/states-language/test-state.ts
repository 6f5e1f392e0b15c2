import { removeChildren } from './children.ts';
import { createMachine } from './create-machine.ts';
import { matchesFailure, retryDelay } from './error-handlers.ts';
import { newExecution, type Thread, type World } from './execution.ts';
import { exitState, finishState } from './exits.ts';
import { failState, failureOf } from './failing.ts';
import type { Failure } from './failures.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from './json.ts';
import type { FallibleState, Machine, State } from './machine.ts';
import { Run } from './run.ts';
import { enterState, executeState } from './states.ts';
import { InvalidTestState, mockedContext, mockedResult, type StateMock } from './test-state-mock.ts';

/** TestState's request; `definition` and `input` are data, the other JSON fields text, as on the wire. */
export interface TestStateRequest {
  /** One state, or a state machine with `stateName`. */
  readonly definition: Json;
  readonly input: Json;
  readonly stateName?: string;
  readonly inspectionLevel?: 'INFO' | 'DEBUG' | 'TRACE';
  readonly mock?: StateMock;
  readonly context?: string;
  readonly variables?: string;
  readonly stateConfiguration?: { readonly retrierRetryCount?: number; readonly errorCausedByState?: string };
}

export interface TestStateResult {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'RETRIABLE' | 'CAUGHT_ERROR';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly nextState?: string;
  /** From the level DEBUG. */
  readonly inspectionData?: JsonObject;
}

/** A state on its own needs a name in causes; the wire has none for it. */
const nameless = 'TestState';

/**
 * Runs one state, with its call or its branches mocked: what TestState does. Throws `InvalidDefinition`, and
 * `InvalidTestState` for a mock or context that AWS would refuse.
 */
export async function testState(request: TestStateRequest, world: World): Promise<TestStateResult> {
  const { machine, block, state } = findState(request);
  const context = request.context === undefined ? undefined : mockedContext(request.context);
  const mock = readMock(request, state);
  const run = new Run(machine, executionFor(request, world), world);
  if (context !== undefined) run.mockedContext = context;
  const thread = threadFor(request, block, state);
  run.add(thread);
  enterState(run, thread);
  const tested = { run, thread, state, request };
  try {
    await executeWithMock(tested, mock);
  } catch (thrown) {
    return await failing(tested, failureOf(thread, thrown));
  }
  return mock?.failure ? failing(tested, mock.failure) : succeeded(tested);
}

interface Tested {
  readonly run: Run;
  readonly thread: Thread;
  readonly state: State;
  readonly request: TestStateRequest;
}

type Mock = { readonly result: Json; readonly failure?: never } | { readonly failure: Failure };

function findState({ definition, stateName }: TestStateRequest): { machine: Machine; block: number; state: State } {
  const whole = isJsonObject(definition) && definition.States !== undefined;
  if (whole && stateName === undefined) throw new InvalidTestState('stateName is required for a state machine');
  const language = isJsonObject(definition) ? { QueryLanguage: definition.QueryLanguage ?? 'JSONPath' } : {};
  const wrapped = { ...language, StartAt: nameless, States: { [nameless]: definition } };
  const machine = createMachine(whole ? definition : wrapped, { anyTarget: true });
  const name = stateName ?? nameless;
  const block = machine.blocks.findIndex(({ states }) => states.has(name));
  const state = machine.blocks[block]?.states.get(name);
  if (!state) throw new InvalidTestState(`State '${name}' not found in definition`);
  return { machine, block, state };
}

function readMock({ mock }: TestStateRequest, state: State): Mock | undefined {
  if (mock?.result !== undefined && mock.errorOutput !== undefined)
    throw new InvalidTestState('A test mock should have only one of the following fields: [result, errorOutput].');
  if (!mock && 'retriers' in state)
    throw new InvalidTestState(
      state.type === 'Task'
        ? 'A Task is tested here with a mock only'
        : 'TestState API does not support Map or Parallel states. Supported state types include: ' +
            '[Task, Wait, Pass, Succeed, Fail, Choice]',
    );
  if (!mock) return undefined;
  if (!('retriers' in state))
    throw new InvalidTestState(`State type '${state.type}' is not supported when a mock is specified`);
  if (mock.errorOutput) return { failure: mock.errorOutput };
  return { result: mockedResult(mock, state.type === 'Task' ? state.resource : undefined) };
}

function executionFor({ input }: TestStateRequest, { now }: World) {
  return newExecution({
    arn: `arn:aws:states:eu-west-2:000000000000:express:${nameless}:${nameless}`,
    name: nameless,
    stateMachineArn: `arn:aws:states:eu-west-2:000000000000:stateMachine:${nameless}`,
    stateMachineName: nameless,
    roleArn: '',
    input,
    startedAt: now,
  });
}

function threadFor({ input, variables, stateConfiguration }: TestStateRequest, block: number, state: State): Thread {
  const retried = stateConfiguration?.retrierRetryCount;
  const retriers = 'retriers' in state ? state.retriers : [];
  return {
    id: 1,
    block,
    state: state.name,
    input,
    enteredAt: 0,
    enteredEventId: 0,
    eventIdBefore: 0,
    previousEventId: 0,
    variables: variables === undefined ? {} : (parseJson(variables) as JsonObject),
    doing: { kind: 'entering' },
    ...(retried === undefined ? {} : { retries: retriers.map(() => retried) }),
  };
}

async function executeWithMock({ run, thread, state }: Tested, mock: Mock | undefined): Promise<void> {
  await executeState(run, thread);
  if (state.type === 'Wait') await exitState(run, thread, state.exit, thread.input, run.scope(thread));
  if (!('retriers' in state)) return;
  removeChildren(run, thread);
  thread.doing = { kind: 'executing' };
  if (mock && 'result' in mock) await finishState(run, thread, mock.result);
}

async function failing(tested: Tested, failure: Failure): Promise<TestStateResult> {
  const { run, thread, state } = tested;
  const handlers = 'retriers' in state ? state : undefined;
  const details = errorDetails(handlers, failure, thread.retries ?? []);
  await failState(run, thread, failure);
  const { error, cause } = run.execution.status === 'FAILED' ? run.execution : failure;
  const reported = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  const inspection = inspect(tested, details ? { errorDetails: details } : {});
  if (thread.doing.kind === 'retrying') return { status: 'RETRIABLE', ...reported, ...inspection };
  if (run.execution.status === 'FAILED') return { status: 'FAILED', ...reported, ...inspection };
  return { status: 'CAUGHT_ERROR', ...reported, ...exitOf(tested), ...inspection };
}

/** Which retrier and catcher name the failure, and how long the next retry would wait. */
function errorDetails(
  state: FallibleState | undefined,
  failure: Failure,
  retries: readonly number[],
): JsonObject | undefined {
  if (!state) return undefined;
  const retryIndex = state.retriers.findIndex(({ errors }) => matchesFailure(errors, failure));
  const catchIndex = state.catchers.findIndex(({ errors }) => matchesFailure(errors, failure));
  const retrier = state.retriers[retryIndex];
  const attempts = retries[retryIndex] ?? 0;
  const details: JsonObject = {};
  if (retrier) details.retryIndex = retryIndex;
  if (retrier && attempts < retrier.maxAttempts)
    details.retryBackoffIntervalSeconds = retryDelay({ ...retrier, jitter: false }, attempts, () => 1) / 1000;
  else if (catchIndex >= 0) details.catchIndex = catchIndex;
  return Object.keys(details).length > 0 ? details : undefined;
}

function succeeded(tested: Tested): TestStateResult {
  return { status: 'SUCCEEDED', ...exitOf(tested), ...inspect(tested, {}) };
}

/** The output, and where the state goes. A Wait is over at once. */
function exitOf({ run, thread, state, request }: Tested): Pick<TestStateResult, 'output' | 'nextState'> {
  const exited = run.events.findLast(({ kind }) => kind === 'stateExited');
  const next = thread.state === state.name ? undefined : thread.state;
  return { output: exited?.details?.output ?? request.input, ...(next === undefined ? {} : { nextState: next }) };
}

function inspect({ run, state, request }: Tested, more: JsonObject): Pick<TestStateResult, 'inspectionData'> {
  if ((request.inspectionLevel ?? 'INFO') === 'INFO') return {};
  const call = run.commands.find(({ type }) => type === 'callTask');
  const assigned = run.events.findLast(({ kind }) => kind === 'stateExited')?.details?.assignedVariables;
  return {
    inspectionData: {
      input: request.input,
      ...(call?.type === 'callTask' ? { afterArguments: call.parameters } : {}),
      ...(state.type === 'Map' && state.maxConcurrency?.kind === 'literal'
        ? { maxConcurrency: state.maxConcurrency.value }
        : {}),
      ...(assigned === undefined ? {} : { variables: assigned }),
      ...more,
    },
  };
}
