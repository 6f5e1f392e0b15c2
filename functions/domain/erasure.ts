import type { Driven } from './driven.ts';
import { isOver, type Nomination } from './nomination.ts';
import type { CreditEntry, Participant, Place } from './participant.ts';

/** Why somebody is erased, for the record. */
export const erasureReasons = {
  asked: 'They asked for it',
  retention: 'The time that we keep records is over',
  mistake: 'It was entered by mistake',
} as const;
export type ErasureReason = keyof typeof erasureReasons;

const ended: ReadonlySet<Participant['status']> = new Set(['completed', 'withdrawn', 'replaced', 'merged']);

/** Whoever takes part, or is expected back, is withdrawn first: their school, their lead and their pair hear of that. */
export function mayErase(facts: Participant | Nomination): boolean {
  if (facts.kind === 'participant') return ended.has(facts.status);
  return isOver(facts.status);
}

/** What stays of the item that was driven: enough for its execution to end and its lines in the record to be found. */
function driving(facts: Driven, now: string): Driven {
  const { version, leg, turn, epoch, legBeganAt, legBeganAtTurn, shard, wait, dueBy } = facts;
  const awake = dueBy ? { dueBy, wakeDue: now, ...(wait && { wait }) } : {};
  const erased = { at: now, done: false };
  return { version: version + 1, leg, turn, epoch, legBeganAt, legBeganAtTurn, restarts: [], shard, ...awake, erased };
}

/** A participant's facts with nothing in them of the person. */
export function erasedParticipant(facts: Participant, now: string): Participant {
  const { kind, id, nominationId, programme, cohortId, status } = facts;
  return {
    ...driving(facts, now),
    ...{ kind, id, nominationId, programme, cohortId, status },
    schoolUrn: '',
    schoolName: '',
    statusSince: now,
    enrolledAt: now,
    stint: 1,
    schoolSpells: [],
    earlier: [],
    reviews: {},
    decisions: {},
    addressFailed: false,
  };
}

/** A nomination's facts with nothing in them of anybody. Whose participants there were stays: by their references. */
export function erasedNomination(facts: Nomination, now: string): Nomination {
  const { kind, id, programme, cohortId, status, participantId, partnerParticipantId } = facts;
  const promise = { state: 'awaited' } as const;
  return {
    ...driving(facts, now),
    ...{ kind, id, programme, cohortId, status },
    ...(participantId && { participantId }),
    ...(partnerParticipantId && { partnerParticipantId }),
    schoolUrn: '',
    schoolName: '',
    statusSince: now,
    submittedAt: now,
    late: false,
    promises: { head: promise, nominee: promise },
    headIsNominator: false,
    statements: {},
    eligibility: { reasons: [] },
    nominatorRole: '',
    nomineeRole: '',
    subjectLeadAware: false,
    questions: [],
    alike: [],
  };
}

/** Figures of a cohort over those who were erased, which say nothing of any one of them. */
export interface Statistics {
  readonly participants: number;
  readonly nominations: number;
  /** How they ended → how many. */
  readonly endings: Readonly<Record<string, number>>;
  /** Days earned in each bucket. */
  readonly days: Readonly<Record<string, number>>;
  readonly sessionsAttended: number;
}

export const noStatistics: Statistics = { participants: 0, nominations: 0, endings: {}, days: {}, sessionsAttended: 0 };

/** What one record adds to the figures of its cohort. */
export function statisticsOf(
  facts: Participant | Nomination,
  credits: readonly CreditEntry[],
  places: readonly Place[],
): Statistics {
  if (facts.kind === 'nomination')
    return { ...noStatistics, nominations: 1, endings: { [`nomination ${facts.status}`]: 1 } };
  const days: Record<string, number> = {};
  for (const { bucket, amount } of credits) days[bucket] = (days[bucket] ?? 0) + amount;
  const sessionsAttended = places.filter(({ state }) => state === 'attended' || state === 'partial').length;
  return { participants: 1, nominations: 0, endings: { [facts.status]: 1 }, days, sessionsAttended };
}

export function addStatistics(one: Statistics, other: Statistics): Statistics {
  return {
    participants: one.participants + other.participants,
    nominations: one.nominations + other.nominations,
    endings: sum(one.endings, other.endings),
    days: sum(one.days, other.days),
    sessionsAttended: one.sessionsAttended + other.sessionsAttended,
  };
}

function sum(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): Record<string, number> {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...keys].map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}
