import { describe, expect, test } from 'vitest';
import { upcomingOccasions } from '../../../functions/domain/journey.ts';
import { momentsFor } from '../../../functions/domain/moments-memo.ts';
import type { Participant } from '../../../functions/domain/participant.ts';
import { aJourney, aParticipant, aPromptRow, sampleSessions } from '../../support/factories.ts';

/** Everything but the launch was cancelled, so year 1 can't be reached; the lead was told on Tuesday 6 October. */
function chasesAfter(anchor: string, given: Partial<Record<keyof Participant, unknown>>, now: string): string[] {
  const said = aPromptRow({
    prompt: 'absence-escalated',
    anchor,
    role: 'lead',
    state: 'delivered',
    plannedFor: '2026-10-06T09:00:00.000Z',
  });
  const view = aJourney({
    participant: aParticipant({ status: 'year-1', ...given }),
    sessions: sampleSessions.filter(({ id }) => id === 'launch'),
    prompts: [said],
  });
  return upcomingOccasions(view, momentsFor(view.programme, view.cohort, view.sessions), now)
    .filter(({ rule }) => rule.key === 'absence-escalated')
    .map(({ occasion, at }) => `${occasion.anchor} ${occasion.role} ${new Date(at).toISOString().slice(0, 10)}`);
}

describe('a target that is out of reach, of which the lead was told', () => {
  test('is told to the school three working days later, and to the head three after that', () => {
    expect(chasesAfter('year:1', {}, '2026-10-06T10:00:00.000Z')).toEqual([
      'year:1 subject-lead 2026-10-09',
      'year:1 head 2026-10-14',
    ]);
  });

  test('also in a later cohort, however late it is looked at', () => {
    expect(chasesAfter('year:1~2', { stint: 2 }, '2026-10-08T10:00:00.000Z')).toEqual([
      'year:1~2 subject-lead 2026-10-09',
      'year:1~2 head 2026-10-14',
    ]);
  });

  test('is told to them that long after somebody came back from a pause, not on the day', () => {
    const back = { resumedAt: '2026-10-12T09:00:00.000Z' };
    expect(chasesAfter('year:1', back, '2026-10-12T09:00:00.000Z')).toEqual([
      'year:1 subject-lead 2026-10-15',
      'year:1 head 2026-10-20',
    ]);
  });
});
