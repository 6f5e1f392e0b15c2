import { describe, expect, it } from 'vitest';
import { changeFacts } from '../../../functions/driving/change-facts.ts';
import { aNomination, aParticipant } from '../../support/factories.ts';

const now = '2026-05-20T09:00:00.000Z';
const given = { state: 'given', at: now } as const;
const overdue = aNomination({
  status: 'awaiting-promises',
  statusSince: '2026-05-01T09:00:00.000Z',
  promises: { head: { state: 'awaited' }, nominee: given },
});

describe('how somebody is found who needs a person', () => {
  it('ends with the last answer, though that is one part of a fact', () => {
    const { set, remove } = changeFacts(overdue, now, { set: { 'promises.head': given } });
    expect(set).not.toHaveProperty('need');
    expect(remove).toEqual(['need', 'needFrom']);
  });

  it('goes on while another answer is awaited', () => {
    const other = { ...overdue, promises: { head: { state: 'awaited' }, nominee: { state: 'awaited' } } } as const;
    const { set } = changeFacts(other, now, { set: { 'promises.nominee': given } });
    expect(set).toMatchObject({ need: 'promise', needFrom: '2026-05-15T09:00:00.000Z' });
  });

  it('is of the facts as they are written: what is not given stays, what is taken away is gone', () => {
    const parked = aParticipant({ parked: { state: 'Plan', reason: 'sample', since: now }, addressFailed: true });
    expect(changeFacts(parked, now, { set: { parked: undefined } }).set).toMatchObject({ need: 'stopped' });
    expect(changeFacts(parked, now, { remove: ['parked'] }).set).toMatchObject({ need: 'address' });
  });

  it('leaves the facts that it was worked out from as they were', () => {
    const before = structuredClone(overdue);
    changeFacts(overdue, now, { set: { 'promises.head': given }, remove: ['decision'] });
    expect(overdue).toEqual(before);
  });
});
