import * as z from 'zod/mini';
import { slug, textLike } from './fields.ts';

/** References and ids without look-alike characters (no 0/O, 1/I/L, U), so that they survive being read out. */
export const referenceAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

const reference = textLike(/^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{8}$/, 'a reference of eight characters');
export const nominationId = /* @__PURE__ */ reference.brand<'NominationId'>();
export const participantId = /* @__PURE__ */ reference.brand<'ParticipantId'>();
export const cohortId = /* @__PURE__ */ slug.brand<'CohortId'>();
export const sessionId = /* @__PURE__ */ slug.brand<'SessionId'>();
export const programmeKey = /* @__PURE__ */ slug.brand<'ProgrammeKey'>();
export const promptKey = /* @__PURE__ */ slug.brand<'PromptKey'>();

/** An instant as `2026-09-17T15:00:00Z` or with milliseconds, always UTC. */
export const instant = z.iso.datetime({ offset: false });
export type Instant = z.infer<typeof instant>;

/** A calendar date, `2026-09-17`. */
export const plainDate = z.iso.date();
export type PlainDate = z.infer<typeof plainDate>;

/** Half-day steps: 0.5, 1, 1.5 … */
export const halfDays = /* @__PURE__ */ z.number().check(z.positive(), z.multipleOf(0.5));
