import * as z from 'zod';

/** References and ids without look-alike characters (no 0/O, 1/I/L, U), so that they survive being read out. */
export const referenceAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

const reference = z.string().regex(/^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}$/, 'a reference of eight characters');
const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');

export const nominationId = reference.brand<'NominationId'>();
export const participantId = reference.brand<'ParticipantId'>();
export const cohortId = slug.brand<'CohortId'>();
export const sessionId = slug.brand<'SessionId'>();
export const programmeKey = slug.brand<'ProgrammeKey'>();
export const promptKey = slug.brand<'PromptKey'>();

/** An instant as `2026-09-17T15:00:00Z` or with milliseconds, always UTC. */
export const instant = z.iso.datetime({ offset: false });
export type Instant = z.infer<typeof instant>;

/** A calendar date, `2026-09-17`. */
export const plainDate = z.iso.date();
export type PlainDate = z.infer<typeof plainDate>;

/** Half-day steps: 0.5, 1, 1.5 … */
export const halfDays = z.number().positive().multipleOf(0.5);
