import { randomInt } from 'node:crypto';
import type { People } from '../../functions/domain/people.ts';
import type { PlannedPrompt } from '../../functions/domain/prompt.ts';
import type { Clock as FunctionClock } from '../../functions/platform/clock.ts';
import { key } from '../../functions/platform/keys.ts';
import type { Log } from '../../functions/platform/logs.ts';
import type { Lane, PromptMessage } from '../../functions/platform/prompt-queue.ts';
import { type Item, Table } from '../../functions/platform/table.ts';
import { composeMail } from '../../functions/prompts/compose-mail.ts';
import { deliverPrompts } from '../../functions/prompts/deliver-prompts.ts';
import { readDeliveryEvent } from '../../functions/prompts/delivery-event.ts';
import { noteDelivery } from '../../functions/prompts/note-delivery.ts';
import { sendPrompts } from '../../functions/prompts/send-prompts.ts';
import { askForCode } from '../../functions/sign-in/ask-for-code.ts';
import { Activity } from '../../local/clock/activity.ts';
import { Clock } from '../../local/clock/clock.ts';
import { noJournal } from '../../local/journal/journal.ts';
import { MemoryDynamo } from '../../local/services/dynamodb/memory/memory-dynamo.ts';
import type { Place } from '../../local/services/place.ts';
import { SesService } from '../../local/services/ses/ses-service.ts';
import type { QueueRecord } from '../../local/services/sqs/received-message.ts';
import { SqsService } from '../../local/services/sqs/sqs-service.ts';
import type { EventSourceMapping, FunctionDefinition, Inventory } from '../../local/template/inventory.ts';
import { memoryEndpoint, singleTable } from '../../local/world/single-table.ts';
import { aParticipant, sampleCohort, sampleProgramme, sampleSessions } from '../../test/support/factories.ts';
import { EmbeddedMailer } from './embedded-mailer.ts';

/** The template has no function that delivers prompts, or no queue of one of its lanes. */
class NotInTemplate extends Error {
  override readonly name = 'NotInTemplate';
}

const perDay = 50_000;

/**
 * What stands between a due prompt and SES, on virtual time: the functions' own use cases, the template's queues with
 * their event source mappings (batch size, concurrency, visibility, receives before the dead-letter queue), the lanes'
 * rates as the function is given them, and the embedded SES with its strict quota. The table is the one in memory.
 */
export class BurstWorld {
  readonly clock: Clock;
  readonly sqs: SqsService;
  readonly ses: SesService;
  readonly mailer: EmbeddedMailer;
  readonly table: Table;
  /** What the functions said that somebody should look at. */
  readonly alarms: string[] = [];
  readonly #activity = new Activity();
  readonly #dynamo: MemoryDynamo;
  readonly #queueArns: Readonly<Record<Lane, string>>;
  readonly #inventory: Inventory;
  readonly #deliverer: FunctionDefinition;

  constructor(inventory: Inventory, place: Place, start: string, accountPerSecond: number) {
    this.#inventory = inventory;
    this.#deliverer = delivererOf(inventory);
    this.clock = new Clock({ state: { mode: 'paused', virtual: Date.parse(start) }, activity: this.#activity });
    this.#dynamo = new MemoryDynamo({ clock: this.clock });
    this.#dynamo.createTable(singleTable('Table'));
    this.table = new Table(memoryEndpoint(this.#dynamo), 'Table');
    const embedded = { clock: this.clock, journal: noJournal, activity: this.#activity };
    this.sqs = new SqsService(embedded);
    const quota = { perSecond: accountPerSecond, perDay };
    this.ses = new SesService({ ...embedded, place, quota, publish: (event) => this.#note(event) });
    for (const { identity } of inventory.emailIdentities) this.ses.createIdentity({ identity });
    for (const set of inventory.configurationSets) this.ses.createConfigurationSet(set);
    const { SENDER_ADDRESS, CONFIGURATION_SET } = this.#deliverer.environment;
    this.mailer = new EmbeddedMailer(this.ses, this.clock, {
      address: String(SENDER_ADDRESS),
      configurationSet: String(CONFIGURATION_SET),
    });
    this.#queueArns = this.#connectQueues();
  }

  get deps() {
    const clock: FunctionClock = {
      now: () => new Date(this.clock.now()).toISOString(),
      nowMs: () => this.clock.now(),
      sleepUntil: (at) => new Promise((resolve) => this.clock.at(at, 'a slot', resolve)),
    };
    const log: Log = {
      info: () => {},
      alarm: (event, ids) => void this.alarms.push(`${event} ${JSON.stringify(ids ?? {})}`),
      failure: (event, error) => void this.alarms.push(`${event}: ${String(error)}`),
    };
    const queue = { enqueue: async (lane: Lane, messages: readonly PromptMessage[]) => this.#enqueue(lane, messages) };
    return { table: this.table, clock, log, queue, random: () => randomInt(1000) / 1000 };
  }

  /** The sample cohort, with its sessions. */
  async openCohort(): Promise<void> {
    const { key: programme, version } = sampleProgramme;
    await this.#put({ ...key.programmeVersion(programme, version), content: sampleProgramme, contentHash: 'sample' });
    await this.#put({ ...key.cohort(sampleCohort.id), ...sampleCohort });
    for (const session of sampleSessions) await this.#put({ ...key.session(sampleCohort.id, session.id), ...session });
  }

  async addParticipant(id: string): Promise<void> {
    const contact = { name: `Sample ${id}`, email: `${id.toLowerCase()}@example.org`, emailState: 'ok', linkEpoch: 0 };
    const facts = aParticipant({ id, status: 'year-1', statusSince: '2026-09-01T08:00:00.000Z' });
    const people: People = { participant: { ...contact, emailState: 'ok' } };
    await this.#put({ ...key.driven('participant', id), ...facts });
    await this.#put({ ...key.people('participant', id), people });
  }

  /** Enters a prompt in the ledger and queues it, as a journey's step does. */
  async send(id: string, prompt: PlannedPrompt): Promise<void> {
    await sendPrompts(this.deps, { kind: 'participant', id, step: { prompts: [prompt], seen: 1, leg: 1 } });
  }

  /** The cohort's lead asks for a code on their page, by the page's own use case. */
  async askForCode(): Promise<void> {
    const { outcome } = await askForCode(this.deps, sampleCohort, 'own');
    if (outcome !== 'asked') throw new Error(`The code was not asked for: ${outcome}`);
  }

  /** Messages that were given up. */
  deadLetters(): number {
    const dead = new Set(this.#inventory.queues.flatMap(({ deadLetters }) => deadLetters?.queueArn ?? []));
    return [...dead].reduce((sum, arn) => sum + this.sqs.messages(arn).length, 0);
  }

  #connectQueues(): Readonly<Record<Lane, string>> {
    for (const queue of this.#inventory.queues) this.sqs.createQueue(queue);
    const urgent = String(this.#deliverer.environment.URGENT_QUEUE_ARN);
    const mappings = this.#inventory.eventSourceMappings.filter(
      ({ functionName }) => functionName === this.#deliverer.name,
    );
    for (const mapping of mappings) this.#consume(mapping, mapping.sourceArn === urgent ? 'urgent' : 'routine');
    const routine = mappings.find(({ sourceArn }) => sourceArn !== urgent)?.sourceArn;
    if (routine === undefined) throw new NotInTemplate('No queue of the routine lane feeds the function');
    return { urgent, routine };
  }

  #consume(mapping: EventSourceMapping, lane: Lane): void {
    this.sqs.consume({
      queueArn: mapping.sourceArn,
      batchSize: mapping.batchSize,
      batchingWindowSeconds: mapping.batchingWindowSeconds,
      reportBatchItemFailures: mapping.reportBatchItemFailures,
      ...(mapping.maximumConcurrency !== undefined && { maximumConcurrency: mapping.maximumConcurrency }),
      handle: async (records) => ({ payload: await this.#deliver(lane, records) }),
    });
  }

  async #deliver(lane: Lane, records: readonly QueueRecord[]) {
    const { SITE_URL, URGENT_PER_SECOND, ROUTINE_PER_SECOND } = this.#deliverer.environment;
    const compose = composeMail({ siteUrl: String(SITE_URL), linkKeys: async () => burstKeys });
    const deps = {
      ...this.deps,
      mailer: this.mailer,
      rates: { urgent: Number(URGENT_PER_SECOND), routine: Number(ROUTINE_PER_SECOND) },
      compose: (sendable: Parameters<typeof compose>[0]) => this.#activity.run('compose', () => compose(sendable)),
    };
    const failed = await deliverPrompts(deps, lane, records);
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  }

  #note(event: unknown): void {
    const read = readDeliveryEvent(event);
    if (read) void this.#activity.run('note delivery', () => noteDelivery(this.deps, read));
  }

  #enqueue(lane: Lane, messages: readonly PromptMessage[]): void {
    for (const message of messages) this.sqs.send(this.#queueArns[lane], { body: JSON.stringify(message) });
  }

  async #put(item: Item): Promise<void> {
    await this.table.write({ kind: 'put', item });
  }
}

/** Keys that sign nothing anybody could use. */
const burstKeys = { current: '1', keys: { '1': 'burst' } };

function delivererOf({ functions }: Inventory): FunctionDefinition {
  const found = functions.find(({ environment }) => environment.ROUTINE_PER_SECOND !== undefined);
  if (!found) throw new NotInTemplate('No function is given the rates of the lanes');
  return found;
}
