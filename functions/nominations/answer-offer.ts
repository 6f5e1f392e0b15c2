import { type Nomination, type OfferedRole, offeredRolesOf, passedAt } from '../domain/nomination.ts';
import { changeNomination, type NominationDeps, type NominationVerdict } from './change-nomination.ts';

export type OfferAnswer = 'take' | 'pass';
export type OfferAnswered = 'answered' | 'too-late' | 'not-offered' | 'unknown';

/** Whether a place is kept for the nominee now, and the time to answer is not over. */
export function isOfferOpen({ status, offer }: Pick<Nomination, 'status' | 'offer'>, now: string): boolean {
  return status === 'offered' && offer !== undefined && Date.parse(now) < Date.parse(offer.answerBy);
}

interface Answer {
  readonly role: OfferedRole;
  readonly answer: OfferAnswer;
}

/**
 * Records whether somebody takes the place that is kept for them. It is taken at once when everybody whom it is offered
 * to takes it: of a pair, both. Passing on it stands after the time in which it can be taken back, and only then is the
 * place the next one's. The same answer twice is one.
 */
export async function answerOffer(deps: NominationDeps, id: string, answer: Answer): Promise<OfferAnswered> {
  return (await changeNomination(deps, id, ({ nomination }, now) => judge(nomination, answer, now))) ?? 'unknown';
}

function judge(facts: Nomination, { role, answer }: Answer, now: string): NominationVerdict<OfferAnswered> {
  const { offer, status } = facts;
  if (!offer || status !== 'offered')
    return { outcome: answer === 'take' && status === 'accepted' ? 'answered' : 'not-offered' };
  if (!isOfferOpen(facts, now)) return { outcome: 'too-late' };
  if (offer.answers[role]?.answer === answer) return { outcome: 'answered' };
  const answers = { ...offer.answers, [role]: { answer, at: now } };
  const taken = passedAt({ answers }) === undefined && offeredRolesOf(facts).every((each) => answers[each]);
  return {
    outcome: 'answered',
    change: {
      ...(taken && { to: 'accepted' }),
      set: { offer: { ...offer, answers } },
      what: answer === 'take' ? 'place taken' : 'place passed on',
      why: '',
      by: role,
    },
  };
}
