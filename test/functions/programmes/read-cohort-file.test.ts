import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCohortFile } from '../../../functions/programmes/read-cohort-file.ts';
import { readProgrammeFile } from '../../../functions/programmes/read-programme-file.ts';
import { formatMistake } from '../../../functions/programmes/yaml-mistakes.ts';
import { templateKeys } from '../../../functions/prompts/templates/template-keys.ts';
import { cohortText, sampleCohort, sampleProgramme, sampleSessions } from '../../support/factories.ts';

function mistakesOf(from: string, to: string): string[] {
  if (!cohortText.includes(from)) throw new Error(`the file has no "${from}"`);
  const read = readCohortFile(
    cohortText.replace(from, to),
    'c.yaml',
    ({ version }) => (version === 1 ? sampleProgramme : undefined),
    () => 'ABC234',
  );
  return read.ok ? [] : read.mistakes.map(formatMistake);
}

function lineOf(part: string): number {
  return cohortText.split('\n').findIndex((line) => line.includes(part)) + 1;
}

describe('the sample cohort', () => {
  it('says that it is one, and opens and closes on the London clock', () => {
    expect(sampleCohort).toMatchObject({
      id: 'sample-2026',
      sample: true,
      opensAt: '2026-03-03T09:00:00Z',
      closesAt: '2026-06-12T16:00:00Z',
      lead: { email: 'lead@example.org', emailState: 'ok', linkEpoch: 0 },
      calendarRevision: 1,
    });
  });

  it('delivers 5.5 central days and a catch-up in each summer term', () => {
    const central = sampleSessions.filter(({ kind }) => kind !== 'catch-up');
    expect(central.reduce((sum, { credit }) => sum + credit, 0)).toBe(5.5);
    expect(
      sampleSessions.filter(({ kind }) => kind === 'catch-up').map(({ startsAt, year }) => [startsAt, year]),
    ).toEqual([
      ['2027-07-08T08:30:00Z', 1],
      ['2028-07-06T08:30:00Z', 2],
    ]);
  });

  it('has every session on a Thursday in term', () => {
    for (const { startsAt } of sampleSessions) {
      expect(new Date(startsAt).getUTCDay()).toBe(4);
      const day = startsAt.slice(0, 10);
      expect(sampleCohort.holidays.some(({ from, to }) => from <= day && day <= to)).toBe(false);
    }
  });

  it('gets its check-in codes from outside', () => {
    const read = readCohortFile(
      cohortText,
      'c.yaml',
      () => sampleProgramme,
      (session, cohort) => `${cohort}/${session}`,
    );
    expect(read.ok && read.sessions[0]?.checkInCode).toBe('sample-2026/launch');
  });
});

describe('a mistake in a cohort’s file is refused with line and reason', () => {
  it.each([
    ['version: 1', 'version: 2', 'there is no programme "secondary-mastery-specialist" of version 2', 'programme: {'],
    ['day: central-2', 'day: central-9', 'the programme has no day "central-9"', 'day: central-2'],
    ['day: central-2', 'day: central-1', '"central-1" is here twice', 'day: central-2'],
    ['on: 2026-11-19', 'on: 2028-11-19', 'central-2 does not lie within year 1', 'on: 2026-11-19'],
    ['starts: 16:00', 'starts: 19:00', 'launch ends before it begins', 'day: launch'],
    [', joinUrl: https://meet.example.org/launch', '', 'launch is online and needs a joinUrl', 'day: launch'],
    ['closes: 2026-06-12 17:00', 'closes: 2026-02-12 17:00', 'nominations close before they open', 'closes:'],
    ['on: 2026-11-19', 'on: 2026-11-31', 'on: must be a day that the calendar has', 'on: 2026-11-19'],
    ['starts: 16:00', 'starts: 4pm', 'starts: must be a time such as "09:30"', 'day: launch'],
    [
      'startsOn: 2027-01-04, endsOn: 2027-03-25',
      'startsOn: 2027-01-04, endsOn: 2027-08-25',
      'spring-2027 does not lie within year 1',
      'key: spring-2027',
    ],
    ['capacity: 20', 'capacity: 0', 'capacity: must be >=1, not 0', 'capacity'],
  ])('%s → %s', (from, to, reason, part) => {
    const found = mistakesOf(from, to).filter((mistake) => mistake.endsWith(reason));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^c\\.yaml:${lineOf(part)}:\\d+: `));
  });

  it('a day of the programme that nobody delivers', () => {
    const line = cohortText.split('\n').find((each) => each.includes('day: central-3')) ?? '';
    expect(mistakesOf(`${line}\n`, '')).toEqual([
      expect.stringMatching(/the programme's day "central-3" has no session$/),
    ]);
  });
});

describe('a group whose sessions are laid out as a series', () => {
  const inGroup = (path: string) => readFileSync(new URL(`../../../programmes/${path}`, import.meta.url), 'utf8');
  const text = inGroup('cohorts/sample-work-group-2026.yaml');
  const programme = readProgrammeFile(inGroup('secondary-work-group.yaml'), 'p.yaml', templateKeys);
  if (!programme.ok) throw new Error('the programme has mistakes');

  const pattern = `series:
  - year: 1
    from: 2026-09-29
    everyWeeks: 4
    halfDay: { starts: 13:30, ends: 16:00 }
    wholeDay: { starts: 09:30, ends: 15:30 }
    venue: "Sample Academy, Example Road"
    joinUrl: https://meet.example.org/group
`;
  const read = (sessions: string) =>
    readCohortFile(
      text.slice(0, text.indexOf('sessions:')) + sessions,
      'c.yaml',
      () => programme.programme,
      () => 'ABC234',
    );

  it('meets every so many weeks, clear of holidays, for three days in all', () => {
    const found = read(pattern);
    const sessions = found.ok ? found.sessions : [];
    expect(sessions.map(({ id, startsAt, venue }) => [id, startsAt, venue])).toEqual([
      ['meeting-1', '2026-09-29T12:30:00Z', 'Online'],
      ['observation-1', '2026-11-02T09:30:00Z', 'Sample Academy, Example Road'],
      ['meeting-2', '2026-11-24T13:30:00Z', 'Online'],
      ['observation-2', '2027-01-04T09:30:00Z', 'Sample Academy, Example Road'],
    ]);
    expect(sessions.reduce((sum, { credit }) => sum + credit, 0)).toBe(3);
  });

  it('keeps a session where its file names a date, and moves no other for it', () => {
    const named =
      'sessions:\n  - { day: meeting-2, on: 2026-11-27, starts: 09:00, ends: 11:30, mode: face-to-face, venue: Elsewhere }\n';
    const found = read(pattern + named);
    const dates = found.ok ? found.sessions.map(({ id, startsAt }) => `${id} ${startsAt.slice(0, 10)}`) : [];
    expect(dates.toSorted()).toEqual([
      'meeting-1 2026-09-29',
      'meeting-2 2026-11-27',
      'observation-1 2026-11-02',
      'observation-2 2027-01-04',
    ]);
  });

  it('is refused, with its line, when its last session would come after the year', () => {
    const found = read(pattern.replace('everyWeeks: 4', 'everyWeeks: 20'));
    const reason = 'observation-2 would come after year 1: begin earlier, or meet more often';
    const line = text.slice(0, text.indexOf('sessions:')).split('\n').length + 1;
    expect(found.ok ? [] : found.mistakes.map(formatMistake)).toEqual([`c.yaml:${line}:5: ${reason}`]);
  });
});
