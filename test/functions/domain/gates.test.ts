import { describe, expect, it } from 'vitest';
import { computeMoments } from '../../../functions/domain/moments.ts';
import type { Participant } from '../../../functions/domain/participant.ts';
import { currentGate, missingAt, situationOf } from '../../../functions/domain/situation.ts';
import type { JourneyView } from '../../../functions/domain/views.ts';
import {
  aCredit,
  aJourney,
  aParticipant,
  aPlace,
  sampleCohort,
  sampleProgramme,
  sampleSessions,
} from '../../support/factories.ts';
import { drive } from '../../support/journey-driver.ts';

const moments = computeMoments(sampleProgramme, sampleCohort, sampleSessions);
const july2028 = '2028-07-14T09:00:00.000Z';

const earned = [
  ...sampleSessions
    .filter(({ kind }) => kind !== 'catch-up')
    .map(({ id, credit }) => aCredit({ id, sessionId: id, amount: credit })),
  aCredit({ id: 'in-school', bucket: 'in-school', amount: 2 }),
];

const review = { reached: 3, of: 5, note: '', at: july2028 };
const allReviews = { 'autumn-2027': review, 'spring-2028': review, 'summer-2028': review };

function atCompletion(facts: Partial<Record<keyof Participant, unknown>>, given: Partial<JourneyView> = {}): string[] {
  const participant = aParticipant({
    status: 'completion-review',
    statusSince: '2028-07-13T08:00:00.000Z',
    departmentPlan: { aims: 'Aims', at: july2028 },
    reviews: allReviews,
    ...facts,
  });
  const situation = situationOf(aJourney({ participant, credits: earned, ...given }), moments, Date.parse(july2028));
  const gate = currentGate(situation);
  return gate ? missingAt(gate, situation).map(({ what }) => what) : ['no gate'];
}

describe('the completion gate', () => {
  it('is met with the plan, a review for each term, and colleagues reached', () => {
    expect(atCompletion({})).toEqual([]);
  });

  it('names in words what is missing', () => {
    expect(atCompletion({ departmentPlan: undefined, reviews: { 'spring-2028': review } })).toEqual([
      'the department plan',
      'the department review for autumn term 2027',
      'the department review for summer term 2028',
    ]);
  });

  it('asks for evidence of reach, unless there is nobody else in the department (case 67)', () => {
    const nobody = { ...review, reached: 0 };
    const none = { 'autumn-2027': nobody, 'spring-2028': nobody, 'summer-2028': nobody };
    expect(atCompletion({ reviews: none })).toEqual(['evidence that colleagues were reached']);
    expect(atCompletion({ reviews: { ...none, 'summer-2028': { ...nobody, of: 0 } } })).toEqual([]);
  });

  it('does not ask for reviews of terms before somebody came back', () => {
    const reviews = { 'summer-2028': review };
    expect(atCompletion({ reviews, resumedAt: '2028-04-20T09:00:00.000Z' })).toEqual([]);
  });

  it('asks again for the days that were given more time, and not for those that were waived', () => {
    const credits = earned.filter(({ id }) => id !== 'central-1');
    const decided = (outcome: string) => ({ decisions: { 'year-1': { outcome, reason: 'agreed', at: july2028 } } });
    expect(atCompletion(decided('extend'), { credits })).toEqual(['1 central day']);
    expect(atCompletion(decided('waive'), { credits })).toEqual([]);
    expect(atCompletion(decided('pass'), { credits })).toEqual([]);
  });

  it('stays open when it is given more time itself, and is passed when it is waived', () => {
    const decided = (outcome: string) => ({
      reviews: {},
      decisions: { completion: { outcome, reason: 'agreed', at: july2028 } },
    });
    expect(atCompletion(decided('extend'))).not.toEqual([]);
    expect(atCompletion(decided('waive'))).toEqual([]);
  });
});

describe('a year that was waived', () => {
  it('alarms nobody any more about its absences', () => {
    const lost = ['central-1', 'central-2'].map((id) => aPlace(id, 'absent', '2026-11-26T17:00:00.000Z'));
    const from = '2026-11-26T17:00:00.000Z';
    const view = (decisions: object) =>
      aJourney({
        places: lost,
        participant: aParticipant({ status: 'year-1', statusSince: '2026-08-31T23:00:00.000Z', decisions }),
      });
    const alarmed = (decisions: object) =>
      drive(view(decisions), moments, { from, until: from }).view.prompts.some(
        ({ prompt }) => prompt === 'absence-escalated',
      );
    expect(alarmed({})).toBe(true);
    expect(alarmed({ 'year-1': { outcome: 'waive', reason: 'agreed', at: from } })).toBe(false);
  });
});
