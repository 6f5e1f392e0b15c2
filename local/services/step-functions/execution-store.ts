import { createMachine } from '../../states-language/create-machine.ts';
import type { Execution } from '../../states-language/execution.ts';
import type { HistoryEvent } from '../../states-language/history.ts';
import type { Machine } from '../../states-language/machine.ts';
import { supportsResource } from './task-call.ts';

/** A state machine as it stands, or stood: running executions keep the revision that they began with. */
export interface Revision {
  readonly arn: string;
  readonly name: string;
  readonly number: number;
  /** JSON text. */
  readonly definition: string;
  readonly roleArn: string;
  readonly createdAt: number;
}

export interface ExecutionRecord {
  execution: Execution;
  readonly revision: number;
  readonly events: HistoryEvent[];
  /** The last status that was told to the outside. */
  announced?: string;
}

/** What is kept in the journal; applied in order, the entries are the state. */
export type Entry =
  | { readonly kind: 'machine'; readonly revision: Revision }
  | {
      readonly kind: 'advanced';
      readonly revision: number;
      readonly execution: Execution;
      readonly events: readonly HistoryEvent[];
    }
  | { readonly kind: 'announced'; readonly arn: string; readonly announcement: string };

/** A closed execution, and its name, are kept for 90 days (ms). */
const keptAfterClose = 90 * 24 * 3600 * 1000;

/** State machines and executions, rebuilt from their entries. */
export class ExecutionStore {
  readonly #machines = new Map<string, Map<number, Revision>>();
  readonly #compiled = new Map<string, Machine>();
  readonly #executions = new Map<string, ExecutionRecord>();

  apply(entry: Entry): void {
    if (entry.kind === 'machine') this.#applyRevision(entry.revision);
    else if (entry.kind === 'advanced') this.#applyAdvance(entry);
    else this.#applyAnnouncement(entry);
  }

  #applyAnnouncement({ arn, announcement }: Extract<Entry, { kind: 'announced' }>): void {
    const record = this.#executions.get(arn);
    if (record) record.announced = announcement;
  }

  #applyRevision(revision: Revision): void {
    const revisions = this.#machines.get(revision.arn) ?? new Map<number, Revision>();
    this.#machines.set(revision.arn, revisions.set(revision.number, revision));
  }

  #applyAdvance({ revision, execution, events }: Extract<Entry, { kind: 'advanced' }>): void {
    const record = this.#executions.get(execution.arn);
    const goesOn = record && record.execution.startedAt === execution.startedAt;
    if (!goesOn) this.#executions.delete(execution.arn);
    if (goesOn) {
      record.execution = execution;
      record.events.push(...events);
    } else this.#executions.set(execution.arn, { execution, revision, events: [...events] });
  }

  /** Entries that rebuild the present state. */
  *snapshot(): Iterable<Entry> {
    for (const revisions of this.#machines.values())
      for (const revision of revisions.values()) yield { kind: 'machine', revision };
    for (const { execution, revision, events, announced } of this.#executions.values()) {
      yield { kind: 'advanced', revision, execution, events };
      if (announced !== undefined) yield { kind: 'announced', arn: execution.arn, announcement: announced };
    }
  }

  /** The machine as it is now. */
  machine(arn: string): Revision | undefined {
    return [...(this.#machines.get(arn)?.values() ?? [])].at(-1);
  }

  machines(): Revision[] {
    return [...this.#machines.keys()].flatMap((arn) => this.machine(arn) ?? []);
  }

  /** The compiled machine of a revision; each is compiled once. */
  compiled(arn: string, number: number): Machine {
    const key = `${arn}#${number}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    const revision = this.#machines.get(arn)?.get(number);
    if (!revision) throw new RangeError(`${arn} has no revision ${number}`);
    const machine = compileDefinition(revision.definition);
    this.#compiled.set(key, machine);
    return machine;
  }

  /** An execution that is still kept at a moment. */
  execution(arn: string, now: number): ExecutionRecord | undefined {
    const record = this.#executions.get(arn);
    return record && isKept(record, now) ? record : undefined;
  }

  /** The executions still kept, newest first. */
  executions(now: number): ExecutionRecord[] {
    return [...this.#executions.values()].filter((record) => isKept(record, now)).reverse();
  }

  /** Forgets what is no longer kept. */
  forgetOld(now: number): void {
    for (const [arn, record] of this.#executions) if (!isKept(record, now)) this.#executions.delete(arn);
  }
}

function isKept({ execution }: ExecutionRecord, now: number): boolean {
  return execution.stoppedAt === undefined || execution.stoppedAt + keptAfterClose > now;
}

/** Throws `InvalidDefinition`, or SyntaxError when it isn't JSON. */
export function compileDefinition(definition: string): Machine {
  return createMachine(JSON.parse(definition), { supports: supportsResource });
}

/** Where an execution is: the states that it is in, outermost first, as people read them. */
export function currentStates(execution: Execution): string[] {
  return Object.values(execution.threads).map((thread) => thread.state);
}
