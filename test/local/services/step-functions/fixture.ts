import { Activity } from '../../../../local/clock/activity.ts';
import { Clock } from '../../../../local/clock/clock.ts';
import type { StatusChange } from '../../../../local/services/step-functions/answers.ts';
import { StepFunctionsService } from '../../../../local/services/step-functions/step-functions-service.ts';
import type { TaskCall, TaskInvoker } from '../../../../local/services/step-functions/task-call.ts';
import { seededRandom } from '../../../../local/states-language/functions.ts';
import type { Json } from '../../../../local/states-language/json.ts';

export const start = Date.UTC(2026, 2, 2, 9);
export const machineArn = 'arn:aws:states:eu-west-2:000000000000:stateMachine:Journey';
export const roleArn = 'arn:aws:iam::000000000000:role/Journey';

export interface Opened {
  readonly service: StepFunctionsService;
  readonly clock: Clock;
  readonly activity: Activity;
  /** Everything that was journalled, as text. */
  readonly journal: string[];
  readonly calls: TaskCall[];
  readonly changes: StatusChange[];
  call(action: string, input?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Starts an execution of the machine. */
  run(name: string, input?: Json): Promise<string>;
  /** Lets everything that is under way, or due within so many seconds, happen. */
  pass(seconds?: number): Promise<void>;
  describe(name: string): Promise<Record<string, unknown>>;
}

export interface Opening {
  readonly states?: Record<string, Json>;
  readonly invoke?: TaskInvoker;
  /** Entries to restore, oldest first. */
  readonly journal?: readonly string[];
  readonly onStatusChange?: (change: StatusChange) => void;
  readonly now?: number;
}

/** A service on a paused clock, restored from a journal if one is given. */
export function open({ states, invoke = async () => ({}), ...options }: Opening = {}): Opened {
  const activity = new Activity();
  const clock = new Clock({ state: { mode: 'paused', virtual: options.now ?? start }, activity });
  const journal: string[] = [];
  const calls: TaskCall[] = [];
  const changes: StatusChange[] = [];
  const service = new StepFunctionsService({
    clock,
    activity,
    journal: { append: (_topic, entry) => void journal.push(JSON.stringify(entry)) },
    random: seededRandom(5),
    invokeTask: async (call) => {
      calls.push(call);
      return invoke(call);
    },
    onStatusChange: options.onStatusChange ?? ((change) => void changes.push(change)),
  });
  for (const entry of options.journal ?? []) service.apply(JSON.parse(entry));
  if (states) createMachine(service, states);
  if (options.journal) service.resume();
  const call = (action: string, input: Record<string, unknown> = {}) => service.call(action, input);
  return {
    service,
    clock,
    activity,
    journal,
    calls,
    changes,
    call,
    run: async (name, input = {}) =>
      String(
        (await call('StartExecution', { stateMachineArn: machineArn, name, input: JSON.stringify(input) }))
          .executionArn,
      ),
    pass: async (seconds = 0) => void (await clock.jumpTo(clock.now() + seconds * 1000)),
    describe: (name) => call('DescribeExecution', { executionArn: executionArn(name) }),
  };
}

export function createMachine(service: StepFunctionsService, states: Record<string, Json>, arn = machineArn): void {
  const definition = { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0] ?? '', States: states };
  service.createStateMachine({ arn, name: arn.split(':').at(-1) ?? '', definition, roleArn });
}

export function executionArn(name: string): string {
  return `arn:aws:states:eu-west-2:000000000000:execution:Journey:${name}`;
}

const waiting = 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken';

/** A machine that waits for its token. */
export const awaiting: Record<string, Json> = {
  Await: {
    Type: 'Task',
    Resource: waiting,
    Arguments: { TableName: 'Table', Key: { pk: { S: 'p1' } }, Token: '{% $states.context.Task.Token %}' },
    TimeoutSeconds: 60,
    HeartbeatSeconds: 40,
    End: true,
  },
};

/** The token that a call of `awaiting` carried. */
export function tokenOf(call: TaskCall | undefined): string {
  return String(call?.parameters.Token);
}
