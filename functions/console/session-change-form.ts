import * as v from 'valibot';
import type { Session } from '../domain/cohort.ts';
import { participantId, referenceAlphabet, sessionId } from '../domain/ids.ts';
import { instantOf, localOf } from '../domain/local-time.ts';
import { minuteOfDay } from '../domain/offset.ts';
import { readAs } from '../domain/read-as.ts';
import type { Refusal, SessionChange } from '../domain/session-change.ts';
import { randomText } from '../platform/random.ts';
import type { PostedForm } from '../web/posted-form.ts';
import { zone } from './zone.ts';

/** What an admin may ask of a session's page. */
export const asks = ['edit', 'cancel', 'reinstate', 'split'] as const;
export type Ask = (typeof asks)[number];

const fields = ['on-day', 'on-month', 'on-year', 'starts', 'ends', 'mode', 'venue', 'joinUrl', 'reason'] as const;
export type Typed = Record<(typeof fields)[number], string>;

/** The form as it is before anybody typed: the session as it is. */
export function typedOf(session: Session): Typed {
  const from = localOf(session.startsAt, zone);
  return {
    'on-day': String(Number(from.date.slice(8))),
    'on-month': String(Number(from.date.slice(5, 7))),
    'on-year': from.date.slice(0, 4),
    starts: from.time,
    ends: localOf(session.endsAt, zone).time,
    mode: session.mode,
    venue: session.venue,
    joinUrl: session.joinUrl ?? '',
    reason: '',
  };
}

export interface Asked {
  readonly ask: Ask;
  readonly typed: Typed;
  readonly members: readonly string[];
  readonly seen: number;
}

export function readAsked(form: PostedForm): Asked | undefined {
  const ask = asks.find((each) => each === form.text('ask'));
  const seen = Number(form.text('seen'));
  if (!ask || !Number.isInteger(seen)) return undefined;
  return { ask, typed: form.texts(fields), members: form.all('members'), seen };
}

export type Parsed =
  | { readonly ok: true; readonly change: SessionChange; readonly reason: string }
  | { readonly ok: false; readonly errors: readonly { field: string; message: string }[] };

const longestReason = 300;

/** Makes a change of what was typed, or says field by field what to put right. */
export function parseAsked({ ask, typed, members }: Asked, session: Session): Parsed {
  const errors: { field: string; message: string }[] = [];
  const reason = typed.reason.trim();
  if (reason === '') errors.push({ field: 'reason', message: 'Enter a reason that participants may read' });
  if (reason.length > longestReason)
    errors.push({ field: 'reason', message: `The reason must be ${longestReason} characters or fewer` });
  if (ask === 'cancel')
    return errors.length > 0 ? { ok: false, errors } : { ok: true, change: { change: 'cancel' }, reason };
  const times = timesOf(typed);
  if (!times.ok) errors.unshift(times.error);
  const mode = (['online', 'face-to-face', 'hybrid'] as const).find((each) => each === typed.mode) ?? session.mode;
  const joinUrl = typed.joinUrl.trim();
  if (joinUrl !== '' && !/^https:\/\/\S+$/.test(joinUrl))
    errors.push({ field: 'joinUrl', message: 'Enter a link that begins with https://' });
  if (!times.ok || errors.length > 0) return { ok: false, errors };
  const { startsAt, endsAt } = times;
  if (ask === 'reinstate') return { ok: true, change: { change: 'reinstate', startsAt, endsAt }, reason };
  const facts = { startsAt, endsAt, mode, venue: typed.venue.trim(), ...(joinUrl !== '' && { joinUrl }) };
  if (ask === 'edit') return { ok: true, change: { change: 'edit', ...facts }, reason };
  return {
    ok: true,
    change: {
      change: 'split',
      id: readAs(sessionId, `${session.id}-sitting-${session.revision + 1}`),
      checkInCode: randomText(session.checkInCode.length, referenceAlphabet),
      members: members.flatMap((id) => {
        const known = v.safeParse(participantId, id);
        return known.success ? [known.output] : [];
      }),
      ...facts,
    },
    reason,
  };
}

type Times =
  | { readonly ok: true; readonly startsAt: string; readonly endsAt: string }
  | { readonly ok: false; readonly error: { field: string; message: string } };

function timesOf(typed: Typed): Times {
  const date = [typed['on-year'], typed['on-month'].padStart(2, '0'), typed['on-day'].padStart(2, '0')].join('-');
  if (!isDate(date)) return { ok: false, error: { field: 'on', message: 'Enter a real date, like 17 9 2026' } };
  for (const field of ['starts', 'ends'] as const) {
    if (!/^([01]?\d|2[0-3]):[0-5]\d$/.test(typed[field].trim()))
      return { ok: false, error: { field, message: 'Enter a time, like 09:30' } };
  }
  const clock = (time: string) => time.trim().padStart(5, '0');
  if (minuteOfDay(clock(typed.ends)) <= minuteOfDay(clock(typed.starts)))
    return { ok: false, error: { field: 'ends', message: refusalWords['ends-before-it-starts'].message } };
  return {
    ok: true,
    startsAt: instantOf(`${date} ${clock(typed.starts)}`, zone),
    endsAt: instantOf(`${date} ${clock(typed.ends)}`, zone),
  };
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Why a change can't be, at the field that it is about. */
export const refusalWords: Readonly<Record<Refusal, { readonly field: string; readonly message: string }>> = {
  cancelled: { field: 'facts', message: 'The session is cancelled. Bring it back to change it' },
  'not-cancelled': { field: 'facts', message: 'The session takes place already' },
  over: { field: 'facts', message: 'The session is over and can’t be changed any more' },
  'ends-before-it-starts': { field: 'ends', message: 'The end must be after the start' },
  'in-the-past': { field: 'on', message: 'The new time must be in the future' },
  'outside-the-programme': { field: 'on', message: 'The date must be within the cohort’s years' },
  'needs-a-venue': { field: 'venue', message: 'Enter the venue' },
  'needs-a-link': { field: 'joinUrl', message: 'Enter the link to join online' },
  'no-difference': { field: 'facts', message: 'Nothing would change: change something first' },
  'nobody-goes': { field: 'members', message: 'Choose who goes to the second sitting' },
  'sitting-exists': { field: 'facts', message: 'This sitting exists already' },
};
