import type { CreditEntry } from './participant.ts';

/** Why an entry cannot be added to a participant's ledger. */
export type EntryRefused =
  | 'already-credited'
  | 'already-reversed'
  | 'unknown-entry'
  | 'wrong-amount'
  /** A bucket would hold less than nothing. */
  | 'below-zero';

/**
 * The one way in which the ledger grows. Entries are never changed: a mistake is taken back by an entry with the
 * opposite amount. A session or in-school day earns once until it is reversed, and an entry is reversed at most once.
 * Adding an entry that is already there (the same id) changes nothing. No bucket ever holds less than nothing.
 */
export function addCreditEntry(
  entries: readonly CreditEntry[],
  entry: CreditEntry,
): { ok: true; entries: readonly CreditEntry[] } | { ok: false; because: EntryRefused } {
  if (entries.some(({ id }) => id === entry.id)) return { ok: true, entries };
  const because =
    (entry.reverses === undefined ? undefined : refuseReversal(entries, entry)) ??
    refuseSecondEarning(entries, entry) ??
    refuseDebt(entries, entry);
  return because ? { ok: false, because } : { ok: true, entries: [...entries, entry] };
}

/** The entry that takes another back. */
export function reversalOf(entry: CreditEntry, as: Pick<CreditEntry, 'id' | 'reason' | 'by' | 'at'>): CreditEntry {
  return { ...entry, ...as, amount: -entry.amount, reverses: entry.id };
}

/** Also a reversal that is itself taken back may find that the session has earned again meanwhile. */
function refuseSecondEarning(entries: readonly CreditEntry[], entry: CreditEntry): EntryRefused | undefined {
  const same = entries.filter(
    (other) =>
      (entry.sessionId !== undefined && other.sessionId === entry.sessionId) ||
      (entry.inSchoolDayId !== undefined && other.inSchoolDayId === entry.inSchoolDayId),
  );
  const standing = same.reduce((sum, { amount }) => sum + amount, 0);
  return standing > 0 && entry.amount > 0 ? 'already-credited' : undefined;
}

function refuseReversal(entries: readonly CreditEntry[], entry: CreditEntry): EntryRefused | undefined {
  const reversed = entries.find(({ id }) => id === entry.reverses);
  if (!reversed) return 'unknown-entry';
  if (entries.some(({ reverses }) => reverses === reversed.id)) return 'already-reversed';
  return entry.amount === -reversed.amount ? undefined : 'wrong-amount';
}

/** What was taken by hand and what is taken back add up too: an entry on which another rests is not taken away below it. */
function refuseDebt(entries: readonly CreditEntry[], entry: CreditEntry): EntryRefused | undefined {
  const held = entries.reduce((sum, { bucket, amount }) => (bucket === entry.bucket ? sum + amount : sum), 0);
  return held + entry.amount < 0 && entry.amount < 0 ? 'below-zero' : undefined;
}
