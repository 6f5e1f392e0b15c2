import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalCloud } from '../../scripts/demo/local-cloud.ts';
import { nominate } from '../../scripts/demo/nominate.ts';
import { sampleSchools } from '../../scripts/demo/sample-people.ts';

describe('a machine that is killed at once', { timeout: 180_000 }, () => {
  let cloud: LocalCloud;

  beforeAll(async () => {
    cloud = await LocalCloud.start();
    await cloud.pause();
    await cloud.jumpTo('2026-03-03T10:00:00Z');
    for (const school of sampleSchools.slice(0, 2)) await nominate(cloud.url, school);
    await cloud.jumpTo('2026-03-03T10:10:00Z');
  }, 120_000);

  afterAll(() => cloud?.close());

  test('has the same executions waiting, the same mail and the same time when it is started again, and goes on', async () => {
    const before = { executions: await cloud.executions(), mail: await cloud.mail(), now: await cloud.now() };
    // The sample Work Group is driven too, beside the two nominations.
    const nominations = before.executions.filter(({ currentState }) => currentState === 'AwaitPromises');
    expect(nominations.map(({ status }) => status)).toEqual(['RUNNING', 'RUNNING']);
    expect(before.executions.every(({ status }) => status === 'RUNNING')).toBe(true);

    const { folder, port } = await cloud.kill();
    cloud = await LocalCloud.start({ folder, port });

    expect(await cloud.now()).toBe(before.now);
    expect(await cloud.executions()).toEqual(before.executions);
    expect((await cloud.mail()).map(({ id }) => id)).toEqual(before.mail.map(({ id }) => id));

    // Three working days later whoever has not answered is reminded: the timers of the waits go on.
    await cloud.jumpTo('2026-03-06T18:00:00Z');
    const chases = await cloud.mail('?prompt=nomination-chase');
    const addresses = chases.flatMap(({ to }) => to).sort();
    expect(addresses).toEqual(
      sampleSchools
        .slice(0, 2)
        .flatMap(({ headEmail, teacherEmail }) => [headEmail, teacherEmail])
        .sort(),
    );
  });
});
