import { AsyncLocalStorage } from 'node:async_hooks';
import type { LedgerKind } from '../../../functions/domain/driven.ts';
import type { Nomination } from '../../../functions/domain/nomination.ts';
import type { Participant } from '../../../functions/domain/participant.ts';
import type { People } from '../../../functions/domain/people.ts';
import type { Occasion } from '../../../functions/domain/prompt.ts';
import { sweep } from '../../../functions/driving/sweep.ts';
import { key } from '../../../functions/platform/keys.ts';
import type { Log } from '../../../functions/platform/logs.ts';
import type { MailTaken, OutgoingMail } from '../../../functions/platform/mail.ts';
import type { Lane, PromptMessage } from '../../../functions/platform/prompt-queue.ts';
import type { Table, Write } from '../../../functions/platform/table.ts';
import type { Announcements, Workflows } from '../../../functions/platform/workflows.ts';
import { readProgramme } from '../../../functions/programmes/read-programme.ts';
import { deliverPrompts } from '../../../functions/prompts/deliver-prompts.ts';
import { type LedgerRow, ledgerRow } from '../../../functions/prompts/ledger-row.ts';
import { mailTags } from '../../../functions/prompts/mail-tags.ts';
import { requeuePrompt } from '../../../functions/prompts/requeue-prompt.ts';
import { type SendRequest, sendPrompts } from '../../../functions/prompts/send-prompts.ts';
import { cohort, dueAt, participantFacts, programme, samplePeople, session } from './fixtures.ts';
import { type Gate, memoryTable } from './memory-table.ts';
import { TestClock } from './test-clock.ts';

/** The process that ran has stopped: nothing that it calls any more has an effect. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

interface Queued {
  readonly messageId: string;
  readonly body: string;
  visibleAt: number;
  receives: number;
}

/** Lets a process through one port call at a time, as often as it is told to. */
export class Turnstile {
  #left = 0;
  #resume: () => void = () => {};

  async pass(): Promise<void> {
    while (this.#left === 0) {
      await new Promise<void>((resolve) => {
        this.#resume = resolve;
      });
    }
    this.#left -= 1;
  }

  /** Lets so many calls through, and answers when the process waits for the next one or has ended. */
  async let(calls: number): Promise<void> {
    this.#left += calls;
    this.#resume();
    // Everything behind the ports is in memory: what can happen has happened after a few turns of the event loop.
    for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

/** As the queues of the template: hidden for 180 s once received, dead after five receives. */
const visibilityMs = 180_000;
const maxReceives = 5;

/**
 * Table, queues, SES and clock in memory behind the functions' own ports. `calls` names every port call since the
 * start; with `stopAt` the process stops just before or just after that call (counted from 0), once.
 */
export class World {
  readonly clock: TestClock;
  readonly table: Table;
  readonly calls: string[] = [];
  readonly logged: string[] = [];
  readonly mails: Array<OutgoingMail & { readonly atMs: number }> = [];
  readonly queues: Record<Lane, Queued[]> = { urgent: [], routine: [] };
  readonly dead: Queued[] = [];
  /** What SES answers to the n-th send; it takes everything where this says nothing. */
  answer: (n: number) => MailTaken | 'fails' | undefined = () => undefined;
  stopAt: ReadonlyMap<number, 'before' | 'after'> = new Map();
  /** Whoever runs inside a turnstile makes as many port calls as it lets through. */
  readonly turnstile = new AsyncLocalStorage<Turnstile>();
  #sends = 0;
  #stopped = false;
  #messages = 0;

  constructor(start = dueAt) {
    this.clock = new TestClock(start);
    this.table = memoryTable(() => this.clock.nowMs(), this.#gate);
  }

  get deps() {
    const log: Log = {
      info: (event, ids) => void this.logged.push(JSON.stringify([event, ids])),
      alarm: (event, ids) => void this.logged.push(JSON.stringify([event, ids])),
      failure: (event, error) => void this.logged.push(`${event}: ${String(error)}`),
    };
    return {
      table: this.table,
      clock: this.clock,
      log,
      random: () => 0.5,
      rates: { urgent: 2, routine: 10 },
      queue: { enqueue: (lane: Lane, messages: readonly PromptMessage[]) => this.#enqueue(lane, messages) },
      mailer: { send: (mail: OutgoingMail) => this.#gate('SendEmail', () => this.#take(mail)) },
      compose: async ({
        subject,
        row,
        contact,
      }: {
        subject: { kind: LedgerKind; id: string };
        row: LedgerRow;
        contact: { email: string };
      }) => ({
        to: contact.email,
        subject: row.prompt,
        text: '',
        html: '',
        tags: mailTags(subject, row),
      }),
    };
  }

  /** Seeds the programme, the cohort with its session, and one participant with their people. */
  async seed(facts: Participant | Nomination = participantFacts(), people: People = samplePeople): Promise<this> {
    await this.put(
      { ...key.programmeVersion(programme.key, programme.version), content: programme, contentHash: 'x' },
      { ...key.cohort(cohort.id), ...cohort },
      { ...key.session(cohort.id, session.id), ...session },
      { ...key.driven(facts.kind, facts.id), ...facts },
      { ...key.people(facts.kind, facts.id), people },
    );
    // A published version is remembered for good: read now, so that every life makes the same calls.
    await readProgramme(this.table, programme);
    this.calls.length = 0;
    return this;
  }

  async put(...items: Extract<Write, { kind: 'put' }>['item'][]): Promise<void> {
    for (const item of items)
      await this.table.write({
        kind: 'put',
        item,
        where: { anyOf: [{ pk: { is: 'absent' } }, { pk: { is: 'present' } }] },
      });
  }

  /** SendPrompts as the state machine runs it: again while its process stops. */
  async send(request: SendRequest) {
    return this.#again(() => sendPrompts(this.deps, request));
  }

  /** One invocation of the mailer for each lane that has visible messages; answers whether there was one. */
  async deliver(): Promise<boolean> {
    let any = false;
    for (const lane of ['urgent', 'routine'] as const) {
      const batch = this.#receive(lane);
      if (batch.length === 0) continue;
      any = true;
      const failed = await this.#once(() => this.clock.run(deliverPrompts(this.deps, lane, batch)));
      if (failed === undefined) continue;
      const done = batch.filter(({ messageId }) => !failed.includes(messageId));
      this.queues[lane] = this.queues[lane].filter((message) => !done.includes(message));
    }
    return any;
  }

  async sweep(): Promise<void> {
    const { deps } = this;
    const workflows: Workflows = {
      start: async () => 'exists',
      wake: async () => 'already-awake',
      describe: async () => 'running',
    };
    const announcements: Announcements = {
      announce: async () => 'exists',
      describeAnnouncement: async () => 'running',
    };
    await this.#once(() =>
      this.clock.run(sweep({ ...deps, workflows, announcements, requeuePrompt: (row) => requeuePrompt(deps, row) })),
    );
  }

  /** Lets time pass, with the mailer at work and a sweep every quarter of an hour. */
  async live(minutes: number): Promise<void> {
    for (let minute = 1; minute <= minutes; minute += 1) {
      for (let n = 0; n < 20 && (await this.deliver()); n += 1);
      this.clock.advance(60_000);
      if (minute % 15 === 0) await this.sweep();
    }
  }

  async row(
    about: Occasion,
    subject: { kind: 'participant' | 'nomination'; id: string } = participantFacts(),
  ): Promise<LedgerRow | undefined> {
    return this.table.get(key.prompt(subject.kind, subject.id, about), ledgerRow);
  }

  /** Wraps one port call: counts it, and stops the process there where `stopAt` says so. */
  readonly #gate: Gate = async (port, effect) => {
    await this.turnstile.getStore()?.pass();
    if (this.#stopped) throw new Stopped(port);
    const when = this.stopAt.get(this.calls.length);
    this.calls.push(port);
    if (when === 'before') this.#stop(port);
    const result = await effect();
    if (when === 'after') this.#stop(port);
    return result;
  };

  #stop(port: string): never {
    this.#stopped = true;
    throw new Stopped(port);
  }

  async #again<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      const result = await this.#once(async () => ({ value: await this.clock.run(work()) }));
      if (result) return result.value;
    }
  }

  /** One invocation: nothing where its process stopped, even if its code caught the error on its way. */
  async #once<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work();
      return this.#stopped ? undefined : result;
    } catch (error) {
      if (this.#stopped) return undefined;
      throw error;
    } finally {
      this.#stopped = false;
    }
  }

  #enqueue(lane: Lane, messages: readonly PromptMessage[]): Promise<void> {
    return this.#gate('SendMessageBatch', () => {
      for (const message of messages) {
        this.#messages += 1;
        const messageId = `m${this.#messages}`;
        this.queues[lane].push({ messageId, body: JSON.stringify(message), visibleAt: 0, receives: 0 });
      }
    });
  }

  #receive(lane: Lane): Queued[] {
    const now = this.clock.nowMs();
    const visible = this.queues[lane].filter(({ visibleAt }) => visibleAt <= now);
    const expired = visible.filter(({ receives }) => receives >= maxReceives);
    this.dead.push(...expired);
    this.queues[lane] = this.queues[lane].filter((message) => !expired.includes(message));
    const batch = visible.filter((message) => !expired.includes(message)).slice(0, 10);
    for (const message of batch) {
      message.visibleAt = now + visibilityMs;
      message.receives += 1;
    }
    return batch;
  }

  #take(mail: OutgoingMail): MailTaken {
    this.#sends += 1;
    const answer = this.answer(this.#sends);
    if (answer === 'fails') throw new Error('socket hang up');
    if (answer) return answer;
    this.mails.push({ ...mail, atMs: this.clock.nowMs() });
    return { taken: true, messageId: `ses-${this.#sends}` };
  }
}
