import { describe, expect, test } from 'vitest';
import { needMark, needOfSupport, needsNow, needsOf } from '../../../functions/domain/needs.ts';
import { aNomination, aParticipant } from '../../support/factories.ts';

const now = '2027-03-09T10:00:00.000Z';
const before = '2027-03-08T10:00:00.000Z';
const given = { state: 'given', at: before };
const kinds = (facts: Parameters<typeof needsNow>[0]) => needsNow(facts, now).map(({ kind }) => kind);

describe('a person is needed', () => {
  test('by whoever has stopped, before anything else', () => {
    const parked = { state: 'SendPrompts', reason: 'x', since: before };
    expect(kinds(aParticipant({ parked, status: 'year-1', addressFailed: true }))).toEqual(['stopped', 'address']);
  });

  test('by a nomination that waits for a decision', () => {
    expect(kinds(aNomination({ status: 'awaiting-decision' }))).toEqual(['nomination']);
    expect(kinds(aNomination({ status: 'accepted' }))).toEqual([]);
  });

  test('by a promise that was asked for a fortnight ago, and not before', () => {
    const awaiting = (statusSince: string) => aNomination({ status: 'awaiting-promises', statusSince });
    expect(kinds(awaiting('2027-02-23T10:00:00.000Z'))).toEqual(['promise']);
    expect(kinds(awaiting('2027-02-23T10:00:01.000Z'))).toEqual([]);
  });

  test('by a place that is kept and lapses within two days, unless it was passed on', () => {
    const offered = (answerBy: string, answers = {}) =>
      aNomination({ status: 'offered', offer: { at: before, answerBy, answers } });
    expect(kinds(offered('2027-03-11T10:00:00.000Z'))).toEqual(['offer']);
    expect(kinds(offered('2027-03-11T10:00:01.000Z'))).toEqual([]);
    expect(kinds(offered('2027-03-10T10:00:00.000Z', { nominee: { answer: 'pass', at: before } }))).toEqual([]);
  });

  test('at a review until somebody decides', () => {
    const review = { status: 'year-1-review', statusSince: before };
    expect(kinds(aParticipant(review))).toEqual(['review']);
    const decisions = { 'year-1': { outcome: 'extend', reason: 'more time', at: now } };
    expect(kinds(aParticipant({ ...review, decisions }))).toEqual([]);
  });

  test('where an address fails or the days are out of reach, of those who take part only', () => {
    const facts = { addressFailed: true, addressFailedAt: before, outOfReachSince: before };
    expect(kinds(aParticipant({ ...facts, status: 'year-1' }))).toEqual(['address', 'reach']);
    expect(kinds(aParticipant({ ...facts, status: 'withdrawn' }))).toEqual([]);
  });

  test('where mail to anybody around a nomination comes back, while it is under way', () => {
    const addressesFailed = { roles: ['head'], at: before };
    expect(kinds(aNomination({ status: 'asked', addressesFailed }))).toEqual(['address']);
    expect(kinds(aNomination({ status: 'declined', addressesFailed }))).toEqual([]);
  });

  test('where the new school’s headteacher says no to a move', () => {
    const schoolMove = {
      urn: '900002',
      name: 'New School',
      from: '2027-04-12',
      because: 'moved',
      becomes: 'stay',
      askedAt: before,
      promise: { state: 'refused', at: before },
    };
    expect(kinds(aParticipant({ status: 'year-1', schoolMove }))).toEqual(['promise']);
    expect(kinds(aParticipant({ status: 'year-1', schoolMove: { ...schoolMove, promise: given } }))).toEqual([]);
  });

  test('by a request for support while it lies with the hub', () => {
    const request = { holder: 'hub', state: 'asked', heldSince: before } as Parameters<typeof needOfSupport>[0];
    expect(needOfSupport(request)).toEqual({ kind: 'support', from: before });
    expect(needOfSupport({ ...request, holder: 'lead' })).toBeUndefined();
    expect(needOfSupport({ ...request, state: 'closed' })).toBeUndefined();
  });
});

describe('the mark by which an item is found', () => {
  test('is its most urgent need that is there', () => {
    const parked = { state: 'SendPrompts', reason: 'x', since: before };
    expect(needMark(aNomination({ status: 'awaiting-decision', statusSince: before, parked }), now)).toEqual({
      need: 'stopped',
      needFrom: before,
    });
  });

  test('is the first to come where none is there yet, and nothing where none will come by itself', () => {
    expect(needMark(aNomination({ status: 'awaiting-promises', statusSince: now }), now)).toEqual({
      need: 'promise',
      needFrom: '2027-03-23T10:00:00.000Z',
    });
    expect(needMark(aParticipant({ status: 'year-1' }), now)).toEqual({});
  });

  test('is of what the needs are at any time', () => {
    expect(needsOf(aNomination({ status: 'awaiting-promises' }))).toHaveLength(1);
  });
});
