import type { Session } from '../domain/cohort.ts';
import { addCreditEntry, reversalOf } from '../domain/credit-entries.ts';
import type { CreditEntry, Place } from '../domain/participant.ts';
import { newOrKnown } from '../participants/change-participant.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

type By = CreditEntry['by'];

/** The write of an entry of the ledger. */
export type CreditWrite = Extract<Write, { kind: 'put' }>;

/** The row of a participant's place in a session. */
export function placeWrite(participantId: string, place: Place): Write {
  return { kind: 'put', item: { ...key.place(participantId, place.sessionId), ...place }, where: newOrKnown };
}

/** The entry that a session earns; none where it has earned already. */
export function earnSession(
  participantId: string,
  credits: readonly CreditEntry[],
  session: Session,
  as: { readonly by: By; readonly at: string; readonly reason: string; readonly amount?: number },
): CreditWrite[] {
  const before = credits.filter(({ sessionId, reverses }) => sessionId === session.id && reverses === undefined).length;
  const entry: CreditEntry = {
    id: `session:${session.id}${before > 0 ? `:${before + 1}` : ''}`,
    bucket: 'central',
    amount: as.amount ?? session.credit,
    sessionId: session.id,
    reason: as.reason,
    by: as.by,
    at: as.at,
  };
  const added = addCreditEntry(credits, entry);
  return added.ok ? [{ kind: 'put', item: { ...key.credit(participantId, entry.id), ...entry } }] : [];
}

/** The entries that take back what a session earned. */
export function reverseSession(
  participantId: string,
  credits: readonly CreditEntry[],
  session: Session,
  as: { readonly by: By; readonly at: string; readonly reason: string },
): CreditWrite[] {
  const reversed = new Set(credits.map(({ reverses }) => reverses));
  return credits
    .filter(({ id, sessionId, amount }) => sessionId === session.id && amount > 0 && !reversed.has(id))
    .map((entry): CreditWrite => {
      const reversal = reversalOf(entry, { id: `${entry.id}:reversed`, ...as });
      return { kind: 'put', item: { ...key.credit(participantId, reversal.id), ...reversal } };
    });
}
