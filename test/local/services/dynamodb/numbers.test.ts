import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNumbers,
  compareNumbers,
  countDigits,
  InvalidNumber,
  normaliseNumber,
  subtractNumbers,
} from '../../../../local/services/dynamodb/numbers.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: -12, max: 12 }))
  .map(([coefficient, exponent]) => ({ coefficient, exponent, text: normaliseNumber(`${coefficient}e${exponent}`) }));

/** The number as an integer count of 1E-12. */
function scaled({ coefficient, exponent }: { coefficient: bigint; exponent: number }): bigint {
  return coefficient * 10n ** BigInt(exponent + 12);
}

describe('numbers', () => {
  for (const [given, canonical] of [
    ['1.50', '1.5'],
    ['-0', '0'],
    ['0.000', '0'],
    ['007', '7'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1E3', '1000'],
    ['-12.5e-1', '-1.25'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
  ] as const)
    it(`have one form: ${given} is ${canonical}`, () => {
      expect(normaliseNumber(given)).toBe(canonical);
    });

  for (const text of ['', ' 1', '1 ', '+1', '0x10', 'NaN', 'Infinity', '1e', '1,5', '--1', '.', '1e1.5'])
    it(`are not "${text}"`, () => {
      expect(() => normaliseNumber(text)).toThrow(InvalidNumber);
    });

  it('are compared, added and subtracted exactly', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(Math.sign(compareNumbers(a.text, b.text))).toBe(
          scaled(a) < scaled(b) ? -1 : scaled(a) > scaled(b) ? 1 : 0,
        );
        expect(addNumbers(a.text, b.text)).toBe(normaliseNumber(`${scaled(a) + scaled(b)}e-12`));
        expect(subtractNumbers(a.text, b.text)).toBe(normaliseNumber(`${scaled(a) - scaled(b)}e-12`));
      }),
    );
  });

  it('are measured by their significant digits', () => {
    expect(['0', '1', '-10', '0.0010', '1200.5', '100'].map(countDigits)).toEqual([0, 1, 1, 1, 5, 1]);
  });
});
