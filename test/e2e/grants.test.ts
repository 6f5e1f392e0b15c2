import { beforeAll, describe, expect, test } from 'vitest';
import { storyAssembly } from '../../scripts/grants/in-cloud.ts';
import { recordUse, seeRefusal, type Use } from '../../scripts/grants/live-story.ts';
import { pickSeeded } from '../../scripts/grants/pick-seeded.ts';

const seed = 20260303;

describe('a template that lacks a grant', { timeout: 240_000 }, () => {
  let assembly: string;
  let use: Use;

  beforeAll(async () => {
    assembly = await storyAssembly();
    use = await recordUse(assembly, 'nominations');
  }, 240_000);

  test.for([0, 1, 2, 3, 4])('is noticed by the line that names role, action and resource (grant %i)', async (index) => {
    const grant = pickSeeded(use.grants, 5, seed)[index];
    if (!grant) throw new RangeError('Fewer than five grants were used.');

    const refusal = await seeRefusal(assembly, grant, 'nominations');

    expect(refusal).toMatch(/arn:aws:\S+ may not \S+ on \S+/);
    expect(refusal).toContain(grant.action);
  });
});
