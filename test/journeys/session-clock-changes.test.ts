import { describe, expect, test } from 'vitest';
import { changeCohort } from '../../functions/cohorts/change-cohort.ts';
import type { Cohort, Session } from '../../functions/domain/cohort.ts';
import { computeMoments } from '../../functions/domain/moments.ts';
import { reviseSession } from '../../functions/domain/session-change.ts';
import { calendarFile } from '../../functions/prompts/calendar-file.ts';
import { sampleCohort, sampleProgramme, sampleSessions } from '../support/factories.ts';

/** Central day 2, moved on Tue 1 Sep 2026 to wherever the test wants it. */
function movedTo(startsAt: string, endsAt: string, holidays: Cohort['holidays'] = []): Session {
  const session = sampleSessions.find(({ id }) => id === 'central-2');
  if (!session) throw new Error('There is no central day 2');
  const cohort = { ...sampleCohort, holidays };
  const around = { cohort, sessions: sampleSessions, now: '2026-09-01T09:00:00.000Z', reason: 'sample' };
  const revised = reviseSession(session, { change: 'edit', startsAt, endsAt }, around);
  if (!revised.ok) throw new Error(revised.why);
  return revised.sessions[0];
}

const reminderOf = (session: Session, holidays: Cohort['holidays'] = []) => {
  const { timed } = computeMoments(sampleProgramme, { ...sampleCohort, holidays }, [session]);
  const found = timed.filter(({ occasion }) => occasion.prompt === 'session-reminder');
  return found.map(({ at }) => new Date(at).toISOString());
};

const entry = (session: Session) => {
  const { content } = calendarFile({
    session,
    cohort: sampleCohort,
    attendee: { name: 'Sample', email: 'sample@example.org', linkEpoch: 0, emailState: 'ok' },
    title: session.title,
    description: '',
    method: 'request',
    zone: 'Europe/London',
    now: '2026-09-01T09:00:00.000Z',
  });
  return content.split('\r\n');
};

describe('a session that is moved across a change of the clocks', () => {
  test('in October: the reminder two working days before is still at four in the afternoon, once (case 8)', () => {
    // Monday 26 October 2026, 9:30am GMT; Thursday before is 4pm BST.
    expect(reminderOf(movedTo('2026-10-26T09:30:00.000Z', '2026-10-26T15:30:00.000Z'))).toEqual([
      '2026-10-22T15:00:00.000Z',
    ]);
  });

  test('in spring: the reminder is at four in the afternoon of the new time’s clock (case 8)', () => {
    // Tuesday 30 March 2027 is two working days after Thursday 25 March but for the Good Friday and Easter Monday between.
    expect(reminderOf(movedTo('2027-03-30T08:30:00.000Z', '2027-03-30T14:30:00.000Z'))).toEqual([
      '2027-03-24T16:00:00.000Z',
    ]);
  });

  test('a half-term in between is not counted as working days (case 10)', () => {
    const halfTerm = [{ title: 'Half-term', from: '2026-10-26', to: '2026-10-30' }];
    const session = movedTo('2026-11-02T09:30:00.000Z', '2026-11-02T15:30:00.000Z', halfTerm);
    expect(reminderOf(session, halfTerm)).toEqual(['2026-10-22T15:00:00.000Z']);
    expect(reminderOf(session)).toEqual(['2026-10-29T16:00:00.000Z']);
  });

  test('the calendar entry for 26 October, planned in summer time, has London’s own rules and the new wall-clock time (case 9)', () => {
    const lines = entry(movedTo('2026-10-26T09:30:00.000Z', '2026-10-26T15:30:00.000Z'));
    expect(lines).toContain('BEGIN:VTIMEZONE');
    expect(lines).toContain('TZID:Europe/London');
    expect(lines).toContain('DTSTART;TZID=Europe/London:20261026T093000');
    expect(lines).toContain('SEQUENCE:1');
  });

  test.each([
    ['2026-03-28T09:30:00.000Z', '20260328T093000'],
    ['2026-03-30T08:30:00.000Z', '20260330T093000'],
    ['2026-10-24T08:30:00.000Z', '20261024T093000'],
    ['2026-10-26T09:30:00.000Z', '20261026T093000'],
  ])('%s is half past nine on the wall in London', (startsAt, local) => {
    const session = sampleSessions[0];
    if (!session) throw new Error('There is no session');
    const endsAt = new Date(Date.parse(startsAt) + 6 * 3_600_000).toISOString();
    expect(entry({ ...session, startsAt, endsAt })).toContain(`DTSTART;TZID=Europe/London:${local}`);
  });
});

test('every change of a cohort raises its calendar’s revision by one, on the revision that was seen', () => {
  expect(changeCohort(sampleCohort, '2026-09-01T09:00:00.000Z')).toMatchObject({
    set: { calendarRevision: 2, announceDue: '2026-09-01T09:00:00.000Z' },
    where: { calendarRevision: 1 },
  });
});
