import { randomUUID } from 'node:crypto';
import type { Activity } from '../../clock/activity.ts';
import type { Journal, Journaled } from '../../journal/journal.ts';
import { type ActionTable, action, callAction } from '../action-table.ts';
import type { Place } from '../place.ts';
import { type Caller, type Service, ServiceError } from '../service.ts';
import type {
  BusEvent,
  DeadLetter,
  Delivery,
  EventTarget,
  Origin,
  RuleDefinition,
  ScheduleDefinition,
} from './definitions.ts';
import { Deliveries } from './deliveries.ts';
import { compileEventPattern, type EventFilter } from './event-pattern.ts';
import { checkEntry, type PutEventsEntry, putEventsRequest } from './put-events.ts';
import { ScheduleKeeper, type ScheduleKeeperOptions, type ScheduleMade, type Tick } from './schedule-keeper.ts';
import { ruleInput, scheduleInput } from './target-input.ts';

export interface EventBridgeOptions {
  readonly clock: ScheduleKeeperOptions['clock'];
  readonly activity: Activity;
  readonly journal: Journal;
  readonly place: Place;
  readonly deliver: (delivery: Delivery) => Promise<void>;
  readonly deadLetter: (letter: DeadLetter) => void | Promise<void>;
}

/** An event of one of the embedded cloud's own services. */
export interface OwnEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
}

type Entry =
  | { readonly kind: 'accepted'; readonly deliveries: readonly Delivery[]; readonly tick?: Tick }
  | { readonly kind: 'again'; readonly delivery: Delivery }
  | { readonly kind: 'settled'; readonly id: string }
  | ScheduleMade;

const defaultBus = 'default';

/**
 * EventBridge: buses with rules, scheduled rules, and EventBridge Scheduler's schedules. Restore the journal, create buses,
 * rules and schedules, then call `resume`. Tell it of activity in the cloud by `noteActivity` (see `Schedule`).
 */
export class EventBridgeService implements Service, Journaled {
  readonly name = 'events';
  readonly topic = 'events';
  readonly #options: EventBridgeOptions;
  readonly #deliveries: Deliveries;
  readonly #buses = new Set<string>([defaultBus]);
  readonly #rules: Array<{ rule: RuleDefinition; passes: EventFilter }> = [];
  readonly #schedules: ScheduleKeeper;
  readonly #underWay = new Map<string, Delivery>();

  constructor(options: EventBridgeOptions) {
    this.#options = options;
    this.#schedules = new ScheduleKeeper({ clock: options.clock, commit: (entry) => this.#commit(entry) });
    this.#deliveries = new Deliveries({
      ...options,
      keep: (delivery) => this.#commit({ kind: 'again', delivery }),
      settle: (id) => this.#commit({ kind: 'settled', id }),
    });
  }

  /** Ticks that rate schedules left out during jumps because nothing happened. */
  get skippedTicks(): number {
    return this.#schedules.skippedTicks;
  }

  createBus({ name }: { readonly name: string }): void {
    this.#buses.add(name);
  }

  /** Throws `InvalidEventPattern` and `InvalidSchedule`. */
  createRule(rule: RuleDefinition): void {
    if (!rule.enabled) return;
    if (rule.pattern) this.#rules.push({ rule, passes: compileEventPattern(rule.pattern) });
    if (rule.schedule === undefined) return;
    this.#addSchedule(rule, [rule.schedule, 'UTC'], (at) => {
      const event = this.#event(
        { source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.arn] },
        at,
      );
      return rule.targets.map((target) =>
        this.#delivery({ kind: 'rule', arn: rule.arn }, target, ruleInput(target, event)),
      );
    });
  }

  /** Throws `InvalidSchedule`. */
  createSchedule(schedule: ScheduleDefinition): void {
    if (!schedule.enabled) return;
    const { arn, target } = schedule;
    this.#addSchedule(schedule, [schedule.expression, schedule.timeZone], (at) => {
      const event = this.#event(
        { source: 'aws.scheduler', detailType: 'Scheduled Event', detail: '{}', resources: [arn] },
        at,
      );
      return [this.#delivery({ kind: 'schedule', arn }, target, scheduleInput(target, event, arn))];
    });
  }

  /** Puts an event of the embedded cloud's own on the default bus, as AWS's services do. */
  publish(event: OwnEvent): void {
    this.#accept([this.#event(event, this.#options.clock.now())], defaultBus);
  }

  /**
   * To be called for whatever happens in the cloud that is not a schedule's own doing (a request, a state entered, a mail), and
   * after the clock was moved or set going: rate schedules that rest begin again.
   */
  noteActivity(): void {
    this.#schedules.noteActivity();
  }

  /** Once after a restore, when rules and schedules are there again. */
  resume(): void {
    for (const delivery of [...this.#underWay.values()]) this.#deliveries.begin(delivery);
    this.#schedules.arm();
  }

  async call(name: string, input: Record<string, unknown>, caller: Caller): Promise<Record<string, unknown>> {
    return callAction(this.#table, name, input, caller);
  }

  readonly #table: ActionTable = {
    title: 'EventBridge',
    invalidInput: 'ValidationException',
    actions: { PutEvents: action(putEventsRequest, ({ Entries }) => this.#putEvents(Entries)) },
  };

  apply(entry: unknown): void {
    const known = entry as Entry;
    switch (known.kind) {
      case 'accepted':
        for (const delivery of known.deliveries) this.#underWay.set(delivery.id, delivery);
        if (known.tick) this.#schedules.applyTick(known.tick);
        return;
      case 'again':
        this.#underWay.set(known.delivery.id, known.delivery);
        return;
      case 'settled':
        this.#underWay.delete(known.id);
        return;
      case 'schedule':
        this.#schedules.apply(known);
        return;
      default:
        throw new Error(`The journal holds an entry of events that is not known: ${JSON.stringify(entry)}`);
    }
  }

  *snapshot(): Generator<Entry> {
    for (const { made, tick } of this.#schedules.kept()) {
      yield made;
      if (tick) yield { kind: 'accepted', deliveries: [], tick };
    }
    for (const delivery of this.#underWay.values()) yield { kind: 'again', delivery };
  }

  close(): void {
    this.#deliveries.close();
    this.#schedules.close();
  }

  #putEvents(entries: readonly PutEventsEntry[]): Record<string, unknown> {
    const results = entries.map((entry) => {
      const bus = this.#busOf(entry.EventBusName);
      const checked = checkEntry(entry);
      if ('ErrorCode' in checked) return checked;
      const at = entry.Time === undefined ? this.#options.clock.now() : entry.Time * 1000;
      const event = this.#event({ ...checked, resources: entry.Resources }, at);
      this.#accept([event], bus);
      return { EventId: event.id };
    });
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  }

  #busOf(nameOrArn = defaultBus): string {
    const name = nameOrArn.split('/').at(-1) ?? defaultBus;
    if (!this.#buses.has(name))
      throw new ServiceError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
    return name;
  }

  #accept(events: readonly BusEvent[], bus: string): void {
    const deliveries = events.flatMap((event) =>
      this.#rules
        .filter(({ rule, passes }) => rule.busName === bus && passes(event))
        .flatMap(({ rule }) =>
          rule.targets.map((target) =>
            this.#delivery({ kind: 'rule', arn: rule.arn }, target, ruleInput(target, event)),
          ),
        ),
    );
    if (deliveries.length > 0) this.#commit({ kind: 'accepted', deliveries });
    for (const delivery of deliveries) this.#deliveries.begin(delivery);
  }

  #addSchedule(
    { name, arn }: { readonly name: string; readonly arn: string },
    [expression, timeZone]: readonly [expression: string, timeZone: string],
    deliveriesAt: (at: number) => Delivery[],
  ): void {
    const fire = (tick: Tick) => {
      const deliveries = deliveriesAt(tick.at);
      this.#commit({ kind: 'accepted', deliveries, tick });
      for (const delivery of deliveries) this.#deliveries.begin(delivery);
    };
    this.#schedules.add({ name, arn, expression, timeZone, fire });
  }

  #delivery(origin: Origin, target: EventTarget, payload: unknown): Delivery {
    const now = this.#options.clock.now();
    return { id: randomUUID(), origin, target, payload, at: now, attempts: 0, nextAt: now };
  }

  #event({ source, detailType, detail, resources = [] }: OwnEvent, at: number): BusEvent {
    const { account, region } = this.#options.place;
    const time = new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': detailType,
      source,
      account,
      time,
      region,
      resources,
      detail,
    };
  }

  #commit(entry: Entry): void {
    this.#options.journal.append(this.topic, entry);
    this.apply(entry);
  }
}
