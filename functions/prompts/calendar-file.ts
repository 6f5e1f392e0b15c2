import {
  ICalAttendeeStatus,
  ICalCalendar,
  ICalCalendarMethod,
  type ICalDateTimeValue,
  ICalEventStatus,
} from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import type { Cohort, Session } from '../domain/cohort.ts';
import type { Instant } from '../domain/ids.ts';
import type { Contact } from '../domain/people.ts';

export interface CalendarEntry {
  readonly session: Session;
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

/**
 * Daylight saving in the United Kingdom since 1996: from the last Sunday of March to the last Sunday of October, both
 * changes at 01:00 UTC (the Summer Time Order 2002).
 */
const london = `BEGIN:VTIMEZONE
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
END:VTIMEZONE
`.replaceAll('\n', '\r\n');

/**
 * One session as an iCalendar file (RFC 5545, RFC 5546). The UID is the session's for good, also for who goes to another
 * sitting of it, and SEQUENCE its own
 * number of changes, so that a later file moves the entry, or takes it out, instead of making a second one.
 */
export function calendarFile(entry: CalendarEntry): CalendarFile {
  const { session, method } = entry;
  const calendar = new ICalCalendar({
    prodId: '//Throughline//Sessions//EN',
    method: method === 'request' ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.CANCEL,
  });
  calendar.createEvent(eventOf(entry));
  return {
    fileName: `${session.id}.ics`,
    contentType: `text/calendar; charset=utf-8; method=${method.toUpperCase()}`,
    content: withTimeZone(calendar.toString(), entry.zone),
  };
}

function eventOf({ session, cohort, attendee, title, description, method, zone, now }: CalendarEntry) {
  return {
    id: `${cohort.id}.${session.sittingOf ?? session.id}@sessions.throughline`,
    sequence: session.icsSequence,
    stamp: utc(now),
    start: local(session.startsAt, zone),
    end: local(session.endsAt, zone),
    // Without a zone of the library's own knowing, times are written in UTC.
    timezone: zone === 'Europe/London' ? zone : null,
    summary: title,
    description,
    location: session.mode === 'online' ? 'Online' : session.venue,
    url: session.joinUrl ?? null,
    status: method === 'cancel' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: parameter(cohort.hub.name), email: cohort.hub.replyTo },
    attendees: [
      { name: parameter(attendee.name), email: attendee.email, rsvp: false, status: ICalAttendeeStatus.ACCEPTED },
    ],
  };
}

/**
 * Puts the zone's rules in front of the entry. The library would do it, but then it writes DTSTAMP in local time, which
 * RFC 5545 (3.8.7.2) forbids.
 */
function withTimeZone(file: string, zone: string): string {
  return zone === 'Europe/London' ? file.replace('BEGIN:VEVENT', `${london}BEGIN:VEVENT`) : file;
}

function local(instant: Instant, zone: string): ICalDateTimeValue {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
}

function utc(instant: Instant): ICalDateTimeValue {
  return Temporal.Instant.from(instant);
}

/** A parameter's value can't hold a double quote, a line break or another control character (RFC 5545, 3.1). */
function parameter(name: string): string {
  return name.replaceAll('"', "'").replaceAll(/\p{Cc}/gu, ' ');
}
