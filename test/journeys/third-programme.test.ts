import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { factsOf } from './people-world.ts';
import { attendAll, enrolPair, groupOf, mailsOf } from './work-group-world.ts';

const read = (path: string) => readFileSync(new URL(`../../programmes/${path}`, import.meta.url), 'utf8');

describe('a third programme', () => {
  it('is run from its YAML file alone, with its own days, e-mails and moments', async () => {
    const programme = read('secondary-work-group.yaml')
      .replace('key: secondary-work-group', 'key: primary-work-group')
      .replace('needs: { central: 3.0 }', 'needs: { central: 1.0 }')
      .replace(/ {2}- \{ key: observation-[12], .*\n/g, '')
      .replace('- { offset: "+0 wd 16:00", to: [participant] }', '- { offset: "+0 wd 10:00", to: [participant] }');
    const cohort = read('cohorts/sample-work-group-2026.yaml')
      .replace('id: sample-work-group-2026', 'id: third-2026')
      .replace('key: secondary-work-group', 'key: primary-work-group')
      .replace(/ {2}- \{ day: observation-[12], .*\n/g, '');
    const world = new InMemoryWorld('2026-03-02T09:00:00Z');
    await world.open({ file: 'third.yaml', text: programme }, { file: 'third-cohort.yaml', text: cohort });
    await world.jumpTo('2026-03-04T10:00:00Z');
    const { members } = await enrolPair(world, 'Ash', ['specialist', 'neither'], 'third-2026');
    for (const id of ['meeting-1', 'meeting-2']) await attendAll(world, id, members, 'third-2026');
    expect(mailsOf(world, 'implement-pulse')).toHaveLength(4);
    await world.jumpTo('2027-09-01T09:00:00Z');
    expect((await factsOf(world, members[0])).status).toBe('completed');
    expect((await groupOf(world, 'third-2026')).view.group.status).toBe('completed');
    expect(world.alarms).toEqual([]);
  });
});
