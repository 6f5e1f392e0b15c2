import { describe, expect, it } from 'vitest';
import { addCreditEntry, reversalOf } from '../../../functions/domain/credit-entries.ts';
import { canStillReach, halfDayLedger, shortfalls } from '../../../functions/domain/half-days.ts';
import type { CreditEntry } from '../../../functions/domain/participant.ts';
import type { JourneyView } from '../../../functions/domain/views.ts';
import { aCredit, aJourney, anInSchoolDay, aPlace } from '../../support/factories.ts';

const november = '2026-11-01T09:00:00.000Z';

function central(view: JourneyView, now = november) {
  return halfDayLedger(view, now).find(({ bucket }) => bucket === 'central');
}

function earned(sessionId: string, amount: number): CreditEntry {
  return aCredit({ id: `session:${sessionId}`, sessionId, amount });
}

describe('the ledger of half days', () => {
  it('books every session that nobody has refused or missed', () => {
    expect(central(aJourney())).toEqual({
      year: 1,
      bucket: 'central',
      needed: 5.5,
      earned: 0,
      booked: 5.5,
      offered: 2,
      short: 5.5,
      uncovered: 0,
      reachable: true,
    });
  });

  it('moves a session from booked to earned when it is attended', () => {
    const view = aJourney({ places: [aPlace('launch', 'attended', november)], credits: [earned('launch', 0.5)] });
    expect(central(view)).toMatchObject({ earned: 0.5, booked: 5, short: 5, uncovered: 0 });
  });

  it('counts half of a full day that was attended in part', () => {
    const view = aJourney({ places: [aPlace('central-1', 'partial', november)], credits: [earned('central-1', 0.5)] });
    expect(central(view)).toMatchObject({ earned: 0.5, booked: 4.5, uncovered: 0.5, reachable: true });
  });

  it('says in November that 5.5 can no longer be reached', () => {
    const lost = ['central-1', 'central-2', 'central-4'].map((id) => aPlace(id, 'apologies', november));
    const view = aJourney({ places: lost });
    expect(central(view)).toMatchObject({ booked: 2.5, offered: 2, uncovered: 3, reachable: false });
    expect(canStillReach(halfDayLedger(view, november), 1)).toBe(false);
    expect(canStillReach(halfDayLedger(aJourney({ places: lost.slice(0, 2) }), november), 1)).toBe(true);
  });

  it('lets a catch-up of either year fill the gap of year 1', () => {
    const view = aJourney({ places: [aPlace('central-1', 'absent', november)], credits: [earned('catch-up-2', 1)] });
    expect(central(view)).toMatchObject({ earned: 1, booked: 4.5, uncovered: 0 });
  });

  it('books a catch-up, of either year, once the participant has a place in it', () => {
    const places = [aPlace('central-1', 'absent', november), aPlace('catch-up-2', 'expected', november)];
    expect(central(aJourney({ places }))).toMatchObject({ booked: 5.5, offered: 1, uncovered: 0 });
  });

  it('counts in-school days as booked until the lead acknowledges them', () => {
    const view = aJourney({
      inSchoolDays: [anInSchoolDay({ id: 'a', amount: 1 }), anInSchoolDay({ id: 'b', acknowledgedAt: november })],
      credits: [aCredit({ id: 'in-school:b', bucket: 'in-school', amount: 0.5, inSchoolDayId: 'b' })],
    });
    const inSchool = halfDayLedger(view, november).find(({ bucket }) => bucket === 'in-school');
    expect(inSchool).toMatchObject({ needed: 2, earned: 0.5, booked: 1, short: 1.5, uncovered: 0.5 });
  });

  it('takes a reversal back', () => {
    const entry = earned('launch', 0.5);
    const reversal = reversalOf(entry, { id: 'r', reason: 'wrong person', by: 'admin', at: november });
    const view = aJourney({ places: [aPlace('launch', 'absent', november)], credits: [entry, reversal] });
    expect(central(view)).toMatchObject({ earned: 0, uncovered: 0.5 });
  });

  it('lists what is short', () => {
    expect(shortfalls(halfDayLedger(aJourney(), november)).map(({ bucket }) => bucket)).toEqual([
      'central',
      'in-school',
    ]);
  });
});

describe('the entries', () => {
  const entry = earned('central-1', 1);

  it('take the same session once: a duplicate is refused, the same entry again changes nothing', () => {
    expect(addCreditEntry([entry], earned('central-1', 1))).toEqual({ ok: true, entries: [entry] });
    expect(addCreditEntry([entry], { ...entry, id: 'other' })).toEqual({ ok: false, because: 'already-credited' });
  });

  it('take it again after a reversal, and reverse it once', () => {
    const reversal = reversalOf(entry, { id: 'r', reason: 'partial', by: 'lead', at: november });
    const reversed = addCreditEntry([entry], reversal);
    expect(reversed).toEqual({ ok: true, entries: [entry, reversal] });
    expect(addCreditEntry([entry, reversal], { ...reversal, id: 'r2' })).toEqual({
      ok: false,
      because: 'already-reversed',
    });
    expect(addCreditEntry([entry, reversal], { ...entry, id: 'half', amount: 0.5 }).ok).toBe(true);
  });

  it('reverse only what is there, and wholly', () => {
    const reversal = reversalOf(entry, { id: 'r', reason: 'partial', by: 'lead', at: november });
    expect(addCreditEntry([], reversal)).toEqual({ ok: false, because: 'unknown-entry' });
    expect(addCreditEntry([entry], { ...reversal, amount: -0.5 })).toEqual({ ok: false, because: 'wrong-amount' });
  });
});
