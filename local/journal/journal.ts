import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What keeps the embedded cloud alive through `kill -9`: one append-only file of entries, in the order in which they
 * happened, across all services. An entry is on its way to disk (in the operating system's hands) when `append`
 * returns, so a service appends before it answers. Each service is rebuilt by applying its own entries in order.
 */
export interface Journal {
  append(topic: string, entry: unknown): void;
}

/** A service whose state is exactly what its entries, applied in order, make of an empty one. */
export interface Journaled {
  readonly topic: string;
  apply(entry: unknown): void | Promise<void>;
  /** Entries that rebuild the present state, for compaction. */
  snapshot(): Iterable<unknown>;
}

/** For worlds that live in memory only. */
export const noJournal: Journal = { append() {} };

export class FileJournal implements Journal {
  readonly #path: string;
  #file: number;

  private constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'a');
  }

  /** Opens (or begins) the journal in a folder. Throws `UnreadableState` when the folder or file can't be used. */
  static open(folder: string): FileJournal {
    try {
      mkdirSync(folder, { recursive: true });
      return new FileJournal(join(folder, 'journal.ndjson'));
    } catch (cause) {
      throw new UnreadableState(`The state folder ${folder} can't be used.`, { cause });
    }
  }

  append(topic: string, entry: unknown): void {
    writeSync(this.#file, `${JSON.stringify([topic, entry])}\n`);
  }

  /**
   * Applies everything kept to the services, oldest first, then rewrites the file as their snapshots. A last line that
   * was cut short by a kill never counted as written and is dropped; any other broken line is `UnreadableState`.
   */
  async restore(services: readonly Journaled[]): Promise<number> {
    const byTopic = new Map(services.map((service) => [service.topic, service]));
    const lines = existsSync(this.#path) ? readFileSync(this.#path, 'utf8').split('\n') : [];
    const last = lines.pop();
    if (last) console.warn('The last journal entry was cut short by a crash and is dropped.');
    for (const [index, line] of lines.entries()) {
      const [topic, entry] = this.#parse(line, index + 1);
      const service = byTopic.get(topic);
      if (!service) throw new UnreadableState(`${this.#path}:${index + 1} is for an unknown service "${topic}".`);
      await service.apply(entry);
    }
    if (lines.length > 0 || last) this.#compact(services);
    return lines.length;
  }

  close(): void {
    closeSync(this.#file);
  }

  #compact(services: readonly Journaled[]): void {
    const next = `${this.#path}.next`;
    const file = openSync(next, 'w');
    for (const service of services)
      for (const entry of service.snapshot()) writeSync(file, `${JSON.stringify([service.topic, entry])}\n`);
    closeSync(file);
    closeSync(this.#file);
    renameSync(next, this.#path);
    this.#file = openSync(this.#path, 'a');
  }

  #parse(line: string, number: number): [string, unknown] {
    try {
      return JSON.parse(line) as [string, unknown];
    } catch (cause) {
      throw new UnreadableState(`${this.#path}:${number} can't be read.`, { cause });
    }
  }
}

/** The state folder can't be opened or read; the message is one sentence for the person who started it. */
export class UnreadableState extends Error {
  override readonly name = 'UnreadableState';
}
