import type { Activity } from '../../clock/activity.ts';
import type { TimeSource } from '../../clock/clock.ts';
import type { Journal, Journaled } from '../../journal/journal.ts';
import type { Execution, Stimulus } from '../../states-language/execution.ts';
import { type WireEvent, wireEvent } from '../../states-language/history.ts';
import type { Json } from '../../states-language/json.ts';
import { type Service, ServiceError } from '../service.ts';
import {
  describeExecution,
  describeStateMachine,
  listedExecution,
  pageOf,
  redriveStatus,
  type StatusChange,
  seconds,
} from './answers.ts';
import { ExecutionDriver } from './execution-driver.ts';
import { ExecutionStarter } from './execution-starter.ts';
import {
  compileDefinition,
  currentStates,
  type Entry,
  type ExecutionRecord,
  ExecutionStore,
  type Revision,
} from './execution-store.ts';
import { given, parseOutput } from './request-values.ts';
import { type ActionName, isAction, parseRequest, type Request } from './requests.ts';
import type { TaskInvoker } from './task-call.ts';
import { makeToken, readToken } from './task-token.ts';
import { callTestState } from './test-state-action.ts';

export interface StepFunctionsOptions {
  readonly clock: TimeSource;
  readonly activity: Activity;
  readonly journal: Journal;
  /** In [0, 1), from a seed: jitter, tokens, generated names. */
  readonly random: () => number;
  readonly invokeTask: TaskInvoker;
  /** Told of every status at least once, also after a crash. */
  readonly onStatusChange?: (change: StatusChange) => void | Promise<void>;
}

export interface NewStateMachine {
  readonly arn: string;
  readonly name: string;
  /** JSON text, or the data that it says. */
  readonly definition: string | Json;
  readonly roleArn: string;
}

/** An execution for the local panel: as ListExecutions has it, and where it is. */
export type ExecutionSummary = Record<string, unknown> & {
  readonly name: string;
  readonly status: string;
  /** The states that it is in, joined; absent once it has ended. */
  readonly currentState?: string;
};

/**
 * Step Functions (Standard workflows) behind the SDK's own protocol. Executions are kept in the journal: after a restart,
 * restore it, create the machines again, and call `resume` once.
 */
export class StepFunctionsService implements Service, Journaled {
  readonly name = 'states';
  readonly topic = 'states';
  readonly #options: StepFunctionsOptions;
  readonly #store = new ExecutionStore();
  readonly #driver: ExecutionDriver;
  readonly #starter: ExecutionStarter;

  constructor(options: StepFunctionsOptions) {
    this.#options = options;
    const { onStatusChange = () => {} } = options;
    this.#driver = new ExecutionDriver({ ...options, topic: this.topic, store: this.#store, onStatusChange });
    this.#starter = new ExecutionStarter({ ...options, store: this.#store, driver: this.#driver });
  }

  /**
   * Makes a state machine, or a new revision of it; the same again changes nothing. Executions that run keep the
   * revision that they began with. Throws `InvalidDefinition`.
   */
  createStateMachine({ arn, name, definition, roleArn }: NewStateMachine): void {
    const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
    compileDefinition(text);
    const present = this.#store.machine(arn);
    if (present?.definition === text && present.roleArn === roleArn) return;
    const number = (present?.number ?? 0) + 1;
    const revision = { arn, name, number, definition: text, roleArn, createdAt: this.#options.clock.now() };
    const entry: Entry = { kind: 'machine', revision };
    this.#options.journal.append(this.topic, entry);
    this.#store.apply(entry);
  }

  apply(entry: unknown): void {
    this.#store.apply(entry as Entry);
  }

  snapshot(): Iterable<unknown> {
    this.#store.forgetOld(this.#options.clock.now());
    return this.#store.snapshot();
  }

  /** Once after a restore: outstanding tasks are called again, timers armed, statuses told that were not told. */
  resume(): void {
    this.#driver.resume();
  }

  /** For the local panel: executions, newest first, with the state that each is in. `machine` is a name or an ARN. */
  executions(filter: { status?: string; machine?: string } = {}): ExecutionSummary[] {
    const { status, machine } = filter;
    return this.#store
      .executions(this.#options.clock.now())
      .filter(({ execution }) => status === undefined || execution.status === status)
      .filter(({ execution: { stateMachineArn, stateMachineName } }) =>
        machine === undefined ? true : machine === stateMachineArn || machine === stateMachineName,
      )
      .map(({ execution }) => summaryOf(execution));
  }

  /** For the local panel: an execution's whole history, by its name or ARN; undefined when there is none. */
  historyOf(execution: string): WireEvent[] | undefined {
    const records = this.#store.executions(this.#options.clock.now());
    const record = records.find(({ execution: { arn, name } }) => arn === execution || name === execution);
    return record?.events.map((event) => wireEvent(event));
  }

  async call(action: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    if (!isAction(action))
      throw new ServiceError(
        'UnknownOperationException',
        `Step Functions' ${action} isn't served by the embedded cloud`,
      );
    return this.#actions[action](input);
  }

  readonly #actions: Readonly<
    Record<ActionName, (input: Record<string, unknown>) => Promise<Record<string, unknown>>>
  > = {
    StartExecution: async (input) => {
      const request = parseRequest('StartExecution', input);
      return this.#starter.start(this.#machineOf(request.stateMachineArn), request);
    },
    DescribeExecution: async (input) => {
      const { executionArn, includedData } = parseRequest('DescribeExecution', input);
      const { execution } = this.#recordOf(executionArn);
      return describeExecution(execution, this.#options.clock.now(), includedData !== 'METADATA_ONLY');
    },
    ListExecutions: async (input) => this.#listExecutions(parseRequest('ListExecutions', input)),
    GetExecutionHistory: async (input) => this.#history(parseRequest('GetExecutionHistory', input)),
    StopExecution: async (input) => this.#stopExecution(parseRequest('StopExecution', input)),
    RedriveExecution: async (input) => this.#redriveExecution(parseRequest('RedriveExecution', input)),
    DescribeStateMachine: async (input) =>
      describeStateMachine(this.#machineOf(parseRequest('DescribeStateMachine', input).stateMachineArn)),
    ListStateMachines: async (input) => this.#listStateMachines(parseRequest('ListStateMachines', input)),
    SendTaskSuccess: async (input) => {
      const { taskToken, output } = parseRequest('SendTaskSuccess', input);
      const parsed = parseOutput(output);
      return this.#answerTask(taskToken, (id) => ({ type: 'taskSucceeded', id, output: parsed }));
    },
    SendTaskFailure: async (input) => {
      const { taskToken, ...failure } = parseRequest('SendTaskFailure', input);
      return this.#answerTask(taskToken, (id) => ({ type: 'taskFailed', id, ...given(failure) }));
    },
    SendTaskHeartbeat: async (input) =>
      this.#answerTask(parseRequest('SendTaskHeartbeat', input).taskToken, (id) => ({ type: 'heartbeat', id })),
    TestState: async (input) => this.#testState(parseRequest('TestState', input)),
  };

  async #testState(request: Request<'TestState'>): Promise<Record<string, unknown>> {
    const { clock, random } = this.#options;
    const taskToken = (taskId: number) => makeToken({ executionArn: 'TestState', taskId }, random);
    return callTestState(request, { now: clock.now(), random, taskToken });
  }

  #listExecutions({ stateMachineArn, statusFilter, ...page }: Request<'ListExecutions'>): Record<string, unknown> {
    this.#machineOf(stateMachineArn);
    const found = this.#store
      .executions(this.#options.clock.now())
      .filter(({ execution }) => execution.stateMachineArn === stateMachineArn)
      .filter(({ execution }) => statusFilter === undefined || execution.status === statusFilter);
    const { items, ...rest } = pageOf(found, page);
    return { executions: items.map(({ execution }) => listedExecution(execution)), ...rest };
  }

  #history(request: Request<'GetExecutionHistory'>): Record<string, unknown> {
    const { events } = this.#recordOf(request.executionArn);
    const { items, ...rest } = pageOf(request.reverseOrder ? events.toReversed() : events, request);
    const options = { includeExecutionData: request.includeExecutionData ?? true };
    return { events: items.map((event) => wireEvent(event, options)), ...rest };
  }

  async #stopExecution({ executionArn: arn, ...failure }: Request<'StopExecution'>): Promise<Record<string, unknown>> {
    const { execution } = this.#recordOf(arn);
    const stopped = await this.#driver.deliver(execution, { type: 'stop', ...given(failure) });
    return { stopDate: seconds(stopped?.stoppedAt ?? this.#options.clock.now()) };
  }

  async #redriveExecution({ executionArn: arn }: Request<'RedriveExecution'>): Promise<Record<string, unknown>> {
    const { execution } = this.#recordOf(arn);
    const redriven = await this.#driver.deliver(execution, (present) => {
      const { redriveStatusReason } = redriveStatus(present, this.#options.clock.now());
      if (!redriveStatusReason) return { type: 'redrive' };
      throw new ServiceError('ExecutionNotRedrivable', `Execution Not Redrivable: '${redriveStatusReason}'`);
    });
    return { redriveDate: seconds(redriven?.redrivenAt ?? this.#options.clock.now()) };
  }

  #listStateMachines(page: Request<'ListStateMachines'>): Record<string, unknown> {
    const { items, ...rest } = pageOf(this.#store.machines(), page);
    const stateMachines = items.map(({ arn, name, createdAt }) => ({
      stateMachineArn: arn,
      name,
      type: 'STANDARD',
      creationDate: seconds(createdAt),
    }));
    return { stateMachines, ...rest };
  }

  /** A task that is no longer awaited, or an execution that is over, has timed out for whoever holds the token. */
  async #answerTask(taskToken: string, stimulus: (id: number) => Stimulus): Promise<Record<string, unknown>> {
    const token = readToken(taskToken);
    if (!token) throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
    const record = this.#store.execution(token.executionArn, this.#options.clock.now());
    if (!record) throw new ServiceError('TaskDoesNotExist', 'Task does not exist');
    await this.#driver.deliver(record.execution, (present) => {
      if (isAwaited(present, taskToken)) return stimulus(token.taskId);
      throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    });
    return {};
  }

  #recordOf(arn: string): ExecutionRecord {
    const record = this.#store.execution(arn, this.#options.clock.now());
    if (record) return record;
    throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  }

  #machineOf(arn: string): Revision {
    const machine = this.#store.machine(arn);
    if (machine) return machine;
    throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }
}

function isAwaited({ status, threads }: Execution, token: string): boolean {
  if (status !== 'RUNNING') return false;
  return Object.values(threads).some(({ doing }) => doing.kind === 'task' && doing.task.token === token);
}

function summaryOf(execution: Execution): ExecutionSummary {
  const { name, status } = execution;
  const states = status === 'RUNNING' ? { currentState: currentStates(execution).join(' / ') } : {};
  return { ...listedExecution(execution), name, status, ...states };
}
