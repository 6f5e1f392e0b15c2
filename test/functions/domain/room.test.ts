import { describe, expect, it } from 'vitest';
import type { Session } from '../../../functions/domain/cohort.ts';
import { countGoing, crowdedWords } from '../../../functions/domain/room.ts';
import { reviseSession } from '../../../functions/domain/session-change.ts';
import { aParticipant, sampleCohort, sampleSessions } from '../../support/factories.ts';
import { aSessionId } from '../../support/ids.ts';

const found = sampleSessions.find(({ id }) => id === 'central-1');
if (!found) throw new Error('the sample has no central-1');
const day: Session = { ...found, mode: 'face-to-face', seats: 2 };
const three = ['PART2345', 'PART3456', 'PART4567'].map((id) => aParticipant({ id, status: 'year-1' }));
const words = (session: Session) => crowdedWords(session, countGoing(session, three));
const around = {
  cohort: sampleCohort,
  sessions: sampleSessions,
  now: '2026-09-01T09:00:00Z',
  reason: 'The room is small.',
};

describe('a session for which more come than its room holds', () => {
  it('is said so, with what can be done, and one with seats for all is not (case 63)', () => {
    expect(words(day)).toBe(
      'The room holds 2 and 3 are to come: split the session, let some join online, or find a larger room.',
    );
    expect(words({ ...day, seats: 3 })).toBeUndefined();
    expect(words({ ...day, state: 'cancelled' })).toBeUndefined();
  });

  it('has a seat for everybody once it is split', () => {
    const { startsAt, endsAt, venue } = day;
    const sitting = { id: aSessionId('central-1-sitting-2'), checkInCode: 'ABC234', startsAt, endsAt, venue } as const;
    const members = three.slice(0, 1).map(({ id }) => id);
    const split = reviseSession(
      day,
      {
        change: 'split',
        ...sitting,
        mode: 'face-to-face',
        members,
        startsAt: '2026-10-15T08:30:00Z',
        endsAt: '2026-10-15T14:30:00Z',
      },
      around,
    );
    expect(split.ok && split.sessions.map((each) => [each.seats, words(each)])).toEqual([
      [2, undefined],
      [2, undefined],
    ]);
  });

  it('says how many can only join online where it is both, and nothing where it is online alone', () => {
    expect(words({ ...day, mode: 'hybrid' })).toContain('1 of them can only join online');
    expect(words({ ...day, mode: 'online' })).toBeUndefined();
  });

  it('is not judged by the room that it had before it moved to another venue', () => {
    const moved = reviseSession(day, { change: 'edit', venue: 'Another Academy' }, around);
    expect(moved.ok && moved.sessions[0].seats).toBeUndefined();
  });
});
