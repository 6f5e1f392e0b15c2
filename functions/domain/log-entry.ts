import * as v from 'valibot';

/** A line of the append-only log: who changed what, from and to what, and why. */
export const logEntry = v.object({
  what: v.string(),
  from: v.optional(v.string()),
  to: v.optional(v.string()),
  why: v.optional(v.string()),
  /** The part in the programme that somebody has (`participant`, `head`, `programme`), or an admin's id at the provider. */
  by: v.string(),
  at: v.string(),
});
export type LogEntry = v.InferOutput<typeof logEntry>;
