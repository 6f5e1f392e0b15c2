/**
 * Counts what is under way in the embedded cloud (a function running, a message in a consumer's hands, a stream record
 * on its way, a state being entered), so that the clock knows when all is quiet and may move on.
 *
 * Whoever starts work calls `begin` and calls the returned `end` exactly once when the work and everything that it
 * started has its own `begin`. Work that only waits for the virtual clock (a function asleep until its slot) must not
 * count: it calls `end` before it sleeps and `begin` again when it is woken.
 */
export class Activity {
  readonly #underWay = new Map<number, string>();
  #next = 0;
  #waiting: Array<() => void> = [];

  begin(label: string): () => void {
    const id = this.#next++;
    this.#underWay.set(id, label);
    return () => {
      if (this.#underWay.delete(id) && this.#underWay.size === 0) setImmediate(() => this.#announceQuiet());
    };
  }

  async run<T>(label: string, work: () => Promise<T>): Promise<T> {
    const end = this.begin(label);
    try {
      return await work();
    } finally {
      end();
    }
  }

  /** Resolves when nothing is under way and nothing has begun in one further turn of the event loop. */
  async whenQuiet(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#underWay.size === 0) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** What is under way, for the panel and for a test that hangs. */
  labels(): string[] {
    return [...this.#underWay.values()];
  }

  #announceQuiet(): void {
    if (this.#underWay.size > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
