import * as z from 'zod';

/**
 * When a process is to be killed: at its n-th journal entry (counted from its start; `inStart` counts those of the
 * journal's own compaction too), before it is written, with half of it written, or just after; or, `at-rest`, by
 * whoever drives it, once that many were written and nothing is asked of it.
 */
export const deathPlan = z.object({
  entry: z.int().min(1),
  how: z.enum(['before', 'torn', 'after', 'at-rest']),
  inStart: z.boolean(),
});
export type DeathPlan = z.infer<typeof deathPlan>;

/** What a process writes down in the instant of its death. */
export const deathNote = z.object({
  how: deathPlan.shape.how,
  /** The service whose entry it was, and the entry's kind where it has one. */
  entry: z.string(),
  /** Functions that ran at that moment. */
  functions: z.array(z.string()),
});
export type DeathNote = z.infer<typeof deathNote>;

/** How an embedded cloud's process is told what to be. */
export const processOrder = z.object({
  assembly: z.string(),
  state: z.string(),
  port: z.int(),
  death: deathPlan.optional(),
  /** Where the note goes. */
  note: z.string(),
});
