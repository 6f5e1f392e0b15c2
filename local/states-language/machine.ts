import type { Expression } from './expression.ts';
import type { Resource } from './resource.ts';
import type { Template } from './template.ts';

/** A definition that was checked and compiled; executions refer to it by block numbers and state names. */
export interface Machine {
  /** Every `States` field of the definition, outermost first, in the order in which they are written. */
  readonly blocks: readonly [Block, ...Block[]];
  /** The execution's own TimeoutSeconds. */
  readonly timeoutSeconds: number | undefined;
}

export interface Block {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

type Members = readonly (readonly [string, Template])[];

/** What follows a state's work. Absent fields are as AWS has them: the result as output, nothing assigned. */
export interface Exit {
  readonly output: Template | undefined;
  readonly assign: Members | undefined;
  /** The next state; undefined ends the block. */
  readonly next: string | undefined;
}

interface Named {
  readonly name: string;
}

interface PassState extends Named {
  readonly type: 'Pass';
  readonly exit: Exit;
}

interface SucceedState extends Named {
  readonly type: 'Succeed';
  readonly exit: Exit;
}

export interface FailState extends Named {
  readonly type: 'Fail';
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
}

export interface ChoiceState extends Named {
  readonly type: 'Choice';
  readonly choices: readonly { readonly condition: Template; readonly exit: Exit }[];
  readonly otherwise: Exit | undefined;
}

export interface WaitState extends Named {
  readonly type: 'Wait';
  readonly until: { readonly seconds: Template } | { readonly timestamp: Template };
  readonly exit: Exit;
}

/** What Task, Parallel and Map have in common: their work can fail, and be tried again or caught. */
interface Fallible extends Named {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
  readonly exit: Exit;
}

export interface TaskState extends Fallible {
  readonly type: 'Task';
  readonly resource: Resource;
  readonly arguments: Template | undefined;
  readonly credentials: Template | undefined;
  readonly timeoutSeconds: Template | undefined;
  readonly heartbeatSeconds: Template | undefined;
}

export interface ParallelState extends Fallible {
  readonly type: 'Parallel';
  readonly arguments: Template | undefined;
  /** Block numbers. */
  readonly branches: readonly number[];
}

export interface MapState extends Fallible {
  readonly type: 'Map';
  readonly items: Template | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Template | undefined;
  /** A block number. */
  readonly processor: number;
}

export type FallibleState = TaskState | ParallelState | MapState;

export interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly jitter: boolean;
}

export interface Catcher {
  readonly errors: readonly string[];
  readonly exit: Exit;
}

/** A field that holds an expression is checked for its type; a literal was checked when the machine was created. */
export function expressionOf(template: Template): Expression | undefined {
  return template.kind === 'expression' ? template.expression : undefined;
}
