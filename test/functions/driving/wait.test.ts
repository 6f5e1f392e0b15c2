import { describe, expect, test } from 'vitest';
import { explore } from '../../support/explore.ts';
import { type Left, waitExploration } from './wait-model.ts';
import { journeyDefinition } from './wait-world.ts';

/**
 * Every interleaving of the real planner, waker, sweep, leg-beginning and change code, the real state machine on the
 * interpreter, and the table, under the given numbers of changes and mishaps. In every world in which nothing moves any
 * more, the driving leg must wait with the token that the item holds, having planned on the item's last version, and no
 * other leg may run or have had an effect. The far-off moment of the wait does not arrive unless `timers` says so.
 */
async function everyInterleaving(left: Partial<Left>, change?: (definition: string) => string) {
  return explore(waitExploration(journeyDefinition(change), left, 120_000));
}

const mishaps: readonly [string, Partial<Left>, number][] = [
  ['two changes at any moment', { changes: 2 }, 5_000],
  ['a change, and a crash after any single write or call', { changes: 1, crashes: 1 }, 1_000],
  [
    'two changes, and a wait given up whose request arrives late or whose answer is lost',
    { changes: 2, lateRequests: 1 },
    20_000,
  ],
  ['a change, and a stream record delivered again', { changes: 1, redeliveries: 1 }, 300],
  ['two changes while the moment itself arrives', { changes: 2, timers: 1 }, 10_000],
  ['a change while an execution is aborted', { changes: 1, kills: 1 }, 4_000],
  ['an aborted execution whose restart crashes half-way', { kills: 1, crashes: 1 }, 500],
  ['a sweep at any moment, and a crash after any single write or call', { sweeps: 1, crashes: 1 }, 1_500],
  ['a change, and a sweep that wrongly begins a second leg', { changes: 1, sweeps: 1, wrongAnswers: 1 }, 20_000],
];

describe('whatever comes in between, every change is planned on and only the driving leg has an effect', () => {
  test.each(mishaps)('%s', { timeout: 1_200_000 }, async (_, left, atLeast) => {
    const { worlds, counterexample } = await everyInterleaving(left);
    expect(counterexample).toBeUndefined();
    expect(worlds).toBeGreaterThan(atLeast);
  });
});

describe('the exploration finds what is taken out of the wait', () => {
  const always = (what: string) => (text: string) =>
    text.replaceAll(
      `#${what} = :${condition(what)}`,
      `(#${what} = :${condition(what)} OR #${what} <> :${condition(what)})`,
    );
  const condition = (what: string) => (what === 'version' ? 'seen' : what);

  test('without the condition on the version, a change during the planning is never planned on', async () => {
    const { counterexample } = await everyInterleaving({ changes: 1 }, always('version'));
    expect(counterexample?.at(-1)).toMatch(/version 3 was never planned on/);
  });

  test("without the condition on the turn, a late request puts a dead attempt's token over the living one's", async () => {
    const { counterexample } = await everyInterleaving({ lateRequests: 1 }, always('turn'));
    expect(counterexample?.at(-1)).toMatch(/holds another token/);
  });

  test('without the conditions on the leg, a leg that no longer drives goes on waiting', async () => {
    const anyLeg = (text: string) => always('leg')(text).replaceAll('"PlanJourney"', '"PlanForAnyLeg"');
    const { counterexample } = await everyInterleaving({ sweeps: 1, wrongAnswers: 1 }, anyLeg);
    expect(counterexample?.at(-1)).toMatch(/another token|still runs|had an effect/);
  });

  test('without the catch for a wait that was refused, the journey parks instead of planning again', async () => {
    const { counterexample } = await everyInterleaving({ changes: 1 }, (text) =>
      text.replaceAll('"DynamoDb.ConditionalCheckFailedException"', '"Another.Error"'),
    );
    expect(counterexample?.at(-1)).toMatch(/parked: \w+ gave up/);
  });
});
