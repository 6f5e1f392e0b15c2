import * as z from 'zod';

/** A line of the append-only log: who changed what, from and to what, and why. */
export const logEntry = z.object({
  what: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
  why: z.string().optional(),
  /** The part in the programme that somebody has (`participant`, `head`, `programme`), or an admin's id at the provider. */
  by: z.string(),
  at: z.string(),
});
export type LogEntry = z.infer<typeof logEntry>;
