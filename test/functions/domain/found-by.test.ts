import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { foundBy, isFoundBy } from '../../../functions/domain/found-by.ts';
import { people } from '../../../functions/domain/people.ts';

const record = { id: 'ADAA2345', schoolName: 'St. Mary’s School', schoolUrn: '123456' };
const named = (name: string, email = 'a.teacher@school.example.org') =>
  foundBy(record, v.parse(people, { participant: { name, email } }));

describe('somebody is found', () => {
  test.each([
    ['a name in any case', 'Siân Sample', 'SAMPLE'],
    ['a name without its accents', 'Siân Sample', 'sian'],
    ['a name with an accent that it has not', 'Zoe Sample', 'Zoë'],
    ['a letter that has no accent to take off', 'Jørgen Weiß', 'jorgen weiss'],
    ['a name without its apostrophe', 'Maeve O’Neil', 'oneil'],
    ['another kind of apostrophe', 'Maeve O’Neil', "o'neil"],
    ['what stands behind the apostrophe', 'Maeve O’Neil', 'neil'],
    ['either half of a double name', 'Amy Smith-Jones', 'jones'],
    ['a double name without its hyphen', 'Amy Smith-Jones', 'smith jones'],
    ['a double name with a hyphen that it has not', 'Amy Smith Jones', 'smith-jones'],
    ['the surname first', 'Ada Sample', 'sample, ada'],
    ['the beginnings of both names', 'Ada Sample', 'ad sa'],
    ['a name and a school', 'Ada Sample', 'ada mary'],
    ['a school', 'Ada Sample', 'st marys'],
    ['a whole address', 'Ada Sample', 'A.Teacher@school.example.org'],
    ['where an address is', 'Ada Sample', '@school.example'],
    ['a URN', 'Ada Sample', '123456'],
    ['a reference', 'Ada Sample', 'adaa2345'],
  ])('by %s', (_, name, typed) => {
    expect(isFoundBy(named(name), typed)).toBe(true);
  });

  test.each([
    ['the middle of a word', 'Oliver Sample', 'liv'],
    ['words of which one is not there', 'Ada Sample', 'ada other'],
    ['the address of somebody whose number goes on', 'Ada Sample', 'teacher-5@example.org'],
    ['signs alone', 'Ada Sample', '-, …'],
  ])('by no %s', (_, name, typed) => {
    expect(isFoundBy(named(name, 'teacher-57@example.org'), typed)).toBe(false);
  });

  test('by each word of whatever name they have, as it is written, in capitals, or without accents', () => {
    const letters = [..."abcxyzABCXYZéÉñÑçÇøØßłŁŵŷ王李'’-"];
    const word = fc
      .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 })
      .filter((text) => /\p{L}/u.test(text));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const found = named(words.join(' '));
        for (const each of words) {
          expect(isFoundBy(found, each)).toBe(true);
          expect(isFoundBy(found, each.toUpperCase())).toBe(true);
          expect(isFoundBy(found, each.normalize('NFD').replace(/\p{M}/gu, ''))).toBe(true);
        }
      }),
    );
  });
});
