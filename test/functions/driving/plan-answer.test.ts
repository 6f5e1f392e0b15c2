import { describe, expect, test } from 'vitest';
import type { JourneyStep } from '../../../functions/domain/step.ts';
import { answerPlan, basisOf } from '../../../functions/driving/plan-answer.ts';
import { days, shiftInstant } from '../../../functions/platform/clock.ts';
import { aParticipant } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const now = '2026-09-01T09:00:00.000Z';
const facts = aParticipant({ version: 5, leg: 2, turn: 7, legBeganAt: '2026-08-01T09:00:00.000Z' });
const execution = `${facts.id}-0-2`;
const { clock } = new FunctionsWorld(now);

function answer(
  step: JourneyStep,
  given: Partial<typeof facts> = {},
  request: { leg?: number; execution?: string } = {},
) {
  return answerPlan({ id: facts.id, leg: 2, execution, ...request }, { ...facts, ...given }, '1/4', clock, () => step);
}

const waitUntil = (until: string): JourneyStep => ({ do: 'Wait', kind: 'AwaitSession', until, because: 'to remind' });
const finish: JourneyStep = { do: 'Finish', because: 'completed' };

describe('who may drive', () => {
  test.each([
    ['an older leg', {}, { leg: 1, execution: `${facts.id}-0-1` }],
    ['a leg that has not begun', {}, { leg: 3, execution: `${facts.id}-0-3` }],
    ['another execution of the same leg', {}, { execution: 'started-by-hand' }],
    ['one from before a restore', { epoch: 1 }, {}],
  ])('%s is superseded and plans nothing', (_, given, request) => {
    const planned: string[] = [];
    const told = answerPlan(
      { id: facts.id, leg: 2, execution, ...request },
      { ...facts, ...given },
      '1/4',
      clock,
      () => {
        planned.push('planned');
        return finish;
      },
    );
    expect(told).toEqual({ do: 'Superseded', kind: '' });
    expect(planned).toEqual([]);
  });
});

describe('what is planned', () => {
  test('is told with the version, leg and turn that it was planned on', () => {
    expect(answer(finish)).toEqual({ ...finish, kind: '', seen: 5, leg: 2, turn: 7 });
  });

  test('a wait is told with its seconds and the calendar that it was planned against', () => {
    expect(answer(waitUntil('2026-09-01T10:00:00.000Z'))).toMatchObject({
      do: 'Wait',
      kind: 'AwaitSession',
      until: '2026-09-01T10:00:00.000Z',
      timeoutSeconds: 3600,
      basis: '1/4',
      seen: 5,
      leg: 2,
      turn: 7,
    });
  });

  test.each([
    ['a moment that has come', 0, 1],
    ['a moment that passed', -3_600_000, 1],
    ['less than a second', 1, 1],
    ['a second and a bit', 1001, 2],
    ['whole seconds', 90_000, 90],
  ])('%s is whole seconds, rounded up and at least one', (_, ms, seconds) => {
    expect(answer(waitUntil(shiftInstant(now, ms)))).toMatchObject({ timeoutSeconds: seconds });
  });

  test('a wait ends no later than the leg, at 300 days', () => {
    const legEnd = shiftInstant(facts.legBeganAt, days(300));
    expect(answer(waitUntil('2028-07-01T09:00:00.000Z'))).toMatchObject({
      until: legEnd,
      timeoutSeconds: (Date.parse(legEnd) - Date.parse(now)) / 1000,
    });
  });

  test('the calendar is named by the programme’s version and the cohort’s revision', () => {
    expect(basisOf({ programme: { version: 3 }, cohort: { calendarRevision: 8 } })).toBe('3/8');
  });
});

describe('handing over', () => {
  const old = { legBeganAt: shiftInstant(now, -days(300)) };
  const parked = { state: 'SendPrompts', reason: 'MalformedItem', since: now };

  test('at 300 days, and not a moment before', () => {
    expect(answer(finish, old)).toMatchObject({ do: 'HandOver', because: 'this leg is 300 days old', leg: 2 });
    expect(answer(finish, { legBeganAt: shiftInstant(old.legBeganAt, 1) })).toMatchObject({ do: 'Finish' });
  });

  test('after 800 turns of this leg, and not of those before it', () => {
    expect(answer(finish, { turn: 900, legBeganAtTurn: 100 })).toMatchObject({ do: 'HandOver' });
    expect(answer(finish, { turn: 900, legBeganAtTurn: 101 })).toMatchObject({ do: 'Finish' });
  });

  test('what is parked stays parked, since when it was', () => {
    expect(answer(finish, { parked })).toEqual({ do: 'Park', kind: '', parked });
  });

  test('what is parked hands over in time all the same, so that no execution lives for a year', () => {
    expect(answer(finish, { ...old, parked })).toMatchObject({ do: 'HandOver' });
  });
});
