import ICAL from 'ical.js';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { cohort as cohortSchema, session as sessionSchema } from '../../../functions/domain/cohort.ts';
import { type CalendarEntry, calendarFile } from '../../../functions/prompts/calendar-file.ts';

const session = v.parse(sessionSchema, {
  id: 'central-day-1',
  cohortId: 'sample-2026',
  day: 'central-1',
  title: 'Central day 1',
  kind: 'central',
  mode: 'face-to-face',
  credit: 1,
  year: 1,
  startsAt: '2026-10-26T09:30:00Z',
  endsAt: '2026-10-26T15:30:00Z',
  venue: 'Sample Hall, 1 Example Street; Leeds',
  checkInCode: 'ABCD',
  revision: 3,
  icsSequence: 2,
  state: 'planned',
});

const cohort = v.parse(cohortSchema, {
  id: 'sample-2026',
  programme: { key: 'secondary-mastery-specialist', version: 1 },
  hub: { id: 'sample', name: 'Sample "Maths" Hub', runBy: 'Sample School', replyTo: 'hub@example.org' },
  title: 'Sample 2026',
  sample: true,
  lead: { name: 'Sample Lead', email: 'lead@example.org' },
  capacity: 4,
  opensAt: '2026-03-03T09:00:00Z',
  closesAt: '2026-06-12T16:00:00Z',
  years: [{ number: 1, startsOn: '2026-09-01', endsOn: '2027-07-20' }],
  terms: [],
  holidays: [],
  calendarRevision: 1,
});

const entry: CalendarEntry = {
  session,
  cohort,
  attendee: { name: "Siân O'Neil", email: 'sian@example.org', emailState: 'ok', linkEpoch: 0 },
  title: 'Central day 1, with a title that is long enough to be folded over more than one line of the file',
  description: 'First line\nSecond line',
  method: 'request',
  zone: 'Europe/London',
  now: '2026-09-01T08:00:00.000Z',
};

/** Reads a file with a parser that has nothing to do with what wrote it. */
function read(content: string) {
  const calendar = new ICAL.Component(ICAL.parse(content));
  const vevent = calendar.getFirstSubcomponent('vevent');
  if (!vevent) throw new TypeError('There is no event');
  return { calendar, event: new ICAL.Event(vevent), vevent };
}

describe('a session as a calendar file', () => {
  it('is read by a second parser with title, place, organiser and attendee as they were', () => {
    const { event, vevent, calendar } = read(calendarFile(entry).content);
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(event.summary).toBe(entry.title);
    expect(event.description).toBe(entry.description);
    expect(event.location).toBe(session.venue);
    expect(event.organizer).toBe('mailto:hub@example.org');
    expect(vevent.getFirstProperty('organizer')?.getParameter('cn')).toBe("Sample 'Maths' Hub");
    expect(vevent.getFirstProperty('attendee')?.getParameter('cn')).toBe("Siân O'Neil");
    expect(String(vevent.getFirstPropertyValue('attendee')).toLowerCase()).toBe('mailto:sian@example.org');
  });

  it('carries the rules of Europe/London, by which the times are the right moments', () => {
    const { calendar, event } = read(calendarFile(entry).content);
    expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe('Europe/London');
    expect(event.startDate.toJSDate().toISOString()).toBe('2026-10-26T09:30:00.000Z');
    expect(event.startDate.hour).toBe(9);
    expect(event.endDate.toJSDate().toISOString()).toBe('2026-10-26T15:30:00.000Z');
  });

  it.each([
    ['2026-03-28T09:00:00.000Z', 9],
    ['2026-03-29T09:00:00.000Z', 10],
    ['2026-10-24T09:00:00.000Z', 10],
    ['2026-10-25T09:00:00.000Z', 9],
  ])('says the wall-clock hour of %s, around both clock changes', (startsAt, hour) => {
    const { event } = read(calendarFile({ ...entry, session: { ...session, startsAt } }).content);
    expect(event.startDate.hour).toBe(hour);
    expect(event.startDate.toJSDate().toISOString()).toBe(startsAt);
  });

  it('keeps its UID through a move, with a higher sequence', () => {
    const moved = { ...session, startsAt: '2026-11-02T09:30:00Z', endsAt: '2026-11-02T15:30:00Z', icsSequence: 3 };
    const before = read(calendarFile(entry).content).event;
    const after = read(calendarFile({ ...entry, session: moved }).content).event;
    expect(after.uid).toBe(before.uid);
    expect([before.sequence, after.sequence]).toEqual([2, 3]);
  });

  it('takes the entry out with the method CANCEL and the same UID', () => {
    const file = calendarFile({ ...entry, method: 'cancel' });
    const { calendar, event, vevent } = read(file.content);
    expect(file.contentType).toContain('method=CANCEL');
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect(vevent.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(event.uid).toBe(read(calendarFile(entry).content).event.uid);
  });

  it('stamps the file in UTC, as RFC 5545 asks', () => {
    expect(calendarFile(entry).content).toMatch(/\r\nDTSTAMP:20260901T080000Z\r\n/);
  });

  it('has no line longer than 75 octets and ends every line with CRLF', () => {
    const lines = calendarFile(entry).content.split('\r\n');
    expect(lines.every((line) => !line.includes('\n'))).toBe(true);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  });
});
