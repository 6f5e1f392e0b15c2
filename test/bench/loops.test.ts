import { expect, test } from 'vitest';
import { loopNames, loops } from '../../bench/interpreter/loops.ts';
import { rounds as ours } from '../../bench/interpreter/ours.ts';
import { rounds as peers } from '../../bench/interpreter/peer.ts';

/** A round throws when its output or its number of transitions is not the loop's. */
test.each(loopNames)('the %s loop comes to the same, by as many transitions, on both interpreters', async (name) => {
  const expected = { transitions: 2 * loops[name].transitions };
  expect(await ours(name, 2)()).toEqual(expected);
  const peersRound = await peers(name, 2);
  expect(await peersRound()).toEqual(expected);
});
