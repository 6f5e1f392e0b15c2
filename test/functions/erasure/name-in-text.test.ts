import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNamedIn, nameTakenOut, takeNameOut } from '../../../functions/erasure/name-in-text.ts';

const sian = { name: 'Siân O’Neil-Smith', email: 'sian@example.org' };
const x = nameTakenOut;

test.each([
  ['Siân O’Neil-Smith is away until May.', `${x} is away until May.`],
  ['SIÂN  O’NEIL-SMITH and sian o’neil-smith', `${x} and ${x}`],
  ['Write to Sian@Example.org, not to Sian O’Neil-Smith.', `Write to ${x}, not to ${x}.`],
  ['Mrs O’Neil-Smith asked; Siân’s class follows.', `Mrs ${x} asked; ${x}’s class follows.`],
  ['The siant and the Siânas are others.', 'The siant and the Siânas are others.'],
])('in a note about their own school %j is %j', (text, without) => {
  expect(takeNameOut(text, sian, true)).toBe(without);
});

test('elsewhere a part of a name is anybody’s, and stays', () => {
  expect(takeNameOut('Siân Jones and Siân O’Neil-Smith came.', sian, false)).toBe(`Siân Jones and ${x} came.`);
  expect(isNamedIn('Siân Jones came.', sian, false)).toBe(false);
});

test('a word that is not written as a name stays', () => {
  const may = { name: 'May Will', email: 'may@example.org' };
  expect(takeNameOut('We may do it in spring, and will tell May.', may, true)).toBe(
    `We may do it in spring, and will tell ${x}.`,
  );
});

test('whatever a name and a text are, the whole name is not in it any more, and a second time changes nothing', () => {
  const words = fc.stringMatching(/^[A-Z][a-zA-Zé.*+?()[\]'’-]{2,8}$/);
  fc.assert(
    fc.property(
      words,
      words,
      fc.array(fc.oneof(words, fc.string({ maxLength: 6 })), { maxLength: 6 }),
      (a, b, around) => {
        const named = { name: `${a} ${b}`, email: 'x@example.org' };
        const without = takeNameOut([...around, a, b, ...around].join(' '), named, true);
        expect(without).not.toContain(`${a} ${b}`);
        expect(takeNameOut(without, named, true)).toBe(without);
      },
    ),
  );
});
