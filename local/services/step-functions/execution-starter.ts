import type { TimeSource } from '../../clock/clock.ts';
import { type Execution, newExecution } from '../../states-language/execution.ts';
import type { Json } from '../../states-language/json.ts';
import { ServiceError } from '../service.ts';
import { seconds } from './answers.ts';
import type { ExecutionDriver } from './execution-driver.ts';
import type { ExecutionStore, Revision } from './execution-store.ts';
import { checkName, executionArn, parseInput } from './request-values.ts';
import type { Request } from './requests.ts';

interface StarterOptions {
  readonly clock: TimeSource;
  readonly random: () => number;
  readonly store: ExecutionStore;
  readonly driver: ExecutionDriver;
}

/**
 * StartExecution: names are unique to a machine. The same name and input again answers with the execution that runs;
 * anything else is ExecutionAlreadyExists, until 90 days after it has ended.
 */
export class ExecutionStarter {
  readonly #options: StarterOptions;
  /** Starts that are not in the store yet. */
  readonly #starting = new Map<string, { input: string; started: Promise<Execution> }>();

  constructor(options: StarterOptions) {
    this.#options = options;
  }

  async start(machine: Revision, request: Request<'StartExecution'>): Promise<Record<string, unknown>> {
    const text = request.input ?? '{}';
    const input = parseInput(text);
    const name = request.name === undefined ? this.#freshName(machine.arn) : checkName(request.name);
    const arn = executionArn(machine.arn, name);
    // Nothing is awaited between looking and starting, or two that come at once would both start.
    const execution = await (this.#sameExecution(arn, text, input) ?? this.#startNew(machine, name, input, text));
    return { executionArn: arn, startDate: seconds(execution.startedAt) };
  }

  #startNew({ arn, name: machineName, number, roleArn }: Revision, name: string, input: Json, text: string) {
    const execution = newExecution({
      arn: executionArn(arn, name),
      name,
      stateMachineArn: arn,
      stateMachineName: machineName,
      roleArn,
      input,
      startedAt: this.#options.clock.now(),
    });
    const started = this.#options.driver.start(execution, number);
    this.#starting.set(execution.arn, { input: text, started });
    return started.finally(() => this.#starting.delete(execution.arn));
  }

  #sameExecution(arn: string, text: string, input: Json): Promise<Execution> | Execution | undefined {
    const starting = this.#starting.get(arn);
    if (starting?.input === text) return starting.started;
    const known = this.#options.store.execution(arn, this.#options.clock.now())?.execution;
    if (!known && !starting) return undefined;
    if (known?.status === 'RUNNING' && JSON.stringify(known.input) === JSON.stringify(input)) return known;
    throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }

  #freshName(machineArn: string): string {
    const digit = () => Math.floor(this.#options.random() * 16).toString(16);
    for (;;) {
      const name = '00000000-0000-4000-8000-000000000000'.replaceAll('0', digit);
      if (!this.#options.store.execution(executionArn(machineArn, name), this.#options.clock.now())) return name;
    }
  }
}
