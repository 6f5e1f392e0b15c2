import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileJournal, type Journal, type Journaled, noJournal, UnreadableState } from '../journal/journal.ts';

/** Where a world keeps what happens: in a folder, or nowhere. */
export interface WorldJournal extends Journal {
  /** Applies what was kept; answers whether there was anything. Throws `UnreadableState`. */
  restore(services: readonly Journaled[]): Promise<boolean>;
  /** After this nothing is kept: what was still under way ends as if the process had been killed. */
  close(): void;
}

/** Opens the journal in a folder, or none for a world in memory. Throws `UnreadableState`. */
export function openJournal(folder: string | 'memory'): WorldJournal {
  if (folder === 'memory') return { ...noJournal, restore: async () => false, close: () => {} };
  const file = FileJournal.open(folder);
  let open = true;
  return {
    append(topic, entry) {
      if (open) file.append(topic, entry);
    },
    restore: async (services) => (await restoreFrom(file, folder, services)) > 0,
    close() {
      if (open) file.close();
      open = false;
    },
  };
}

/** Throws away what was kept in a folder. */
export function eraseJournal(folder: string | 'memory'): void {
  if (folder !== 'memory') rmSync(join(folder, 'journal.ndjson'), { force: true });
}

async function restoreFrom(file: FileJournal, folder: string, services: readonly Journaled[]): Promise<number> {
  try {
    return await file.restore(services);
  } catch (cause) {
    if (cause instanceof UnreadableState) throw cause;
    throw new UnreadableState(`The state in ${folder} can't be understood: ${String(cause)}`, { cause });
  }
}
