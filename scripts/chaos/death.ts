import * as v from 'valibot';

/**
 * When a process is to be killed: at its n-th journal entry (counted from its start; `inStart` counts those of the
 * journal's own compaction too), before it is written, with half of it written, or just after; or, `at-rest`, by
 * whoever drives it, once that many were written and nothing is asked of it.
 */
export const deathPlan = v.object({
  entry: v.pipe(v.number(), v.integer(), v.minValue(1)),
  how: v.picklist(['before', 'torn', 'after', 'at-rest']),
  inStart: v.boolean(),
});
export type DeathPlan = v.InferOutput<typeof deathPlan>;

/** What a process writes down in the instant of its death. */
export const deathNote = v.object({
  how: deathPlan.entries.how,
  /** The service whose entry it was, and the entry's kind where it has one. */
  entry: v.string(),
  /** Functions that ran at that moment. */
  functions: v.array(v.string()),
});
export type DeathNote = v.InferOutput<typeof deathNote>;

/** How an embedded cloud's process is told what to be. */
export const processOrder = v.object({
  assembly: v.string(),
  state: v.string(),
  port: v.pipe(v.number(), v.integer()),
  death: v.optional(deathPlan),
  /** Where the note goes. */
  note: v.string(),
});
