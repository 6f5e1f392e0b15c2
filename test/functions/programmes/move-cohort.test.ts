import { beforeEach, describe, expect, test } from 'vitest';
import { key } from '../../../functions/platform/keys.ts';
import { moveCohort, previewMove } from '../../../functions/programmes/move-cohort.ts';
import { aParticipant, sampleCohort, sampleProgramme } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const participants = 60;
/** References have neither 0 nor 1: octal digits, each two higher. */
const idOf = (number: number) =>
  `AA${[...number.toString(8).padStart(6, '0')].map((digit) => Number(digit) + 2).join('')}`;
const last = idOf(participants - 1);
const withoutYear2 = {
  ...sampleProgramme,
  version: 3,
  statuses: {
    ...sampleProgramme.statuses,
    participant: sampleProgramme.statuses.participant.filter(({ key: status }) => status !== 'year-2'),
  },
};

let world: FunctionsWorld;
beforeEach(async () => {
  world = new FunctionsWorld('2026-10-01T09:00:00Z');
  await world.putCohort();
  for (const content of [{ ...sampleProgramme, version: 2 }, withoutYear2])
    await world.put({ ...key.programmeVersion(content.key, content.version), content, contentHash: 'x' });
  for (let number = 0; number < participants; number += 1)
    await world.putDriven(
      aParticipant({ id: idOf(number), status: number === participants - 1 ? 'year-2' : 'year-1' }),
    );
});

describe('moving a large cohort to another version', () => {
  test('is previewed a page at a time, each participant once', async () => {
    const first = await previewMove(world.deps, sampleCohort.id, 2);
    expect([first.number, first.participants.length, first.next]).toEqual([participants, 50, idOf(49)]);
    const then = await previewMove(world.deps, sampleCohort.id, 2, first.next);
    expect([then.number, then.participants.length, then.next]).toEqual([participants, 10, undefined]);
    const ids = [...first.participants, ...then.participants].map(({ id }) => id);
    expect(new Set(ids).size).toBe(participants);
  });

  test('is refused for what became of somebody whom the first page does not show', async () => {
    const reason = `It has no status "year-2", which ${last} has.`;
    expect(await previewMove(world.deps, sampleCohort.id, 3)).toEqual({
      refusals: [reason],
      number: participants,
      participants: [],
    });
    const asked = { version: 3, reason: 'A sample', by: 'sample-admin' };
    expect(await moveCohort(world.deps, sampleCohort.id, asked)).toEqual({ moved: false, refusals: [reason] });
  });
});
