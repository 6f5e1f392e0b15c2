import type { Moments } from './moments.ts';
import type { ParticipantStatus } from './participant.ts';

/**
 * Where somebody goes on who paused: in the year that they were in, at its review where that has opened, or before the
 * first year where the cohort has yet to begin. A programme that has no such year any more takes them in its last one.
 */
export function resumesAs(from: ParticipantStatus, moments: Moments, now: number): ParticipantStatus {
  const wanted = yearOf(from, moments);
  const years = moments.programme.years.filter(({ number }) => number <= wanted);
  const year = years.at(-1) ?? moments.programme.years[0];
  if (!year) return from;
  const begins = moments.years.find(({ number }) => number === year.number)?.startsAt ?? 0;
  const isFirst = year.number === moments.programme.years[0]?.number;
  if (isFirst && begins > now) return 'onboarding';
  const gate = moments.gates.find((each) => each.gate.status === from && each.gate.year === year.number);
  return gate && gate.opensAt <= now ? gate.gate.status : year.status;
}

function yearOf(status: ParticipantStatus, { programme: { years, gates } }: Moments): number {
  const inYear = years.find((year) => year.status === status)?.number;
  const atGate = gates.find((gate) => gate.status === status)?.year;
  return inYear ?? atGate ?? knownYears[status] ?? 1;
}

/** For a programme that does not have the status: the year that it is of in those that do. */
const knownYears: Partial<Record<ParticipantStatus, number>> = { 'year-2': 2, 'completion-review': 2 };
