import { type Participant, participant } from '../domain/participant.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';

/** The coded reasons for a withdrawal, with their words. `bereavement` stops every automatic e-mail. */
export const withdrawalReasons = {
  'left-teaching': 'Left teaching',
  'moved-school': 'Moved to another school',
  'school-capacity': 'The school cannot release them',
  'no-longer-responding': 'No longer responding',
  'started-in-error': 'Started in error',
  bereavement: 'Bereavement',
  other: 'Another reason',
} as const;
export type WithdrawalReason = keyof typeof withdrawalReasons;

export type Withdrawn =
  | { readonly withdrawn: true }
  | { readonly withdrawn: false; readonly why: 'unknown' | 'not-active' | 'changed-meanwhile' };

const over: readonly Participant['status'][] = ['completed', 'withdrawn', 'replaced'];

/** Withdraws a participant and gives their place back, in one transaction. Withdrawing twice is withdrawing once. */
export async function withdrawParticipant(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  id: string,
  change: { readonly reason: WithdrawalReason; readonly note: string; readonly by: string },
): Promise<Withdrawn> {
  const facts = await deps.table.get(key.driven('participant', id), participant);
  if (!facts) return { withdrawn: false, why: 'unknown' };
  if (facts.status === 'withdrawn') return { withdrawn: true };
  if (over.includes(facts.status)) return { withdrawn: false, why: 'not-active' };
  const now = deps.clock.now();
  const { ok } = await deps.table.transact([
    changeFacts({ kind: 'participant', id, seen: facts.version }, now, {
      set: { status: 'withdrawn', statusSince: now, statusReason: change.reason, statusBefore: facts.status },
      remove: ['parked'],
    }),
    {
      kind: 'put',
      item: {
        ...key.logEntry(key.driven('participant', id).pk, now, `v${facts.version + 1}`),
        what: 'withdrawn',
        from: facts.status,
        to: 'withdrawn',
        why: [withdrawalReasons[change.reason], change.note].filter(Boolean).join(': '),
        by: change.by,
        at: now,
      },
    },
    {
      kind: 'update',
      key: key.cohortPlaces(facts.cohortId),
      increase: { taken: -1 },
      where: { taken: { is: 'present' } },
    },
  ]);
  deps.log.info('withdrawal', { id, reason: change.reason, written: ok });
  return ok ? { withdrawn: true } : { withdrawn: false, why: 'changed-meanwhile' };
}
