import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Activity } from '../clock/activity.ts';
import type { Timer, TimeSource } from '../clock/clock.ts';
import type { FunctionDefinition, FunctionLogLine, InvocationOutcome } from './function-definition.ts';
import type { FromWorker, FunctionError, Invocation, ToWorker, WorkerSetup } from './messages.ts';
import { TimeBudget } from './time-budget.ts';

/** What instances need of the cloud. */
export interface InstancePorts {
  readonly clock: TimeSource & { readonly shared: SharedArrayBuffer };
  readonly activity: Activity;
  readonly log: (line: FunctionLogLine) => void;
}

interface Running {
  readonly invocation: Invocation;
  /** First for loading the bundle, then for running. */
  budget: TimeBudget;
  readonly sleeps: Map<number, Timer>;
  readonly settle: (outcome: InvocationOutcome) => void;
  /** Ends its activity; undefined while it sleeps. */
  endActivity: (() => void) | undefined;
}

/** How long a bundle may take to load (ms, real). Lambda gives it ten seconds; a busy laptop may need more. */
const loadingLimit = 60_000;

/** Lambda's largest response (bytes). */
const responseLimit = 6 * 1024 * 1024;

/** A function in a worker thread of its own, with its own environment and the cloud's clock. It runs one thing at a time. */
export class FunctionInstance {
  readonly definition: FunctionDefinition;
  readonly #ports: InstancePorts;
  readonly #worker: Worker;
  #broken: FunctionError | undefined;
  #running: Running | undefined;
  #ready = false;
  #gone = false;
  #woken = 0;
  #lastRequest = 'init';
  #exitReason: FunctionError | undefined;

  constructor(definition: FunctionDefinition, environment: Readonly<Record<string, string>>, ports: InstancePorts) {
    this.definition = definition;
    this.#ports = ports;
    const [module = 'index', handler = 'handler'] = definition.handler.split('.');
    const url = pathToFileURL(join(definition.folder, `${module}.mjs`)).href;
    const setup: WorkerSetup = { clock: ports.clock.shared, module: url, handler };
    this.#worker = new Worker(new URL('./worker/main.ts', import.meta.url), {
      workerData: setup,
      env: { ...environment },
      // The thread loads plain modules: no loader of the main thread's.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMegabytes },
    });
    this.#worker.on('message', (message: FromWorker) => this.#take(message));
    this.#worker.on('error', (error) => {
      this.#exitReason = { errorType: errorTypeOf(error), errorMessage: error.message, stackTrace: [] };
    });
    this.#worker.on('exit', (code) => this.#end(code));
  }

  /** It ended, or is about to: it takes nothing more. */
  get gone(): boolean {
    return this.#gone;
  }

  /** Resolves with what the function did; never rejects. The invocation counts as activity except while it sleeps. */
  invoke(invocation: Invocation, endActivity: () => void): Promise<InvocationOutcome> {
    this.#lastRequest = invocation.requestId;
    return new Promise((resolve) => {
      const budget = this.#budget(loadingLimit);
      this.#running = { invocation, budget, sleeps: new Map(), settle: resolve, endActivity };
      if (this.#broken) this.#settle({ error: this.#broken });
      else if (this.#gone) this.#settle({ error: this.#exitError(1) });
      else if (this.#ready) this.#run(this.#running);
    });
  }

  /** Kills the thread, as Lambda ends an environment. */
  async terminate(): Promise<void> {
    this.#gone = true;
    await this.#worker.terminate();
  }

  #take(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        if (this.#running) this.#run(this.#running);
        return;
      case 'broken':
        this.#broken = message.error;
        this.#retire({ error: message.error });
        return;
      case 'returned':
        this.#settle(returnedOutcome(message.payload));
        return;
      case 'threw':
        this.#settle({ error: message.error });
        return;
      case 'crashed':
        this.#retire({ error: message.error });
        return;
      case 'sleep':
        this.#sleep(message.sleep, message.ms);
        return;
      case 'idle':
        // The word that it is idle may cross with the end of a sleep: then it is not.
        if (message.woken === this.#woken) this.#suspend();
        return;
      case 'log':
        this.#log(message.text);
        return;
      default:
        message satisfies never;
    }
  }

  #run(running: Running): void {
    running.budget.stop();
    running.budget = this.#budget(running.invocation.timeoutMs);
    this.#send({ kind: 'invoke', invocation: running.invocation });
  }

  #budget(ms: number): TimeBudget {
    const label = `${this.definition.name} times out`;
    return new TimeBudget({ ms, clock: this.#ports.clock, label, onSpent: () => this.#timeOut(ms) });
  }

  #sleep(sleep: number, ms: number): void {
    const running = this.#running;
    if (!running) return;
    const { clock } = this.#ports;
    const timer = clock.at(clock.now() + ms, `${this.definition.name} sleeps`, () => {
      if (this.#running !== running) return;
      running.sleeps.delete(sleep);
      this.#resume(running);
      this.#woken++;
      this.#send({ kind: 'wake', sleep });
    });
    running.sleeps.set(sleep, timer);
  }

  #suspend(): void {
    const running = this.#running;
    if (!running?.endActivity || running.sleeps.size === 0) return;
    running.budget.suspend();
    running.endActivity();
    running.endActivity = undefined;
  }

  #resume(running: Running): void {
    running.endActivity ??= this.#ports.activity.begin(this.definition.name);
    running.budget.resume();
  }

  #timeOut(ms: number): void {
    const seconds = (ms / 1000).toFixed(2);
    const errorMessage = `RequestId: ${this.#lastRequest} Error: Task timed out after ${seconds} seconds`;
    this.#retire({ error: { errorType: 'Sandbox.Timedout', errorMessage, stackTrace: [] } });
  }

  #end(code: number): void {
    this.#gone = true;
    this.#settle({ error: this.#exitError(code) });
  }

  #exitError(code: number): FunctionError {
    if (this.#exitReason) return this.#exitReason;
    const errorMessage = `RequestId: ${this.#lastRequest} Error: Runtime exited with error: exit status ${code}`;
    return { errorType: 'Runtime.ExitError', errorMessage, stackTrace: [] };
  }

  #retire(outcome: InvocationOutcome): void {
    this.#gone = true;
    void this.#worker.terminate();
    this.#settle(outcome);
  }

  #settle(outcome: InvocationOutcome): void {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    running.budget.stop();
    for (const timer of running.sleeps.values()) timer.cancel();
    running.settle(outcome);
    running.endActivity?.();
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #log(text: string): void {
    for (const line of text.replace(/\n$/, '').split('\n'))
      this.#ports.log({ functionName: this.definition.name, requestId: this.#lastRequest, text: line });
  }
}

function returnedOutcome(payload: string): InvocationOutcome {
  const size = Buffer.byteLength(payload);
  if (size <= responseLimit) return { payload: JSON.parse(payload) };
  const errorMessage = `Response payload size (${size} bytes) exceeded maximum allowed payload size (${responseLimit} bytes).`;
  return { error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage, stackTrace: [] } };
}

function errorTypeOf(error: Error): string {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
}
