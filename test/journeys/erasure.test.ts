import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { participant } from '../../functions/domain/participant.ts';
import { eraseRecord } from '../../functions/erasure/erase-record.ts';
import { readStatistics } from '../../functions/erasure/statistics.ts';
import { emailHash } from '../../functions/nominations/normalise-email.ts';
import { addNote } from '../../functions/notes/add-note.ts';
import { confirmDetails } from '../../functions/participants/confirm-details.ts';
import { logInSchoolDay } from '../../functions/participants/log-in-school-day.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { key, partition } from '../../functions/platform/keys.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, nominate, openWorld, sampleCohort } from '../local/world/people.ts';
import { attend, factsOf, membersOf, placesTaken } from './people-world.ts';
import { enrolPair, openGroup } from './work-group-world.ts';

const by = 'sample-admin';
const erasure = { reason: 'asked', by } as const;
/** The name is in that of the school and in every address; no word of the programme's has it. */
const name = 'Quetzal';
const theirs = /quetzal/i;

const everything = (world: InMemoryWorld) => world.backUp().map((item) => JSON.stringify(item));
const running = (world: InMemoryWorld, id: string) =>
  world.executions.list().filter((each) => each.name.startsWith(`${id}-`) && each.status === 'RUNNING');
const withdraw = (world: InMemoryWorld, id: string) =>
  withdrawParticipant(world.deps, id, { reason: 'other', note: `${name} has left`, by });

describe('a participant who is erased', () => {
  let world: InMemoryWorld;
  let id: string;
  let nominationId: string;
  beforeEach(async () => {
    world = await openWorld();
    id = await enrolled(world, name);
    await enrolled(world, 'Ash');
    ({ nominationId } = await factsOf(world, id));
    await confirmDetails(world.deps, id, { name: `Teacher ${name}`, needs: `${name} needs a ramp` });
    await attend(world, id, 'launch');
    const words = `${name} taught fractions`;
    await logInSchoolDay(world.deps, id, {
      id: 'day',
      date: '2026-10-01',
      amount: 0.5,
      activity: words,
      reflection: words,
    });
    await addNote(world.deps, { kind: 'participant', id, noteId: 'note-of-theirs', text: `${name} telephoned`, by });
    await world.settle();
  });

  test('is in no item of the table any more, under no name, address, school or word of theirs', async () => {
    expect(everything(world).filter((item) => theirs.test(item)).length).toBeGreaterThan(5);
    await withdraw(world, id);
    expect(await eraseRecord(world.deps, { kind: 'participant', id }, erasure)).toBe('erased');
    expect(everything(world).filter((item) => theirs.test(item))).toEqual([]);
    await world.jumpTo('2028-09-30T09:00:00Z');
    expect(
      everything(world).filter((item) => theirs.test(item) || item.includes(emailHash(`teacher@${name}.example.org`))),
    ).toEqual([]);
  });

  test('has no execution that runs, of theirs or their nomination’s, and none begins', async () => {
    await withdraw(world, id);
    expect(running(world, id)).toHaveLength(1);
    await eraseRecord(world.deps, { kind: 'participant', id }, erasure);
    await world.settle();
    expect([...running(world, id), ...running(world, nominationId)]).toEqual([]);
    const before = world.executions.list().length;
    await world.sweep();
    await world.jumpTo('2028-09-30T09:00:00Z');
    const later = world.executions.list().slice(before);
    expect(later.filter((each) => each.name.startsWith(id) || each.name.startsWith(nominationId))).toEqual([]);
    expect(world.executions.list().filter(({ status }) => status !== 'RUNNING' && status !== 'SUCCEEDED')).toEqual([]);
  });

  test('has none that sleeps on either where it began to wait in the very moment of the erasure', async () => {
    await withdraw(world, id);
    // Between what the erasure read and what it writes, the execution hears of the withdrawal and waits anew.
    let isFirst = true;
    const table = new Proxy(world.table, {
      get: (target, property, receiver) => {
        const value = Reflect.get(target, property, receiver);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          if (property === 'queryKinds' && isFirst) {
            isFirst = false;
            await world.settle();
          }
          return value.apply(target, given);
        };
      },
    });
    await eraseRecord({ ...world.deps, table }, { kind: 'participant', id }, erasure);
    await world.settle();
    expect(isFirst).toBe(false);
    expect(running(world, id)).toEqual([]);
  });

  test('is sent nothing more, also what was on its queue', async () => {
    await withdraw(world, id);
    const sent = world.mailer.mails.length;
    // The withdrawal's own e-mails are planned and queued; the mailer comes to them after the erasure.
    world.beforeDelivery = async () => {
      world.beforeDelivery = undefined;
      await eraseRecord(world.deps, { kind: 'participant', id }, erasure);
    };
    await world.settle();
    await world.jumpTo('2028-09-30T09:00:00Z');
    expect(world.mailer.mails.slice(sent).filter(({ to, tags }) => theirs.test(to) || tags.subject === id)).toEqual([]);
    expect(await world.table.queryAll({ pk: partition.subject('participant', id), prefix: 'E#PROMPT#' })).toEqual([]);
  });

  test('takes nothing from anybody else', async () => {
    await withdraw(world, id);
    await world.settle();
    const others = () => everything(world).filter((item) => /ash/i.test(item) && !item.includes(id));
    const before = others();
    await eraseRecord(world.deps, { kind: 'participant', id }, erasure);
    expect(others()).toEqual(before);
  });

  test('leaves figures that say nothing of them, counted once however often it is done', async () => {
    await withdraw(world, id);
    for (let n = 0; n < 3; n += 1) await eraseRecord(world.deps, { kind: 'participant', id }, erasure);
    expect(await readStatistics(world.table, sampleCohort)).toMatchObject({
      participants: 1,
      nominations: 1,
      endings: { withdrawn: 1, 'nomination accepted': 1 },
      days: { central: 0.5 },
      sessionsAttended: 1,
    });
    expect(await membersOf(world, sampleCohort)).toHaveLength(1);
    expect(await placesTaken(world)).toBe(1);
  });

  test('leaves lines of the record: what was done, when and by whom, and no word of why', async () => {
    await withdraw(world, id);
    await eraseRecord(world.deps, { kind: 'participant', id }, erasure);
    const lines = await world.table.queryAll({ pk: partition.subject('participant', id), prefix: 'LOG#' });
    expect(lines.length).toBeGreaterThan(2);
    const withWords = lines.filter((line) => 'why' in line || 'from' in line || 'to' in line);
    expect(withWords).toMatchObject([{ what: 'erased', why: 'They asked for it', by }]);
    expect(lines.find(({ what }) => what === 'withdrawn')).toMatchObject({ by, logOf: sampleCohort });
  });

  test('is refused while they take part', async () => {
    const before = everything(world);
    expect(await eraseRecord(world.deps, { kind: 'participant', id }, erasure)).toBe('still-active');
    expect(await eraseRecord(world.deps, { kind: 'nomination', id: nominationId }, erasure)).toBe('still-active');
    expect(await eraseRecord(world.deps, { kind: 'participant', id: 'NOBD2345' }, erasure)).toBe('unknown');
    expect(everything(world)).toEqual(before);
  });

  test('that stopped half-way is gone through again', async () => {
    await withdraw(world, id);
    await world.settle();
    const stops = { ...world.deps, table: stoppingAfter(world, 6) };
    await expect(eraseRecord(stops, { kind: 'participant', id }, erasure)).rejects.toThrow('stopped');
    expect(await eraseRecord(world.deps, { kind: 'participant', id }, erasure)).toBe('erased');
    expect(everything(world).filter((item) => theirs.test(item))).toEqual([]);
    expect((await readStatistics(world.table, sampleCohort)).participants).toBe(1);
    expect(await world.table.get(key.driven('participant', id), participant)).toMatchObject({ erased: { done: true } });
  });
});

test('a nomination that came to nothing is erased by itself', async () => {
  const world = await openWorld();
  const id = await nominate(world, name, { nominee: { nomineeEmail: 'teacher@quetzal.example.org' } });
  expect(await eraseRecord(world.deps, { kind: 'nomination', id }, erasure)).toBe('still-active');
  await world.jumpTo('2027-09-30T09:00:00Z');
  expect(await eraseRecord(world.deps, { kind: 'nomination', id }, erasure)).toBe('erased');
  expect(everything(world).filter((item) => theirs.test(item))).toEqual([]);
});

test('of a pair one is erased, and the other keeps their record, their nomination and their school', async () => {
  const world = await openGroup();
  const { id, members } = await enrolPair(world, name);
  const [first, second] = members;
  await withdraw(world, first);
  await world.settle();
  expect(await eraseRecord(world.deps, { kind: 'participant', id: first }, erasure)).toBe('erased');
  const left = everything(world);
  expect(left.filter((item) => /first quetzal|first@quetzal/i.test(item))).toEqual([]);
  expect(left.filter((item) => /second quetzal/i.test(item)).length).toBeGreaterThan(1);
  await withdraw(world, second);
  await world.settle();
  expect(await eraseRecord(world.deps, { kind: 'participant', id: second }, erasure)).toBe('erased');
  expect(everything(world).filter((item) => /(first|second|nominator|head) quetzal|@quetzal/i.test(item))).toEqual([]);
  expect(await world.table.get(key.driven('nomination', id), v.pick(participant, ['erased']))).toMatchObject({
    erased: { done: true },
  });
});

/** The table until so many writes were made: then the process dies. */
function stoppingAfter(world: InMemoryWorld, writes: number): InMemoryWorld['table'] {
  let left = writes;
  return new Proxy(world.table, {
    get: (table, property, receiver) => {
      const value = Reflect.get(table, property, receiver);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        if (property === 'write' || property === 'transact') {
          left -= 1;
          if (left < 0) throw new Error('stopped');
        }
        return value.apply(table, given);
      };
    },
  });
}
