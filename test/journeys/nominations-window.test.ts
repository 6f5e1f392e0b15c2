import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { nomination } from '../../functions/domain/nomination.ts';
import { answerCarry, askToCarry } from '../../functions/nominations/carry-over.ts';
import { beginDraft } from '../../functions/nominations/nomination-draft.ts';
import { submitNomination } from '../../functions/nominations/submit-nomination.ts';
import { key } from '../../functions/platform/keys.ts';
import { openCohort } from '../../functions/programmes/open-cohort.ts';
import { readCohort } from '../../functions/programmes/read-programme.ts';
import { yamlContent } from '../../functions/programmes/yaml-content.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { beginFilled, nominate, sampleCohort } from '../local/world/people.ts';
import { cohortText } from '../support/factories.ts';
import {
  browserOf,
  decide,
  factsOf,
  lastMailTo,
  linkIn,
  mailsOf,
  openNextCohort,
  placesOf,
  promise,
  takesPlace,
  wait,
  worldWith,
} from './nominating.ts';

describe('the window', () => {
  test('closes at 5pm on a Friday in London: sent half a minute later is marked late, kept, and decided (case 69)', async () => {
    const world = await worldWith({ capacity: 5 });
    await world.jumpTo('2026-06-12T15:50:00Z');
    const inTime = await beginFilled(world, 'Ash');
    const late = await beginFilled(world, 'Birch');
    await world.jumpTo('2026-06-12T15:59:59Z');
    const ash = await submitted(world, inTime);
    await world.jumpTo('2026-06-12T16:00:30Z');
    const birch = await submitted(world, late);
    expect([(await factsOf(world, ash)).late, (await factsOf(world, birch)).late]).toEqual([false, true]);
    expect(lastMailTo(world, 'maths@birch.example.org').text).toContain('after nominations had closed');
    await promise(world, birch, 'head');
    await promise(world, birch, 'nominee');
    expect(await decide(world, birch, 'accepted')).toEqual({ decided: true });
    expect(await beginDraft(world.deps, sampleCohort)).toEqual({ begun: false });
  });

  test('that spans the change of the clocks opens and closes at its wall-clock time', async () => {
    const world = await worldWith({ capacity: 5 });
    const text = cohortText
      .replace('id: sample-2026', 'id: sample-clocks')
      .replace('opens: 2026-03-03 09:00', 'opens: 2026-03-28 09:00')
      .replace('closes: 2026-06-12 17:00', 'closes: 2026-03-30 09:00');
    await openCohort(world.deps, { file: 'clocks.yaml', cohort: yamlContent(text) });
    const begun = async (at: string) => {
      await world.jumpTo(at);
      return (await beginDraft(world.deps, 'sample-clocks')).begun;
    };
    expect(await begun('2026-03-28T08:59:59Z')).toBe(false);
    expect(await begun('2026-03-28T09:00:00Z')).toBe(true);
    expect(await begun('2026-03-30T07:59:59Z')).toBe(true);
    expect(await begun('2026-03-30T08:00:00Z')).toBe(false);
  });
});

describe('a waiting list that is carried to the next cohort', () => {
  test('asks each school; a yes moves its nomination, which is promised anew, and a no keeps it', async () => {
    const world = await worldWith({ capacity: 1 });
    await takesPlace(world, 'Ash');
    const [birch = '', cedar = ''] = await wait(world, 'Birch', 'Cedar');
    const next = await openNextCohort(world);
    await world.jumpTo('2026-07-06T09:00:00Z');
    const { cohort: to } = await readCohort(world.table, next);
    await askToCarry(world.deps, sampleCohort, { to, by: 'sample-admin' });
    await world.settle();
    expect(mailsOf(world, 'waitlist-carry').map(({ to: address }) => address)).toEqual([
      'maths@birch.example.org',
      'maths@cedar.example.org',
    ]);
    const browser = browserOf(world);
    const link = linkIn(lastMailTo(world, 'maths@birch.example.org'), 'nomination');
    expect(await browser.get(link)).toContain('(sample)');
    expect((await factsOf(world, birch)).cohortId).toBe(sampleCohort);
    await browser.post(link, { agree: 'yes' });
    await answerCarry(world.deps, cedar, 'no');
    await world.settle();

    expect(await factsOf(world, birch)).toMatchObject({
      cohortId: next,
      status: 'awaiting-promises',
      carriedFrom: { cohortId: sampleCohort },
      promises: { head: { state: 'awaited', round: 1 }, nominee: { state: 'awaited', round: 1 } },
    });
    expect(await placesOf(world)).toMatchObject({ taken: 1, waiting: [cedar] });
    expect(lastMailTo(world, 'head@birch.example.org').tags.prompt).toBe('head-commitment');
    expect(lastMailTo(world, 'head@birch.example.org').text).toContain('September 2027');
    await promise(world, birch, 'head');
    await promise(world, birch, 'nominee');
    await decide(world, birch, 'accepted');
    const { participantId } = await factsOf(world, birch);
    expect(
      await world.table.get(
        key.cohortParticipant(next, String(participantId)),
        v.looseObject({ id: nomination.entries.id }),
      ),
    ).toBeDefined();
    expect(world.alarms).toEqual([]);
  });

  test('leaves a nomination where it is whose school has nominated the teacher for the next cohort already', async () => {
    const world = await worldWith({ capacity: 1 });
    await takesPlace(world, 'Ash');
    const [birch = ''] = await wait(world, 'Birch');
    const next = await openNextCohort(world);
    await world.jumpTo('2026-07-06T09:00:00Z');
    await nominate(world, 'Birch', {}, next);
    const { cohort: to } = await readCohort(world.table, next);
    await askToCarry(world.deps, sampleCohort, { to, by: 'sample-admin' });
    expect(await answerCarry(world.deps, birch, 'yes')).toBe('nominated-there');
    expect((await factsOf(world, birch)).cohortId).toBe(sampleCohort);
  });
});

async function submitted(world: InMemoryWorld, draft: string): Promise<string> {
  const sent = await submitNomination(world.deps, draft);
  if (!sent.submitted) throw new Error(`Not submitted: ${sent.why}`);
  await world.settle();
  return sent.reference;
}
