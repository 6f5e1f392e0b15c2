export interface Due {
  readonly at: number;
  readonly seq: number;
  readonly label: string;
  readonly fire: () => void | Promise<void>;
}

/** Armed timers in order of time, then of arming: a binary heap. Cancelled ones are dropped when they come up. */
export class DueList {
  readonly #heap: Due[] = [];
  readonly #armed = new Set<number>();
  #seq = 0;

  add(due: Omit<Due, 'seq'>): () => void {
    const entry = { ...due, seq: this.#seq++ };
    this.#heap.push(entry);
    this.#armed.add(entry.seq);
    this.#up(this.#heap.length - 1);
    return () => this.#armed.delete(entry.seq);
  }

  first(): Due | undefined {
    while (this.#heap[0] && !this.#armed.has(this.#heap[0].seq)) this.#pop();
    return this.#heap[0];
  }

  takeUntil(now: number): Due[] {
    const taken: Due[] = [];
    for (let due = this.first(); due && due.at <= now; due = this.first()) {
      taken.push(due);
      this.#armed.delete(due.seq);
      this.#pop();
    }
    return taken;
  }

  all(): Due[] {
    return this.#heap.filter((due) => this.#armed.has(due.seq)).sort(bySoonest);
  }

  clear(): void {
    this.#heap.length = 0;
    this.#armed.clear();
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#down(0);
    }
  }

  #up(start: number): void {
    for (let i = start; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.#swapIfSooner(i, parent)) return;
      i = parent;
    }
  }

  #down(start: number): void {
    for (let i = start; ; ) {
      const left = 2 * i + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const child = right < this.#heap.length && this.#sooner(right, left) ? right : left;
      if (!this.#swapIfSooner(child, i)) return;
      i = child;
    }
  }

  #sooner(a: number, b: number): boolean {
    return bySoonest(this.#heap[a] as Due, this.#heap[b] as Due) < 0;
  }

  #swapIfSooner(a: number, b: number): boolean {
    if (!this.#sooner(a, b)) return false;
    [this.#heap[a], this.#heap[b]] = [this.#heap[b] as Due, this.#heap[a] as Due];
    return true;
  }
}

function bySoonest(a: Due, b: Due): number {
  return a.at - b.at || a.seq - b.seq;
}
