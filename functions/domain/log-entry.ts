import * as z from 'zod/mini';

/** A line of the append-only log: who changed what, from and to what, and why. */
export const logEntry = z.object({
  what: z.string(),
  from: z.optional(z.string()),
  to: z.optional(z.string()),
  why: z.optional(z.string()),
  /** The part in the programme that somebody has (`participant`, `head`, `programme`), or an admin's id at the provider. */
  by: z.string(),
  at: z.string(),
});
export type LogEntry = z.infer<typeof logEntry>;
