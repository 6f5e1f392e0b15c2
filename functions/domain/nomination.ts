import * as v from 'valibot';
import { driven } from './driven.ts';
import { eligibility } from './eligibility.ts';
import { oneOrMore, wholeFrom1 } from './fields.ts';
import { cohortId, instant, nominationId, participantId, programmeKey } from './ids.ts';
import { recipientRole } from './people.ts';

export const nominationStatus = v.picklist([
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
export type NominationStatus = v.InferOutput<typeof nominationStatus>;

/** Whose promise a nomination needs: the head's, and the nominee's or, of a pair from one school, both members'. */
export const promisingRole = v.picklist(['head', 'nominee', 'partner']);
export type PromisingRole = v.InferOutput<typeof promisingRole>;

/** What somebody who promises has answered. `textVersion` is the version of the words that they agreed to. */
export const promise = v.object({
  state: v.picklist(['awaited', 'given', 'refused', 'not-me']),
  at: v.optional(instant),
  reason: v.optional(v.string()),
  textVersion: v.optional(v.string()),
  /** Not to be asked by e-mail before this moment: an address is asked at most once a day, whoever asks. */
  askFrom: v.optional(instant),
  /** How often somebody else was named to be asked: each round is an occasion of its own. None is the first. */
  round: v.optional(wholeFrom1),
  /** Where an admin recorded it for them: on which evidence, and the admin's id at the identity provider. */
  onBehalf: v.optional(v.object({ evidence: v.string(), by: v.string() })),
});
export type Promised = v.InferOutput<typeof promise>;

/** Whether a member of a pair has been through a programme of ours before. */
export const masteryExperience = v.picklist(['specialist', 'advocate', 'neither']);
export type MasteryExperience = v.InferOutput<typeof masteryExperience>;

/** The second member of a pair, and what each of the two brings: at least one specialist or advocate is ideal, none is needed. */
export const pair = v.object({
  partnerRole: v.string(),
  experience: v.object({ nominee: masteryExperience, partner: masteryExperience }),
});

/** Who takes or passes on a place: the nominee; of a pair each for themselves, and the places are theirs when both take. */
export const offeredRole = v.picklist(['nominee', 'partner']);
export type OfferedRole = v.InferOutput<typeof offeredRole>;

const offerAnswer = v.object({ answer: v.picklist(['take', 'pass']), at: instant });

/** A place that is kept until `answerBy`; a "pass" stands after the time in which it can be taken back. */
export const offer = v.object({
  at: instant,
  answerBy: instant,
  answers: v.optional(v.record(offeredRole, offerAnswer), () => ({})),
});
export type Offer = v.InferOutput<typeof offer>;

/** The facts of a nomination that a plan is made of. No name, no address. */
export const nomination = v.object({
  ...driven.entries,
  kind: v.literal('nomination'),
  id: nominationId,
  programme: v.object({ key: programmeKey, version: wholeFrom1 }),
  cohortId,
  schoolUrn: v.string(),
  schoolName: v.string(),
  status: nominationStatus,
  statusSince: instant,
  submittedAt: instant,
  /** After the window had closed: marked, not lost. */
  late: v.boolean(),
  promises: v.object({ head: promise, nominee: promise, partner: v.optional(promise) }),
  /** Only where the programme is for pairs from one school: then the `partner` promises too. */
  pair: v.optional(pair),
  /** True where one person is nominator and head, said openly on the form. */
  headIsNominator: v.boolean(),
  /** Why this teacher; of a pair, what their department wants to work on. */
  statements: v.object({
    passion: v.optional(v.string()),
    trackRecord: v.optional(v.string()),
    /** With other professionals: in their own school, across schools, or both. */
    workedWhere: v.optional(v.picklist(['school', 'schools', 'both'])),
    priorities: v.optional(v.string()),
  }),
  /** What of the programme's conditions is not met, and an admin's exception. */
  eligibility: v.optional(eligibility, () => ({ reasons: [] })),
  nominatorRole: v.optional(v.string(), ''),
  /** Which privacy notice they had before them. */
  privacyVersion: v.optional(v.string()),
  nomineeRole: v.string(),
  subjectLeadAware: v.boolean(),
  decision: v.optional(
    v.object({
      outcome: v.picklist(['accepted', 'declined', 'waitlisted', 'withdrawn']),
      reason: v.string(),
      at: instant,
    }),
  ),
  /** What the hub asked the school for, oldest first; the last one is open while it has no answer. */
  questions: v.optional(
    v.array(
      v.object({ text: v.string(), at: instant, answer: v.optional(v.string()), answeredAt: v.optional(instant) }),
    ),
    () => [],
  ),
  /** The place that is or was kept for the nominee, or the two places of a pair. */
  offer: v.optional(offer),
  /** The school was asked whether the nomination may go on to another cohort, when this one's list is of no more use. */
  carry: v.optional(
    v.object({ to: cohortId, at: instant, answerBy: instant, state: v.picklist(['asked', 'agreed', 'refused']) }),
  ),
  /** The cohort on whose waiting list it was before, and since when it is in this one. */
  carriedFrom: v.optional(v.object({ cohortId, at: instant })),
  /** Other nominations of whoever reads the nominee's address: for an admin to look at, and for nobody else. */
  alike: v.optional(v.array(nominationId), () => []),
  /** An admin looked at the nominations that are alike and says what they found. */
  alikeChecked: v.optional(v.object({ reason: v.string(), at: instant })),
  /** When somebody nominated the same teacher for the same school again: they are told the reference, once for each. */
  duplicateAt: v.optional(instant),
  /** Whose addresses failed, and since when the last of them: cleared as each is put right. */
  addressesFailed: v.optional(v.object({ roles: oneOrMore(recipientRole), at: instant })),
  participantId: v.optional(participantId),
  partnerParticipantId: v.optional(participantId),
  /** Whose place the nominee is to take over: the head has promised already, and no admin has to decide again. */
  replaces: v.optional(participantId),
  /** The place was free when the nominee was named and is kept for them; it is given back if they don't come. */
  keepsPlace: v.optional(v.boolean()),
});
export type Nomination = v.InferOutput<typeof nomination>;

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
