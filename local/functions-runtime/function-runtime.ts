import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { FaultSource } from '../faults/faults.ts';
import { ServiceError } from '../services/service.ts';
import type { FunctionDefinition, InvocationOutcome } from './function-definition.ts';
import { FunctionInstance, type InstancePorts } from './function-instance.ts';
import { InstancePool } from './instance-pool.ts';
import type { Invocation } from './messages.ts';

export interface FunctionRuntimeOptions extends InstancePorts {
  readonly functions: readonly FunctionDefinition[];
  /** The credentials and endpoints that a function calls services with. */
  readonly environmentOf: (definition: FunctionDefinition) => Readonly<Record<string, string>>;
  readonly faults?: FaultSource;
  /** Instances of one function at once. */
  readonly maximumInstances?: number;
  /** Idle instances kept warm, over all functions. */
  readonly maximumIdle?: number;
}

/**
 * Lambda on this machine: each function's bundle in worker threads with its own environment, credentials and clock. When
 * all instances of a function are busy, an invocation waits (Lambda would start more).
 */
export class FunctionRuntime {
  readonly #options: FunctionRuntimeOptions;
  readonly #functions: ReadonlyMap<string, FunctionDefinition>;
  readonly #pools = new Map<string, InstancePool>();
  #closed = false;

  constructor(options: FunctionRuntimeOptions) {
    this.#options = options;
    this.#functions = new Map(options.functions.map((definition) => [definition.name, definition]));
    const limit = options.maximumInstances ?? 10;
    for (const definition of options.functions)
      this.#pools.set(definition.name, new InstancePool(() => this.#start(definition), limit));
  }

  /**
   * Invokes a function and answers what it returned, or how it failed. Rejects with Lambda's own errors: there is no such
   * function, or it is throttled.
   */
  readonly invoke = async (functionName: string, payload: unknown): Promise<InvocationOutcome> => {
    const definition = this.#functions.get(functionName);
    if (!definition)
      throw new ServiceError('ResourceNotFoundException', `Function not found: ${functionName}`, { status: 404 });
    const fault = this.#options.faults?.strike(functionName);
    switch (fault?.kind) {
      case 'throttle':
        throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
      case 'throw':
        return { error: { errorType: fault.error, errorMessage: 'A fault was asked for.', stackTrace: [] } };
      case 'delay':
        await this.#options.activity.run(`${functionName} is delayed`, () => setTimeout(fault.delayMs));
        return this.#run(definition, payload, false);
      case 'duplicate': {
        const first = await this.#run(definition, payload, false);
        await this.#run(definition, payload, false);
        return first;
      }
      default:
        return this.#run(definition, payload, fault?.kind === 'crash-after');
    }
  };

  /** Starts one instance of each function that has none, so that the first call finds it loaded. */
  warm(functionNames: readonly string[]): void {
    for (const name of functionNames) this.#pools.get(name)?.warm();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#pools.values()].map((pool) => pool.close()));
  }

  /**
   * While the invocation waits for an instance those that are busy count as activity, and it does not itself: if they
   * all sleep, the clock must move on.
   */
  #run(definition: FunctionDefinition, payload: unknown, crashAfter: boolean): Promise<InvocationOutcome> {
    const pool = this.#pools.get(definition.name);
    if (!pool || this.#closed) throw new TypeError('The function runtime is closed.');
    const invocation = newInvocation(definition, payload);
    return new Promise((resolve) => {
      pool.take((instance) => {
        const end = this.#options.activity.begin(definition.name);
        void instance.invoke(invocation, end).then((outcome) => {
          resolve(crashAfter ? crashOf(instance, invocation) : outcome);
          pool.giveBack(instance);
          this.#coolDown();
        });
      });
    });
  }

  #start(definition: FunctionDefinition): FunctionInstance {
    const environment = {
      ...lambdaEnvironment(definition),
      ...this.#options.environmentOf(definition),
      ...definition.environment,
    };
    return new FunctionInstance(definition, environment, this.#options);
  }

  #coolDown(): void {
    const limit = this.#options.maximumIdle ?? 32;
    const pools = [...this.#pools.values()].sort((a, b) => b.idleCount - a.idleCount);
    const idle = pools.reduce((sum, { idleCount }) => sum + idleCount, 0);
    if (idle > limit) pools[0]?.coolOne();
  }
}

function newInvocation(definition: FunctionDefinition, payload: unknown): Invocation {
  return {
    requestId: randomUUID(),
    functionName: definition.name,
    functionArn: definition.arn,
    memoryMegabytes: definition.memoryMegabytes,
    timeoutMs: definition.timeoutSeconds * 1000,
    payload: JSON.stringify(payload === undefined ? {} : payload),
  };
}

/** The function did its work, and its thread dies before anybody learns of it. */
function crashOf(instance: FunctionInstance, { requestId }: Invocation): InvocationOutcome {
  void instance.terminate();
  const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
  return { error: { errorType: 'Runtime.ExitError', errorMessage, stackTrace: [] } };
}

/** What Lambda puts into every function's environment. (Lambda developer guide, "Defined runtime environment variables".) */
function lambdaEnvironment({ name, handler, folder, memoryMegabytes }: FunctionDefinition): Record<string, string> {
  return {
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: handler,
    TZ: 'UTC',
  };
}
