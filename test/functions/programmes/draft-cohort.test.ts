import { describe, expect, test } from 'vitest';
import { checkCohort } from '../../../functions/programmes/check-cohort.ts';
import { closedOn, draftCohort } from '../../../functions/programmes/draft-cohort.ts';
import { sampleCohort, sampleProgramme, sampleSessions } from '../../support/factories.ts';

const like = { cohort: sampleCohort, sessions: sampleSessions };
const asked = { like, programme: sampleProgramme, id: 'next', title: 'Next', firstDay: '2027-09-01' };

describe('next year’s cohort', () => {
  test('keeps the weekday of every session, and begins on the day that was asked for', () => {
    const { sessions, years } = draftCohort(asked);
    expect(sessions.slice(0, 2).map(({ on, starts }) => [on, starts])).toEqual([
      ['2027-09-16', '16:00'],
      ['2027-10-07', '09:30'],
    ]);
    expect(years[0]?.startsOn).toBe('2027-09-01');
  });

  test('is one that may be opened as it stands', () => {
    expect(checkCohort(draftCohort(asked), sampleProgramme)).toEqual([]);
  });

  test('takes over neither a check-in code nor what became of the lead’s address', () => {
    const lead = { ...sampleCohort.lead, emailState: 'bounced', linkEpoch: 7 } as const;
    const draft = draftCohort({ ...asked, like: { ...like, cohort: { ...sampleCohort, lead } } });
    expect(draft.lead).toEqual({ name: sampleCohort.lead.name, email: sampleCohort.lead.email });
    expect(JSON.stringify(draft)).not.toContain(sampleSessions[0]?.checkInCode);
  });

  test('has a day proposed, on a school day of its year, for what the other had no session for', () => {
    const draft = draftCohort({ ...asked, like: { ...like, sessions: sampleSessions.slice(1) } });
    const launch = draft.sessions.find(({ day }) => day === 'launch');
    expect(launch).toBeDefined();
    expect(closedOn(launch?.on ?? '', draft.holidays)).toBeUndefined();
    expect([
      launch?.on && launch.on >= '2027-09-01',
      launch?.on && launch.on <= (draft.years[0]?.endsOn ?? ''),
    ]).toEqual([true, true]);
  });
});

describe('a day without school', () => {
  test.each([
    ['2026-12-25', 'Christmas Day'],
    ['2026-10-27', 'October half-term 2026'],
    ['2026-09-19', 'a weekend'],
    ['2026-09-17', undefined],
  ])('%s is told by its name: %s', (date, why) => {
    expect(closedOn(date, sampleCohort.holidays)).toBe(why);
  });
});
