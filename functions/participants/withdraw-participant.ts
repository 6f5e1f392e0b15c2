import { type Participant, participant } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { readPeople } from '../driving/read-people.ts';
import type { Clock } from '../platform/clock.ts';
import { present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { retryChange } from '../web/retry-change.ts';

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

export interface Withdrawal {
  readonly reason: WithdrawalReason;
  readonly note: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type Withdrawn =
  | { readonly withdrawn: true }
  | { readonly withdrawn: false; readonly why: 'unknown' | 'not-active' };

const over: readonly Participant['status'][] = ['completed', 'withdrawn', 'replaced'];

/**
 * Withdraws a participant, gives their place back and makes every link that they were sent useless, in one transaction.
 * Withdrawing twice is withdrawing once.
 */
export async function withdrawParticipant(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  id: string,
  withdrawal: Withdrawal,
): Promise<Withdrawn> {
  return retryChange<Withdrawn>(async () => {
    const facts = await deps.table.get(key.driven('participant', id), participant);
    if (!facts) return { withdrawn: false, why: 'unknown' };
    if (facts.status === 'withdrawn') return { withdrawn: true };
    if (over.includes(facts.status)) return { withdrawn: false, why: 'not-active' };
    const people = await readPeople(deps.table, 'participant', id);
    const { ok } = await deps.table.transact(writes(facts, people, withdrawal, deps.clock.now()));
    deps.log.info('withdrawal', { id, reason: withdrawal.reason, written: ok });
    return ok ? { withdrawn: true } : undefined;
  });
}

function writes(facts: Participant, people: People, { reason, note, by }: Withdrawal, now: string): Write[] {
  const { id, status, version } = facts;
  return [
    changeFacts({ kind: 'participant', id, seen: version }, now, {
      set: { status: 'withdrawn', statusSince: now, statusReason: reason, statusBefore: status },
      remove: ['parked'],
    }),
    {
      kind: 'put',
      item: {
        ...key.logEntry(key.driven('participant', id).pk, now, `v${version + 1}`),
        what: 'withdrawn',
        from: status,
        to: 'withdrawn',
        why: [withdrawalReasons[reason], note].filter(Boolean).join(': '),
        by,
        at: now,
      },
    },
    { kind: 'update', key: key.cohortPlaces(facts.cohortId), increase: { taken: -1 }, where: { taken: present } },
    ...deadLinks(id, people),
  ];
}

/** The e-mail that tells them of it carries a fresh link, to take it back. */
function deadLinks(id: string, { participant: contact }: People): Write[] {
  if (!contact) return [];
  return [
    {
      kind: 'update',
      key: key.people('participant', id),
      set: { 'people.participant.linkEpoch': contact.linkEpoch + 1 },
      where: { 'people.participant': present },
    },
  ];
}
