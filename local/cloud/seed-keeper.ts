import type { Journal, Journaled } from '../journal/journal.ts';

/** Remembers that a state was seeded (or left empty on purpose), so that a start that was killed seeds again. */
export class SeedKeeper implements Journaled {
  readonly topic = 'seed';
  readonly #journal: Journal;
  #done = false;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  get done(): boolean {
    return this.#done;
  }

  finish(): void {
    this.#done = true;
    this.#journal.append(this.topic, 'done');
  }

  apply(): void {
    this.#done = true;
  }

  *snapshot(): Generator<'done'> {
    if (this.#done) yield 'done';
  }
}
