import type { InvocationOutcome } from '../functions-runtime/function-definition.ts';

/** What the local control needs of the embedded cloud. Times are epoch milliseconds of virtual time. */
export interface ControlPorts {
  readonly clock: ControlledClock;
  readonly mail: ControlledMail;
  readonly executions: ControlledExecutions;
  readonly faults: ControlledFaults;
  /** Calls one of the template's functions by its short name; nothing where there is none. */
  readonly invoke: (name: string, payload: unknown) => Promise<InvocationOutcome | undefined>;
  /** Back to the seeded start. */
  readonly reset: () => Promise<void>;
  /** The site's address, without a slash at the end. */
  readonly siteUrl: string;
  /** The sample people who can sign in, for the panel. */
  readonly samplePeople: ReadonlyArray<{ readonly name: string; readonly groups: readonly string[] }>;
}

export interface ControlledClock {
  now(): number;
  readonly mode: 'real' | 'paused';
  next(): number | undefined;
  pending(): ReadonlyArray<{ readonly at: number; readonly label: string }>;
  jumpTo(target: number): Promise<{ now: number; fired: number }>;
  pause(): void;
  resume(): void;
}

/** An e-mail that the embedded SES took. */
export interface SentMail {
  readonly id: string;
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly headers: ReadonlyArray<{ readonly name: string; readonly value: string }>;
  readonly attachments: readonly MailAttachment[];
  /** What became of it, oldest first: `sent`, `delivered`, `bounced`, … */
  readonly events: ReadonlyArray<{ readonly at: number; readonly kind: string }>;
}

export interface MailAttachment {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Buffer;
}

export interface ControlledMail {
  /** Newest last. */
  list(): readonly SentMail[];
  bounce(id: string): Promise<void>;
  complain(id: string): Promise<void>;
}

export interface ListedExecution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: number;
  readonly stopDate?: number;
  readonly currentState?: string;
}

export interface ControlledExecutions {
  /** Newest first. */
  list(): readonly ListedExecution[];
  /** The whole history as GetExecutionHistory has it, or undefined where there is no such execution. */
  history(executionArn: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>> | undefined>;
}

export interface ControlledFaults {
  list(): readonly unknown[];
  /** Throws a `Malformed` when the fault is not well formed. */
  add(fault: unknown): unknown;
  clear(): void;
}
