import { type Announcement, announcementName } from '../../functions/domain/announcement.ts';
import { type DrivenKind, executionName, type LedgerKind } from '../../functions/domain/driven.ts';
import { needMark } from '../../functions/domain/needs.ts';
import type { Nomination } from '../../functions/domain/nomination.ts';
import type { Participant } from '../../functions/domain/participant.ts';
import type { People } from '../../functions/domain/people.ts';
import { foundItem } from '../../functions/people/found-row.ts';
import type { Clock } from '../../functions/platform/clock.ts';
import { key, partition } from '../../functions/platform/keys.ts';
import type { Log } from '../../functions/platform/logs.ts';
import { type DynamoEndpoint, type Item, Table } from '../../functions/platform/table.ts';
import type { Announcements, ExecutionState, Workflows } from '../../functions/platform/workflows.ts';
import { MemoryDynamo } from '../../local/services/dynamodb/memory/memory-dynamo.ts';
import { memoryEndpoint, singleTable } from '../../local/world/single-table.ts';
import { sampleCohort, sampleProgramme, sampleSessions } from './factories.ts';

const tableName = 'throughline-test';

/** A call of the table that is to go wrong: thrown instead of made, or after it was made. */
export interface Mishap {
  readonly action: string;
  readonly when: 'before' | 'after';
  /** The error's name, as the SDK names it. */
  readonly error: string;
}

/** What use cases are handed, in memory: the one table, a clock that is set by hand, a log and workflows that remember. */
export class FunctionsWorld {
  nowMs: number;
  readonly clock: Clock = {
    now: () => new Date(this.nowMs).toISOString(),
    nowMs: () => this.nowMs,
    sleepUntil: async (at) => {
      this.nowMs = Math.max(this.nowMs, at);
    },
  };
  readonly table: Table;
  readonly workflows = new FakeWorkflows();
  /** Lines of the log as `info swept {…}`. */
  readonly logged: string[] = [];
  /** The next calls that go wrong, each once. */
  readonly mishaps: Mishap[] = [];
  /** Runs once, just before the next call of that action: what somebody else does meanwhile. */
  meanwhile: { readonly action: string; readonly happens: () => Promise<void> } | undefined;
  readonly #engine: MemoryDynamo;

  constructor(now: string) {
    this.nowMs = Date.parse(now);
    this.#engine = new MemoryDynamo({
      clock: { now: () => this.nowMs, at: () => ({ at: 0, label: '', cancel: () => {} }) },
    });
    this.#engine.createTable(singleTable(tableName));
    this.table = new Table(this.#endpoint(memoryEndpoint(this.#engine)), tableName);
  }

  get deps() {
    const line = (level: string) => (event: string, ids?: object) =>
      void this.logged.push(`${level} ${event} ${JSON.stringify(ids ?? {})}`);
    const log: Log = {
      info: line('info'),
      alarm: line('alarm'),
      failure: (event, error, ids) => void this.logged.push(`failure ${event} ${String(error)} ${JSON.stringify(ids)}`),
    };
    return { table: this.table, clock: this.clock, log, workflows: this.workflows, announcements: this.workflows };
  }

  pass(ms: number): void {
    this.nowMs += ms;
  }

  async put(...items: readonly Item[]): Promise<void> {
    for (const item of items)
      await this.table.write({
        kind: 'put',
        item,
        where: { anyOf: [{ pk: { is: 'absent' } }, { pk: { is: 'present' } }] },
      });
  }

  /** The project's own programme and sample cohort, with so many places taken of so many. */
  async putCohort({ taken = 0, capacity = sampleCohort.capacity } = {}): Promise<void> {
    await this.put(
      {
        ...key.programmeVersion(sampleProgramme.key, sampleProgramme.version),
        content: sampleProgramme,
        contentHash: 'x',
      },
      { ...key.cohort(sampleCohort.id), ...sampleCohort, capacity },
      { ...key.cohortList(sampleCohort.id), title: sampleCohort.title },
      { ...key.cohortPlaces(sampleCohort.id), taken },
      ...sampleSessions.map((session) => ({ ...key.session(sampleCohort.id, session.id), ...session })),
    );
  }

  /** Somebody driven, with their people and their membership of the cohort. */
  async putDriven(facts: Participant | Nomination, people?: People): Promise<void> {
    const { kind, id, cohortId } = facts;
    const membership =
      kind === 'participant' ? key.cohortParticipant(cohortId, id) : key.cohortNomination(cohortId, id);
    await this.put({ ...key.driven(kind, id), ...facts, ...needMark(facts, this.clock.now()) }, { ...membership, id });
    if (people) await this.put({ ...key.people(kind, id), people }, foundItem(facts, people));
  }

  async item({ pk, sk }: { pk: string; sk: string }): Promise<Item | undefined> {
    return (await this.table.queryAll({ pk, prefix: sk })).find((item) => item.sk === sk);
  }

  async facts(kind: DrivenKind, id: string): Promise<Item | undefined> {
    return this.item(key.driven(kind, id));
  }

  /** The record of a subject, oldest first. */
  async logOf(kind: LedgerKind, id: string): Promise<Item[]> {
    return this.table.queryAll({ pk: partition.subject(kind, id), prefix: 'LOG#' });
  }

  async placesTaken(): Promise<unknown> {
    return (await this.item(key.cohortPlaces(sampleCohort.id)))?.taken;
  }

  /** Every item, to see that nothing changed. */
  everything(): string {
    return JSON.stringify([...this.#engine.items(tableName)]);
  }

  #endpoint(engine: DynamoEndpoint): DynamoEndpoint {
    return {
      call: async (action, input) => {
        const { meanwhile } = this;
        if (meanwhile?.action === action) {
          this.meanwhile = undefined;
          await meanwhile.happens();
        }
        const mishap = this.#takeMishap(action);
        if (mishap?.when === 'before') throw named(mishap.error);
        const answer = await engine.call(action, input);
        if (mishap) throw named(mishap.error);
        return answer;
      },
    };
  }

  #takeMishap(action: string): Mishap | undefined {
    const [next] = this.mishaps;
    return next?.action === action ? this.mishaps.shift() : undefined;
  }
}

/** An error as the SDK throws it. A transaction's conflict is in its reasons. */
function named(name: string): Error {
  const reasons = name === 'TransactionConflict' ? [{ Code: 'TransactionConflict' }] : [];
  const thrown = name === 'TransactionConflict' ? 'TransactionCanceledException' : name;
  return Object.assign(new Error(thrown), { name: thrown, CancellationReasons: reasons });
}

/** Step Functions as far as it is seen: executions by name that run or are closed, and the tokens that were woken. */
export class FakeWorkflows implements Workflows, Announcements {
  /** Every call of `start`, as `PART2345-0-1`. */
  readonly asked: string[] = [];
  readonly woken: string[] = [];
  readonly awake = new Set<string>();
  /** The next start fails with this: the process dies before Step Functions heard of it. */
  failsToStart: Error | undefined;
  failsToWake: Error | undefined;
  readonly #states = new Map<string, 'running' | 'closed'>();

  async start(_kind: DrivenKind, id: string, leg: { epoch: number; leg: number }): Promise<'started' | 'exists'> {
    return this.#start(executionName(id, leg));
  }

  async announce(part: Announcement): Promise<'started' | 'exists'> {
    return this.#start(announcementName(part));
  }

  #start(name: string): 'started' | 'exists' {
    const failure = this.failsToStart;
    this.failsToStart = undefined;
    if (failure) throw failure;
    this.asked.push(name);
    if (this.#states.has(name)) return 'exists';
    this.#states.set(name, 'running');
    return 'started';
  }

  async wake(token: string): Promise<'woken' | 'already-awake'> {
    if (this.failsToWake) throw this.failsToWake;
    this.woken.push(token);
    return this.awake.has(token) ? 'already-awake' : 'woken';
  }

  async describe(_kind: DrivenKind, name: string): Promise<ExecutionState> {
    return this.describeAnnouncement(name);
  }

  async describeAnnouncement(name: string): Promise<ExecutionState> {
    return this.#states.get(name) ?? 'gone';
  }

  /** Says what became of an execution. */
  put(name: string, state: 'running' | 'closed'): void {
    this.#states.set(name, state);
  }

  /** Those that run, in the order in which they were started. */
  get running(): string[] {
    return [...this.#states].filter(([, state]) => state === 'running').map(([name]) => name);
  }
}
