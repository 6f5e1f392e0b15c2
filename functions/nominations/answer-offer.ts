import type { Nomination } from '../domain/nomination.ts';
import { changeNomination, type NominationDeps, type NominationVerdict } from './change-nomination.ts';

export type OfferAnswer = 'take' | 'pass';
export type OfferAnswered = 'answered' | 'too-late' | 'not-offered' | 'unknown';

/** Whether a place is kept for the nominee now, and the time to answer is not over. */
export function isOfferOpen({ status, offer }: Pick<Nomination, 'status' | 'offer'>, now: string): boolean {
  return status === 'offered' && offer !== undefined && Date.parse(now) < Date.parse(offer.answerBy);
}

/**
 * Records whether the nominee takes the place that is kept for them. Taking it is at once; passing on it stands after
 * the time in which it can be taken back, and only then is the place the next one's. The same answer twice is one.
 */
export async function answerOffer(deps: NominationDeps, id: string, answer: OfferAnswer): Promise<OfferAnswered> {
  return (await changeNomination(deps, id, ({ nomination }, now) => judge(nomination, answer, now))) ?? 'unknown';
}

function judge(facts: Nomination, answer: OfferAnswer, now: string): NominationVerdict<OfferAnswered> {
  const { offer, status } = facts;
  if (!offer || status !== 'offered')
    return { outcome: answer === 'take' && status === 'accepted' ? 'answered' : 'not-offered' };
  if (!isOfferOpen(facts, now)) return { outcome: 'too-late' };
  if (answer === 'take') {
    const { passedAt: _takenBack, ...taken } = offer;
    const change = { to: 'accepted', set: { offer: taken }, what: 'place taken', why: '', by: 'nominee' } as const;
    return { outcome: 'answered', change };
  }
  if (offer.passedAt !== undefined) return { outcome: 'answered' };
  const set = { offer: { ...offer, passedAt: now } };
  return { outcome: 'answered', change: { set, what: 'place passed on', why: '', by: 'nominee' } };
}
