import { describe, expect, it } from 'vitest';
import type { Session } from '../../../functions/domain/cohort.ts';
import { decideDelivery } from '../../../functions/domain/delivery.ts';
import type { JourneyView } from '../../../functions/domain/views.ts';
import {
  aJourney,
  aNomination,
  aNominationView,
  aParticipant,
  aPlace,
  aPromptRow,
  sampleSessions,
} from '../../support/factories.ts';

const reminder = aPromptRow({ anchor: 'session:central-1' });
const atReminder = '2026-10-06T15:00:05.000Z';

function inYear1(given: Partial<JourneyView> = {}, facts: Parameters<typeof aParticipant>[0] = {}): JourneyView {
  return aJourney({
    participant: aParticipant({ status: 'year-1', statusSince: '2026-08-31T23:00:00.000Z', ...facts }),
    ...given,
  });
}

describe('the mailer’s second look', () => {
  it('lets a reminder go that is still wanted', () => {
    expect(decideDelivery(inYear1(), reminder, atReminder)).toEqual({ send: true });
  });

  it('keeps back what is for somebody who withdrew meanwhile, and says when', () => {
    const view = inYear1({}, { status: 'withdrawn', statusSince: '2026-10-06T08:14:00.000Z' });
    expect(decideDelivery(view, reminder, atReminder)).toEqual({
      send: false,
      outcome: 'suppressed',
      reason: 'withdrawn Tue 6 Oct 09:14',
    });
  });

  it('keeps back everything after a bereavement, even the confirmation of the withdrawal', () => {
    const at = '2026-10-06T08:14:00.000Z';
    const view = inYear1({}, { status: 'withdrawn', statusSince: at, statusReason: 'bereavement' });
    const row = aPromptRow({ prompt: 'withdrawn', anchor: `status:${at}` });
    expect(decideDelivery(view, row, atReminder)).toMatchObject({ send: false, outcome: 'suppressed' });
    expect(decideDelivery(inYear1({}, { status: 'withdrawn', statusSince: at }), row, atReminder)).toEqual({
      send: true,
    });
  });

  it('keeps back a reminder of a session for which apologies were given', () => {
    const view = inYear1({ places: [aPlace('central-1', 'apologies', '2026-10-06T14:00:00.000Z')] });
    expect(decideDelivery(view, reminder, atReminder)).toMatchObject({
      outcome: 'suppressed',
      reason: 'already known: answered',
    });
  });

  it('misses a reminder when the session has begun', () => {
    expect(decideDelivery(inYear1(), reminder, '2026-10-08T08:30:00.000Z')).toEqual({
      send: false,
      outcome: 'missed',
      reason: 'the session had begun',
    });
  });

  it('keeps back a reminder that was superseded by a move, and says by which revision', () => {
    const sessions = sampleSessions.map(
      (session): Session =>
        session.id === 'central-1'
          ? { ...session, startsAt: '2026-10-15T08:30:00.000Z', endsAt: '2026-10-15T14:30:00.000Z', revision: 3 }
          : session,
    );
    expect(decideDelivery(inYear1({ sessions }), reminder, atReminder)).toMatchObject({
      outcome: 'suppressed',
      reason: 'superseded by revision 3: the session was moved',
    });
  });

  it('keeps back a reminder of a session that was cancelled', () => {
    const sessions = sampleSessions.map(
      (session): Session => (session.id === 'central-1' ? { ...session, state: 'cancelled', revision: 2 } : session),
    );
    expect(decideDelivery(inYear1({ sessions }), reminder, atReminder)).toMatchObject({
      outcome: 'suppressed',
      reason: 'superseded by revision 2: the session is cancelled',
    });
  });

  it('keeps back mail to an address that is known to fail', () => {
    const view = inYear1({}, { addressFailed: true });
    expect(decideDelivery(view, reminder, atReminder)).toMatchObject({ outcome: 'suppressed' });
    const toLead = aPromptRow({ prompt: 'year-1-review', anchor: 'year:1', role: 'lead' });
    expect(decideDelivery(view, toLead, '2027-07-13T08:00:01.000Z')).toEqual({ send: true });
  });

  it('keeps back what this version of the programme does not have', () => {
    expect(decideDelivery(inYear1(), aPromptRow({ prompt: 'something-else' }), atReminder)).toMatchObject({
      outcome: 'suppressed',
      reason: 'not in this version of the programme',
    });
  });

  it('does not chase a head who has promised by now', () => {
    const chase = aPromptRow({
      prompt: 'nomination-chase',
      anchor: 'promise:head',
      role: 'head',
      queuedAt: '2026-03-06T09:00:00.000Z',
    });
    const asked = aPromptRow({
      prompt: 'head-commitment',
      anchor: 'promise:head',
      role: 'head',
      state: 'delivered',
      queuedAt: '2026-03-03T09:30:00.000Z',
    });
    const open = aNominationView({ prompts: [asked, chase] });
    expect(decideDelivery(open, chase, '2026-03-06T09:00:05.000Z')).toEqual({ send: true });
    const promised = aNomination({ promises: { head: { state: 'given' }, nominee: { state: 'awaited' } } });
    expect(decideDelivery({ ...open, nomination: promised }, chase, '2026-03-06T09:00:05.000Z')).toMatchObject({
      outcome: 'suppressed',
      reason: 'already known: recipient awaited',
    });
  });

  it('does not ask somebody in whose place another was named', () => {
    const row = aPromptRow({ prompt: 'head-commitment', anchor: 'promise:head', role: 'head' });
    const named = aNomination({ promises: { head: { state: 'awaited', round: 1 }, nominee: { state: 'awaited' } } });
    expect(
      decideDelivery(aNominationView({ nomination: named, prompts: [row] }), row, '2026-03-06T09:00:05.000Z'),
    ).toMatchObject({
      outcome: 'suppressed',
      reason: 'superseded: somebody else was named, or the answer changed',
    });
  });
});
