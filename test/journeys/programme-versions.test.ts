import { beforeEach, describe, expect, test } from 'vitest';
import { compareVersions } from '../../functions/domain/compare-versions.ts';
import type { Programme } from '../../functions/domain/programme.ts';
import { readJourney } from '../../functions/journeys/read-journey.ts';
import { key } from '../../functions/platform/keys.ts';
import { moveCohort, previewMove } from '../../functions/programmes/move-cohort.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, openWorld, sampleCohort } from '../local/world/people.ts';
import { sampleProgramme } from '../support/factories.ts';

let world: InMemoryWorld;
let id: string;
const to = (version: number) => ({ version, reason: 'The hub asks', by: 'sample-admin' });

/** Version 2 reminds a day earlier and has no preparation e-mail; version 3 has lost a status. */
const second: Programme = {
  ...sampleProgramme,
  version: 2,
  prompts: sampleProgramme.prompts
    .filter(({ key: prompt }) => prompt !== 'session-prep')
    .map((rule) =>
      rule.key === 'session-reminder'
        ? { ...rule, sends: rule.sends.map((send) => ({ ...send, offset: '-3 wd 16:00' })) }
        : rule,
    ),
};
const third: Programme = {
  ...sampleProgramme,
  version: 3,
  statuses: {
    ...sampleProgramme.statuses,
    participant: sampleProgramme.statuses.participant.filter(({ key: status }) => status !== 'year-1'),
  },
};

beforeEach(async () => {
  world = await openWorld();
  id = await enrolled(world, 'Ash');
  for (const content of [second, third])
    await world.table.putNew({ ...key.programmeVersion(content.key, content.version), content, contentHash: 'x' });
  await world.jumpTo('2026-09-21T09:00:00Z');
});

const mails = (prompt: string) =>
  world.mailer.mails.filter(({ tags }) => tags.subject === id && tags.prompt === prompt);

describe('a cohort on another version of its programme', () => {
  test('is previewed for each participant, and nothing is changed by looking', async () => {
    const preview = await previewMove(world.deps, sampleCohort, 2);
    const change = preview.participants.find((each) => each.id === id)?.change;
    expect(preview.refusals).toEqual([]);
    expect(change?.vanish.map(({ key: occasion }) => occasion.split('#')[0])).toContain('session-prep');
    const moved = change?.move.find(
      ({ key: occasion }) => occasion === 'session-reminder#session:central-1#0#participant',
    );
    expect(moved).toEqual({
      key: 'session-reminder#session:central-1#0#participant',
      from: '2026-10-06T15:00:00.000Z',
      to: '2026-10-05T15:00:00.000Z',
    });
    expect((await readJourney(world.table, id))?.programme.version).toBe(1);
  });

  test('sends by the new version from each journey’s next plan, nothing twice, and goes back the same way', async () => {
    expect(await moveCohort(world.deps, sampleCohort, to(2))).toEqual({ moved: true });
    await world.settle();
    await world.jumpTo('2026-10-06T20:00:00Z');
    expect(
      mails('session-reminder')
        .map(({ at }) => new Date(at).toISOString().slice(0, 10))
        .at(-1),
    ).toBe('2026-10-05');
    const before = mails('session-reminder').length;
    await moveCohort(world.deps, sampleCohort, to(1));
    await world.jumpTo('2026-10-07T20:00:00Z');
    expect(mails('session-reminder')).toHaveLength(before);
    expect((await readJourney(world.table, id))?.programme.version).toBe(1);
  });

  test('is refused with the reason where a participant would have no place in it', async () => {
    const moved = await moveCohort(world.deps, sampleCohort, to(3));
    expect(moved).toEqual({ moved: false, refusals: [`It has no status "year-1", which ${id} has.`] });
  });

  test('of the same content changes nothing for anybody', async () => {
    const view = await readJourney(world.table, id);
    if (!view) throw new Error('There is no journey');
    const same = compareVersions(view, { ...view.programme, version: 9 }, world.deps.clock.now());
    expect(same).toEqual({ appear: [], vanish: [], move: [], atOnce: [] });
  });
});
