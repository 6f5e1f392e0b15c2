import { describe, expect, it } from 'vitest';
import { checkInWindow, judgeCheckIn, normaliseCode, sameCode } from '../../../functions/domain/check-in.ts';
import type { Session } from '../../../functions/domain/cohort.ts';
import { computeMoments } from '../../../functions/domain/moments.ts';
import type { SessionMoments } from '../../../functions/domain/timetable.ts';
import { sampleCohort, sampleProgramme, sampleSessions } from '../../support/factories.ts';

const coded = sampleSessions.map(
  (session, index): Session => ({ ...session, checkInCode: `K7M4P${'ABCDEFGHJ'[index]}` }),
);
const { sessions, sessionById } = computeMoments(sampleProgramme, sampleCohort, coded);

/** Thu 8 Oct 2026, 9:30 to 15:30 in London. */
const central1 = theSession('central-1');

function theSession(id: string): SessionMoments {
  const found = sessionById.get(id);
  if (!found) throw new Error(`no session ${id}`);
  return found;
}

describe('the window', () => {
  it('opens half an hour before the start and says when', () => {
    expect(checkInWindow(central1, '2026-10-08T07:59:59.999Z')).toEqual({
      outcome: 'too-early',
      opensAt: '2026-10-08T08:00:00.000Z',
    });
    expect(checkInWindow(central1, '2026-10-08T08:00:00.000Z').outcome).toBe('open');
  });

  it('closes an hour after the end; then only evidence counts, for five working days', () => {
    expect(checkInWindow(central1, '2026-10-08T15:29:59.999Z').outcome).toBe('open');
    expect(checkInWindow(central1, '2026-10-08T15:30:00.000Z')).toEqual({
      outcome: 'evidence-only',
      until: '2026-10-15T16:00:00.000Z',
    });
    expect(checkInWindow(central1, '2026-10-15T16:00:00.000Z')).toEqual({
      outcome: 'closed',
      since: '2026-10-15T16:00:00.000Z',
    });
  });

  it('is shut for a session that is cancelled', () => {
    const cancelled = { ...central1, session: { ...central1.session, state: 'cancelled' as const } };
    expect(checkInWindow(cancelled, '2026-10-08T09:00:00.000Z')).toEqual({ outcome: 'cancelled' });
  });
});

describe('a typed code', () => {
  const during = '2026-10-08T09:00:00.000Z';
  const judge = (typed: string, now = during) => judgeCheckIn(central1, typed, sessions, now);

  it('checks in while the window is open', () => {
    expect(judge('K7M4PB')).toEqual({ outcome: 'checked-in' });
  });

  it('is accepted in any case, with spaces and hyphens, and with look-alike characters', () => {
    for (const typed of [' k7m4pb ', 'K7M-4PB', 'K7M 4P8', 'k7m4p8'])
      expect(judge(typed)).toEqual({ outcome: 'checked-in' });
    expect(normaliseCode('2o1u5')).toBe(normaliseCode('ZQlVS'));
  });

  it('that is wrong is refused', () => {
    expect(judge('K7M4PX')).toEqual({ outcome: 'wrong-code' });
    expect(judge('')).toEqual({ outcome: 'wrong-code' });
  });

  it('of another session is refused with that session’s name, also outside the window (case 29)', () => {
    expect(judge('K7M4PC')).toMatchObject({ outcome: 'wrong-session', which: { id: 'central-2' } });
    expect(judge('K7M4PC', '2026-10-08T06:00:00.000Z')).toMatchObject({
      outcome: 'wrong-session',
      which: { id: 'central-2' },
    });
  });

  it('that is right but too early or too late is answered with the window, not with success', () => {
    expect(judge('K7M4PB', '2026-10-08T07:58:00.000Z')).toMatchObject({ outcome: 'too-early' });
    expect(judge('K7M4PB', '2026-10-09T08:00:00.000Z')).toMatchObject({ outcome: 'evidence-only' });
    expect(judge('K7M4PB', '2026-11-09T08:00:00.000Z')).toMatchObject({ outcome: 'closed' });
  });

  it('that is empty never equals a code', () => {
    expect(sameCode(' - ', ' ')).toBe(false);
  });
});
