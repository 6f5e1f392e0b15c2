import { type AgendaChange, compareAgendas } from './compare-agendas.ts';
import type { Instant } from './ids.ts';
import type { Programme } from './programme.ts';
import type { JourneyView } from './views.ts';

/** Compares what lies ahead of a participant by their version with what would by another. Pure: nothing is changed. */
export function compareVersions(view: JourneyView, other: Programme, now: Instant): AgendaChange {
  return compareAgendas(view, { ...view, programme: other }, now);
}

/**
 * Why a cohort cannot go on by another version: what stands in its calendar, or in what became of its participants,
 * would mean nothing there. Empty where it can.
 */
export function versionRefusals(
  { programme, cohort, sessions }: Pick<JourneyView, 'programme' | 'cohort' | 'sessions'>,
  other: Programme,
  participants: readonly Pick<JourneyView['participant'], 'id' | 'status' | 'statusBefore' | 'decisions'>[],
): string[] {
  const refusals: string[] = [];
  if (other.key !== programme.key) refusals.push(`It is another programme: ${other.title}.`);
  if (other.years.length !== cohort.years.length)
    refusals.push(`It has ${other.years.length} years, and the cohort ${cohort.years.length}.`);
  for (const { key, kind, title } of other.days)
    if (kind !== 'catch-up' && !sessions.some(({ day }) => day === key))
      refusals.push(`The cohort has no session for its ${title}.`);
  return [...refusals, ...participants.flatMap((each) => placeRefusals(programme, other, each))];
}

/**
 * Whether whatever became of somebody by one version means something by the other, so that nobody need be looked at: it
 * has every status and every review, at the same statuses.
 */
export function hasPlaceForAll(programme: Programme, other: Programme): boolean {
  const statuses = (of: Programme): string[] => of.statuses.participant.map(({ key }) => key);
  const reviews = (of: Programme): string[] => of.gates.map(({ key }) => key);
  const reviewedAt = (of: Programme): string[] => of.gates.map(({ status }) => status);
  return [statuses, reviews, reviewedAt].every((what) => what(programme).every((each) => what(other).includes(each)));
}

/** What became of somebody and means nothing in the other version. */
function placeRefusals(
  programme: Programme,
  other: Programme,
  {
    id,
    status,
    statusBefore,
    decisions,
  }: Pick<JourneyView['participant'], 'id' | 'status' | 'statusBefore' | 'decisions'>,
): string[] {
  const statuses = new Set(other.statuses.participant.map(({ key }) => key));
  const isLost = (at: Programme) => at.gates.every((gate) => gate.status !== status);
  return [
    ...[status, statusBefore]
      .filter((each) => each !== undefined && !statuses.has(each))
      .map((each) => `It has no status "${each}", which ${id} has.`),
    ...(!isLost(programme) && isLost(other) ? [`It has no review for "${status}", at which ${id} stands.`] : []),
    ...Object.keys(decisions)
      .filter((decided) => other.gates.every(({ key }) => key !== decided))
      .map((decided) => `It has no review "${decided}", which was decided for ${id}.`),
  ];
}
