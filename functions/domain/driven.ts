import * as v from 'valibot';
import { whole, wholeFrom0, wholeFrom1 } from './fields.ts';
import { cohortId, instant } from './ids.ts';
import { recipientRole } from './people.ts';

/**
 * What an execution waits for. Written only by the wait state of a state machine, on the condition that nothing has
 * changed since the plan (`seen` is the version planned on), and shown to admins as it stands: `because` is the rest
 * of the sentence "Waiting until …" and holds no personal data.
 */
export const wait = v.object({
  token: v.string(),
  leg: whole,
  seen: whole,
  kind: v.string(),
  until: instant,
  because: v.string(),
  /** The calendar's revision that was planned against; the sweep bumps whoever's is old. */
  basis: v.string(),
});

/**
 * What whoever is driven (participant, nomination, Work Group) has in common.
 *
 * - `version` rises with every change of the facts; `wakeDue` says since when somebody should be told of one.
 * - `leg` is the execution that drives now, `epoch` rises when the table is restored from a backup: the execution's
 *   name is `<id>-<epoch>-<leg>`.
 * - `turn` counts the loop's waits: it keeps a request that was given up and arrives late from overwriting a later one.
 * - `dueBy` is the wait's moment, or when the leg began where there is no wait yet: the sweep looks for old ones. An
 *   item that nothing drives any more has none.
 * - `shard` (0 to 9) spreads the sweep's indexes.
 */
export const driven = v.object({
  version: wholeFrom1,
  leg: wholeFrom0,
  turn: wholeFrom0,
  epoch: wholeFrom0,
  legBeganAt: instant,
  /** `turn` as it was when the leg began: a leg hands over after 800 turns. */
  legBeganAtTurn: wholeFrom0,
  /** When earlier legs were begun by the sweep or a failure in the last day: a third restart parks instead. */
  restarts: v.optional(v.array(instant), () => []),
  shard: v.string(),
  wait: v.optional(wait),
  wakeDue: v.optional(instant),
  dueBy: v.optional(instant),
  /** The change of the calendar that they were told of last, as `<cohort>/<revision>`: they are told of each once. */
  announced: v.optional(v.string()),
  /** Set while parked: which state gave up and why, in words without personal data. */
  parked: v.optional(v.object({ state: v.string(), reason: v.string(), since: instant })),
  /**
   * Set where the table was restored from a backup as of `point`, at the moment `at`: what was due up to then may have
   * been sent by executions that the table forgot, so it is held. The leg that drove then was `leg` of `epoch`.
   */
  restored: v.optional(v.object({ point: instant, at: instant, epoch: whole, leg: whole })),
  /**
   * Set where the person behind it was erased: nothing of them is left in it, readers find nobody, and what drives it
   * ends. `done` when the rows beside it are gone too.
   */
  erased: v.optional(v.object({ at: instant, done: v.boolean() })),
  /** Who asked last for a fresh link, and when: it is sent to the address on file, as an occasion of its own. */
  linkAskedAt: v.optional(v.record(recipientRole, instant)),
});
export type Driven = v.InferOutput<typeof driven>;

/** What every kind that is driven has beside: the cohort in which it is. */
export const inCohort = v.object({ ...driven.entries, cohortId });

/**
 * What a driven item begins with: nothing drives it yet, and the sweep finds it if nobody begins its first leg.
 *
 * @param epoch where the id follows from another item's, that item's epoch: after a restore the same id may be made again,
 *   and an execution of the one that was forgotten has the first epoch's name
 */
export function newDriven(id: string, now: string, epoch = 0): Driven {
  return {
    version: 1,
    leg: 0,
    turn: 0,
    epoch,
    legBeganAt: now,
    legBeganAtTurn: 0,
    restarts: [],
    shard: shardOf(id),
    dueBy: now,
  };
}

/** The kinds of driven items: also the prefix of their partition and of their state machine. */
export const drivenKinds = ['participant', 'nomination', 'work-group'] as const;
export type DrivenKind = (typeof drivenKinds)[number];

/** Whoever prompts are sent about: those that are driven, and a cohort, of which there are digests. */
export const ledgerKinds = [...drivenKinds, 'cohort'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** `<id>-<epoch>-<leg>`: unique for each leg, so that beginning one twice starts one execution. */
export function executionName(id: string, driven: Pick<Driven, 'epoch' | 'leg'>): string {
  return `${id}-${driven.epoch}-${driven.leg}`;
}

/** Ten shards by the id's own characters: stable, and even enough for random ids. */
export function shardOf(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
  return `S${sum % 10}`;
}

/**
 * A leg hands over at this age (days) or after this many turns, well inside the limits of 365 days and 25,000 events: a
 * turn is 13 events, and 25 where it also acts (docs/decisions/turns.md).
 */
export const legLimits = { days: 300, turns: 800 } as const;
