import * as z from 'zod/mini';
import { driven } from './driven.ts';
import { wholeBetween, wholeFrom0, wholeFrom1 } from './fields.ts';
import { cohortId, instant, nominationId, participantId, programmeKey, sessionId } from './ids.ts';
import { recipientRole } from './people.ts';

/**
 * A Work Group is a cohort of a programme for pairs, and what goes on between its pairs: this item drives what no single
 * participant does. Its id is its cohort's.
 */
export const workGroupStatus = z.enum(['forming', 'running', 'completed']);
export type WorkGroupStatus = z.infer<typeof workGroupStatus>;

export const workGroup = z.extend(driven, {
  kind: z.literal('work-group'),
  id: cohortId,
  cohortId,
  programme: z.object({ key: programmeKey, version: wholeFrom1 }),
  status: workGroupStatus,
  statusSince: instant,
  /** Since when the present lead leads it, where it was handed over. */
  leadSince: z.optional(instant),
  /** Who asked for a fresh link to a school's page last, and when: by the participant whose record names them. */
  linkWishes: z._default(z.array(z.object({ participantId, role: recipientRole, at: instant })), []),
});
export type WorkGroup = z.infer<typeof workGroup>;

/** A pair is known by the nomination that it came from, whoever has taken a place in it over since. */
export const pairId = nominationId;

/** What a school says about its pair having nobody who has been through a programme: a note, and whether help is wanted. */
export const pairNote = z.object({ pairId, note: z.string(), helpWanted: z.boolean(), at: instant });
export type PairNote = z.infer<typeof pairNote>;

export const taskDone = z.enum(['yes', 'partly', 'not-yet']);
export type TaskDone = z.infer<typeof taskDone>;

/** A participant's answer about the task that followed a session: a minute's work. */
export const pulse = z.object({
  /** The session that the task followed. */
  sessionId,
  participantId,
  pairId,
  done: taskDone,
  withWhom: z.string(),
  changed: z.string(),
  /** Colleagues of the department who took part, of how many there are: 0 of 0 where nobody else teaches mathematics. */
  reached: wholeFrom0,
  of: wholeFrom0,
  at: instant,
});
export type Pulse = z.infer<typeof pulse>;

/** A lesson to which a school invites another of the group. */
export const observationSlot = z.object({
  id: z.string(),
  pairId,
  startsAt: instant,
  endsAt: instant,
  focus: z.string(),
  /** The class by its year alone: no pupil is named. */
  lesson: z.string(),
  state: z.enum(['offered', 'withdrawn']),
  at: instant,
});
export type ObservationSlot = z.infer<typeof observationSlot>;

/** A visit of one school to another's lesson. `revision` rises with every change that both must hear of. */
export const observation = z.object({
  id: z.string(),
  slotId: z.string(),
  hostPairId: pairId,
  visitorPairId: pairId,
  startsAt: instant,
  endsAt: instant,
  focus: z.string(),
  lesson: z.string(),
  state: z.enum(['matched', 'accepted', 'cancelled']),
  revision: wholeFrom1,
  revisedAt: instant,
  revisedBecause: z.optional(z.string()),
  /** What they talked about afterwards, by pair. No pupil is named. */
  notes: z._default(z.record(z.string(), z.object({ text: z.string(), at: instant })), {}),
});
export type Observation = z.infer<typeof observation>;

const supportState = z.enum(['asked', 'assigned', 'delivered', 'rated', 'closed']);

/** With whom a request lies: nobody else is chased about it. */
export const supportHolder = z.enum(['lead', 'hub']);
export type SupportHolder = z.infer<typeof supportHolder>;

/** A wish of a pair, its school or its Trust for support of its own. */
export const supportRequest = z.object({
  id: z.string(),
  pairId,
  /** Who asked, and hears of it. */
  askedBy: participantId,
  for: z.enum(['pair', 'school', 'trust']),
  /** In the school’s words. (`need` is how an index finds the item.) */
  wish: z.string(),
  state: supportState,
  holder: supportHolder,
  /** Since when it lies with its holder as it is: a chase is counted from here, and each stay is chased by itself. */
  heldSince: instant,
  stay: wholeFrom1,
  assignedTo: z.optional(z.string()),
  halfDays: z.optional(wholeFrom1),
  answer: z.optional(z.string()),
  rating: z.optional(wholeBetween(1, 5)),
  at: instant,
  stateSince: instant,
});
export type SupportRequest = z.infer<typeof supportRequest>;

/** A colleague who came to a session without a place of their own: they are on its register and nowhere else. */
export const guest = z.object({ id: z.string(), sessionId, pairId, name: z.string(), at: instant });
export type Guest = z.infer<typeof guest>;
