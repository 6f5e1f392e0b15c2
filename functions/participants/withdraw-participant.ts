import type { Participant } from '../domain/participant.ts';
import { readPeople } from '../driving/read-people.ts';
import { freePlace } from '../nominations/change-places.ts';
import { present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { changeParticipant, type Decide, overruledBy, type ParticipantDeps } from './change-participant.ts';

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

export type Withdrawn = 'withdrawn' | 'not-active' | 'unknown';

const over: readonly Participant['status'][] = ['completed', 'replaced', 'merged'];

/**
 * Withdraws a participant, gives their place back and makes every link that they were sent useless, in one transaction.
 * It outranks every other change: one that comes later is on the record and not done. Withdrawing twice is withdrawing
 * once.
 */
export async function withdrawParticipant(
  deps: ParticipantDeps,
  id: string,
  withdrawal: Withdrawal,
): Promise<Withdrawn> {
  return (await changeParticipant(deps, id, decideWithdrawal(deps.table, withdrawal))) ?? 'unknown';
}

export function decideWithdrawal(table: Table, { reason, note, by }: Withdrawal): Decide<Withdrawn> {
  return async ({ participant: facts }, now) => {
    if (facts.status === 'withdrawn') return { outcome: 'withdrawn' };
    if (over.includes(facts.status)) return { outcome: 'not-active', overruled: overruledBy(facts, 'withdrawal', by) };
    const left = await leaving(table, facts, reason, now);
    return {
      outcome: 'withdrawn',
      change: {
        set: left.set,
        remove: left.remove,
        writes: left.writes,
        what: facts.schoolMove ? 'withdrawn; the change of school is dropped' : 'withdrawn',
        to: 'withdrawn',
        why: [withdrawalReasons[reason], note].filter(Boolean).join(': '),
        by,
      },
    };
  };
}

/** What leaving is made of, whoever brings it about. */
export async function leaving(
  table: Table,
  facts: Participant,
  reason: WithdrawalReason,
  now: string,
): Promise<{ set: Partial<Participant>; remove: (keyof Participant)[]; writes: Write[] }> {
  return {
    set: {
      status: 'withdrawn',
      statusSince: now,
      statusReason: reason,
      statusBefore: facts.status,
      ...(facts.statusReason && { reasonBefore: facts.statusReason }),
    },
    remove: ['parked', 'schoolMove'],
    writes: [...(await freePlace(table, facts.cohortId, now)), ...(await deadLinks(table, facts.id))],
  };
}

/** Every link that they were sent ends; the e-mail that tells them carries a fresh one. */
export async function deadLinks(table: Table, id: string): Promise<Write[]> {
  const contact = (await readPeople(table, 'participant', id)).participant;
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
