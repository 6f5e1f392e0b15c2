import type { Activity } from '../../clock/activity.ts';
import type { Timer, TimeSource } from '../../clock/clock.ts';
import type { Journal } from '../../journal/journal.ts';
import { advance } from '../../states-language/advance.ts';
import type { Command, Execution, Stimulus, TaskCommand } from '../../states-language/execution.ts';
import { isJsonObject, type Json } from '../../states-language/json.ts';
import { outstandingCommands } from '../../states-language/outstanding.ts';
import { ServiceError } from '../service.ts';
import { type StatusChange, statusChange } from './answers.ts';
import type { Entry, ExecutionStore } from './execution-store.ts';
import { nestedOutcome } from './nested-execution.ts';
import { callOf, resultOf, type TaskInvoker } from './task-call.ts';
import { failureOfCall, failureOfFunction } from './task-errors.ts';
import { makeToken } from './task-token.ts';

export interface DriverOptions {
  readonly clock: TimeSource;
  readonly activity: Activity;
  readonly journal: Journal;
  readonly topic: string;
  readonly store: ExecutionStore;
  readonly random: () => number;
  readonly invokeTask: TaskInvoker;
  readonly onStatusChange: (change: StatusChange) => void | Promise<void>;
}

/**
 * Takes executions further: each one stimulus after the other, all of them side by side. An advance is journalled, then
 * it is the state, and only then is anything done for it; so what a crash leaves undone is found again in the state.
 */
export class ExecutionDriver {
  readonly #options: DriverOptions;
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #timers = new Map<string, Timer>();
  /** Which tasks wait for the end of an execution that they started. */
  readonly #watchers = new Map<string, { executionArn: string; taskId: number; parsed: boolean }[]>();

  /** What is being told at this moment. */
  readonly #announcing = new Map<string, string>();

  constructor(options: DriverOptions) {
    this.#options = options;
  }

  /**
   * Gives an execution a stimulus, after whatever else it was given; resolves with the execution as it is then. A
   * function decides on the stimulus when its turn comes, and may refuse by throwing.
   */
  deliver(
    execution: Pick<Execution, 'arn' | 'name'>,
    stimulus: Stimulus | ((present: Execution) => Stimulus),
  ): Promise<Execution | undefined> {
    const { store, clock } = this.#options;
    return this.#inTurn(execution, async () => {
      const record = store.execution(execution.arn, clock.now());
      if (!record) return undefined;
      const given = typeof stimulus === 'function' ? stimulus(record.execution) : stimulus;
      return this.#advance(record.execution, record.revision, given);
    });
  }

  /** Starts an execution that the store doesn't have yet. */
  start(execution: Execution, revision: number): Promise<Execution> {
    return this.#inTurn(execution, () => this.#advance(execution, revision, { type: 'start' }));
  }

  /** After a restart: tells what was not told, calls again what had not answered, and arms the timers. */
  resume(): void {
    const { store, clock } = this.#options;
    for (const { execution, revision } of store.executions(clock.now()).reverse()) {
      this.#announce(execution);
      if (execution.status !== 'RUNNING') continue;
      const machine = store.compiled(execution.stateMachineArn, revision);
      for (const command of outstandingCommands(machine, execution)) this.#carryOut(execution, command);
    }
  }

  #inTurn<T>({ arn, name }: Pick<Execution, 'arn' | 'name'>, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(arn) ?? Promise.resolve();
    const turn = this.#options.activity.run(`execution ${name}`, () => before.then(work, work));
    this.#turns.set(arn, turn);
    const settled = () => {
      if (this.#turns.get(arn) === turn) this.#turns.delete(arn);
    };
    turn.then(settled, settled);
    return turn;
  }

  async #advance(execution: Execution, revision: number, stimulus: Stimulus): Promise<Execution> {
    const { store, clock, random } = this.#options;
    const machine = store.compiled(execution.stateMachineArn, revision);
    const executionArn = execution.arn;
    const world = {
      now: clock.now(),
      random,
      taskToken: (taskId: number) => makeToken({ executionArn, taskId }, random),
    };
    const advanced = await advance(machine, execution, stimulus, world);
    if (advanced.execution.lastEventId === execution.lastEventId && advanced.commands.length === 0) return execution;
    this.#keep({ kind: 'advanced', revision, execution: advanced.execution, events: advanced.events });
    for (const command of advanced.commands) this.#carryOut(advanced.execution, command);
    this.#announce(advanced.execution);
    return advanced.execution;
  }

  #keep(entry: Entry): void {
    this.#options.journal.append(this.#options.topic, entry);
    this.#options.store.apply(entry);
  }

  #carryOut(execution: Execution, command: Command): void {
    if (command.type === 'armTimer') this.#armTimer(execution, command);
    else if (command.type === 'cancelTimer') this.#cancelTimer(execution, command.id);
    else if (command.type === 'callTask') this.#callTask(execution, command);
    else if (command.type === 'cancelTask') this.#stopNested(execution, command.id);
    else this.#tellWatchers(execution);
  }

  #armTimer(execution: Execution, { id, at, label }: Extract<Command, { type: 'armTimer' }>): void {
    const key = `${execution.arn}#${id}`;
    const timer = this.#options.clock.at(at, label, async () => {
      this.#timers.delete(key);
      await this.deliver(execution, { type: 'timer', id });
    });
    this.#timers.set(key, timer);
  }

  #cancelTimer({ arn }: Execution, id: number): void {
    const key = `${arn}#${id}`;
    this.#timers.get(key)?.cancel();
    this.#timers.delete(key);
  }

  #callTask(execution: Execution, command: TaskCommand): void {
    const { pattern } = command.resource;
    if (command.submitted !== undefined) {
      if (pattern === 'sync' || pattern === 'sync2') this.#watch(execution, command, command.submitted);
      return;
    }
    void this.#callAndDeliver(execution, command);
  }

  /**
   * A function counts as activity by itself, except while it sleeps until a moment of the clock; so the call doesn't count
   * beside it once it has begun. Any other call counts until it has answered.
   */
  async #callAndDeliver(execution: Execution, command: TaskCommand): Promise<void> {
    const end = this.#options.activity.begin(`${execution.name} ${command.state}`);
    try {
      // Not before whoever resumes has resumed everything.
      await Promise.resolve();
      const calling = this.#call(execution, command);
      if (command.resource.service === 'lambda') setImmediate(end);
      const stimulus = await calling;
      await this.deliver(execution, stimulus);
      const nested = stimulus.type === 'taskSubmitted' && command.resource.pattern !== 'token';
      if (nested) this.#watch(execution, command, stimulus.output);
    } finally {
      end();
    }
  }

  /** Makes the call, and answers what it means for the execution. */
  async #call(execution: Execution, command: TaskCommand): Promise<Stimulus> {
    const { id, resource, parameters, credentials, state } = command;
    const { arn: executionArn, stateMachineArn } = execution;
    const assumed = isJsonObject(credentials) ? credentials.RoleArn : undefined;
    const roleArn = typeof assumed === 'string' ? assumed : execution.roleArn;
    try {
      const call = { ...callOf(resource, parameters), roleArn, executionArn, stateMachineArn, state };
      const answer = await this.#options.invokeTask(call);
      if (resource.service === 'lambda' && answer.FunctionError !== undefined)
        return { type: 'taskFailed', id, ...failureOfFunction((answer.Payload ?? null) as Json) };
      const output = resultOf(resource, answer);
      if (resource.pattern === 'response') return { type: 'taskSucceeded', id, output };
      return { type: 'taskSubmitted', id, output };
    } catch (thrown) {
      if (!(thrown instanceof ServiceError)) console.error(`${execution.name}: ${state} could not be called:`, thrown);
      return { type: 'taskFailed', id, ...failureOfCall(resource, thrown, this.#requestId()) };
    }
  }

  #requestId(): string {
    const { random } = this.#options;
    const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  /** Notes that a task waits for the execution that it started, which may be over already. */
  #watch(execution: Execution, { id, resource }: TaskCommand, submitted: Json): void {
    const arn = isJsonObject(submitted) ? String(submitted.ExecutionArn) : '';
    const watcher = { executionArn: execution.arn, taskId: id, parsed: resource.pattern === 'sync2' };
    this.#watchers.set(arn, [...(this.#watchers.get(arn) ?? []), watcher]);
    const nested = this.#options.store.execution(arn, this.#options.clock.now());
    if (nested && nested.execution.status !== 'RUNNING') this.#tellWatchers(nested.execution);
  }

  #tellWatchers(nested: Execution): void {
    const watchers = this.#watchers.get(nested.arn) ?? [];
    this.#watchers.delete(nested.arn);
    for (const { executionArn, taskId, parsed } of watchers) {
      const outcome = nestedOutcome(nested, taskId, parsed);
      void this.deliver({ arn: executionArn, name: executionArn.split(':').at(-1) ?? '' }, outcome);
    }
  }

  /** A task that is given up stops the execution that it waits for, as AWS does where it may. */
  #stopNested({ arn }: Execution, taskId: number): void {
    for (const [nestedArn, watchers] of this.#watchers) {
      if (!watchers.some((watcher) => watcher.executionArn === arn && watcher.taskId === taskId)) continue;
      this.#watchers.delete(nestedArn);
      void this.deliver({ arn: nestedArn, name: nestedArn.split(':').at(-1) ?? '' }, { type: 'stop' });
    }
  }

  /** Tells the outside of a status that it has not been told, at least once; one that ended at once ran before. */
  #announce({ arn, name, status, redriveCount }: Execution): void {
    const { store, clock, activity, onStatusChange } = this.#options;
    const announcement = `${status} ${redriveCount}`;
    const record = store.execution(arn, clock.now());
    if (!record || record.announced === announcement || this.#announcing.get(arn) === announcement) return;
    const known = this.#announcing.get(arn) ?? record.announced;
    const change = statusChange(record.execution, clock.now());
    const ran = status === 'RUNNING' || known === `RUNNING ${redriveCount}`;
    const changes = ran ? [change] : [statusChange(asRunning(record.execution), clock.now()), change];
    this.#announcing.set(arn, announcement);
    void activity.run(`status of ${name}`, async () => {
      for (const one of changes) await onStatusChange(one);
      this.#keep({ kind: 'announced', arn, announcement });
      if (this.#announcing.get(arn) === announcement) this.#announcing.delete(arn);
    });
  }
}

/** An execution as it was before it ended. */
function asRunning({
  output: _output,
  error: _error,
  cause: _cause,
  stoppedAt: _at,
  ...execution
}: Execution): Execution {
  return { ...execution, status: 'RUNNING' };
}
