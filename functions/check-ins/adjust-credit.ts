import { addCreditEntry, type EntryRefused, reversalOf } from '../domain/credit-entries.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { CreditEntry, Place } from '../domain/participant.ts';
import type { Bucket } from '../domain/programme.ts';
import type { JourneyView } from '../domain/views.ts';
import { changeParticipant, type Decided, type ParticipantDeps } from '../participants/change-participant.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';
import { placeWrite } from './session-credit.ts';

export interface CreditAdjustment {
  /** Made when the form was shown: the same form sent twice makes one entry. */
  readonly id: string;
  /** Days that need not be made up, or a correction of what is there. */
  readonly kind: 'waiver' | 'adjustment';
  readonly bucket: Bucket;
  /** Days in steps of a half; negative to take away. A waiver only gives. */
  readonly amount: number;
  readonly reason: string;
}

export type CreditChanged = 'changed' | 'unknown' | EntryRefused;

/** An admin waives days or puts the ledger right by an entry of its own, with the reason. Twice is once. */
export async function adjustCredit(
  deps: ParticipantDeps,
  participantId: string,
  adjustment: CreditAdjustment,
): Promise<CreditChanged> {
  const outcome = await changeParticipant<CreditChanged>(deps, participantId, (view, now) => {
    const { id, kind, bucket, amount, reason } = adjustment;
    if (amount === 0 || (kind === 'waiver' && amount < 0)) return { outcome: 'wrong-amount' };
    const entry: CreditEntry = { id: `${kind}:${id}`, kind, bucket, amount, reason, by: 'admin', at: now };
    return added(view, entry, { what: kind, to: `${amount} ${bucket}`, why: reason });
  });
  return outcome ?? 'unknown';
}

/**
 * An admin takes an entry back, by an entry with the opposite amount. What a session earned is taken back together with
 * the place in it, which becomes absent: whoever was there in part, or sent a substitute, is marked on the register.
 */
export async function reverseCredit(
  deps: ParticipantDeps,
  participantId: string,
  { entryId, reason }: { readonly entryId: string; readonly reason: string },
): Promise<CreditChanged> {
  const outcome = await changeParticipant<CreditChanged>(deps, participantId, (view, now) => {
    const entry = view.credits.find(({ id }) => id === entryId);
    if (!entry || entry.reverses !== undefined) return { outcome: 'unknown-entry' };
    const reversal = reversalOf(entry, { id: `${entry.id}:reversed`, reason, by: 'admin', at: now });
    if (view.credits.some(({ id }) => id === reversal.id)) return { outcome: 'changed' };
    const log = { what: 'credit taken back', to: `${entry.amount} ${entry.bucket}`, why: reason };
    return added(view, reversal, log, placeWrites(view, entry, now));
  });
  return outcome ?? 'unknown';
}

function added(
  view: JourneyView,
  entry: CreditEntry,
  log: { readonly what: string; readonly to: string; readonly why: string },
  more: readonly Write[] = [],
): Decided<CreditChanged> {
  const result = addCreditEntry(view.credits, entry);
  if (!result.ok) return { outcome: result.because };
  if (result.entries === view.credits) return { outcome: 'changed' };
  const row: Write = { kind: 'put', item: { ...key.credit(view.participant.id, entry.id), ...entry } };
  return { outcome: 'changed', change: { writes: [row, ...more], ...log, by: 'admin' } };
}

function placeWrites(view: JourneyView, { sessionId }: CreditEntry, now: string): Write[] {
  const session = sessionId && momentsFor(view.programme, view.cohort, view.sessions).sessionById.get(sessionId);
  if (!session) return [];
  const place: Place = { sessionId: session.session.id, state: 'absent', source: 'admin', at: now };
  return [placeWrite(view.participant.id, place)];
}
