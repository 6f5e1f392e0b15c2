import { beforeEach, describe, expect, test } from 'vitest';
import { key } from '../../../functions/platform/keys.ts';
import { openCohort } from '../../../functions/programmes/open-cohort.ts';
import { publishProgrammes } from '../../../functions/programmes/publish-programmes.ts';
import { readCohort } from '../../../functions/programmes/read-programme.ts';
import { yamlContent } from '../../../functions/programmes/yaml-content.ts';
import { templateKeys } from '../../../functions/prompts/templates/template-keys.ts';
import { listCohorts } from '../../../functions/site/list-cohorts.ts';
import { cohortText, programmeText, sampleCohort, sampleSessions } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const now = '2026-03-02T09:00:00.000Z';
const file = 'programmes/cohorts/sample-2026.yaml';

let world: FunctionsWorld;
beforeEach(async () => {
  world = new FunctionsWorld(now);
  await publishProgrammes(
    world.deps,
    { programmes: [{ file: 'p.yaml', content: yamlContent(programmeText) }] },
    templateKeys,
  );
});

const open = (text = cohortText) => openCohort(world.deps, { file, cohort: yamlContent(text) });

describe('opening a cohort', () => {
  test('writes the cohort, its sessions, its empty places and its line on the list', async () => {
    expect(await open()).toEqual({ cohortId: sampleCohort.id, outcome: 'opened' });
    const { cohort, sessions } = await readCohort(world.table, sampleCohort.id);
    expect(cohort).toEqual(sampleCohort);
    expect(sessions.map(({ id }) => id).sort()).toEqual(sampleSessions.map(({ id }) => id).sort());
    expect(await world.placesTaken()).toBe(0);
    expect((await listCohorts(world.table)).map(({ id }) => id)).toEqual([sampleCohort.id]);
  });

  test('gives every session a check-in code of its own that can be read out', async () => {
    await open();
    const { sessions } = await readCohort(world.table, sampleCohort.id);
    for (const { checkInCode } of sessions) expect(checkInCode).toMatch(/^[23456789ABCDEFGHJKMNPQRSTVWXYZ]{6}$/);
    expect(new Set(sessions.map(({ checkInCode }) => checkInCode)).size).toBe(sessions.length);
  });

  test('twice is once: codes, places and sessions stay as they were', async () => {
    await open();
    await world.put({ ...key.cohortPlaces(sampleCohort.id), taken: 3 });
    const before = world.everything();
    expect(await open()).toEqual({ cohortId: sampleCohort.id, outcome: 'already-open' });
    expect(world.everything()).toBe(before);
  });

  test('a write whose answer was lost is found done', async () => {
    world.mishaps.push({ action: 'TransactWriteItems', when: 'after', error: 'InternalServerError' });
    await expect(open()).rejects.toThrow('InternalServerError');
    expect(await open()).toMatchObject({ outcome: 'already-open' });
  });
});

describe('not opening', () => {
  test('a file with a mistake, which is named with file and place', async () => {
    const before = world.everything();
    await expect(open(cohortText.replace('capacity: 20', 'capacity: none'))).rejects.toMatchObject({
      name: 'CohortRefused',
      message: expect.stringMatching(/^programmes\/cohorts\/sample-2026\.yaml, capacity: /),
    });
    expect(world.everything()).toBe(before);
  });

  test('a cohort of a version that was never published', async () => {
    await expect(open(cohortText.replace('version: 1', 'version: 7'))).rejects.toMatchObject({
      name: 'UnknownProgramme',
    });
  });

  test('over rows that something else left behind', async () => {
    await world.put({ ...key.cohortPlaces(sampleCohort.id), taken: 3 });
    await expect(open()).rejects.toMatchObject({ name: 'CohortRefused' });
  });
});
