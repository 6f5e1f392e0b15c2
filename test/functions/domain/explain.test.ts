import { describe, expect, it } from 'vitest';
import { explainWait, explainWhere } from '../../../functions/domain/explain.ts';
import { aJourney, aParticipant } from '../../support/factories.ts';

const wait = {
  token: 'secret',
  leg: 1,
  seen: 1,
  kind: 'AwaitSession',
  until: '2027-03-02T16:00:00.000Z',
  because: 'to remind this participant about Central day 4',
  basis: '1/1',
};

describe('where a participant is', () => {
  it('is one sentence, in the hub’s own time', () => {
    expect(explainWait(aParticipant({ wait }), 'Europe/London', '2027-03-01T09:00:00.000Z')).toBe(
      'Waiting until Tue 2 Mar 16:00 to remind this participant about Central day 4',
    );
  });

  it('names the year where it is not this one', () => {
    expect(explainWait(aParticipant({ wait }), 'Europe/London', '2026-12-01T09:00:00.000Z')).toContain(
      'Tue 2 Mar 2027 16:00',
    );
  });

  it('says what comes next', () => {
    const participant = aParticipant({ status: 'year-1', wait, detailsConfirmedAt: '2026-04-02T09:00:00.000Z' });
    expect(explainWhere(aJourney({ participant }), '2027-03-01T09:00:00.000Z')).toBe(
      'Waiting until Tue 2 Mar 16:00 to remind this participant about Central day 4; next: Thu 4 Mar 09:50 to remind them that they have not checked in',
    );
  });

  it('says so when it is parked, planning, or at its end', () => {
    const parked = { state: 'SendPrompts', reason: 'States.Timeout', since: '2027-03-01T08:00:00.000Z' };
    expect(explainWait(aParticipant({ wait, parked }), 'Europe/London', '2027-03-01T09:00:00.000Z')).toBe(
      'Parked since Mon 1 Mar 08:00: SendPrompts gave up (States.Timeout)',
    );
    expect(
      explainWait(aParticipant({ dueBy: '2027-03-01T08:00:00.000Z' }), 'Europe/London', '2027-03-01T09:00:00.000Z'),
    ).toBe('Planning the next step');
    expect(explainWait(aParticipant(), 'Europe/London', '2027-03-01T09:00:00.000Z')).toBe('Nothing is left to do');
  });
});
