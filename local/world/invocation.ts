import type { Mailer } from '../../functions/platform/mail.ts';
import type { PromptQueue } from '../../functions/platform/prompt-queue.ts';
import { type DynamoEndpoint, Table } from '../../functions/platform/table.ts';
import type { StoppableWorkflows } from '../../functions/platform/workflows.ts';
import { type Trouble, troubleError } from './trouble.ts';

/** The function's process died: whoever invoked it is told so, and what it had begun never goes on. */
export class FunctionDied extends Error {
  override readonly name = 'Runtime.ExitError';
}

type PortName = 'table' | 'workflows' | 'queue' | 'mailer';

export interface Ports {
  readonly endpoint: DynamoEndpoint;
  readonly tableName: string;
  readonly workflows: StoppableWorkflows;
  readonly queue: PromptQueue;
  readonly mailer: Mailer;
}

/** One run of a function in a world with trouble: its calls may fail, and it may die between any two of them. */
export class Invocation {
  readonly table: Table;
  readonly workflows: StoppableWorkflows;
  readonly queue: PromptQueue;
  readonly mailer: Mailer;
  readonly #trouble: Trouble;
  readonly #death = Promise.withResolvers<never>();
  readonly #taken: string[] = [];
  readonly #onUnsure: (messageId: string) => void;
  #isDead = false;

  /** `onUnsure` is told of each e-mail that SES had taken before something went wrong in this invocation. */
  constructor(trouble: Trouble, ports: Ports, onUnsure: (messageId: string) => void) {
    this.#trouble = trouble;
    this.#onUnsure = onUnsure;
    // Nobody waits for a death that does not come.
    this.#death.promise.catch(() => {});
    const { endpoint, workflows, queue, mailer } = ports;
    this.table = new Table(
      { call: (action, input) => this.#call('table', () => endpoint.call(action, input)) },
      ports.tableName,
    );
    this.workflows = {
      start: (...to) => this.#call('workflows', () => workflows.start(...to)),
      wake: (token) => this.#call('workflows', () => workflows.wake(token)),
      describe: (...which) => this.#call('workflows', () => workflows.describe(...which)),
      stop: (...which) => this.#call('workflows', () => workflows.stop(...which)),
    };
    this.queue = { enqueue: (...what) => this.#call('queue', () => queue.enqueue(...what)) };
    this.mailer = {
      send: async (mail) => {
        try {
          return await this.#call('mailer', async () => {
            const answer = await mailer.send(mail);
            if (answer.taken) this.#note(answer.messageId);
            return answer;
          });
        } catch (error) {
          // The mailer of the functions answers a throttle, and throws only what leaves open whether SES has it.
          if (error instanceof Error && error.name === 'ThrottlingException') return { taken: false, why: 'throttled' };
          throw error;
        }
      },
    };
  }

  /** Resolves or rejects as the work does, unless it dies first. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return Promise.race([work(), this.#death.promise]);
  }

  async #call<T>(port: PortName, effect: () => Promise<T>): Promise<T> {
    if (this.#isDead) return this.#death.promise;
    const kind = this.#trouble.strike(port);
    if (kind === undefined) return effect();
    if (kind === 'crash-before') return this.#die();
    if (kind === 'throw' || kind === 'throttle') {
      this.#doubt();
      throw troubleError(kind, port);
    }
    await effect();
    if (kind === 'crash-after') return this.#die();
    this.#doubt();
    throw troubleError(kind, port);
  }

  #die(): Promise<never> {
    this.#isDead = true;
    this.#doubt();
    this.#death.reject(new FunctionDied('A fault was asked for.'));
    return new Promise(() => {});
  }

  /** One that SES took in the instant in which the function died for another's sake is in doubt as well. */
  #note(messageId: string): void {
    this.#taken.push(messageId);
    if (this.#isDead) this.#onUnsure(messageId);
  }

  #doubt(): void {
    for (const messageId of this.#taken) this.#onUnsure(messageId);
  }
}
