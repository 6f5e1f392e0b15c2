import { beforeEach, describe, expect, test } from 'vitest';
import { promptTitle } from '../../../functions/domain/prompt-title.ts';
import { key, partition } from '../../../functions/platform/keys.ts';
import { publishProgrammes } from '../../../functions/programmes/publish-programmes.ts';
import { readProgramme } from '../../../functions/programmes/read-programme.ts';
import { yamlContent } from '../../../functions/programmes/yaml-content.ts';
import { templateKeys } from '../../../functions/prompts/templates/template-keys.ts';
import { programmeText, sampleProgramme } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const now = '2026-03-02T09:00:00.000Z';
const file = 'programmes/secondary-mastery-specialist.yaml';
const changed = programmeText.replace(/^title: .*/m, 'title: Another title');
const secondVersion = changed.replace(/^version: 1$/m, 'version: 2');

let world: FunctionsWorld;
beforeEach(() => {
  world = new FunctionsWorld(now);
});

const publish = (...texts: string[]) =>
  publishProgrammes(
    world.deps,
    { programmes: texts.map((text) => ({ file, content: yamlContent(text) })) },
    templateKeys,
  );

describe('publishing programmes', () => {
  test('writes a version with its content, hash and date, which the planner reads', async () => {
    expect(await publish(programmeText)).toEqual({
      published: [{ key: sampleProgramme.key, version: 1, outcome: 'published' }],
    });
    expect(await world.item(key.programmeVersion(sampleProgramme.key, 1))).toMatchObject({
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      publishedAt: now,
    });
    expect(await readProgramme(world.table, sampleProgramme)).toEqual(sampleProgramme);
  });

  test('one that was published before e-mails had titles is read, with those that their keys make', async () => {
    const untitled = <Rule extends { title?: string | undefined }>(rules: readonly Rule[]) =>
      rules.map(({ title: _, ...rule }) => rule);
    const { prompts, digests } = sampleProgramme;
    const content = { ...sampleProgramme, prompts: untitled(prompts), digests: untitled(digests) };
    await world.put({ ...key.programmeVersion(sampleProgramme.key, 1), content, contentHash: 'x' });
    const read = await readProgramme(world.table, sampleProgramme);
    expect(promptTitle(read, 'session-followup')).toBe('Session followup');
    expect(promptTitle(read, 'weekly-digest')).toBe('Weekly digest');
    expect({ ...read, prompts: untitled(read.prompts), digests: untitled(read.digests) }).toEqual(content);
  });

  test('twice is once', async () => {
    await publish(programmeText);
    const before = world.everything();
    world.pass(60_000);
    expect(await publish(programmeText)).toMatchObject({ published: [{ outcome: 'already-published' }] });
    expect(world.everything()).toBe(before);
  });

  test('a comment or another order of the same content is the same version', async () => {
    await publish(programmeText);
    expect(await publish(`# a comment\n${programmeText}`)).toMatchObject({
      published: [{ outcome: 'already-published' }],
    });
  });

  test('another content under a published version is refused, and what is published stays', async () => {
    await publish(programmeText);
    const before = world.everything();
    await expect(publish(changed)).rejects.toMatchObject({
      name: 'VersionIsPublished',
      message: `${file}: version 1 of ${sampleProgramme.key} is published with another content. Raise its version.`,
    });
    expect(world.everything()).toBe(before);
  });

  test('another content under another version is published beside the first', async () => {
    await publish(programmeText);
    expect(await publish(programmeText, secondVersion)).toMatchObject({
      published: [
        { version: 1, outcome: 'already-published' },
        { version: 2, outcome: 'published' },
      ],
    });
    expect((await readProgramme(world.table, { key: sampleProgramme.key, version: 2 })).title).toBe('Another title');
    expect(await world.table.queryAll({ pk: partition.programme(sampleProgramme.key) })).toHaveLength(2);
  });

  test('a file with a mistake publishes nothing, not even the files before it, and says where it is', async () => {
    await expect(publish(programmeText, 'key: Not A Slug\n')).rejects.toMatchObject({
      name: 'ProgrammeRefused',
      message: expect.stringMatching(/^programmes\/secondary-mastery-specialist\.yaml, key: /),
    });
    expect(world.everything()).toBe('[]');
  });

  test('a version whose content has a shape of the past is still known by its hash', async () => {
    await world.put({ ...key.programmeVersion(sampleProgramme.key, 1), content: { old: true }, contentHash: 'other' });
    await expect(publish(programmeText)).rejects.toMatchObject({ name: 'VersionIsPublished' });
  });
});

test('a version that was never published is unknown', async () => {
  await expect(readProgramme(world.table, { key: 'none', version: 1 })).rejects.toMatchObject({
    name: 'UnknownProgramme',
  });
});
