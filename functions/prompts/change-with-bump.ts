import type { NeedFacts } from '../domain/needs.ts';
import { changeFacts, drivenFacts, type FactValues, markedChange } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import { type Table, TransactionConflict, type Write } from '../platform/table.ts';
import type { PromptSubject } from './ledger-row.ts';

/** The subject changed, or was being written, each time that a change of the ledger was to bump it. */
class BumpContended extends Error {
  override readonly name = 'BumpContended';
}

const tries = 8;
const longestPauseMs = 100;

/**
 * Writes what happened to a prompt together with the subject's own change (`version + 1`, and the wake-up), so that the
 * planner decides what follows. Answers `false`, with nothing written, when one of `writes` no longer applies. A subject
 * whose driving has ended gets its version and no wake-up: there is nobody to wake.
 */
export async function changeWithBump(
  deps: { readonly table: Table; readonly clock: Clock; readonly random: () => number },
  subject: PromptSubject,
  writes: readonly Write[],
  setOf: (facts: NeedFacts) => FactValues<NeedFacts> = () => ({}),
): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const bump = await bumpOf(deps, subject, setOf);
    const written = await tryTransact(deps.table, bump ? [...writes, bump] : writes);
    if (written === 'conflict') await deps.clock.sleepUntil(deps.clock.nowMs() + deps.random() * longestPauseMs);
    else if (written.ok) return true;
    else if (written.failed.some((position) => position < writes.length)) return false;
  }
  throw new BumpContended(`${subject.kind} ${subject.id} was busy ${tries} times`);
}

async function bumpOf(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  subject: PromptSubject,
  setOf: (facts: NeedFacts) => FactValues<NeedFacts>,
): Promise<Write | undefined> {
  const { kind, id } = subject;
  // Nothing drives a cohort: its digests are decided anew each time.
  if (kind === 'cohort') return undefined;
  const item = await table.get(key.driven(kind, id), drivenFacts);
  if (!item) return undefined;
  const set = setOf(item);
  if (item.dueBy) return changeFacts(item, clock.now(), { set });
  const marked = markedChange(item, clock.now(), { set });
  return {
    kind: 'update',
    key: key.driven(kind, id),
    ...marked,
    set: { ...marked.set, version: item.version + 1 },
    where: { version: item.version, dueBy: absent },
  };
}

async function tryTransact(table: Table, writes: readonly Write[]) {
  try {
    return await table.transact(writes);
  } catch (error) {
    if (error instanceof TransactionConflict) return 'conflict';
    throw error;
  }
}
