import { announcing } from '../../functions/cohorts/announcing.ts';
import { beginAnnouncement } from '../../functions/cohorts/begin-announcement.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { noteExecutionEnd } from '../../functions/driving/note-execution-end.ts';
import { sweep } from '../../functions/driving/sweep.ts';
import { wakeable, wakeWaiting } from '../../functions/driving/wake-waiting.ts';
import type { Clock as FunctionClock } from '../../functions/platform/clock.ts';
import type { Log } from '../../functions/platform/logs.ts';
import type { Mailer } from '../../functions/platform/mail.ts';
import type { Lane, PromptQueue } from '../../functions/platform/prompt-queue.ts';
import { Table } from '../../functions/platform/table.ts';
import type { StoppableWorkflows } from '../../functions/platform/workflows.ts';
import { openCohort } from '../../functions/programmes/open-cohort.ts';
import { publishProgrammes } from '../../functions/programmes/publish-programmes.ts';
import { yamlContent } from '../../functions/programmes/yaml-content.ts';
import { composeMail } from '../../functions/prompts/compose-mail.ts';
import { deliverPrompts, type QueuedMessage } from '../../functions/prompts/deliver-prompts.ts';
import { readDeliveryEvent } from '../../functions/prompts/delivery-event.ts';
import { noteDelivery } from '../../functions/prompts/note-delivery.ts';
import { requeuePrompt } from '../../functions/prompts/requeue-prompt.ts';
import { templateKeys } from '../../functions/prompts/templates/template-keys.ts';
import { Activity } from '../clock/activity.ts';
import { Clock } from '../clock/clock.ts';
import { MemoryDynamo } from '../services/dynamodb/memory/memory-dynamo.ts';
import { plainItem } from '../services/dynamodb/plain-item.ts';
import type { Item } from '../services/dynamodb/types.ts';
import type { TaskCommand } from '../states-language/execution.ts';
import type { Json } from '../states-language/json.ts';
import { ExecutionHost, type noAnswer } from './execution-host.ts';
import { disturbExecution, handOn, troubledCall } from './happenings.ts';
import { InMemoryMailer } from './in-memory-mailer.ts';
import { InMemoryQueue } from './in-memory-queue.ts';
import { Invocation } from './invocation.ts';
import { invokeFunction } from './invoke-function.ts';
import { machineOf } from './machine-of.ts';
import { memoryEndpoint, singleTable } from './single-table.ts';
import { type StreamImage, SweepWhenDue } from './sweep-when-due.ts';
import type { Trouble } from './trouble.ts';

const tableName = 'Table';

/** Keys that sign nothing anybody could use: this world reaches nobody. */
const worldKeys = { current: '1', keys: { '1': 'in-memory world' } };

/** Trouble in a world, and whoever watches it. */
export interface TroubleOptions {
  readonly source: Trouble;
  /** Told of each e-mail that was taken in an invocation in which something went wrong after it. */
  readonly onUnsure: (messageId: string) => void;
  /** Told of each item as it was written. */
  readonly onChange: (image: StreamImage, world: InMemoryWorld) => void;
}

/** What use cases are handed. */
export interface WorldDeps {
  readonly table: Table;
  readonly clock: FunctionClock;
  readonly log: Log;
  readonly workflows: StoppableWorkflows;
  readonly announcements: ExecutionHost;
  readonly queue: PromptQueue;
  readonly mailer: Mailer;
  readonly random: () => number;
  readonly linkKeys: () => Promise<typeof worldKeys>;
}

/**
 * The whole of Throughline in one process and in memory: the real state machines on the interpreter, the real planner,
 * ledger and mailer, the table, the queues, and one clock that jumps. Nothing in it can reach a network: property tests
 * and rehearsals stand on it. The lanes' pace is not modelled: what is queued is sent at once. With trouble, anything may
 * fail at every boundary, and the sweep runs by itself.
 */
export class InMemoryWorld {
  readonly clock: Clock;
  readonly table: Table;
  readonly executions: ExecutionHost;
  readonly mailer: InMemoryMailer;
  /** What the functions said that somebody should look at. */
  readonly alarms: string[] = [];
  /** Asked before each call of a state machine, by the function's or the table action's name; what it throws is the call's error. */
  beforeCall: ((name: string, input: Readonly<Record<string, unknown>>) => void) | undefined;
  /** What somebody else does while prompts wait in their queue. */
  beforeDelivery: (() => Promise<void>) | undefined;
  readonly #activity = new Activity();
  readonly #functionClock: FunctionClock;
  #isRestoring = false;
  readonly #dynamo: MemoryDynamo;
  readonly #queue: InMemoryQueue;
  readonly #log: Log;
  readonly #trouble: TroubleOptions | undefined;
  readonly #sweeps: SweepWhenDue | undefined;

  constructor(start: string, trouble?: TroubleOptions) {
    this.#trouble = trouble;
    this.clock = new Clock({ state: { mode: 'paused', virtual: Date.parse(start) }, activity: this.#activity });
    this.#dynamo = new MemoryDynamo({ clock: this.clock, onRecord: (record) => this.#hear(record.dynamodb.NewImage) });
    this.#dynamo.createTable(singleTable(tableName));
    this.table = new Table(memoryEndpoint(this.#dynamo), tableName);
    this.#functionClock = {
      now: () => new Date(this.clock.now()).toISOString(),
      nowMs: () => this.clock.now(),
      sleepUntil: async () => {},
    };
    this.#log = {
      info: () => {},
      alarm: (event, ids) => void this.alarms.push(`${event} ${JSON.stringify(ids ?? {})}`),
      failure: (event, error) =>
        void this.alarms.push(`${event}: ${error instanceof Error ? (error.stack ?? error.name) : error}`),
    };
    this.#queue = new InMemoryQueue({
      clock: this.clock,
      activity: this.#activity,
      trouble: trouble?.source,
      deliver: (lane, batch) => this.#as((deps) => this.#deliver(deps, lane, batch)),
    });
    this.mailer = new InMemoryMailer(this.clock, (event) => this.#noteDelivery(event));
    this.executions = new ExecutionHost({
      machines: {
        participant: machineOf('journey'),
        nomination: machineOf('nomination'),
        'work-group': machineOf('work-group'),
        announcement: machineOf('announce-change'),
      },
      clock: this.clock,
      activity: this.#activity,
      runTask: (task, execution) => this.#runTask(task, execution),
      onEnd: (kind, name, status) => {
        if (status !== 'SUCCEEDED' && kind !== 'announcement')
          this.#handOn('status', () => this.#as((deps) => noteExecutionEnd(deps, { kind, name })));
      },
    });
    this.#sweeps = trouble && new SweepWhenDue(this.clock, () => this.sweep());
  }

  /** What use cases are handed here. With trouble, whoever calls one of them directly is spared it: see `visit`. */
  get deps(): WorldDeps {
    return {
      table: this.table,
      clock: this.#functionClock,
      log: this.#log,
      workflows: this.executions,
      announcements: this.executions,
      queue: this.#queue,
      mailer: this.mailer,
      random: () => 0.5,
      linkKeys: async () => worldKeys,
    };
  }

  /** Publishes a programme and opens a cohort from their files' texts. */
  async open(programme: { file: string; text: string }, cohort: { file: string; text: string }): Promise<void> {
    const published = { file: programme.file, content: yamlContent(programme.text) };
    await publishProgrammes(this.deps, { programmes: [published] }, templateKeys);
    await openCohort(this.deps, { file: cohort.file, cohort: yamlContent(cohort.text) });
  }

  /** Moves the clock; everything due in between has happened when it resolves. */
  async jumpTo(until: string): Promise<void> {
    await this.clock.jumpTo(Date.parse(until));
  }

  async settle(): Promise<void> {
    await this.#activity.whenQuiet();
  }

  /** The table as a backup keeps it. */
  backUp(): readonly Item[] {
    return [...this.#dynamo.items(tableName)];
  }

  /** The table as it was in a backup, and nothing else: executions, mail and the clock stay. A new table's stream is empty. */
  restore(backup: readonly Item[]): void {
    this.#isRestoring = true;
    for (const { pk, sk } of this.backUp())
      this.#dynamo.execute('DeleteItem', { TableName: tableName, Key: { pk, sk } });
    for (const item of backup) this.#dynamo.execute('PutItem', { TableName: tableName, Item: item });
    this.#isRestoring = false;
  }

  sweep() {
    return this.#as((deps) => sweep({ ...deps, requeuePrompt: (row) => requeuePrompt(deps, row) }));
  }

  /** Does what a page's function does for somebody who asks; with trouble it may fail, and they ask again. */
  visit<T>(work: (deps: WorldDeps) => Promise<T>): Promise<T> {
    return this.#as(work);
  }

  /** Runs a function: with the world's own ports, or, with trouble, with ports that fail. */
  #as<T>(work: (deps: WorldDeps) => Promise<T>): Promise<T> {
    if (!this.#trouble) return work(this.deps);
    const { source, onUnsure } = this.#trouble;
    const invocation = new Invocation(
      source,
      { endpoint: memoryEndpoint(this.#dynamo), tableName, ...this.deps },
      onUnsure,
    );
    const { table, workflows, queue, mailer } = invocation;
    return invocation.run(() => work({ ...this.deps, table, workflows, queue, mailer }));
  }

  async #runTask({ resource, parameters }: TaskCommand, execution: string): Promise<Json | typeof noAnswer> {
    const input = parameters as Record<string, unknown>;
    const trouble = this.#trouble?.source;
    this.beforeCall?.(String(input.FunctionName ?? resource.action), input);
    if (trouble) disturbExecution(trouble, this.executions, execution, this.clock);
    if (resource.service === 'dynamodb')
      return troubledCall(trouble, 'state', async () => this.#callDynamo(resource.action, input));
    return troubledCall(trouble, 'function', async () => {
      const payload = await this.#as((deps) => invokeFunction(deps, String(input.FunctionName), input.Payload));
      return { StatusCode: 200, Payload: (payload ?? null) as Json };
    });
  }

  #callDynamo(action: string, input: Record<string, unknown>): Json {
    try {
      return this.#dynamo.execute(action.charAt(0).toUpperCase() + action.slice(1), input) as Json;
    } catch (error) {
      if (error instanceof Error) error.name = `DynamoDb.${error.name}`;
      throw error;
    }
  }

  /** The table's stream, with the filters of the two functions that listen to it. */
  #hear(image: Item | undefined): void {
    if (this.#isRestoring || !image) return;
    this.#sweeps?.note(image);
    this.#trouble?.onChange(image, this);
    if (image.wakeDue) {
      const item = readAs(wakeable, plainItem(image));
      this.#handOn('wake', () => this.#as((deps) => wakeWaiting(deps, item)));
    }
    if (image.announceDue) {
      const change = readAs(announcing, plainItem(image));
      this.#handOn('wake', () => this.#as((deps) => beginAnnouncement(deps, change)));
    }
  }

  async #deliver(deps: WorldDeps, lane: Lane, batch: readonly QueuedMessage[]): Promise<string[]> {
    await this.beforeDelivery?.();
    const rates = { urgent: 1e6, routine: 1e6 };
    const compose = composeMail({ siteUrl: 'https://in-memory.example', linkKeys: deps.linkKeys });
    return deliverPrompts({ ...deps, rates, compose }, lane, batch);
  }

  #noteDelivery(event: unknown): void {
    this.#handOn('delivery', async () => {
      const read = readDeliveryEvent(event);
      if (read) await this.#as((deps) => noteDelivery(deps, read));
    });
  }

  #handOn(what: 'wake' | 'delivery' | 'status', work: () => Promise<unknown>): void {
    const { clock } = this;
    handOn({ what, work, clock, activity: this.#activity, trouble: this.#trouble?.source });
  }
}
