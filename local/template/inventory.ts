import type { AlarmDefinition } from '../services/cloudwatch/alarm.ts';
import type { TableDefinition } from '../services/dynamodb/table-definition.ts';

/** What the template deploys, in the embedded cloud's own terms: every name, ARN and address is resolved. */
export interface Inventory {
  readonly tables: TableDefinition[];
  readonly functions: FunctionDefinition[];
  readonly asynchronousInvocations: AsynchronousInvocation[];
  readonly permissions: InvokePermission[];
  readonly stateMachines: StateMachineDefinition[];
  readonly queues: QueueDefinition[];
  readonly queuePolicies: QueuePolicyDefinition[];
  readonly eventSourceMappings: EventSourceMapping[];
  readonly eventBuses: NamedResource[];
  readonly rules: RuleDefinition[];
  readonly schedules: ScheduleDefinition[];
  readonly httpApis: HttpApiDefinition[];
  readonly fronts: FrontDefinition[];
  readonly alarms: AlarmDefinition[];
  readonly roles: RoleDefinition[];
  readonly secrets: SecretDefinition[];
  readonly emailIdentities: EmailIdentityDefinition[];
  readonly configurationSets: ConfigurationSetDefinition[];
  readonly userPools: UserPoolDefinition[];
  /** What the template also holds and has no effect here, each with its reason. */
  readonly withoutEffect: Array<{ readonly path: string; readonly type: string; readonly reason: string }>;
}

export interface NamedResource {
  readonly name: string;
  readonly arn: string;
}

export interface FunctionDefinition extends NamedResource {
  /** The folder that holds the bundle. */
  readonly folder: string;
  /** `<module>.<export>`, as Lambda writes it. */
  readonly handler: string;
  readonly roleArn: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly reservedConcurrency?: number;
}

/** How often an asynchronous invocation is tried again, and where it goes when it was given up. */
export interface AsynchronousInvocation {
  readonly functionName: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly onFailureArn?: string;
}

/** A statement of a function's resource policy: that a service may invoke it. */
export interface InvokePermission {
  readonly path: string;
  readonly functionName: string;
  readonly principal: string;
  readonly sourceArn?: string;
}

export interface StateMachineDefinition extends NamedResource {
  readonly roleArn: string;
  /** The Amazon States Language as text, substitutions made. */
  readonly definition: string;
}

export interface QueueDefinition extends NamedResource {
  readonly url: string;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly maximumMessageBytes: number;
  readonly deadLetters?: { readonly queueArn: string; readonly maxReceiveCount: number };
}

export interface PolicyDocument {
  readonly Version?: string | undefined;
  readonly Statement: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

export interface QueuePolicyDefinition {
  readonly path: string;
  readonly queueUrls: readonly string[];
  readonly policy: PolicyDocument;
}

export interface EventSourceMapping {
  readonly path: string;
  readonly functionName: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** Patterns as parsed JSON; a record that matches any of them is kept. */
  readonly filters: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly reportBatchItemFailures: boolean;
  /** SQS only. */
  readonly maximumConcurrency?: number;
  /** Streams only; -1 is without end. */
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeSeconds: number;
  readonly bisectOnError: boolean;
  readonly onFailureArn?: string;
}

/** Where a rule or schedule sends its events. */
export interface EventTarget {
  readonly arn: string;
  readonly roleArn?: string;
  readonly deadLetterArn?: string;
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** A constant input in place of the event, as JSON text. */
  readonly input?: string;
}

export interface RuleDefinition extends NamedResource {
  readonly busName: string;
  readonly enabled: boolean;
  readonly pattern?: Readonly<Record<string, unknown>>;
  readonly schedule?: string;
  readonly targets: ReadonlyArray<EventTarget & { readonly id: string }>;
}

export interface ScheduleDefinition extends NamedResource {
  readonly enabled: boolean;
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  readonly expression: string;
  readonly timeZone: string;
  readonly target: EventTarget;
}

export interface HttpApiDefinition {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  readonly routes: ReadonlyArray<{ readonly routeKey: string; readonly integration: HttpIntegration }>;
}

/** What stands before an HTTP API, as far as it changes what the API sees. */
export interface FrontDefinition {
  readonly originHeaders: ReadonlyArray<{ readonly name: string; readonly value: OriginHeaderValue }>;
}

/** A text, or the text of a secret, which CloudFormation puts in when it deploys. */
export type OriginHeaderValue = { readonly text: string } | { readonly secretArn: string };

export interface HttpIntegration {
  readonly functionName: string;
  readonly timeoutMs: number;
}

export interface RoleDefinition extends NamedResource {
  /** Services that may assume it, such as `lambda.amazonaws.com`. */
  readonly trusts: readonly string[];
  readonly policies: ReadonlyArray<{ readonly id: string; readonly policy: PolicyDocument }>;
}

export interface SecretDefinition extends NamedResource {
  readonly value?: string;
  readonly generate?: {
    readonly length: number;
    readonly excludePunctuation: boolean;
    readonly template?: string;
    readonly key?: string;
  };
}

export interface EmailIdentityDefinition {
  readonly identity: string;
  readonly arn: string;
  readonly defaultConfigurationSet?: string;
}

export interface ConfigurationSetDefinition extends NamedResource {
  /** SES's names of the events that go to EventBridge's default bus, upper case: `DELIVERY`, `BOUNCE`, … */
  readonly publishes: readonly string[];
}

export interface UserPoolDefinition {
  readonly id: string;
  readonly arn: string;
  readonly groups: readonly string[];
  readonly clients: ReadonlyArray<{
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly callbackUrls: readonly string[];
    readonly logoutUrls: readonly string[];
  }>;
}
