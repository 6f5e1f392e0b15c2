import { announcing } from '../../functions/cohorts/announcing.ts';
import { beginAnnouncement } from '../../functions/cohorts/begin-announcement.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { noteExecutionEnd } from '../../functions/driving/note-execution-end.ts';
import { wakeable, wakeWaiting } from '../../functions/driving/wake-waiting.ts';
import type { Log } from '../../functions/platform/logs.ts';
import type { Lane, PromptMessage } from '../../functions/platform/prompt-queue.ts';
import { composeMail } from '../../functions/prompts/compose-mail.ts';
import type { Sendable } from '../../functions/prompts/deliver-prompt.ts';
import { deliverPrompts } from '../../functions/prompts/deliver-prompts.ts';
import { readDeliveryEvent } from '../../functions/prompts/delivery-event.ts';
import { noteDelivery } from '../../functions/prompts/note-delivery.ts';
import type { Eventually } from '../states-language/eventually.ts';
import type { TaskCommand } from '../states-language/execution.ts';
import type { Json, JsonObject } from '../states-language/json.ts';
import { ExecutionHost } from '../world/execution-host.ts';
import { invokeFunction } from '../world/invoke-function.ts';
import { machineOf } from '../world/machine-of.ts';
import { ObjectTable, type RowChange } from './object-table.ts';
import { composeOnce, RehearsalMailer } from './rehearsal-mailer.ts';
import { VirtualTime } from './virtual-time.ts';
import { callTable } from './wire-requests.ts';

/** Keys that sign nothing anybody could use. */
const linkKeys = async () => ({ current: '1', keys: { '1': 'rehearsal' } });

const machines = {
  participant: machineOf('journey'),
  nomination: machineOf('nomination'),
  'work-group': machineOf('work-group'),
  announcement: machineOf('announce-change'),
};

/** What is told of a rehearsal while it runs. */
export interface Watcher {
  prompt(sendable: Sendable): void;
  transitions(count: number): void;
  change(change: RowChange): void;
}

/** Something went wrong in a world where nothing is meant to: its numbers would be worth nothing. */
export class RehearsalFailed extends Error {
  override readonly name = 'RehearsalFailed';
}

/**
 * The in-memory world for many people and two years: the same state machines, planner, ledger and mailer as everywhere,
 * on a table of objects and a time that knows no real clock. Each kind of e-mail is written once (kinds in `written` were
 * before) and the rest counted; none can be sent. The lanes' pace is not modelled: what is queued is sent at once.
 */
export class RehearsalWorld {
  readonly time: VirtualTime;
  readonly table: ObjectTable;
  readonly executions: ExecutionHost;
  readonly #watcher: Watcher;
  readonly #mailer: RehearsalMailer;
  readonly #compose: ReturnType<typeof composeOnce>;
  readonly #deps;

  constructor(start: number, watcher: Watcher, { written = new Set<string>(), base = new ObjectTable() } = {}) {
    this.#watcher = watcher;
    this.time = new VirtualTime(start);
    this.table = base.copy((change) => this.#onChange(change));
    this.#mailer = new RehearsalMailer(this.time, (event) => this.#noteDelivery(event));
    const compose = composeMail({ siteUrl: 'https://rehearsal.example', linkKeys });
    this.#compose = composeOnce(compose, written, (sendable) => watcher.prompt(sendable));
    this.executions = new ExecutionHost({
      machines,
      clock: this.time,
      activity: this.time,
      runTask: (task) => this.#runTask(task),
      onTransitions: (count) => watcher.transitions(count),
      onEnd: (kind, name, status) => {
        if (kind === 'announcement') return;
        if (status !== 'SUCCEEDED') this.time.run('ended', () => noteExecutionEnd(this.deps, { kind, name }));
      },
    });
    this.#deps = {
      table: this.table,
      clock: this.time.functions,
      log,
      workflows: this.executions,
      announcements: this.executions,
      queue: {
        enqueue: async (lane: Lane, messages: readonly PromptMessage[]) => this.#deliver(lane, messages),
      },
      random: () => 0.5,
      linkKeys,
    };
  }

  /** What use cases are handed here. */
  get deps() {
    return this.#deps;
  }

  #runTask({ resource, parameters }: TaskCommand): Eventually<Json> {
    const input = parameters as JsonObject;
    if (resource.service === 'dynamodb') return callTable(this.table, resource.action, input);
    return invokeFunction(this.#deps, String(input.FunctionName), input.Payload).then((payload) => ({
      StatusCode: 200,
      Payload: (payload ?? null) as Json,
    }));
  }

  #onChange(change: RowChange): void {
    this.#watcher.change(change);
    const { item } = change;
    if (item?.wakeDue !== undefined && item.wait !== undefined)
      this.time.run('wake', () => wakeWaiting(this.#deps, readAs(wakeable, item)));
    if (item?.announceDue !== undefined)
      this.time.run('announce', () => beginAnnouncement(this.#deps, readAs(announcing, item)));
  }

  #deliver(lane: Lane, messages: readonly PromptMessage[]): void {
    const batch = messages.map((message, index) => ({ messageId: String(index), body: JSON.stringify(message) }));
    const deps = {
      ...this.#deps,
      mailer: this.#mailer,
      rates: { urgent: 1e6, routine: 1e6 },
      compose: this.#compose,
    };
    this.time.run('deliver', async () => {
      const left = await deliverPrompts(deps, lane, batch);
      if (left.length > 0) throw new RehearsalFailed('A prompt was left on its queue');
    });
  }

  #noteDelivery(event: unknown): void {
    const read = readDeliveryEvent(event);
    if (read) this.time.run('note delivery', () => noteDelivery(this.#deps, read));
  }
}

const log: Log = {
  info: () => {},
  alarm: (event, ids) => {
    throw new RehearsalFailed(`${event} ${JSON.stringify(ids ?? {})}`);
  },
  failure: (event, error) => {
    throw new RehearsalFailed(event, { cause: error });
  },
};
