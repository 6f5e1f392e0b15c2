import type { Instant } from '../../domain/ids.ts';
import { type Need, type NeedKind, needsNow } from '../../domain/needs.ts';
import { type Nomination, promisesOf } from '../../domain/nomination.ts';
import type { RecipientRole } from '../../domain/people.ts';
import { crowdedWords } from '../../domain/room.ts';
import { formatShort } from '../../domain/short-dates.ts';
import { formatMoment, formatPlainDate } from '../../domain/wording.ts';
import { sessionPath } from '../session-path.ts';
import { zone } from '../zone.ts';
import type { Needing } from './read-needs.ts';

/** A row of what needs a person: who, of which school, what it is, since when, and what to do about it. */
export interface NeedRow {
  readonly who: string;
  readonly school: string;
  readonly what: readonly string[];
  readonly since: Instant;
  readonly todo: string;
  readonly href: string;
}

/** What each kind is called above the list, in the plural. */
export const needTitles: Readonly<Record<NeedKind, string>> = {
  stopped: 'Stopped',
  offer: 'Places about to lapse',
  nomination: 'Nominations to decide',
  review: 'Reviews to decide',
  support: 'Requests for support',
  address: 'Addresses that fail',
  promise: 'Promises overdue',
  room: 'Rooms too small',
  reach: 'Days out of reach',
  retention: 'Records to erase',
};

/** What a row says: all that needs a person of them, and what to do about the most urgent of it. */
export function needRow(needing: Needing, now: Instant): NeedRow {
  if (needing.about === 'request') {
    const { request, groupId, people, schoolName } = needing;
    return {
      who: people.participant?.name ?? schoolName,
      school: schoolName,
      what: [`Asks the hub for support for the ${request.for}: ${request.wish}`],
      since: request.heldSince,
      todo: 'Answer',
      href: `/admin/work-groups/${groupId}`,
    };
  }
  if (needing.about === 'session') return crowdedRow(needing, now);
  if (needing.about === 'retention') return overdueRow(needing, now);
  const { facts, people, title } = needing;
  const needs = needsNow(facts, now);
  const first = needs[0] as Need;
  const home = `/admin/${facts.kind}s/${facts.id}`;
  const about = { what: needs.map(({ kind }) => wordsOf(kind, needing)), since: first.from };
  if (facts.kind === 'work-group')
    return { ...about, who: title ?? facts.id, school: '', todo: stopped, href: `${home}/stopped` };
  const person = facts.kind === 'participant' ? people.participant : people.nominee;
  return {
    ...about,
    who: person?.name ?? facts.id,
    school: facts.schoolName,
    todo: todoOf(first.kind, facts.kind),
    href: `${home}${whereTo(first.kind, facts.kind)}`,
  };
}

function crowdedRow({ session, going, title }: Extract<Needing, { about: 'session' }>, now: Instant): NeedRow {
  return {
    who: session.title,
    school: '',
    what: [`${title}: on ${formatShort(session.startsAt, zone, now)}`, crowdedWords(session, going) ?? ''],
    since: session.needFrom ?? session.startsAt,
    todo: todoOf('room', 'participant'),
    href: `${sessionPath(session)}/change`,
  };
}

function overdueRow({ note, title }: Extract<Needing, { about: 'retention' }>, now: Instant): NeedRow {
  const { cohortId, records, years } = note;
  const ago = years === 1 ? 'a year' : `${years} years`;
  return {
    who: title,
    school: '',
    what: [`${records === 1 ? '1 record' : `${records} records`} ended more than ${ago} ago`],
    since: note.needFrom ?? now,
    todo: todoOf('retention', 'participant'),
    href: `/admin/retention?cohort=${cohortId}&years=${years}`,
  };
}

const stopped = 'Try again, skip or close';

function wordsOf(kind: NeedKind, { facts }: Extract<Needing, { about: 'driven' }>): string {
  switch (kind) {
    case 'stopped':
      return `Stopped: ${facts.parked?.state} gave up (${facts.parked?.reason})`;
    case 'offer':
      return facts.kind === 'nomination' && facts.offer
        ? `The place is kept until ${formatMoment(facts.offer.answerBy, zone)}, and nobody has taken it`
        : '';
    case 'nomination':
      return 'A nomination to decide';
    case 'review':
      return 'A review waits for a decision';
    case 'support':
      return 'Asks for support';
    case 'address':
      return facts.kind === 'nomination'
        ? `An email could not be delivered to ${listed(facts.addressesFailed?.roles ?? [])}`
        : 'An email to them could not be delivered';
    case 'promise':
      return promiseWords(facts);
    case 'room':
      return 'A room is too small';
    case 'retention':
      return 'Records whose time is over';
    case 'reach':
      return 'The days of the programme can no longer be reached with the sessions that are left';
  }
}

function promiseWords(facts: Extract<Needing, { about: 'driven' }>['facts']): string {
  if (facts.kind === 'nomination') return `No answer yet from ${listed(awaitedOf(facts))}`;
  if (facts.kind !== 'participant' || !facts.schoolMove) return '';
  const { name, from, promise } = facts.schoolMove;
  const move = `the change to ${name} from ${formatPlainDate(from)}`;
  return promise.state === 'awaited'
    ? `No answer yet from the new headteacher about ${move}`
    : `The new headteacher has not agreed to ${move}`;
}

function awaitedOf(facts: Nomination): RecipientRole[] {
  return promisesOf(facts)
    .filter(({ state }) => state !== 'given')
    .map(({ role }) => role);
}

const whose: Partial<Record<RecipientRole, string>> = {
  head: 'the headteacher',
  nominee: 'the nominee',
  partner: 'the second nominee',
  nominator: 'the nominator',
  'second-nominator': 'the second nominator',
  'subject-lead': 'the subject leader',
};

function listed(roles: readonly RecipientRole[]): string {
  return roles.map((role) => whose[role] ?? role).join(' and ');
}

function todoOf(kind: NeedKind, about: 'participant' | 'nomination'): string {
  switch (kind) {
    case 'stopped':
      return stopped;
    case 'nomination':
    case 'review':
      return 'Decide';
    case 'offer':
      return 'Call the school';
    case 'address':
      return about === 'participant' ? 'Put it right' : 'See whose';
    case 'promise':
      return about === 'participant' ? 'Ask, or call it off' : 'Record it, or take it back';
    case 'support':
      return 'Answer';
    case 'room':
      return 'Change the session';
    case 'reach':
      return 'See what is missing';
    case 'retention':
      return 'See what would go';
  }
}

/** The page on which it is done, under the home of whoever it is about. */
function whereTo(kind: NeedKind, about: 'participant' | 'nomination'): string {
  if (kind === 'stopped') return '/stopped';
  if (about === 'nomination') return '';
  if (kind === 'address') return '/change/correct';
  return kind === 'reach' ? '/credit' : '';
}
