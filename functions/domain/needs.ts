import type { Instant } from './ids.ts';
import { isPromised, type Nomination, passedAt } from './nomination.ts';
import type { Participant } from './participant.ts';
import { isTakingPart } from './taking-part.ts';
import type { SupportRequest, WorkGroup } from './work-group.ts';

/** What needs a person, the most urgent first: nothing else makes it go on, or a time runs out, or somebody waits. */
export const needKinds = [
  'stopped',
  'offer',
  'nomination',
  'review',
  'support',
  'address',
  'promise',
  'room',
  'reach',
  'retention',
] as const;
export type NeedKind = (typeof needKinds)[number];

/** How an e-mail is found that waits for an admin's word: many may, so they have a page of their own. */
export const heldNeed = 'held';

/** A need and the moment from which it is one: it may lie ahead, so that nobody has to write anything when it comes. */
export interface Need {
  readonly kind: NeedKind;
  readonly from: Instant;
}

/** What drives and may need a person. */
export type NeedFacts = Participant | Nomination | WorkGroup;

/** An answer that was asked for is overdue after so long: the school was reminded twice by then. */
export const promiseOverdueDays = 14;
/** A place that is kept and not answered is worth a call this long before it lapses. */
export const offerLapsesDays = 2;

const dayMs = 86_400_000;

/** All that needs a person of somebody now or at a moment ahead, the most urgent first. */
export function needsOf(facts: NeedFacts): Need[] {
  const found = facts.parked ? [{ kind: 'stopped', from: facts.parked.since } as const] : [];
  switch (facts.kind) {
    case 'work-group':
      return found;
    case 'nomination':
      return [...found, ...ofNomination(facts)];
    case 'participant':
      return [...found, ...ofParticipant(facts)];
  }
}

/** What a request for support needs of the hub's leadership, while it lies with it. */
export function needOfSupport({ holder, state, heldSince }: SupportRequest): Need | undefined {
  const open = state === 'asked' || state === 'assigned';
  return open && holder === 'hub' ? { kind: 'support', from: heldSince } : undefined;
}

/** Those of the needs that are there now. */
export function needsNow(facts: NeedFacts, now: Instant): Need[] {
  return needsOf(facts).filter(({ from }) => Date.parse(from) <= Date.parse(now));
}

/** The attributes by which the sparse index of needs finds an item; both are there, or neither. */
export interface NeedMark {
  readonly need?: NeedKind | typeof heldNeed;
  readonly needFrom?: Instant;
}

/** How an item is found while it needs a person: by the most urgent need that is there, or else the first to come. */
export function needMark(facts: NeedFacts, now: Instant): NeedMark {
  const [present] = needsNow(facts, now);
  const need = present ?? needsOf(facts).sort((a, b) => Date.parse(a.from) - Date.parse(b.from))[0];
  return markOf(need);
}

export function markOf(need: Need | undefined): NeedMark {
  return need ? { need: need.kind, needFrom: new Date(need.from).toISOString() } : {};
}

function ofNomination(facts: Nomination): Need[] {
  const { status, statusSince, offer, addressesFailed } = facts;
  return [
    ...(status === 'offered' && offer && passedAt(offer) === undefined
      ? [{ kind: 'offer', from: shifted(offer.answerBy, -offerLapsesDays) } as const]
      : []),
    ...(status === 'awaiting-decision' ? [{ kind: 'nomination', from: statusSince } as const] : []),
    ...(isUnderWay(status) && addressesFailed ? [{ kind: 'address', from: addressesFailed.at } as const] : []),
    ...(status === 'awaiting-promises' && !isPromised(facts)
      ? [{ kind: 'promise', from: shifted(statusSince, promiseOverdueDays) } as const]
      : []),
  ];
}

/** Somebody has still to be written to about it. */
function isUnderWay(status: Nomination['status']): boolean {
  return ['awaiting-promises', 'awaiting-decision', 'asked', 'waitlisted', 'offered'].includes(status);
}

function ofParticipant(facts: Participant): Need[] {
  const { status, statusSince, addressFailed, addressFailedAt, outOfReachSince } = facts;
  const inReview = status === 'year-1-review' || status === 'completion-review';
  return [
    ...(inReview && !isDecidedSince(facts) ? [{ kind: 'review', from: statusSince } as const] : []),
    ...(addressFailed && isTakingPart(facts)
      ? [{ kind: 'address', from: addressFailedAt ?? statusSince } as const]
      : []),
    ...ofSchoolMove(facts),
    ...(outOfReachSince && isTakingPart(facts) ? [{ kind: 'reach', from: outOfReachSince } as const] : []),
  ];
}

function isDecidedSince({ decisions, statusSince }: Participant): boolean {
  return Object.values(decisions).some(({ at }) => Date.parse(at) >= Date.parse(statusSince));
}

/** A new headteacher who does not answer is overdue; one who said no leaves somebody between two schools. */
function ofSchoolMove({ schoolMove }: Participant): Need[] {
  if (!schoolMove) return [];
  const { promise, askedAt } = schoolMove;
  switch (promise.state) {
    case 'given':
    case 'not-needed':
      return [];
    case 'awaited':
      return [{ kind: 'promise', from: shifted(askedAt, promiseOverdueDays) }];
    case 'refused':
    case 'not-me':
      return [{ kind: 'promise', from: promise.at ?? askedAt }];
  }
}

function shifted(from: Instant, days: number): Instant {
  return new Date(Date.parse(from) + days * dayMs).toISOString();
}
