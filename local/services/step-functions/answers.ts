import type { Execution } from '../../states-language/execution.ts';
import { historyLimit } from '../../states-language/history.ts';
import type { JsonObject } from '../../states-language/json.ts';
import { ServiceError } from '../service.ts';
import type { Revision } from './execution-store.ts';

/** A closed execution can be redriven for 14 days (ms). */
const redrivablePeriod = 14 * 24 * 3600 * 1000;
const year = 365 * 24 * 3600 * 1000;

/** Epoch seconds, with milliseconds as the fraction: the dates of AwsJson. */
export function seconds(millis: number): number {
  return millis / 1000;
}

/** Whether RedriveExecution would take the execution, and if not, why (Developer Guide, "Redrive eligibility"). */
export function redriveStatus({ status, stoppedAt = 0, startedAt, lastEventId }: Execution, now: number): JsonObject {
  const reason = reasonAgainstRedrive();
  if (!reason) return { redriveStatus: 'REDRIVABLE' };
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason };

  function reasonAgainstRedrive(): string | undefined {
    if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
    if (now > stoppedAt + redrivablePeriod) return 'Execution redrivable period exceeded';
    if (now >= startedAt + year) return 'Execution has exceeded the max execution time';
    return lastEventId + 1 >= historyLimit ? 'Execution history event limit exceeded' : undefined;
  }
}

export function describeExecution(execution: Execution, now: number, withData: boolean): Record<string, unknown> {
  const { input, output, error, cause } = execution;
  return {
    ...listedExecution(execution),
    ...(withData ? { input: JSON.stringify(input) } : {}),
    inputDetails: { included: withData },
    ...(output === undefined
      ? {}
      : { ...(withData ? { output: JSON.stringify(output) } : {}), outputDetails: { included: withData } }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...redriveStatus(execution, now),
  };
}

/** An execution as a list has it. */
export function listedExecution(execution: Execution): Record<string, unknown> {
  const { arn, stateMachineArn, name, status, startedAt, stoppedAt, redriveCount, redrivenAt } = execution;
  return {
    executionArn: arn,
    stateMachineArn,
    name,
    status,
    startDate: seconds(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: seconds(stoppedAt) }),
    redriveCount,
    ...(redrivenAt === undefined ? {} : { redriveDate: seconds(redrivenAt) }),
  };
}

export function describeStateMachine({ arn, name, definition, roleArn, number, createdAt }: Revision) {
  return {
    stateMachineArn: arn,
    name,
    status: 'ACTIVE',
    definition,
    roleArn,
    type: 'STANDARD',
    creationDate: seconds(createdAt),
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    revisionId: String(number),
  };
}

export interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** One page of a list: 100 at a time unless told otherwise, at most 1,000. */
export function pageOf<T>(
  items: readonly T[],
  { maxResults, nextToken }: PageRequest,
): { items: T[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw new ServiceError('InvalidToken', `Invalid Token: '${nextToken}'`);
  const end = start + (maxResults || 100);
  const rest = end < items.length ? { nextToken: Buffer.from(String(end)).toString('base64url') } : {};
  return { items: items.slice(start, end), ...rest };
}

/** "Step Functions Execution Status Change", as EventBridge's default bus gets it. */
export interface StatusChange {
  readonly source: 'aws.states';
  readonly detailType: 'Step Functions Execution Status Change';
  readonly resources: readonly string[];
  /** Epoch milliseconds. */
  readonly time: number;
  readonly detail: Record<string, unknown>;
}

/** The status as it is now; dates are epoch milliseconds (Developer Guide, "EventBridge integration"). */
export function statusChange(execution: Execution, now: number): StatusChange {
  const { arn, stateMachineArn, name, status, startedAt, stoppedAt, input, output, error, cause } = execution;
  const redrive = redriveStatus(execution, now);
  return {
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [arn],
    time: stoppedAt ?? execution.redrivenAt ?? startedAt,
    detail: {
      executionArn: arn,
      stateMachineArn,
      name,
      status,
      startDate: startedAt,
      stopDate: stoppedAt ?? null,
      input: JSON.stringify(input),
      output: output === undefined ? null : JSON.stringify(output),
      inputDetails: { included: true },
      outputDetails: output === undefined ? null : { included: true },
      error: error ?? null,
      cause: cause ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: execution.redriveCount,
      redriveDate: execution.redrivenAt ?? null,
      redriveStatus: redrive.redriveStatus,
      redriveStatusReason: redrive.redriveStatusReason ?? null,
    },
  };
}
