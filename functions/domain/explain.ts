import type { Driven } from './driven.ts';
import type { Instant } from './ids.ts';
import { upcomingOccasions } from './journey.ts';
import type { Moments } from './moments.ts';
import { momentsFor } from './moments-memo.ts';
import { formatShort } from './short-dates.ts';
import { purposeOf } from './timetable.ts';
import type { JourneyView } from './views.ts';

/**
 * What whoever is driven waits for, from their item alone: "Waiting until Tue 2 Mar 16:00 to remind this participant
 * about Central day 3". Holds no personal data.
 */
export function explainWait(
  { wait, parked, dueBy }: Pick<Driven, 'wait' | 'parked' | 'dueBy'>,
  zone: string,
  now: Instant,
): string {
  if (parked) return `Parked since ${formatShort(parked.since, zone, now)}: ${parked.state} gave up (${parked.reason})`;
  if (wait) return `Waiting until ${formatShort(wait.until, zone, now)} ${wait.because}`;
  return dueBy === undefined ? 'Nothing is left to do' : 'Planning the next step';
}

/** The same with what comes after it: "Waiting until …; next: Thu 4 Mar 09:20 to …". */
export function explainWhere(
  view: JourneyView,
  now: Instant,
  moments: Moments = momentsFor(view.programme, view.cohort, view.sessions),
): string {
  const { participant, programme } = view;
  const sentence = explainWait(participant, programme.zone, now);
  if (!participant.wait || participant.parked) return sentence;
  const until = Date.parse(participant.wait.until);
  const next = upcomingOccasions(view, moments, now).find(({ at }) => at > until);
  if (!next) return sentence;
  return `${sentence}; next: ${formatShort(new Date(next.at).toISOString(), programme.zone, now)} ${purposeOf(next)}`;
}
