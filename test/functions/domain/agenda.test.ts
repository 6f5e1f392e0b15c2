import { describe, expect, it } from 'vitest';
import { sendStep } from '../../../functions/domain/agenda.ts';
import { momentsFor } from '../../../functions/domain/moments-memo.ts';
import { sampleCohort, sampleProgramme, sampleSessions } from '../../support/factories.ts';

describe('what falls due at one moment', () => {
  it('goes in the order of the sessions that it is about, the soonest first, whatever order it was found in (case 38)', () => {
    const { timed } = momentsFor(sampleProgramme, sampleCohort, sampleSessions);
    const reminders = timed.filter(({ occasion }) => occasion.prompt === 'session-reminder');
    const at = Math.min(...reminders.map((reminder) => reminder.at));
    const due = reminders.map((reminder) => ({ ...reminder, at })).reverse();
    const soonestFirst = [...reminders].sort((a, b) => (a.session?.startsAt ?? 0) - (b.session?.startsAt ?? 0));
    expect(reminders.length).toBeGreaterThan(2);
    const step = sendStep(due, at, { restored: undefined });
    expect(step.prompts.map(({ anchor }) => anchor)).toEqual(soonestFirst.map(({ occasion }) => occasion.anchor));
  });
});
