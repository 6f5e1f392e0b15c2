import {
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  InvalidToken,
  SFNClient,
} from '@aws-sdk/client-sfn';
import type { DrivenKind } from '../domain/driven.ts';
import { executionArn, type MachineArns } from './workflows.ts';

/** An event of an execution as an admin may see it: what stands where a task token was says only that. */
export interface ExecutionEvent {
  readonly id: number;
  /** UTC. */
  readonly at: string;
  readonly type: string;
  /** The state that it entered or left. */
  readonly state?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface HistoryPage {
  readonly events: readonly ExecutionEvent[];
  /** Give it back as `after` to read on; absent on the last page. */
  readonly next?: string;
}

export interface HistoryRequest {
  readonly newestFirst?: boolean;
  /** With what went into and came out of each state. */
  readonly withData?: boolean;
  /** At most 1,000 events. */
  readonly limit: number;
  readonly after?: string | undefined;
}

/** What Step Functions remembers of an execution: while it runs, and for 90 days after it closed. */
export interface ExecutionHistories {
  /** `gone` where Step Functions knows no such execution (any more), or no such page of it. */
  readHistory(kind: DrivenKind, name: string, request: HistoryRequest): Promise<HistoryPage | 'gone'>;
  /** Where AWS's own console shows the execution. */
  awsAddressOf(kind: DrivenKind, name: string): string;
}

export class StepFunctionsHistories implements ExecutionHistories {
  readonly #client: SFNClient;
  readonly #machines: MachineArns;

  constructor(machines: MachineArns, client = new SFNClient()) {
    this.#client = client;
    this.#machines = machines;
  }

  async readHistory(
    kind: DrivenKind,
    name: string,
    { newestFirst = false, withData = false, limit, after }: HistoryRequest,
  ): Promise<HistoryPage | 'gone'> {
    try {
      const { events = [], nextToken } = await this.#client.send(
        new GetExecutionHistoryCommand({
          executionArn: executionArn(this.#machines[kind], name),
          reverseOrder: newestFirst,
          includeExecutionData: withData,
          maxResults: limit,
          ...(after && { nextToken: after }),
        }),
      );
      return { events: events.map(eventOf), ...(nextToken && { next: nextToken }) };
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist || error instanceof InvalidToken) return 'gone';
      throw error;
    }
  }

  awsAddressOf(kind: DrivenKind, name: string): string {
    const arn = executionArn(this.#machines[kind], name);
    const region = arn.split(':')[3];
    return `https://${region}.console.aws.amazon.com/states/home?region=${region}#/v2/executions/details/${arn}`;
  }
}

/** Of an event's fields one is named for its type and holds its details. */
function eventOf({ id, timestamp, type, ...fields }: HistoryEvent): ExecutionEvent {
  const { name, ...details } = Object.entries(fields)
    .filter(([field]) => field.endsWith('EventDetails'))
    .reduce<Record<string, unknown>>((all, [, value]) => Object.assign(all, value), {});
  return {
    id: id ?? 0,
    at: (timestamp ?? new Date(0)).toISOString(),
    type: type ?? '',
    ...(typeof name === 'string' && { state: name }),
    details: readableDetails(details),
  };
}

/** Data that Step Functions keeps as JSON text is read; that nothing was cut from it goes without saying. */
export function readableDetails(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown = Object.entries(details).filter(([field, value]) => value !== undefined && !field.endsWith('Details'));
  return Object.fromEntries(shown.map(([field, value]) => [field, masked(readData(value))]));
}

function readData(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{"]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // Text of an error may begin like JSON and be none: it is shown as it is.
    return value;
  }
}

const mask = '(not shown)';

/** Whoever holds a wait's task token can end the wait: by its name, and by what no other text of ours looks like. */
function masked(value: unknown, field = ''): unknown {
  if (/token/i.test(field)) return mask;
  if (typeof value === 'string') return value.replace(/[\w+/=-]{80,}/g, mask);
  if (Array.isArray(value)) return value.map((each) => masked(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, masked(each, name)]));
}
