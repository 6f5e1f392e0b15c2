import { expect, test } from 'vitest';
import { addNote, readNotes } from '../../../functions/notes/add-note.ts';
import { aParticipant } from '../../support/factories.ts';
import { FunctionsWorld } from '../../support/functions-world.ts';

const ada = aParticipant({ id: 'ADAA2345' });
const written = {
  kind: 'participant',
  id: ada.id,
  noteId: 'note-number-1',
  text: 'Rang the school.',
  by: 'sample-admin',
} as const;

async function withAda(): Promise<FunctionsWorld> {
  const world = new FunctionsWorld('2027-03-09T10:00:00.000Z');
  await world.putDriven(ada);
  return world;
}

test('a note is kept once, however often its form is sent', async () => {
  const world = await withAda();
  expect(await addNote(world.deps, written)).toBe('added');
  world.pass(60_000);
  expect(await addNote(world.deps, written)).toBe('added');
  expect(await readNotes(world.table, 'participant', ada.id)).toEqual([
    { noteId: 'note-number-1', text: 'Rang the school.', by: 'sample-admin', at: '2027-03-09T10:00:00.000Z' },
  ]);
});

test('the newest note comes first', async () => {
  const world = await withAda();
  await addNote(world.deps, { ...written, noteId: 'z-first-of-all' });
  world.pass(60_000);
  await addNote(world.deps, { ...written, noteId: 'a-second-one', text: 'They rang back.' });
  const notes = await readNotes(world.table, 'participant', ada.id);
  expect(notes.map(({ text }) => text)).toEqual(['They rang back.', 'Rang the school.']);
});

test('a note wakes no journey and changes no fact', async () => {
  const world = await withAda();
  const before = await world.facts('participant', ada.id);
  await addNote(world.deps, written);
  expect(await world.facts('participant', ada.id)).toEqual(before);
});

test('nothing is kept about nobody', async () => {
  const world = await withAda();
  const before = world.everything();
  expect(await addNote(world.deps, { ...written, id: 'WHAT2345' })).toBe('unknown');
  expect(world.everything()).toBe(before);
});

test('the log of a note holds none of its words', async () => {
  const world = await withAda();
  await addNote(world.deps, written);
  expect(world.logged.join()).toContain('note added');
  expect(world.logged.join()).not.toContain('Rang');
});
