import type { Command, Execution, PendingTimer, Thread, World } from './execution.ts';
import type { Scope, StatesVariable } from './expression.ts';
import { type Failure, StateFailed } from './failures.ts';
import { type DetailsKind, type HistoryEvent, historyLimit } from './history.ts';
import { fitsPayload, type Json, type JsonObject } from './json.ts';
import type { Machine, State } from './machine.ts';

/** What a thread that can go on is to do: its state, or what follows from what its children or its task did. */
export type Work =
  | { readonly id: number; readonly kind: 'go' }
  /** A Wait is over. */
  | { readonly id: number; readonly kind: 'wake' }
  | { readonly id: number; readonly kind: 'finish'; readonly result: Json }
  | { readonly id: number; readonly kind: 'fail'; readonly failure: Failure }
  /** A Map has room for another iteration, since the event. */
  | { readonly id: number; readonly kind: 'iterate'; readonly previousEventId: number };

/** Thrown by `emit` when only the event that ends the execution has room; `advance` ends it. */
export class HistoryFull extends Error {
  override readonly name = 'HistoryFull';
}

/**
 * One advance of one execution: a working copy, and what came of it so far. The execution that was handed in stays as
 * it is; threads are copied when first changed, and data is shared since nothing ever changes it.
 */
export class Run {
  readonly machine: Machine;
  readonly execution: Execution;
  readonly world: World;
  /** Stands for the context object (TestState). */
  mockedContext?: Json;
  readonly events: HistoryEvent[] = [];
  readonly commands: Command[] = [];
  /** What can go on, in the order in which it does. */
  readonly ready: Work[] = [];
  transitions = 0;
  readonly #own = new Set<number>();

  constructor(machine: Machine, execution: Execution, world: World) {
    this.machine = machine;
    this.execution = { ...execution, threads: { ...execution.threads } };
    this.world = world;
  }

  nextId(): number {
    this.execution.lastId += 1;
    return this.execution.lastId;
  }

  threads(): Thread[] {
    return Object.values(this.execution.threads);
  }

  /** The thread, to be changed at will. */
  own(id: number): Thread {
    const thread = this.execution.threads[id];
    if (!thread) throw new BrokenExecution(`${this.execution.arn} has no thread ${id}`);
    if (this.#own.has(id)) return thread;
    this.#own.add(id);
    const copy = { ...thread };
    this.execution.threads[id] = copy;
    return copy;
  }

  add(thread: Thread): void {
    this.#own.add(thread.id);
    this.execution.threads[thread.id] = thread;
  }

  remove(id: number): void {
    this.#own.delete(id);
    delete this.execution.threads[id];
  }

  /** Nothing that was about to happen to a thread happens. */
  forgetWork(id: number): void {
    for (let at = this.ready.length - 1; at >= 0; at--) if (this.ready[at]?.id === id) this.ready.splice(at, 1);
  }

  stateOf(thread: Thread): State {
    const state = this.machine.blocks[thread.block]?.states.get(thread.state);
    if (!state) throw new BrokenExecution(`${this.execution.arn} is in "${thread.state}", which its machine lacks`);
    return state;
  }

  /** Adds an event and answers its id. */
  emit(type: string, previousEventId: number, kind?: DetailsKind, details?: JsonObject): number {
    if (this.execution.lastEventId + 1 >= historyLimit) throw new HistoryFull(this.execution.arn);
    return this.emitLast(type, previousEventId, kind, details);
  }

  /** Adds an event for which there is always room: the one that ends the execution. */
  emitLast(type: string, previousEventId: number, kind?: DetailsKind, details?: JsonObject): number {
    this.execution.lastEventId += 1;
    if (kind === 'stateEntered') this.transitions += 1;
    if (this.world.history === 'counted') return this.execution.lastEventId;
    const event = { id: this.execution.lastEventId, previousEventId, timestamp: this.world.now, type };
    this.events.push(kind ? { ...event, kind, details: details ?? {} } : event);
    return event.id;
  }

  armTimer(seconds: number, label: string): PendingTimer {
    return this.armTimerAt(this.world.now + seconds * 1000, label);
  }

  armTimerAt(at: number, label: string): PendingTimer {
    const timer = { id: this.nextId(), at };
    this.commands.push({ type: 'armTimer', ...timer, label: `${this.execution.name} ${label}` });
    return timer;
  }

  cancelTimer(timer: PendingTimer | undefined): void {
    if (timer) this.commands.push({ type: 'cancelTimer', id: timer.id });
  }

  /** What the thread's expressions see. */
  scope(thread: Thread, more: { result?: Json; errorOutput?: Json; token?: string } = {}): Scope {
    const { token, ...results } = more;
    let known: Json | undefined;
    const context = () => {
      known ??= this.mockedContext ?? this.contextOf(thread, token);
      return known;
    };
    const states: StatesVariable = {
      input: thread.input,
      ...results,
      get context() {
        return context();
      },
    };
    return { states, variables: thread.variables, surroundings: this.world };
  }

  /** The context object, `$states.context`. */
  contextOf(thread: Thread, token?: string): Json {
    const { execution } = this;
    return {
      Execution: {
        Id: execution.arn,
        Input: execution.input,
        StartTime: new Date(execution.startedAt).toISOString(),
        Name: execution.name,
        RoleArn: execution.roleArn,
        RedriveCount: execution.redriveCount,
        ...(execution.redrivenAt === undefined ? {} : { RedriveTime: new Date(execution.redrivenAt).toISOString() }),
      },
      StateMachine: { Id: execution.stateMachineArn, Name: execution.stateMachineName },
      State: this.#stateContext(thread),
      ...(token === undefined ? {} : { Task: { Token: token } }),
      ...(thread.item ? { Map: { Item: { Index: thread.item.index, Value: thread.item.value } } } : {}),
    };
  }

  /** Only states that can be retried have a retry count (reference case `input_path.empty-523ff5`: a Pass has none). */
  #stateContext(thread: Thread): Json {
    const state = { Name: thread.state, EnteredTime: new Date(thread.enteredAt).toISOString() };
    if (!('retriers' in this.stateOf(thread))) return state;
    return { ...state, RetryCount: (thread.retries ?? []).reduce((sum, count) => sum + count, 0) };
  }
}

/** States.DataLimitExceeded for more than 256 KiB; undefined for less. */
export function excessOf(value: Json, of: string): Failure | undefined {
  if (fitsPayload(value)) return undefined;
  return {
    error: 'States.DataLimitExceeded',
    cause: `The state/task '${of}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  };
}

/** Throws States.DataLimitExceeded, which States.ALL doesn't match, for a state's data above 256 KiB. */
export function checkSize(value: Json, of: string): void {
  const excess = excessOf(value, of);
  if (excess) throw new StateFailed({ ...excess, terminal: true });
}

/** The execution's data don't belong to its machine: a broken invariant, never a fault of the definition. */
class BrokenExecution extends Error {
  override readonly name = 'BrokenExecution';
}
