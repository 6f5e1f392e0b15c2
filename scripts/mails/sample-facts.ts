import { readFileSync } from 'node:fs';
import { nomination } from '../../functions/domain/nomination.ts';
import { creditEntry, inSchoolDay, participant, place } from '../../functions/domain/participant.ts';
import { people } from '../../functions/domain/people.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import type { CohortView, JourneyView, NominationView } from '../../functions/domain/views.ts';
import { commitmentTextVersion } from '../../functions/nominations/commitment.ts';
import { readCohortFile } from '../../functions/programmes/read-cohort-file.ts';
import { readProgrammeFile } from '../../functions/programmes/read-programme-file.ts';
import { formatMistake } from '../../functions/programmes/yaml-mistakes.ts';
import { templateKeys } from '../../functions/prompts/templates/template-keys.ts';

const folder = new URL('../../programmes/', import.meta.url);

/** The project's own programme and sample cohort, as their files have them. */
export const programme = readProgramme();
export const { cohort, sessions } = readCohort();

/** Sample people; every name and address is invented. */
export const samplePeople = readAs(people, {
  participant: { name: 'Ayesha Sample', email: 'ayesha.sample@example.org' },
  nominee: { name: 'Ayesha Sample', email: 'ayesha.sample@example.org' },
  nominator: { name: 'Siân O’Neil', email: 'sian.oneil@example.org' },
  'second-nominator': { name: 'Pat Colleague', email: 'pat.colleague@example.org' },
  head: { name: 'Morgan Head', email: 'head@example.org' },
  'next-head': { name: 'Robin Nexthead', email: 'next.head@example.org' },
  'previous-head': { name: 'Morgan Head', email: 'head@example.org' },
  'subject-lead': { name: 'Jo Département', email: 'maths@example.org' },
});

/** Those around a participant who is one of a pair. */
export const peopleOfPair = readAs(people, {
  ...samplePeople,
  partner: { name: 'Bo Sample', email: 'bo.sample@example.org' },
});

const driven = {
  version: 4,
  leg: 1,
  turn: 3,
  epoch: 0,
  legBeganAt: '2026-04-20T09:00:00Z',
  legBeganAtTurn: 0,
  shard: 'S1',
  dueBy: '2026-09-01T09:00:00Z',
  programme: { key: programme.key, version: programme.version },
  cohortId: cohort.id,
  schoolUrn: '100001',
  schoolName: 'Example School',
};

/** Any fields of a nomination or participant, as they would be in the table. */
export type Given = Readonly<Record<string, unknown>>;

export function nominationView(given: Given): NominationView {
  const facts = readAs(nomination, {
    ...driven,
    kind: 'nomination',
    id: 'NEMN2345',
    status: 'awaiting-promises',
    statusSince: '2026-03-10T10:15:00Z',
    submittedAt: '2026-03-10T10:15:00Z',
    late: false,
    promises: {
      head: { state: 'given', at: '2026-03-11T08:00:00Z', textVersion: commitmentTextVersion },
      nominee: { state: 'awaited' },
    },
    headIsNominator: false,
    statements: { passion: 'Sample statement.', trackRecord: 'Sample statement.' },
    nomineeRole: 'Teacher of mathematics',
    subjectLeadAware: true,
    ...given,
  });
  return {
    programme,
    cohort,
    sessions,
    nomination: facts,
    places: { taken: 20, waiting: ['THER2345', 'NEMN2345'], revision: 7 },
    prompts: [],
  };
}

/**
 * A participant at a moment: came to every session before it but those that are named as missed, and logged half of
 * the days in school, of which one half-day waits to be acknowledged unless `acknowledged` says how much counts.
 */
export function journeyView(
  at: string,
  given: Given,
  missed: Readonly<Record<string, 'absent' | 'apologies'>>,
  acknowledged = at > '2026-11-12' ? 0.5 : 0,
): JourneyView {
  const before = sessions.filter(({ startsAt, kind }) => startsAt < at && kind !== 'catch-up');
  const facts = readAs(participant, {
    ...driven,
    kind: 'participant',
    id: 'PART2345',
    nominationId: 'NEMN2345',
    status: 'year-1',
    statusSince: '2026-09-01T08:00:00Z',
    enrolledAt: '2026-04-20T09:00:00Z',
    reviews: {},
    decisions: {},
    ...given,
  });
  return {
    programme,
    cohort,
    sessions,
    participant: facts,
    places: placesOf(before, missed),
    credits: [
      ...before
        .filter(({ id }) => !(id in missed))
        .map(({ id, credit, endsAt }) =>
          readAs(creditEntry, {
            id,
            bucket: 'central',
            amount: credit,
            sessionId: id,
            reason: 'attended',
            by: 'participant',
            at: endsAt,
          }),
        ),
      ...(acknowledged > 0 ? [inSchoolCredit(acknowledged)] : []),
    ],
    inSchoolDays: at > '2026-11-12' ? inSchoolDays() : [],
    prompts: [],
  };
}

function placesOf(
  before: readonly { id: string; startsAt: string; endsAt: string }[],
  missed: Readonly<Record<string, 'absent' | 'apologies'>>,
) {
  const attended = before
    .filter(({ id }) => !(id in missed))
    .map(({ id, startsAt }) =>
      readAs(place, { sessionId: id, state: 'attended', source: 'participant', at: startsAt }),
    );
  const lost = sessions
    .filter(({ id }) => id in missed)
    .map(({ id, endsAt }) => readAs(place, { sessionId: id, state: missed[id], source: 'programme', at: endsAt }));
  return [...attended, ...lost];
}

function inSchoolCredit(amount: number) {
  const facts = { id: 'school-1', bucket: 'in-school', reason: 'acknowledged', by: 'lead', at: '2026-11-13T09:00:00Z' };
  return readAs(creditEntry, { ...facts, amount });
}

function inSchoolDays() {
  return [
    readAs(inSchoolDay, {
      id: 'day-1',
      date: '2026-11-10',
      amount: 0.5,
      activity: 'Planned the unit on ratio together with two colleagues',
      reflection: 'The representation made them argue about the mathematics.',
      loggedAt: '2026-11-10T16:00:00Z',
      acknowledgedAt: '2026-11-13T09:00:00Z',
    }),
    readAs(inSchoolDay, {
      id: 'day-2',
      date: '2026-11-12',
      amount: 0.5,
      activity: 'Watched a year 8 lesson and talked about it afterwards',
      reflection: 'Waiting longer after a question changed who answers.',
      loggedAt: '2026-11-12T16:00:00Z',
    }),
  ];
}

function readProgramme() {
  const name = 'secondary-mastery-specialist.yaml';
  const read = readProgrammeFile(readFileSync(new URL(name, folder), 'utf8'), name, templateKeys);
  if (!read.ok) throw new Error(read.mistakes.map(formatMistake).join('\n'));
  return read.programme;
}

function readCohort() {
  const name = 'cohorts/sample-2026.yaml';
  const text = readFileSync(new URL(name, folder), 'utf8');
  const read = readCohortFile(
    text,
    name,
    () => programme,
    (id) => id.slice(0, 4).toUpperCase(),
  );
  if (!read.ok) throw new Error(read.mistakes.map(formatMistake).join('\n'));
  return read;
}

/** A cohort in autumn: one participant is well on the way, one has missed a day, and two things wait for an admin. */
export function cohortView(at: string): CohortView {
  const well = journeyView(at, {}, {});
  const behind = journeyView(at, { id: 'PART6789', addressFailed: true }, { 'central-1': 'absent' });
  return {
    programme,
    cohort,
    sessions,
    participants: [well.participant, behind.participant],
    nominations: [nominationView({ status: 'awaiting-decision' }).nomination],
    journeys: [well, behind],
    names: new Map([
      ['PART2345', 'Ayesha Sample'],
      ['PART6789', 'Bo Sample'],
    ]),
    placesTaken: 2,
  };
}
