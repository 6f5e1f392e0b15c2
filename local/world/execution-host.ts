import { type Announcement, announcementName } from '../../functions/domain/announcement.ts';
import { type Driven, type DrivenKind, executionName } from '../../functions/domain/driven.ts';
import type { Announcements, ExecutionState, StoppableWorkflows } from '../../functions/platform/workflows.ts';
import type { Activity } from '../clock/activity.ts';
import type { Clock, Timer } from '../clock/clock.ts';
import { advance } from '../states-language/advance.ts';
import type { Command, Execution, ExecutionStatus, Stimulus, TaskCommand } from '../states-language/execution.ts';
import { newExecution } from '../states-language/execution.ts';
import type { Json } from '../states-language/json.ts';
import type { Machine } from '../states-language/machine.ts';

/** What an execution is of: whoever it drives, or the announcement of a change. */
export type HostedKind = DrivenKind | 'announcement';

/** What a task runner resolves with when the call is never answered. */
export const noAnswer = Symbol('no answer');

/** Runs what a Task calls. Rejects with an error whose name is what the state machine catches on. */
export type TaskRunner = (task: TaskCommand, execution: string) => Promise<Json | typeof noAnswer>;

export interface HostedExecution {
  readonly name: string;
  readonly kind: HostedKind;
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly status: ExecutionStatus;
  readonly transitions: number;
  readonly events: number;
}

interface Hosted {
  readonly kind: HostedKind;
  execution: Execution;
  /** Stimuli are taken one after the other. */
  turn: Promise<void>;
  readonly timers: Map<number, Timer>;
  transitions: number;
}

/**
 * Runs the real state machines on the interpreter, in this process and in memory: no journal, no wire, no permissions.
 * Histories are counted and not kept.
 */
export class ExecutionHost implements StoppableWorkflows, Announcements {
  readonly #machines: Readonly<Record<HostedKind, Machine>>;
  readonly #clock: Clock;
  readonly #activity: Activity;
  readonly #runTask: TaskRunner;
  readonly #onEnd: (kind: HostedKind, name: string, status: ExecutionStatus) => void;
  /** Told of each state that an execution enters. */
  onEntered: ((execution: string, state: string) => void) | undefined;
  readonly #executions = new Map<string, Hosted>();

  constructor(options: {
    readonly machines: Readonly<Record<HostedKind, Machine>>;
    readonly clock: Clock;
    readonly activity: Activity;
    readonly runTask: TaskRunner;
    readonly onEnd: (kind: HostedKind, name: string, status: ExecutionStatus) => void;
  }) {
    this.#machines = options.machines;
    this.#clock = options.clock;
    this.#activity = options.activity;
    this.#runTask = options.runTask;
    this.#onEnd = options.onEnd;
  }

  async start(kind: DrivenKind, id: string, leg: Pick<Driven, 'epoch' | 'leg'>): Promise<'started' | 'exists'> {
    return this.#startOnce(kind, executionName(id, leg), { id, leg: leg.leg });
  }

  async announce(part: Announcement): Promise<'started' | 'exists'> {
    return this.#startOnce('announcement', announcementName(part), { ...part });
  }

  async wake(token: string): Promise<'woken' | 'already-awake'> {
    const [name = '', task = ''] = token.split(':');
    const hosted = this.#executions.get(name);
    if (!hosted || !waitsFor(hosted.execution, Number(task))) return 'already-awake';
    this.#stimulate(hosted, { type: 'taskSucceeded', id: Number(task), output: {} });
    return 'woken';
  }

  async describe(_kind: DrivenKind, name: string): Promise<ExecutionState> {
    return this.describeAnnouncement(name);
  }

  async describeAnnouncement(name: string): Promise<ExecutionState> {
    const hosted = this.#executions.get(name);
    if (!hosted) return 'gone';
    return hosted.execution.status === 'RUNNING' ? 'running' : 'closed';
  }

  async stop(_kind: DrivenKind, name: string): Promise<'stopped' | 'gone'> {
    return this.abort(name) ? 'stopped' : 'gone';
  }

  /** Aborts an execution, as somebody with the AWS console might. */
  abort(name: string): boolean {
    const hosted = this.#executions.get(name);
    if (hosted) this.#stimulate(hosted, { type: 'stop', error: 'Aborted', cause: 'by hand' });
    return hosted !== undefined;
  }

  /** Loses an execution and its history without an event, as a region's accident or the end of retention does. */
  forget(name: string): void {
    for (const timer of this.#executions.get(name)?.timers.values() ?? []) timer.cancel();
    this.#executions.delete(name);
  }

  list(): HostedExecution[] {
    return [...this.#executions.values()].map(({ kind, execution, transitions }) => ({
      name: execution.name,
      kind,
      startedAt: execution.startedAt,
      ...(execution.stoppedAt !== undefined && { stoppedAt: execution.stoppedAt }),
      status: execution.status,
      transitions,
      events: execution.lastEventId,
    }));
  }

  #startOnce(kind: HostedKind, name: string, input: Json): 'started' | 'exists' {
    if (this.#executions.has(name)) return 'exists';
    const execution = newExecution({
      arn: `in-memory:${kind}:${name}`,
      name,
      stateMachineArn: `in-memory:${kind}`,
      stateMachineName: kind,
      roleArn: 'in-memory',
      input,
      startedAt: this.#clock.now(),
    });
    const hosted: Hosted = { kind, execution, turn: Promise.resolve(), timers: new Map(), transitions: 0 };
    this.#executions.set(name, hosted);
    this.#stimulate(hosted, { type: 'start' });
    return 'started';
  }

  #stimulate(hosted: Hosted, stimulus: Stimulus): void {
    const end = this.#activity.begin('execution');
    hosted.turn = hosted.turn.then(() => this.#take(hosted, stimulus)).finally(end);
  }

  async #take(hosted: Hosted, stimulus: Stimulus): Promise<void> {
    const { name } = hosted.execution;
    if (this.#executions.get(name) !== hosted) return;
    const before = hosted.execution.status;
    const { execution, events, commands } = await advance(this.#machines[hosted.kind], hosted.execution, stimulus, {
      now: this.#clock.now(),
      random: () => 0.5,
      taskToken: (task) => `${name}:${task}`,
    });
    hosted.execution = execution;
    const entered = events.filter(({ type }) => type.endsWith('StateEntered'));
    hosted.transitions += entered.length;
    for (const { details } of this.onEntered ? entered : []) this.onEntered?.(name, String(details?.name));
    for (const command of commands) this.#obey(hosted, command);
    if (before === 'RUNNING' && execution.status !== 'RUNNING') this.#onEnd(hosted.kind, name, execution.status);
  }

  #obey(hosted: Hosted, command: Command): void {
    switch (command.type) {
      case 'callTask':
        void this.#activity.run(command.state, () => this.#call(hosted, command));
        return;
      case 'armTimer': {
        const fire = (): void => this.#stimulate(hosted, { type: 'timer', id: command.id });
        hosted.timers.set(command.id, this.#clock.at(command.at, command.label, fire));
        return;
      }
      case 'cancelTimer':
        hosted.timers.get(command.id)?.cancel();
        hosted.timers.delete(command.id);
        return;
      case 'cancelTask':
      case 'ended':
        return;
    }
  }

  async #call(hosted: Hosted, task: TaskCommand): Promise<void> {
    try {
      const output = await this.#runTask(task, hosted.execution.name);
      if (output === noAnswer) return;
      const type = task.resource.pattern === 'token' ? 'taskSubmitted' : 'taskSucceeded';
      this.#stimulate(hosted, { type, id: task.id, output });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#stimulate(hosted, { type: 'taskFailed', id: task.id, error: error.name, cause: error.message });
    }
  }
}

function waitsFor(execution: Execution, task: number): boolean {
  return (
    execution.status === 'RUNNING' &&
    Object.values(execution.threads).some(({ doing }) => doing.kind === 'task' && doing.task.id === task)
  );
}
