import type { Cohort, Session } from '../domain/cohort.ts';
import type { Instant } from '../domain/ids.ts';
import { localOf } from '../domain/local-time.ts';
import type { Contact } from '../domain/people.ts';

/** What a calendar has of a session, or of a visit to a lesson. */
export interface Appointment
  extends Pick<Session, 'startsAt' | 'endsAt' | 'mode' | 'venue' | 'joinUrl' | 'icsSequence'> {
  readonly id: string;
  readonly sittingOf?: string | undefined;
}

export interface CalendarEntry {
  readonly session: Appointment;
  readonly cohort: Cohort;
  readonly attendee: Contact;
  readonly title: string;
  readonly description: string;
  /** `cancel` takes the entry out of the calendar again. */
  readonly method: 'request' | 'cancel';
  /** IANA zone that the session's times are meant in. */
  readonly zone: string;
  readonly now: Instant;
}

/** An attachment: `contentType` names the method too, or mail programs show a file instead of an entry. */
export interface CalendarFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: string;
}

/** The zone whose rules a file carries; in any other, times are written in UTC. */
const london = 'Europe/London';

/**
 * Daylight saving in the United Kingdom since 1996: from the last Sunday of March to the last Sunday of October, both
 * changes at 01:00 UTC (the Summer Time Order 2002).
 */
const londonRules = `BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`.split('\n');

/**
 * One session as an iCalendar file (RFC 5545, RFC 5546). The UID is the session's for good, also for who goes to another
 * sitting of it, and SEQUENCE its own
 * number of changes, so that a later file moves the entry, or takes it out, instead of making a second one.
 */
export function calendarFile(entry: CalendarEntry): CalendarFile {
  const { session, zone } = entry;
  const method = entry.method.toUpperCase();
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Throughline//Sessions//EN',
    `METHOD:${method}`,
    ...(zone === london ? londonRules : []),
    ...eventLines(entry),
    'END:VCALENDAR',
  ];
  return {
    fileName: `${session.id}.ics`,
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    content: lines.map((line) => `${fold(line)}\r\n`).join(''),
  };
}

function eventLines({ session, cohort, attendee, title, description, method, zone, now }: CalendarEntry): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${cohort.id}.${session.sittingOf ?? session.id}@sessions.throughline`,
    `SEQUENCE:${session.icsSequence}`,
    // Always in UTC (RFC 5545, 3.8.7.2).
    `DTSTAMP:${utc(now)}`,
    `DTSTART${timeIn(zone, session.startsAt)}`,
    `DTEND${timeIn(zone, session.endsAt)}`,
    `SUMMARY:${text(title)}`,
    `LOCATION:${text(session.mode === 'online' ? 'Online' : session.venue)}`,
    `DESCRIPTION:${text(description)}`,
    `ORGANIZER;CN=${parameter(cohort.hub.name)}:mailto:${cohort.hub.replyTo}`,
    `ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE;CN=${parameter(attendee.name)}:mailto:${attendee.email}`,
    ...(session.joinUrl === undefined ? [] : [`URL:${session.joinUrl}`]),
    `STATUS:${method === 'cancel' ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
  ];
}

function timeIn(zone: string, at: Instant): string {
  if (zone !== london) return `:${utc(at)}`;
  const { date, time } = localOf(at, zone);
  return `;TZID=${zone}:${basic(`${date}T${time}:00`)}`;
}

function utc(at: Instant): string {
  return `${basic(new Date(at).toISOString().slice(0, 19))}Z`;
}

/** `2026-09-17T15:00:00` as iCalendar writes it, `20260917T150000`. */
function basic(time: string): string {
  return time.replaceAll(/[-:]/g, '');
}

/** A value that is text (3.3.11): what would end it or part it is escaped; control characters have no place in it. */
function text(value: string): string {
  return value
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\n|\r/g, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** A parameter's value can't hold a double quote, a line break or another control character (RFC 5545, 3.1). */
function parameter(name: string): string {
  return `"${name.replaceAll('"', "'").replaceAll(/\p{Cc}/gu, ' ')}"`;
}

/** A line has at most 75 octets; the rest goes on the next, after a space (3.1). No character is parted. */
function fold(line: string): string {
  let folded = '';
  let length = 0;
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (length + octets > 75) {
      folded += '\r\n ';
      length = 1;
    }
    folded += character;
    length += octets;
  }
  return folded;
}
