import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { promptStories, storyOf } from '../../../functions/domain/explain-prompt.ts';
import { type PromptRow, promptRow, promptRowState } from '../../../functions/domain/prompt.ts';
import { formatShort } from '../../../functions/domain/short-dates.ts';
import { inSecondPerson } from '../../../functions/site/second-person.ts';
import { aJourney, aParticipant } from '../../support/factories.ts';

const now = '2026-10-07T09:00:00.000Z';

function row(given: Partial<Record<keyof PromptRow, unknown>> = {}): PromptRow {
  return v.parse(promptRow, {
    prompt: 'session-reminder',
    anchor: 'session:central-1',
    ordinal: 0,
    role: 'participant',
    state: 'delivered',
    plannedFor: '2026-10-06T15:00:00.000Z',
    because: 'to remind this participant about Central day 1',
    queuedAt: '2026-10-06T15:00:01.000Z',
    acceptedAt: '2026-10-06T15:01:00.000Z',
    atVersion: 3,
    attempts: 1,
    ...given,
  });
}

const short = (at: string) => formatShort(at, 'Europe/London', now);
const outcome = (given: Partial<Record<keyof PromptRow, unknown>>) => storyOf(row(given), short).outcome;

describe('why somebody got an e-mail, or did not', () => {
  it('has an answer in words for whatever became of it', () => {
    expect(outcome({})).toBe('Sent Tue 6 Oct 16:01, and delivered');
    expect(outcome({ state: 'accepted' })).toBe('Sent Tue 6 Oct 16:01; no word yet whether it arrived');
    expect(outcome({ state: 'bounced', reason: 'there is no such address' })).toBe(
      'Sent Tue 6 Oct 16:01, but it did not arrive: there is no such address',
    );
    const settledAt = '2026-10-06T15:02:00.000Z';
    expect(outcome({ state: 'suppressed', reason: 'withdrawn Tue 6 Oct 09:14', settledAt })).toBe(
      'Not sent: withdrawn Tue 6 Oct 09:14 (Tue 6 Oct 16:02)',
    );
    expect(outcome({ state: 'suppressed', reason: 'superseded by revision 3', settledAt })).toContain('superseded');
    expect(outcome({ state: 'missed', reason: 'the session had begun', settledAt })).toContain(
      'Missed: the session had begun',
    );
    expect(outcome({ state: 'held', reason: 'a backup was restored' })).toContain('Held until an admin decides');
    expect(outcome({ digest: 'x' })).toContain('in one email with what else was due then');
    for (const state of promptRowState.options)
      expect(outcome({ state, reason: 'a reason' }), state).not.toMatch(/undefined/);
  });

  it('names what is still planned first, with when and why, and nothing twice', () => {
    const view = aJourney({ participant: aParticipant({ status: 'year-1' }), prompts: [row()] });
    const stories = promptStories(view, now);
    const ahead = stories.filter(({ isAhead }) => isAhead);
    expect(ahead.length).toBeGreaterThan(3);
    expect(stories.slice(0, ahead.length)).toEqual(ahead);
    expect(ahead.map(({ plannedFor }) => plannedFor)).toEqual(ahead.map(({ plannedFor }) => plannedFor).sort());
    expect(ahead.every(({ plannedFor }) => plannedFor > now)).toBe(true);
    expect(
      stories.filter(
        ({ occasion }) => occasion.prompt === 'session-reminder' && occasion.anchor === 'session:central-1',
      ),
    ).toHaveLength(1);
    expect(ahead[0]?.outcome).toMatch(/^Will be sent /);
  });

  it('is said to the participant in the second person', () => {
    expect(inSecondPerson(storyOf(row(), short).why)).toBe('to remind you about Central day 1');
  });
});
