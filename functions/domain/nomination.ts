import * as z from 'zod/mini';
import { driven } from './driven.ts';
import { eligibility } from './eligibility.ts';
import { oneOrMore, wholeFrom1 } from './fields.ts';
import { cohortId, instant, nominationId, participantId, programmeKey } from './ids.ts';
import { recipientRole } from './people.ts';

export const nominationStatus = z.enum([
  'awaiting-promises',
  'awaiting-decision',
  /** The hub asked the school for more before it decides. */
  'asked',
  'accepted',
  'waitlisted',
  /** A place is kept for the nominee until they answer or the time is over. */
  'offered',
  /** The nominee passed on the place, or the time to take it ran out. */
  'not-taken',
  'declined',
  'withdrawn',
  'expired',
]);
export type NominationStatus = z.infer<typeof nominationStatus>;

/** Whose promise a nomination needs: the head's, and the nominee's or, of a pair from one school, both members'. */
export const promisingRole = z.enum(['head', 'nominee', 'partner']);
export type PromisingRole = z.infer<typeof promisingRole>;

/** What somebody who promises has answered. `textVersion` is the version of the words that they agreed to. */
export const promise = z.object({
  state: z.enum(['awaited', 'given', 'refused', 'not-me']),
  at: z.optional(instant),
  reason: z.optional(z.string()),
  textVersion: z.optional(z.string()),
  /** Not to be asked by e-mail before this moment: an address is asked at most once a day, whoever asks. */
  askFrom: z.optional(instant),
  /** How often somebody else was named to be asked: each round is an occasion of its own. None is the first. */
  round: z.optional(wholeFrom1),
  /** Where an admin recorded it for them: on which evidence, and the admin's id at the identity provider. */
  onBehalf: z.optional(z.object({ evidence: z.string(), by: z.string() })),
});
export type Promised = z.infer<typeof promise>;

/** Whether a member of a pair has been through a programme of ours before. */
export const masteryExperience = z.enum(['specialist', 'advocate', 'neither']);
export type MasteryExperience = z.infer<typeof masteryExperience>;

/** The second member of a pair, and what each of the two brings: at least one specialist or advocate is ideal, none is needed. */
export const pair = z.object({
  partnerRole: z.string(),
  experience: z.object({ nominee: masteryExperience, partner: masteryExperience }),
});

/** Who takes or passes on a place: the nominee; of a pair each for themselves, and the places are theirs when both take. */
export const offeredRole = z.enum(['nominee', 'partner']);
export type OfferedRole = z.infer<typeof offeredRole>;

const offerAnswer = z.object({ answer: z.enum(['take', 'pass']), at: instant });

/** A place that is kept until `answerBy`; a "pass" stands after the time in which it can be taken back. */
export const offer = z.object({
  at: instant,
  answerBy: instant,
  answers: z._default(z.partialRecord(offeredRole, offerAnswer), {}),
});
export type Offer = z.infer<typeof offer>;

/** The facts of a nomination that a plan is made of. No name, no address. */
export const nomination = z.extend(driven, {
  kind: z.literal('nomination'),
  id: nominationId,
  programme: z.object({ key: programmeKey, version: wholeFrom1 }),
  cohortId,
  schoolUrn: z.string(),
  schoolName: z.string(),
  status: nominationStatus,
  statusSince: instant,
  submittedAt: instant,
  /** After the window had closed: marked, not lost. */
  late: z.boolean(),
  promises: z.object({ head: promise, nominee: promise, partner: z.optional(promise) }),
  /** Only where the programme is for pairs from one school: then the `partner` promises too. */
  pair: z.optional(pair),
  /** True where one person is nominator and head, said openly on the form. */
  headIsNominator: z.boolean(),
  /** Why this teacher; of a pair, what their department wants to work on. */
  statements: z.object({
    passion: z.optional(z.string()),
    trackRecord: z.optional(z.string()),
    /** With other professionals: in their own school, across schools, or both. */
    workedWhere: z.optional(z.enum(['school', 'schools', 'both'])),
    priorities: z.optional(z.string()),
  }),
  /** What of the programme's conditions is not met, and an admin's exception. */
  eligibility: z._default(eligibility, { reasons: [] }),
  nominatorRole: z._default(z.string(), ''),
  /** Which privacy notice they had before them. */
  privacyVersion: z.optional(z.string()),
  nomineeRole: z.string(),
  subjectLeadAware: z.boolean(),
  decision: z.optional(
    z.object({ outcome: z.enum(['accepted', 'declined', 'waitlisted', 'withdrawn']), reason: z.string(), at: instant }),
  ),
  /** What the hub asked the school for, oldest first; the last one is open while it has no answer. */
  questions: z._default(
    z.array(
      z.object({ text: z.string(), at: instant, answer: z.optional(z.string()), answeredAt: z.optional(instant) }),
    ),
    [],
  ),
  /** The place that is or was kept for the nominee, or the two places of a pair. */
  offer: z.optional(offer),
  /** The school was asked whether the nomination may go on to another cohort, when this one's list is of no more use. */
  carry: z.optional(
    z.object({ to: cohortId, at: instant, answerBy: instant, state: z.enum(['asked', 'agreed', 'refused']) }),
  ),
  /** The cohort on whose waiting list it was before, and since when it is in this one. */
  carriedFrom: z.optional(z.object({ cohortId, at: instant })),
  /** Other nominations of whoever reads the nominee's address: for an admin to look at, and for nobody else. */
  alike: z._default(z.array(nominationId), []),
  /** An admin looked at the nominations that are alike and says what they found. */
  alikeChecked: z.optional(z.object({ reason: z.string(), at: instant })),
  /** When somebody nominated the same teacher for the same school again: they are told the reference, once for each. */
  duplicateAt: z.optional(instant),
  /** Whose addresses failed, and since when the last of them: cleared as each is put right. */
  addressesFailed: z.optional(z.object({ roles: oneOrMore(recipientRole), at: instant })),
  participantId: z.optional(participantId),
  partnerParticipantId: z.optional(participantId),
  /** Whose place the nominee is to take over: the head has promised already, and no admin has to decide again. */
  replaces: z.optional(participantId),
  /** The place was free when the nominee was named and is kept for them; it is given back if they don't come. */
  keepsPlace: z.optional(z.boolean()),
});
export type Nomination = z.infer<typeof nomination>;

/** A nomination was asked for the promise of a partner, and has none. */
export class NoSuchPromise extends Error {
  override readonly name = 'NoSuchPromise';
}

/** Whose promises this nomination needs, in the order in which they are shown. */
export function promisingRolesOf({ promises }: Pick<Nomination, 'promises'>): readonly PromisingRole[] {
  return promises.partner ? ['head', 'nominee', 'partner'] : ['head', 'nominee'];
}

export function promiseOf({ promises }: Pick<Nomination, 'promises'>, role: PromisingRole): Promised {
  const promised = promises[role];
  if (!promised) throw new NoSuchPromise(`Nobody promises as ${role}`);
  return promised;
}

/** Whom a place is offered to. */
export function offeredRolesOf({ promises }: Pick<Nomination, 'promises'>): readonly OfferedRole[] {
  return promises.partner ? ['nominee', 'partner'] : ['nominee'];
}

/** Since when the place is passed on: of a pair, when the first of the two passed. */
export function passedAt({ answers }: Pick<Offer, 'answers'>): string | undefined {
  const passes = Object.values(answers).filter(({ answer }) => answer === 'pass');
  return passes.map(({ at }) => at).sort()[0];
}

/** The promises that a nomination needs, with whose each is. */
export function promisesOf(facts: Pick<Nomination, 'promises'>): (Promised & { readonly role: PromisingRole })[] {
  return promisingRolesOf(facts).map((role) => ({ ...promiseOf(facts, role), role }));
}

/** Nominations that came to nothing: the same school may nominate the same person again. */
export function isOver(status: NominationStatus): boolean {
  return status === 'declined' || status === 'withdrawn' || status === 'expired' || status === 'not-taken';
}

/** Whether everybody whom the nomination needs has said yes. */
export function isPromised(facts: Pick<Nomination, 'promises'>): boolean {
  return promisingRolesOf(facts).every((role) => promiseOf(facts, role).state === 'given');
}
