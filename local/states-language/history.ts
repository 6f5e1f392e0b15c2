import type { Json, JsonObject } from './json.ts';

/** Standard executions have at most this many events; the last is the one that ends them. */
export const historyLimit = 25_000;

/** What kind of details an event carries: `stateEntered` is `stateEnteredEventDetails` on the wire. */
export type DetailsKind =
  | 'evaluationFailed'
  | 'executionAborted'
  | 'executionFailed'
  | 'executionRedriven'
  | 'executionStarted'
  | 'executionSucceeded'
  | 'executionTimedOut'
  | 'lambdaFunctionFailed'
  | 'lambdaFunctionScheduled'
  | 'lambdaFunctionSucceeded'
  | 'lambdaFunctionTimedOut'
  | 'mapIterationAborted'
  | 'mapIterationFailed'
  | 'mapIterationStarted'
  | 'mapIterationSucceeded'
  | 'mapStateStarted'
  | 'stateEntered'
  | 'stateExited'
  | 'taskFailed'
  | 'taskScheduled'
  | 'taskStarted'
  | 'taskSubmitted'
  | 'taskSucceeded'
  | 'taskTimedOut';

/** An event of an execution's history, with data as data: it becomes text only when somebody reads the history. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly type: string;
  readonly kind?: DetailsKind;
  readonly details?: JsonObject;
}

/** An event as `GetExecutionHistory` has it: `timestamp` in epoch seconds, data as JSON text. */
export interface WireEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  readonly [details: `${string}EventDetails`]: JsonObject;
}

/** Writes an event out for the wire; without execution data, inputs and outputs are left out. */
export function wireEvent(event: HistoryEvent, options: { includeExecutionData?: boolean } = {}): WireEvent {
  const { id, previousEventId, timestamp, type, kind, details = {} } = event;
  const base = { id, previousEventId, timestamp: timestamp / 1000, type };
  if (!kind) return base;
  return { ...base, [`${kind}EventDetails`]: wireDetails(details, options.includeExecutionData ?? true) };
}

function wireDetails(details: JsonObject, includeExecutionData: boolean): JsonObject {
  const wire: JsonObject = {};
  for (const [name, value] of Object.entries(details)) {
    if (!isData(name)) wire[name] = value;
    else if (includeExecutionData) Object.assign(wire, writeData(name, value));
  }
  return wire;
}

function isData(name: string): boolean {
  return name === 'input' || name === 'output' || name === 'parameters' || name === 'assignedVariables';
}

/** `parameters` alone has no `…Details` beside it. */
function writeData(name: string, value: Json): JsonObject {
  if (name === 'parameters') return { parameters: JSON.stringify(value) };
  const text = name === 'assignedVariables' ? writeVariables(value as JsonObject) : JSON.stringify(value);
  return { [name]: text, [`${name}Details`]: { truncated: false } };
}

function writeVariables(variables: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)]));
}
