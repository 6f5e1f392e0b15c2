import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { type Announcement, announcementName } from '../domain/announcement.ts';
import { type Driven, type DrivenKind, executionName } from '../domain/driven.ts';

/** Executions of `announce-change`, which wakes every member of a cohort. */
export interface Announcements {
  announce(part: Announcement): Promise<'started' | 'exists'>;
  describeAnnouncement(name: string): Promise<ExecutionState>;
}

export type ExecutionState = 'running' | 'closed' | 'gone';

/** Executions as the rest of the code sees them. Payloads hold ids only. */
export interface Workflows {
  /** Starts the leg's execution; beginning the same leg twice starts one. */
  start(kind: DrivenKind, id: string, leg: Pick<Driven, 'epoch' | 'leg'>): Promise<'started' | 'exists'>;
  /** Ends the wait that holds this task token. */
  wake(token: string): Promise<'woken' | 'already-awake'>;
  describe(kind: DrivenKind, name: string): Promise<ExecutionState>;
}

/** For a restore from a backup alone: who stops an execution takes a journey's driver away. */
export interface StoppableWorkflows extends Workflows {
  stop(kind: DrivenKind, name: string): Promise<'stopped' | 'gone'>;
}

export type MachineArns = Readonly<Record<DrivenKind, string>>;

export class StepFunctionsWorkflows implements StoppableWorkflows {
  readonly #client: SFNClient;
  readonly #machines: MachineArns;

  constructor(machines: MachineArns, client = new SFNClient()) {
    this.#client = client;
    this.#machines = machines;
  }

  start(kind: DrivenKind, id: string, leg: Pick<Driven, 'epoch' | 'leg'>): Promise<'started' | 'exists'> {
    return startOnce(this.#client, this.#machines[kind], executionName(id, leg), { id, leg: leg.leg });
  }

  async wake(token: string): Promise<'woken' | 'already-awake'> {
    try {
      await this.#client.send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }));
      return 'woken';
    } catch (error) {
      if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
        return 'already-awake';
      throw error;
    }
  }

  describe(kind: DrivenKind, name: string): Promise<ExecutionState> {
    return describeExecution(this.#client, this.#machines[kind], name);
  }

  async stop(kind: DrivenKind, name: string): Promise<'stopped' | 'gone'> {
    try {
      await this.#client.send(
        new StopExecutionCommand({
          executionArn: executionArn(this.#machines[kind], name),
          error: 'Restored',
          cause: 'The table was restored from a backup: another execution drives.',
        }),
      );
      return 'stopped';
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return 'gone';
      throw error;
    }
  }
}

export class StepFunctionsAnnouncements implements Announcements {
  readonly #client: SFNClient;
  readonly #machine: string;

  constructor(machine: string, client = new SFNClient()) {
    this.#client = client;
    this.#machine = machine;
  }

  announce(part: Announcement): Promise<'started' | 'exists'> {
    return startOnce(this.#client, this.#machine, announcementName(part), part);
  }

  describeAnnouncement(name: string): Promise<ExecutionState> {
    return describeExecution(this.#client, this.#machine, name);
  }
}

async function startOnce(
  client: SFNClient,
  stateMachineArn: string,
  name: string,
  input: object,
): Promise<'started' | 'exists'> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    return 'started';
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return 'exists';
    throw error;
  }
}

async function describeExecution(client: SFNClient, machine: string, name: string): Promise<ExecutionState> {
  try {
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn: executionArn(machine, name) }));
    return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'closed';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return 'gone';
    throw error;
  }
}

export function executionArn(machine: string, name: string): string {
  return `${machine.replace(':stateMachine:', ':execution:')}:${name}`;
}
