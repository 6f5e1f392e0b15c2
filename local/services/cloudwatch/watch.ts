import type { FunctionLogLine, InvocationOutcome } from '../../functions-runtime/function-definition.ts';
import { type AlarmDefinition, type AlarmState, evaluateAlarm } from './alarm.ts';
import { metricsIn } from './emf.ts';
import { type Dimensions, MetricStore } from './metric-store.ts';

/** What is asked when an alarm is: things that have a value at any moment. */
export interface Gauges {
  /** The messages of each queue: how many can be received, and how old the oldest is (s). */
  queues(): ReadonlyArray<{ readonly name: string; readonly visible: number; readonly oldestSeconds: number }>;
  /** Shares of the e-mails sent of late. */
  reputation(): { readonly bounceRate: number; readonly complaintRate: number };
}

const executionMetrics: Readonly<Record<string, string>> = {
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
  SUCCEEDED: 'ExecutionsSucceeded',
};

/**
 * CloudWatch, as far as the template's alarms look: functions' own metrics from their logs, and what Step Functions, Lambda,
 * SQS, SES and API Gateway would count. Nothing of it is kept over a restart.
 */
export class Watch {
  readonly store = new MetricStore();
  readonly #alarms: readonly AlarmDefinition[];
  readonly #now: () => number;
  readonly #gauges: () => Gauges;

  constructor(alarms: readonly AlarmDefinition[], now: () => number, gauges: () => Gauges) {
    this.#alarms = alarms;
    this.#now = now;
    this.#gauges = gauges;
  }

  readonly noteLog = ({ text }: FunctionLogLine): void => {
    for (const { metric, value } of metricsIn(text)) this.store.put(metric, value, this.#now());
  };

  noteExecution(detail: Readonly<Record<string, unknown>>): void {
    const name = executionMetrics[String(detail.status)];
    if (name) this.#count('AWS/States', name, { StateMachineArn: String(detail.stateMachineArn) });
  }

  /** `ms` is how long the function itself ran. */
  noteInvocation(functionName: string, outcome: InvocationOutcome | 'throttled', ms: number): void {
    const dimensions = { FunctionName: functionName };
    if (outcome === 'throttled') {
      this.#count('AWS/Lambda', 'Throttles', dimensions);
      this.#count('AWS/Lambda', 'Throttles', {});
      return;
    }
    this.#count('AWS/Lambda', 'Invocations', dimensions);
    this.#count('AWS/Lambda', 'Duration', dimensions, ms);
    if ('error' in outcome) this.#count('AWS/Lambda', 'Errors', dimensions);
  }

  noteResponse(apiId: string, status: number): void {
    this.#count('AWS/ApiGateway', 'Count', { ApiId: apiId });
    if (status >= 500) this.#count('AWS/ApiGateway', '5xx', { ApiId: apiId });
  }

  /** The state of every alarm of the template, now. */
  alarms(): Map<string, AlarmState> {
    this.#sample();
    return new Map(this.#alarms.map((alarm) => [alarm.name, evaluateAlarm(alarm, this.store, this.#now())]));
  }

  #sample(): void {
    const gauges = this.#gauges();
    for (const { name, visible, oldestSeconds } of gauges.queues()) {
      this.#count('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: name }, visible);
      this.#count('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: name }, oldestSeconds);
    }
    const { bounceRate, complaintRate } = gauges.reputation();
    this.#count('AWS/SES', 'Reputation.BounceRate', {}, bounceRate);
    this.#count('AWS/SES', 'Reputation.ComplaintRate', {}, complaintRate);
  }

  #count(namespace: string, metricName: string, dimensions: Dimensions, value = 1): void {
    this.store.put({ namespace, metricName, dimensions }, value, this.#now());
  }
}
