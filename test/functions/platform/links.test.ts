import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Link, type LinkKeys, linkPurposes, readLink, signLink } from '../../../functions/platform/links.ts';

const keys: LinkKeys = { current: '2', keys: { '1': 'an older key', '2': 'the present key' } };
const link: Link = { purpose: 'participant', subject: 'PRBE2345', epoch: 3, expiresAt: '2026-05-01T09:00:00.000Z' };
const now = '2026-03-02T09:00:00.000Z';

describe('a link', () => {
  test('is read as it was made', () => {
    expect(readLink(keys, signLink(keys, link), ['participant'], now)).toEqual({ ok: true, link });
  });

  test('is useless for another purpose', () => {
    expect(readLink(keys, signLink(keys, link), ['head-promise'], now)).toEqual({ ok: false, why: 'forged' });
  });

  test('is expired after its time, and then still says what it was for', () => {
    expect(readLink(keys, signLink(keys, link), ['participant'], '2026-05-01T09:00:01.000Z')).toEqual({
      ok: false,
      why: 'expired',
      link,
    });
  });

  test('made with an older key is still read, and with a key that is gone is not', () => {
    const token = signLink({ ...keys, current: '1' }, link);
    expect(readLink(keys, token, ['participant'], now).ok).toBe(true);
    expect(readLink({ current: '2', keys: { '2': 'the present key' } }, token, ['participant'], now)).toEqual({
      ok: false,
      why: 'forged',
    });
  });

  test('has only characters that survive in an address', () => {
    expect(signLink(keys, link)).toMatch(/^[\w-]+\.[\w-]+$/);
  });

  test('is forged once any character of it is another', () => {
    const token = signLink(keys, link);
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'abcXYZ019-_.'), (at, character) => {
        fc.pre(token[at] !== character);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        const read = readLink(keys, changed, linkPurposes, now);
        // The last character of base64url may carry bits that no byte holds.
        return !read.ok || at === token.length - 1;
      }),
    );
  });

  test('that somebody made up is forged, whatever it is', () => {
    fc.assert(fc.property(fc.string(), (token) => !readLink(keys, token, linkPurposes, now).ok));
  });
});
