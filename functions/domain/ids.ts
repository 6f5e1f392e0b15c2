import * as v from 'valibot';
import { slug, textLike } from './fields.ts';

/** References and ids without look-alike characters (no 0/O, 1/I/L, U), so that they survive being read out. */
export const referenceAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

const reference = textLike(/^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}$/, 'a reference of eight characters');
export const nominationId = v.pipe(reference, v.brand('NominationId'));
export const participantId = v.pipe(reference, v.brand('ParticipantId'));
export const cohortId = v.pipe(slug, v.brand('CohortId'));
export const sessionId = v.pipe(slug, v.brand('SessionId'));
export const programmeKey = v.pipe(slug, v.brand('ProgrammeKey'));
export const promptKey = v.pipe(slug, v.brand('PromptKey'));

/** An instant as `2026-09-17T15:00:00Z` or with milliseconds, always UTC. */
export const instant = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?Z$/,
    'must be an instant in UTC such as "2026-09-17T15:00:00Z"',
  ),
  v.check(isOfTheCalendar, 'must be on a day that the calendar has'),
);
export type Instant = v.InferOutput<typeof instant>;

/** A calendar date, `2026-09-17`. */
export const plainDate = v.pipe(
  v.string(),
  v.isoDate('must be a date such as "2026-09-17"'),
  v.check(isOfTheCalendar, 'must be a day that the calendar has'),
);
export type PlainDate = v.InferOutput<typeof plainDate>;

/** Half-day steps: 0.5, 1, 1.5 … */
export const halfDays = v.pipe(v.number(), v.gtValue(0), v.multipleOf(0.5));

/** Whether a text that begins with a date names a day that exists: 30 February does not. */
function isOfTheCalendar(text: string): boolean {
  const day = Number(text.slice(8, 10));
  return day <= 28 || day <= new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
}
