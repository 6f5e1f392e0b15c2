import type { Cohort } from '../domain/cohort.ts';
import { type AgendaChange, compareAgendas } from '../domain/compare-agendas.ts';
import type { PlainDate } from '../domain/ids.ts';
import { nomination } from '../domain/nomination.ts';
import { participant } from '../domain/participant.ts';
import { cohortOfSchool, ownInsetDays, withInsetDay } from '../domain/school-days.ts';
import { readJourney } from '../journeys/read-journey.ts';
import type { Clock } from '../platform/clock.ts';
import { key, partition } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { readCohort } from '../programmes/read-programme.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { changeCohort } from './change-cohort.ts';

interface CalendarDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

export interface SchoolOfCohort {
  readonly urn: string;
  readonly name: string;
  readonly insetDays: readonly PlainDate[];
}

/** A day of one school that is closed as an INSET day, or open again. */
export interface InsetDay {
  readonly urn: string;
  readonly day: PlainDate;
  readonly closed: boolean;
}

/** Every school that has somebody in the cohort or nominated somebody for it, by name. */
export async function schoolsOfCohort({ table }: CalendarDeps, cohort: Cohort): Promise<SchoolOfCohort[]> {
  const ids = async (prefix: string) =>
    (await table.queryAll({ pk: partition.cohort(cohort.id), prefix })).map(({ sk }) => sk.slice(prefix.length));
  const members = [
    ...(await table.getMany(
      (await ids('PART#')).map((id) => key.driven('participant', id)),
      participant,
    )),
    ...(await table.getMany(
      (await ids('NOM#')).map((id) => key.driven('nomination', id)),
      nomination,
    )),
  ];
  const names = new Map(members.map(({ schoolUrn, schoolName }) => [schoolUrn, schoolName]));
  return [...names]
    .map(([urn, name]) => ({ urn, name, insetDays: ownInsetDays(cohort, urn) }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

/** What the change would do to the e-mails of each of the school's participants. Nothing is changed. */
export async function previewInsetDay(
  deps: CalendarDeps,
  cohort: Cohort,
  school: SchoolOfCohort,
  change: InsetDay,
): Promise<{ readonly id: string; readonly change: AgendaChange }[]> {
  const members = await deps.table.queryAll({ pk: partition.cohort(cohort.id), prefix: 'PART#' });
  const views = await Promise.all(members.map(({ sk }) => readJourney(deps.table, sk.slice('PART#'.length))));
  const changed = { ...cohort, schoolCalendars: withInsetDay(cohort, school, change) };
  const there = cohortOfSchool(changed, school.urn);
  return views
    .filter((view) => view !== undefined && view.participant.schoolUrn === school.urn && view.cohort.id === cohort.id)
    .flatMap((view) => (view ? [{ id: view.participant.id, view }] : []))
    .map(({ id, view }) => ({ id, change: compareAgendas(view, { ...view, cohort: there }, deps.clock.now()) }));
}

/**
 * Closes a day of one school, or opens it again: one change of the cohort's calendar, of which every member is told, so
 * that what the school's participants are sent is counted by its own working days from then on. Twice is once.
 */
export async function setInsetDay(
  deps: CalendarDeps,
  cohortId: string,
  { urn, day, closed, reason, by }: InsetDay & { readonly reason: string; readonly by: string },
): Promise<'set' | 'no-such-school'> {
  return retryChange<'set' | 'no-such-school'>(async () => {
    const { cohort } = await readCohort(deps.table, cohortId);
    const school = (await schoolsOfCohort(deps, cohort)).find((each) => each.urn === urn);
    if (!school) return 'no-such-school';
    if (school.insetDays.includes(day) === closed) return 'set';
    const now = deps.clock.now();
    const { ok } = await deps.table.transact([
      changeCohort(cohort, now, { set: { schoolCalendars: withInsetDay(cohort, school, { day, closed }) } }),
      logLine({ kind: 'cohort', id: cohortId, cohortId }, `r${cohort.calendarRevision + 1}`, {
        what: `INSET day of ${school.name}`,
        from: closed ? 'open' : `closed on ${day}`,
        to: closed ? `closed on ${day}` : 'open',
        why: reason,
        by,
        at: now,
      }),
    ]);
    deps.log.info('inset day set', { cohort: cohortId, closed, written: ok });
    return ok ? 'set' : undefined;
  });
}
