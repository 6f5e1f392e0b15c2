import * as z from 'zod';
import { driven } from './driven.ts';
import { cohortId, instant, nominationId, participantId, programmeKey } from './ids.ts';

export const nominationStatus = z.enum([
  'awaiting-promises',
  'awaiting-decision',
  'accepted',
  'waitlisted',
  'declined',
  'withdrawn',
  'expired',
]);
export type NominationStatus = z.infer<typeof nominationStatus>;

/** What the head or the nominee has answered. `textVersion` is the version of the words that they agreed to. */
export const promise = z.object({
  state: z.enum(['awaited', 'given', 'refused', 'not-me']),
  at: instant.optional(),
  reason: z.string().optional(),
  textVersion: z.string().optional(),
  /** Not to be asked by e-mail before this moment: an address is asked at most once a day, whoever asks. */
  askFrom: instant.optional(),
  /** How often somebody else was named to be asked: each round is an occasion of its own. None is the first. */
  round: z.int().min(1).optional(),
});
export type Promised = z.infer<typeof promise>;

/** The facts of a nomination that a plan is made of. No name, no address. */
export const nomination = driven.extend({
  kind: z.literal('nomination'),
  id: nominationId,
  programme: z.object({ key: programmeKey, version: z.int().min(1) }),
  cohortId,
  schoolUrn: z.string(),
  schoolName: z.string(),
  status: nominationStatus,
  statusSince: instant,
  submittedAt: instant,
  /** After the window had closed: marked, not lost. */
  late: z.boolean(),
  promises: z.object({ head: promise, nominee: promise }),
  /** True where one person is nominator and head, said openly on the form. */
  headIsNominator: z.boolean(),
  statements: z.object({ passion: z.string(), trackRecord: z.string() }),
  nomineeRole: z.string(),
  subjectLeadAware: z.boolean(),
  decision: z
    .object({ outcome: z.enum(['accepted', 'declined', 'waitlisted']), reason: z.string(), at: instant })
    .optional(),
  participantId: participantId.optional(),
});
export type Nomination = z.infer<typeof nomination>;
