import type { Surroundings } from './functions.ts';
import type { HistoryEvent } from './history.ts';
import type { Json, JsonObject } from './json.ts';
import type { Resource } from './resource.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** An execution lives for at most a year (ms), as on AWS. */
export const longestLife = 365 * 24 * 3600 * 1000;

/**
 * An execution as plain JSON data: what `advance` takes and gives. Kept anywhere and loaded again, it goes on by the
 * commands that `outstandingCommands` finds in it. Times are epoch milliseconds.
 */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly input: Json;
  readonly startedAt: number;
  status: ExecutionStatus;
  output?: Json;
  error?: string;
  cause?: string;
  stoppedAt?: number;
  redriveCount: number;
  redrivenAt?: number;
  lastEventId: number;
  /** The last number given to a thread, task or timer. */
  lastId: number;
  /** When the execution as a whole times out. */
  deadline?: PendingTimer;
  /** By id. One is the execution itself; each branch and iteration has its own. Gone once it succeeded. */
  threads: Record<string, Thread>;
}

export interface PendingTimer {
  readonly id: number;
  readonly at: number;
}

/** A run through one block of states: the whole execution, a branch of a Parallel or an iteration of a Map. */
export interface Thread {
  readonly id: number;
  readonly block: number;
  readonly parent?: number;
  /** Which branch or iteration of the parent. */
  readonly index?: number;
  /** The iteration's item, also for what is inside the iteration. */
  readonly item?: { readonly index: number; readonly value: Json };
  state: string;
  input: Json;
  /** When the state was entered, with which event, and the event before. */
  enteredAt: number;
  enteredEventId: number;
  eventIdBefore: number;
  previousEventId: number;
  /** Those that the state sees: its own block's, over those of the blocks around it. */
  variables: JsonObject;
  /** How often each retrier was used since the state was entered. */
  retries?: number[];
  /** It failed or was aborted, and only a redrive takes it further. */
  stopped?: true;
  doing: Doing;
}

export type Doing =
  | { readonly kind: 'entering' }
  | { readonly kind: 'executing' }
  | { readonly kind: 'waiting'; readonly timer: PendingTimer }
  | { readonly kind: 'retrying'; readonly timer: PendingTimer }
  | { readonly kind: 'task'; readonly task: PendingTask }
  | { readonly kind: 'branches'; readonly children: number[]; readonly results: Json[]; readonly left: number }
  | Iterating;

export interface Iterating {
  readonly kind: 'iterating';
  readonly items: Json[];
  readonly results: Json[];
  readonly children: number[];
  /** The index of the iteration that starts next. */
  readonly next: number;
  readonly left: number;
  readonly most: number;
}

export interface PendingTask {
  readonly id: number;
  readonly parameters: Json;
  readonly token?: string;
  readonly credentials?: Json;
  /** What the call answered, of a task that goes on afterwards (`.waitForTaskToken`, `.sync`). */
  readonly submitted?: Json;
  readonly timeout?: PendingTimer;
  readonly heartbeat?: { readonly seconds: number; readonly timer: PendingTimer };
}

/** What happens to an execution. Ids are those of the commands; one that is no longer awaited changes nothing. */
export type Stimulus =
  | { readonly type: 'start' }
  | { readonly type: 'taskSubmitted'; readonly id: number; readonly output: Json }
  | { readonly type: 'taskSucceeded'; readonly id: number; readonly output: Json }
  | { readonly type: 'taskFailed'; readonly id: number; readonly error?: string; readonly cause?: string }
  | { readonly type: 'heartbeat'; readonly id: number }
  | { readonly type: 'timer'; readonly id: number }
  | { readonly type: 'stop'; readonly error?: string; readonly cause?: string }
  | { readonly type: 'redrive' };

/** What the world is to do for an execution, in this order. */
export type Command =
  | TaskCommand
  | { readonly type: 'armTimer'; readonly id: number; readonly at: number; readonly label: string }
  | { readonly type: 'cancelTimer'; readonly id: number }
  | { readonly type: 'cancelTask'; readonly id: number }
  | { readonly type: 'ended'; readonly status: Exclude<ExecutionStatus, 'RUNNING'> };

/** Call the resource, at least once, and answer with `taskSucceeded`, `taskFailed` or `taskSubmitted`. */
export interface TaskCommand {
  readonly type: 'callTask';
  readonly id: number;
  readonly resource: Resource;
  readonly parameters: Json;
  /** `Credentials.RoleArn`, evaluated. */
  readonly credentials?: Json;
  readonly state: string;
  /** Of a task that was submitted before a restart: what the call answered. It is not to be called again. */
  readonly submitted?: Json;
}

/** The clock, the dice, and tokens that nobody can guess, for a task's id. */
export interface World extends Surroundings {
  taskToken(taskId: number): string;
  /** `counted`: events take their numbers, and count towards the limit, without being made. */
  readonly history?: 'counted';
}

export interface Advance {
  readonly execution: Execution;
  readonly events: readonly HistoryEvent[];
  readonly commands: readonly Command[];
  /** States entered, which is what AWS charges for. */
  readonly transitions: number;
}

export interface NewExecution {
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly input: Json;
  readonly startedAt: number;
}

/** An execution that has yet to be given the stimulus `start`. */
export function newExecution(start: NewExecution): Execution {
  return { ...start, status: 'RUNNING', redriveCount: 0, lastEventId: 0, lastId: 1, threads: {} };
}
