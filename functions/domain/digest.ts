import { dateOfDay, dayOf } from './calendar.ts';
import { concernsOf } from './concerns.ts';
import type { DeliveryDecision } from './delivery.ts';
import type { DigestRhythm, DigestRule } from './digest-rule.ts';
import type { Instant } from './ids.ts';
import { momentsFor } from './moments-memo.ts';
import type { SessionMoments } from './timetable.ts';
import type { CohortView } from './views.ts';

const dayMs = 86_400_000;

/** How long a digest is news: then the next one says it. */
const newsFor: Record<DigestRhythm, number> = { week: 2 * dayMs, day: dayMs / 2 };

/** How far a weekly digest looks ahead. */
const aheadMs = 14 * dayMs;

/** A participant who needs somebody's eye. No name: whoever writes the e-mail adds it. */
export interface Concerned {
  readonly id: string;
  readonly why: readonly string[];
}

/** What a cohort's lead should know this week. */
export interface LeadDigest {
  readonly concerned: readonly Concerned[];
  /** Days in school that wait for the lead's acknowledgement. */
  readonly daysToAcknowledge: number;
  readonly sessionsAhead: readonly SessionMoments[];
}

/** What waits for an admin today, as counts by what it is. */
export interface AdminDigest {
  readonly toDecide: number;
  readonly reviews: number;
  readonly stopped: number;
  readonly failedAddresses: number;
  readonly placesTaken: number;
  readonly capacity: number;
}

export function leadDigest(view: CohortView, now: Instant): LeadDigest {
  const at = Date.parse(now);
  const { sessions } = momentsFor(view.programme, view.cohort, view.sessions);
  return {
    concerned: view.journeys
      .map((journey) => ({ id: journey.participant.id, why: concernsOf(journey, now) }))
      .filter(({ why }) => why.length > 0),
    daysToAcknowledge: view.journeys.flatMap(({ inSchoolDays }) =>
      inSchoolDays.filter(({ acknowledgedAt }) => acknowledgedAt === undefined),
    ).length,
    sessionsAhead: sessions.filter(
      ({ session, startsAt }) => session.state === 'planned' && startsAt > at && startsAt <= at + aheadMs,
    ),
  };
}

export function adminDigest({ participants, nominations, cohort, placesTaken }: CohortView): AdminDigest {
  const driven = [...participants, ...nominations];
  return {
    toDecide: nominations.filter(({ status, parked }) => status === 'awaiting-decision' && !parked).length,
    reviews: participants.filter(({ wait, parked }) => wait?.kind === 'AwaitReviewDecision' && !parked).length,
    stopped: driven.filter(({ parked }) => parked !== undefined).length,
    failedAddresses: participants.filter(({ addressFailed }) => addressFailed).length,
    placesTaken,
    capacity: cohort.capacity,
  };
}

/** Whether there is anything to write about: an empty digest is not sent. */
export function hasNews(rule: DigestRule, view: CohortView, now: Instant): boolean {
  if (rule.to === 'lead') {
    const { concerned, daysToAcknowledge, sessionsAhead } = leadDigest(view, now);
    return concerned.length > 0 || daysToAcknowledge > 0 || sessionsAhead.length > 0;
  }
  const { toDecide, reviews, stopped, failedAddresses } = adminDigest(view);
  return toDecide + reviews + stopped + failedAddresses > 0;
}

/** The mailer's second look at a digest. */
export function decideDigest(rule: DigestRule, view: CohortView, plannedFor: Instant, now: Instant): DeliveryDecision {
  if (Date.parse(now) >= Date.parse(plannedFor) + newsFor[rule.every])
    return { send: false, outcome: 'missed', reason: 'the next digest says it' };
  if (!hasNews(rule, view, now))
    return { send: false, outcome: 'suppressed', reason: 'what it was about has been done meanwhile' };
  return { send: true };
}

/** `week:2026-10-05` or `day:2026-10-07`: the date in the programme's zone on which it falls due. */
export function digestAnchor(every: DigestRhythm, { programme, cohort, sessions }: CohortView, now: Instant): string {
  const { calendar } = momentsFor(programme, cohort, sessions);
  return `${every}:${dateOfDay(calendar, dayOf(calendar, Date.parse(now)))}`;
}
