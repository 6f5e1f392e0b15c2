import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { type Driven, type DrivenKind, executionName } from '../domain/driven.ts';

/** Executions as the rest of the code sees them. Payloads hold ids only. */
export interface Workflows {
  /** Starts the leg's execution; beginning the same leg twice starts one. */
  start(kind: DrivenKind, id: string, leg: Pick<Driven, 'epoch' | 'leg'>): Promise<'started' | 'exists'>;
  /** Ends the wait that holds this task token. */
  wake(token: string): Promise<'woken' | 'already-awake'>;
  describe(kind: DrivenKind, name: string): Promise<'running' | 'closed' | 'gone'>;
}

export type MachineArns = Readonly<Record<DrivenKind, string>>;

export class StepFunctionsWorkflows implements Workflows {
  readonly #client: SFNClient;
  readonly #machines: MachineArns;

  constructor(machines: MachineArns, client = new SFNClient()) {
    this.#client = client;
    this.#machines = machines;
  }

  async start(kind: DrivenKind, id: string, leg: Pick<Driven, 'epoch' | 'leg'>): Promise<'started' | 'exists'> {
    try {
      await this.#client.send(
        new StartExecutionCommand({
          stateMachineArn: this.#machines[kind],
          name: executionName(id, leg),
          input: JSON.stringify({ id, leg: leg.leg }),
        }),
      );
      return 'started';
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'exists';
      throw error;
    }
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

  async describe(kind: DrivenKind, name: string): Promise<'running' | 'closed' | 'gone'> {
    try {
      const executionArn = `${this.#machines[kind].replace(':stateMachine:', ':execution:')}:${name}`;
      const { status } = await this.#client.send(new DescribeExecutionCommand({ executionArn }));
      return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'closed';
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return 'gone';
      throw error;
    }
  }
}
