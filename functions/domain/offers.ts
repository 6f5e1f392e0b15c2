import type { Moments } from './moments.ts';
import { type Nomination, type Offer, passedAt } from './nomination.ts';
import { parseOffset } from './offset.ts';
import { nextInLine, type Places, seatsOf } from './places.ts';
import { momentOf } from './timetable.ts';

/** When a cohort's waiting list is of no more use (epoch ms): by then the last offer must have been answered. */
export function listEnds({ calendar, programme, sessions, years }: Moments): number {
  const counted = sessions.filter(({ session, isCatchUp }) => session.state === 'planned' && !isCatchUp);
  const starts = [...counted, ...years].map(({ startsAt }) => startsAt);
  const first = Math.min(...(counted.length > 0 ? counted.map(({ startsAt }) => startsAt) : starts));
  return momentOf(calendar, first, parseOffset(programme.rules.nomination.lastOffer), 'earlier');
}

/** Until when a place that is offered now can be taken (epoch ms); none where that would be too late for the start. */
export function offerDeadline(moments: Moments, now: number): number | undefined {
  const { calendar, programme } = moments;
  const answerBy = momentOf(calendar, now, parseOffset(programme.rules.nomination.offerStands), 'later');
  return answerBy <= listEnds(moments) ? answerBy : undefined;
}

/** The deadline of the offer that is to be made to this nomination now: it is first in line, and a place is free. */
export function offerDue(
  facts: Pick<Nomination, 'id' | 'promises'>,
  { places, capacity }: { readonly places: Places; readonly capacity: number },
  moments: Moments,
  now: number,
): number | undefined {
  const first = nextInLine(places, capacity) === facts.id;
  return first && places.taken + seatsOf(facts) <= capacity ? offerDeadline(moments, now) : undefined;
}

/** When a place that is kept becomes free again by itself (epoch ms), and why. */
export function offerEnds(
  { answerBy, answers }: Offer,
  { calendar, programme }: Moments,
): { readonly at: number; readonly reason: string } {
  const lapses = Date.parse(answerBy);
  const passed = passedAt({ answers });
  if (passed === undefined) return { at: lapses, reason: 'the offer was not answered in time' };
  const stands = momentOf(calendar, Date.parse(passed), parseOffset(programme.rules.nomination.refusalStands), 'later');
  return { at: Math.min(lapses, stands), reason: 'the place was passed on' };
}
