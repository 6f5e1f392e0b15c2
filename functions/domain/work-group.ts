import * as v from 'valibot';
import { driven } from './driven.ts';
import { wholeBetween, wholeFrom0, wholeFrom1 } from './fields.ts';
import { cohortId, instant, nominationId, participantId, programmeKey, sessionId } from './ids.ts';
import { recipientRole } from './people.ts';

/**
 * A Work Group is a cohort of a programme for pairs, and what goes on between its pairs: this item drives what no single
 * participant does. Its id is its cohort's.
 */
export const workGroupStatus = v.picklist(['forming', 'running', 'completed']);
export type WorkGroupStatus = v.InferOutput<typeof workGroupStatus>;

export const workGroup = v.object({
  ...driven.entries,
  kind: v.literal('work-group'),
  id: cohortId,
  cohortId,
  programme: v.object({ key: programmeKey, version: wholeFrom1 }),
  status: workGroupStatus,
  statusSince: instant,
  /** Since when the present lead leads it, where it was handed over. */
  leadSince: v.optional(instant),
  /** Who asked for a fresh link to a school's page last, and when: by the participant whose record names them. */
  linkWishes: v.optional(v.array(v.object({ participantId, role: recipientRole, at: instant })), () => []),
});
export type WorkGroup = v.InferOutput<typeof workGroup>;

/** A pair is known by the nomination that it came from, whoever has taken a place in it over since. */
export const pairId = nominationId;

/** What a school says about its pair having nobody who has been through a programme: a note, and whether help is wanted. */
export const pairNote = v.object({ pairId, note: v.string(), helpWanted: v.boolean(), at: instant });
export type PairNote = v.InferOutput<typeof pairNote>;

export const taskDone = v.picklist(['yes', 'partly', 'not-yet']);
export type TaskDone = v.InferOutput<typeof taskDone>;

/** A participant's answer about the task that followed a session: a minute's work. */
export const pulse = v.object({
  /** The session that the task followed. */
  sessionId,
  participantId,
  pairId,
  done: taskDone,
  withWhom: v.string(),
  changed: v.string(),
  /** Colleagues of the department who took part, of how many there are: 0 of 0 where nobody else teaches mathematics. */
  reached: wholeFrom0,
  of: wholeFrom0,
  at: instant,
});
export type Pulse = v.InferOutput<typeof pulse>;

/** A lesson to which a school invites another of the group. */
export const observationSlot = v.object({
  id: v.string(),
  pairId,
  startsAt: instant,
  endsAt: instant,
  focus: v.string(),
  /** The class by its year alone: no pupil is named. */
  lesson: v.string(),
  state: v.picklist(['offered', 'withdrawn']),
  at: instant,
});
export type ObservationSlot = v.InferOutput<typeof observationSlot>;

/** A visit of one school to another's lesson. `revision` rises with every change that both must hear of. */
export const observation = v.object({
  id: v.string(),
  slotId: v.string(),
  hostPairId: pairId,
  visitorPairId: pairId,
  startsAt: instant,
  endsAt: instant,
  focus: v.string(),
  lesson: v.string(),
  state: v.picklist(['matched', 'accepted', 'cancelled']),
  revision: wholeFrom1,
  revisedAt: instant,
  revisedBecause: v.optional(v.string()),
  /** What they talked about afterwards, by pair. No pupil is named. */
  notes: v.optional(v.record(v.string(), v.object({ text: v.string(), at: instant })), () => ({})),
});
export type Observation = v.InferOutput<typeof observation>;

const supportState = v.picklist(['asked', 'assigned', 'delivered', 'rated', 'closed']);

/** With whom a request lies: nobody else is chased about it. */
export const supportHolder = v.picklist(['lead', 'hub']);
export type SupportHolder = v.InferOutput<typeof supportHolder>;

/** A wish of a pair, its school or its Trust for support of its own. */
export const supportRequest = v.object({
  id: v.string(),
  pairId,
  /** Who asked, and hears of it. */
  askedBy: participantId,
  for: v.picklist(['pair', 'school', 'trust']),
  /** In the school’s words. (`need` is how an index finds the item.) */
  wish: v.string(),
  state: supportState,
  holder: supportHolder,
  /** Since when it lies with its holder as it is: a chase is counted from here, and each stay is chased by itself. */
  heldSince: instant,
  stay: wholeFrom1,
  assignedTo: v.optional(v.string()),
  halfDays: v.optional(wholeFrom1),
  answer: v.optional(v.string()),
  rating: v.optional(wholeBetween(1, 5)),
  at: instant,
  stateSince: instant,
});
export type SupportRequest = v.InferOutput<typeof supportRequest>;

/** A colleague who came to a session without a place of their own: they are on its register and nowhere else. */
export const guest = v.object({ id: v.string(), sessionId, pairId, name: v.string(), at: instant });
export type Guest = v.InferOutput<typeof guest>;
