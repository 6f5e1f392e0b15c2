import { describe, expect, test } from 'vitest';
import { listNominations, listParticipants } from '../../functions/console/lists.ts';
import { eraseRecord } from '../../functions/erasure/erase-record.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { answerCarry, askToCarry } from '../../functions/nominations/carry-over.ts';
import { correctContact } from '../../functions/nominations/correct-contact.ts';
import { participantIdFor } from '../../functions/nominations/enrol.ts';
import { confirmDetails } from '../../functions/participants/confirm-details.ts';
import { correctPerson } from '../../functions/participants/correct-person.ts';
import { deferParticipant } from '../../functions/participants/defer-participant.ts';
import { mergeParticipants } from '../../functions/participants/merge-participants.ts';
import { replaceParticipant } from '../../functions/participants/replace-participant.ts';
import { resumeParticipant } from '../../functions/participants/resume-participant.ts';
import { answerSchoolPromise, changeSchool } from '../../functions/participants/school-change.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { readCohort } from '../../functions/programmes/read-programme.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, nominate, openWorld, sampleCohort } from '../local/world/people.ts';
import { expectEverybodyFound } from './invariants.ts';
import { openNextCohort, takesPlace, wait, worldWith } from './nominating.ts';
import { factsOf, laterCohort, openNextYear } from './people-world.ts';
import { enrolPair, groupId, openGroup } from './work-group-world.ts';

const by = 'sample-admin';
const note = '';

const participants = async (world: InMemoryWorld, find: string, cohortId: string = sampleCohort) =>
  (await listParticipants(world.table, { cohortId, find })).rows.map(({ id }) => id);
const nominations = async (world: InMemoryWorld, find: string, cohortId: string = sampleCohort) =>
  (await listNominations(world.table, { cohortId, find })).rows.map(({ id }) => id);

describe('a nomination', () => {
  test('is found by everybody whom the form names, by whoever else nominates the teacher, and by a corrected contact', async () => {
    const world = await openWorld();
    const id = await nominate(world, 'Ash');
    await nominate(world, 'Ash', { you: { yourName: 'Second Colleague', yourEmail: 'second@ash.example.org' } });
    await correctContact(world.deps, id, { role: 'head', name: 'Zoë New', email: 'zoe@ash.example.org' });
    for (const typed of ['teacher ash', 'second colleague', 'zoe', 'zoe@ash.example.org'])
      expect(await nominations(world, typed)).toEqual([id]);
    expect(await nominations(world, 'head@ash.example.org')).toEqual([]);
    expectEverybodyFound(world);
  });

  test('is found in the cohort that it went on to, and no longer in the other', async () => {
    const world = await worldWith({ capacity: 1 });
    await takesPlace(world, 'Ash');
    const [id = ''] = await wait(world, 'Birch');
    const next = await openNextCohort(world);
    const { cohort: to } = await readCohort(world.table, next);
    await askToCarry(world.deps, sampleCohort, { to, by });
    expect(await answerCarry(world.deps, id, 'yes')).toBe('carried');
    expect([await nominations(world, 'birch'), await nominations(world, 'birch', next)]).toEqual([[], [id]]);
    expectEverybodyFound(world);
  });
});

describe('a participant', () => {
  test('is found by what they say of themselves, and by their corrected name alone', async () => {
    const world = await openWorld();
    const id = await enrolled(world, 'Ash');
    const subjectLead = { name: 'Lee Subject', email: 'lee@ash.example.org' };
    await confirmDetails(world.deps, id, { name: 'Siân O’Neil', needs: '', subjectLead });
    for (const typed of ['sian', 'oneil', 'NEIL', 'lee subject'])
      expect(await participants(world, typed)).toEqual([id]);
    await correctPerson(world.deps, id, {
      role: 'participant',
      name: 'Jane Roe',
      email: 'jane@ash.example.org',
      note,
      by,
    });
    expect(await participants(world, 'oneil')).toEqual([]);
    expect(await participants(world, 'roe')).toEqual([id]);
    expectEverybodyFound(world);
  });

  test('is found by their new school and its headteacher once they are there', async () => {
    const world = await openWorld();
    const id = await enrolled(world, 'Ash');
    await world.jumpTo('2026-10-01T09:00:00Z');
    const head = { name: 'Hester Next', email: 'hester@school.example.org' };
    const change = { to: 'in-hub', urn: '900777', name: 'Otherly High', from: '2026-10-05', note, by, head } as const;
    expect(await changeSchool(world.deps, id, change)).toBe('asked');
    expect(await participants(world, 'hester')).toEqual([id]);
    await answerSchoolPromise(world.deps, id, { state: 'given', reason: '', textVersion: '1' });
    await world.jumpTo('2026-10-06T09:00:00Z');
    expect((await factsOf(world, id)).schoolUrn).toBe('900777');
    for (const typed of ['otherly', '900777']) expect(await participants(world, typed)).toEqual([id]);
    expect(await participants(world, '900001')).toEqual([]);
    await changeSchool(world.deps, id, {
      to: 'successor',
      urn: '900778',
      name: 'Laterly',
      from: '2026-10-07',
      note,
      by,
    });
    await world.jumpTo('2026-10-08T09:00:00Z');
    expect(await participants(world, 'laterly')).toEqual([id]);
    expectEverybodyFound(world);
  });

  test('is found in the cohort in which they go on, and no longer in the other', async () => {
    const world = await openWorld();
    const id = await enrolled(world, 'Ash');
    await openNextYear(world);
    await world.jumpTo('2026-10-20T09:00:00Z');
    await deferParticipant(world.deps, id, { reason: 'other', returnsOn: '2027-09-01', note, by });
    await world.jumpTo('2027-08-20T09:00:00Z');
    expect(await resumeParticipant(world.deps, id, { cohortId: laterCohort, note, by })).toBe('resumed');
    expect([await participants(world, 'ash'), await participants(world, 'ash', laterCohort)]).toEqual([[], [id]]);
    expectEverybodyFound(world);
  });

  test('is found still when their place went to a colleague, who is found too', async () => {
    const world = await openWorld();
    const id = await enrolled(world, 'Ash');
    await world.jumpTo('2026-10-20T09:00:00Z');
    await replaceParticipant(world.deps, id, { name: 'Cleo New', email: 'cleo@ash.example.org', note, by });
    const nominationId = (await factsOf(world, id)).replacement?.nominationId ?? '';
    expect(await nominations(world, 'cleo')).toEqual([nominationId]);
    await answerPromise(world.deps, nominationId, { role: 'nominee', state: 'given', reason: '', textVersion: '1' });
    await world.settle();
    expect(await participants(world, 'cleo')).toEqual([participantIdFor(nominationId)]);
    expect(await participants(world, 'teacher ash')).toEqual([id]);
    expectEverybodyFound(world);
  });

  test('is found as both records when two became one, until one of them is erased', async () => {
    const world = await openWorld();
    const id = await enrolled(world, 'Ash');
    const duplicate = await enrolled(world, 'Birch');
    expect(await mergeParticipants(world.deps, id, { duplicate, note, by })).toBe('merged');
    expect(await participants(world, 'birch')).toEqual([duplicate]);
    expect(await eraseRecord(world.deps, { kind: 'participant', id: duplicate }, { reason: 'asked', by })).toBe(
      'erased',
    );
    expect(await participants(world, 'birch')).toEqual([]);
    expectEverybodyFound(world);
  });
});

test('the other of a pair is found by a corrected name, by the colleague who takes the place, and by nobody who was erased', async () => {
  const world = await openGroup();
  const { members } = await enrolPair(world, 'Quetzal');
  const [first, second] = members;
  await correctPerson(world.deps, first, {
    role: 'participant',
    name: 'Jane Roe',
    email: 'jane@q.example.org',
    note,
    by,
  });
  expect((await participants(world, 'roe', groupId)).sort()).toEqual([...members].sort());
  expectEverybodyFound(world);
  await replaceParticipant(world.deps, first, { name: 'Cleo New', email: 'cleo@q.example.org', note, by });
  const nominationId = (await factsOf(world, first)).replacement?.nominationId ?? '';
  await answerPromise(world.deps, nominationId, { role: 'nominee', state: 'given', reason: '', textVersion: '1' });
  await world.settle();
  const colleague = participantIdFor(nominationId);
  expect((await participants(world, 'cleo', groupId)).sort()).toEqual([second, colleague].sort());
  expectEverybodyFound(world);
  await withdrawParticipant(world.deps, colleague, { reason: 'other', note, by });
  await eraseRecord(world.deps, { kind: 'participant', id: colleague }, { reason: 'asked', by });
  expect(await participants(world, 'cleo', groupId)).toEqual([]);
  expectEverybodyFound(world);
});
