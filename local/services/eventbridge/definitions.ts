/** Where a rule or a schedule sends its events, as the template describes it. */
export interface EventTarget {
  readonly arn: string;
  readonly roleArn?: string;
  readonly deadLetterArn?: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** A constant input in place of the event, as JSON text. */
  readonly input?: string;
}

export interface RuleDefinition {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly enabled: boolean;
  readonly pattern?: Readonly<Record<string, unknown>>;
  /** `rate(…)` or `cron(…)`, in UTC. */
  readonly schedule?: string;
  readonly targets: ReadonlyArray<EventTarget & { readonly id: string }>;
}

/** A schedule of EventBridge Scheduler. */
export interface ScheduleDefinition {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  readonly expression: string;
  readonly timeZone: string;
  readonly target: EventTarget;
}

/** An event as a rule's target gets it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** What sent an event to a target. */
export interface Origin {
  readonly kind: 'rule' | 'schedule';
  readonly arn: string;
}

/** An event on its way to one target. */
export interface Delivery {
  readonly id: string;
  readonly origin: Origin;
  readonly target: EventTarget;
  /** JSON data. */
  readonly payload: unknown;
  /** When it was accepted. */
  readonly at: number;
  /** Attempts that failed. */
  readonly attempts: number;
  readonly nextAt: number;
}

/** A delivery that was given up, for the target's dead-letter queue. */
export interface DeadLetter {
  readonly queueArn: string;
  readonly origin: Origin;
  readonly body: string;
  readonly attributes: Readonly<Record<string, { readonly DataType: string; readonly StringValue: string }>>;
}
