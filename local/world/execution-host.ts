import { type Announcement, announcementName } from '../../functions/domain/announcement.ts';
import { type Driven, type DrivenKind, executionName } from '../../functions/domain/driven.ts';
import type { Announcements, ExecutionState, StoppableWorkflows } from '../../functions/platform/workflows.ts';
import type { Activity } from '../clock/activity.ts';
import type { Timer, TimeSource } from '../clock/clock.ts';
import { advance } from '../states-language/advance.ts';
import { type Eventually, isLater } from '../states-language/eventually.ts';
import type {
  Advance,
  Command,
  Execution,
  ExecutionStatus,
  Stimulus,
  TaskCommand,
} from '../states-language/execution.ts';
import { newExecution } from '../states-language/execution.ts';
import type { Json } from '../states-language/json.ts';
import type { Machine } from '../states-language/machine.ts';

/** What an execution is of: whoever it drives, or the announcement of a change. */
export type HostedKind = DrivenKind | 'announcement';

/** What a task runner resolves with when the call is never answered. */
export const noAnswer = Symbol('no answer');

/** Runs what a Task calls. Rejects with an error whose name is what the state machine catches on. */
export type TaskRunner = (task: TaskCommand, execution: string) => Eventually<Json | typeof noAnswer>;

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
  readonly waiting: Stimulus[];
  taking: boolean;
  readonly timers: Map<number, Timer>;
  transitions: number;
}

/**
 * Runs the real state machines on the interpreter, in this process and in memory: no journal, no wire, no permissions.
 * Histories are counted and not kept, unless somebody wants to be told of each state.
 */
export class ExecutionHost implements StoppableWorkflows, Announcements {
  readonly #machines: Readonly<Record<HostedKind, Machine>>;
  readonly #clock: Pick<TimeSource, 'now' | 'at'>;
  readonly #activity: Pick<Activity, 'begin'>;
  readonly #runTask: TaskRunner;
  readonly #onEnd: (kind: HostedKind, name: string, status: ExecutionStatus) => void;
  readonly #onTransitions: (transitions: number) => void;
  /** Told of each state that an execution enters. */
  onEntered: ((execution: string, state: string) => void) | undefined;
  readonly #executions = new Map<string, Hosted>();

  constructor(options: {
    readonly machines: Readonly<Record<HostedKind, Machine>>;
    readonly clock: Pick<TimeSource, 'now' | 'at'>;
    readonly activity: Pick<Activity, 'begin'>;
    readonly runTask: TaskRunner;
    readonly onEnd: (kind: HostedKind, name: string, status: ExecutionStatus) => void;
    /** Told of the states that an execution has just entered. */
    readonly onTransitions?: (transitions: number) => void;
  }) {
    this.#machines = options.machines;
    this.#clock = options.clock;
    this.#activity = options.activity;
    this.#runTask = options.runTask;
    this.#onEnd = options.onEnd;
    this.#onTransitions = options.onTransitions ?? (() => {});
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
    const hosted: Hosted = { kind, execution, waiting: [], taking: false, timers: new Map(), transitions: 0 };
    this.#executions.set(name, hosted);
    this.#stimulate(hosted, { type: 'start' });
    return 'started';
  }

  #stimulate(hosted: Hosted, stimulus: Stimulus): void {
    hosted.waiting.push(stimulus);
    if (hosted.taking) return;
    hosted.taking = true;
    const end = this.#activity.begin('execution');
    const taken = this.#takeAll(hosted);
    if (isLater(taken)) void taken.finally(end);
    else end();
  }

  #takeAll(hosted: Hosted): Eventually<void> {
    for (let stimulus = hosted.waiting.shift(); stimulus; stimulus = hosted.waiting.shift()) {
      const { name } = hosted.execution;
      // It was lost meanwhile.
      if (this.#executions.get(name) !== hosted) return;
      const advanced = advance(this.#machines[hosted.kind], hosted.execution, stimulus, {
        now: this.#clock.now(),
        random: () => 0.5,
        taskToken: (task) => `${name}:${task}`,
        ...(!this.onEntered && { history: 'counted' }),
      });
      if (isLater(advanced))
        return advanced.then((later) => {
          this.#accept(hosted, later);
          return this.#takeAll(hosted);
        });
      this.#accept(hosted, advanced);
    }
    hosted.taking = false;
  }

  #accept(hosted: Hosted, { execution, events, commands, transitions }: Advance): void {
    const before = hosted.execution.status;
    hosted.execution = execution;
    hosted.transitions += transitions;
    if (transitions > 0) this.#onTransitions(transitions);
    const entered = this.onEntered ? events.filter(({ type }) => type.endsWith('StateEntered')) : [];
    for (const { details } of entered) this.onEntered?.(execution.name, String(details?.name));
    for (const command of commands) this.#obey(hosted, command);
    if (before === 'RUNNING' && execution.status !== 'RUNNING')
      this.#onEnd(hosted.kind, execution.name, execution.status);
  }

  #obey(hosted: Hosted, command: Command): void {
    switch (command.type) {
      case 'callTask':
        this.#call(hosted, command);
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

  #call(hosted: Hosted, task: TaskCommand): void {
    const end = this.#activity.begin(task.state);
    const answered = (output: Json | typeof noAnswer): void => {
      if (output === noAnswer) return;
      const type = task.resource.pattern === 'token' ? 'taskSubmitted' : 'taskSucceeded';
      this.#stimulate(hosted, { type, id: task.id, output });
    };
    const failed = (error: unknown): void => {
      if (!(error instanceof Error)) throw error;
      this.#stimulate(hosted, { type: 'taskFailed', id: task.id, error: error.name, cause: error.message });
    };
    const output = this.#attempt(task, hosted.execution.name);
    if ('failed' in output) failed(output.failed);
    else if (isLater(output.answer)) void output.answer.then(answered, failed).finally(end);
    else answered(output.answer);
    if ('failed' in output || !isLater(output.answer)) end();
  }

  #attempt(
    task: TaskCommand,
    execution: string,
  ): { readonly answer: Eventually<Json | typeof noAnswer> } | { readonly failed: unknown } {
    try {
      return { answer: this.#runTask(task, execution) };
    } catch (error) {
      return { failed: error };
    }
  }
}

function waitsFor(execution: Execution, task: number): boolean {
  return (
    execution.status === 'RUNNING' &&
    Object.values(execution.threads).some(({ doing }) => doing.kind === 'task' && doing.task.id === task)
  );
}
