import type { FunctionInstance } from './function-instance.ts';

/**
 * The instances of one function: started when none is free, used again, at most so many; whoever comes when all are busy
 * waits in line.
 */
export class InstancePool {
  readonly #start: () => FunctionInstance;
  readonly #limit: number;
  readonly #busy = new Set<FunctionInstance>();
  #idle: FunctionInstance[] = [];
  readonly #line: Array<(instance: FunctionInstance) => void> = [];

  constructor(start: () => FunctionInstance, limit: number) {
    this.#start = start;
    this.#limit = limit;
  }

  get idleCount(): number {
    return this.#idle.length;
  }

  /** Gives `use` an instance, at once where one is free or may be started. */
  take(use: (instance: FunctionInstance) => void): void {
    const free = this.#free();
    if (!free) {
      this.#line.push(use);
      return;
    }
    this.#busy.add(free);
    use(free);
  }

  /** Takes an instance back: the next in line has it, or it stays warm. */
  giveBack(instance: FunctionInstance): void {
    this.#busy.delete(instance);
    if (!instance.gone) this.#idle.push(instance);
    const next = this.#line.shift();
    if (next) this.take(next);
  }

  warm(): void {
    if (this.#idle.length + this.#busy.size === 0) this.#idle.push(this.#start());
  }

  /** Ends the instance that has been idle for longest; false when none is. */
  coolOne(): boolean {
    const oldest = this.#idle.shift();
    void oldest?.terminate();
    return oldest !== undefined;
  }

  async close(): Promise<void> {
    this.#line.length = 0;
    const all = [...this.#idle, ...this.#busy];
    this.#idle = [];
    await Promise.all(all.map((instance) => instance.terminate()));
  }

  /** The latest used first: it is the warmest. */
  #free(): FunctionInstance | undefined {
    for (let instance = this.#idle.pop(); instance; instance = this.#idle.pop()) if (!instance.gone) return instance;
    return this.#busy.size < this.#limit ? this.#start() : undefined;
  }
}
