import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minutes, shiftInstant } from '../../functions/platform/clock.ts';
import { enrolled, openWorld } from '../local/world/people.ts';
import { expectAllIsWell, watchMails } from './invariants.ts';
import { openNextYear } from './people-world.ts';
import { type Act, anAct } from './whatever-changes.ts';

const begins = Date.parse('2026-04-01T09:00:00.000Z');
const ends = Date.parse('2028-07-31T09:00:00.000Z');

/** A story takes a second or so; `STORIES=100` looks further. */
const stories = Number(process.env.STORIES ?? 12);

interface Happening {
  readonly at: string;
  readonly act: Act;
}

const aHappening = fc.record({
  at: fc.integer({ min: begins, max: ends }).map((ms) => new Date(ms).toISOString()),
  act: anAct,
});

/** In order of time; where several happen in one minute, what one does is planned on before the next. */
const aStory = fc
  .array(aHappening, { minLength: 4, maxLength: 16 })
  .map((happenings) => happenings.toSorted((a, b) => a.at.localeCompare(b.at)))
  .map((happenings) => Object.assign(happenings, { [fc.toStringMethod]: () => happenings.map(sayOf).join('\n') }));

function sayOf({ at, act }: Happening): string {
  return `${at} ${act.says}`;
}

/** Lives a story to the end of the programme; after each of its happenings all has to be well. */
async function live(happenings: readonly Happening[]): Promise<void> {
  const world = await openWorld();
  await openNextYear(world);
  const id = await enrolled(world, 'Ash');
  const wrong = watchMails(world, id);
  for (const { at, act } of happenings) {
    if (Date.parse(at) > world.clock.now()) await world.jumpTo(at);
    await act.does(world, id);
    // Whatever failed has been tried again by then.
    await world.jumpTo(shiftInstant(world.deps.clock.now(), minutes(10)));
    await expectAllIsWell(world, id);
  }
  await world.jumpTo(new Date(Math.max(ends, world.clock.now())).toISOString());
  await expectAllIsWell(world, id);
  expect(wrong).toEqual([]);
}

describe('whatever changes in two years, and whatever fails', () => {
  test('nothing is sent twice or to the wrong person, nobody is stranded, every ledger adds up', async () => {
    // A failing story is printed with its seed, and not made smaller: each try takes as long as the story.
    await fc.assert(fc.asyncProperty(aStory, live), { numRuns: stories, endOnFailure: true });
  }, 3_600_000);
});
