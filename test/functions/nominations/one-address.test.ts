import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { emailHash, normaliseEmail } from '../../../functions/nominations/normalise-email.ts';
import { checkForm, emailAddress, personName } from '../../../functions/web/fields.ts';

const form = v.object({ name: personName('the nominee’s'), email: emailAddress('the nominee’s') });

/** The message at the address, and nothing where it is taken. */
function refusalOf(email: string): string | undefined {
  const checked = checkForm(form, { name: 'Li Ng', email });
  return checked.ok ? undefined : checked.errors.email;
}

describe('two ways of typing one address (case 17)', () => {
  test.each([
    ['another case and space around it', '  A.ONeil@School.Example.ORG ', 'a.oneil@school.example.org'],
    ['a tag', 'a.oneil+maths@school.example.org', 'a.oneil@school.example.org'],
    ['an international domain in its ASCII form', 'a.oneil@schüle.example.org', 'a.oneil@xn--schle-mva.example.org'],
  ])('are known to be one mailbox: %s', (_, typed, same) => {
    expect(normaliseEmail(typed)).toBe(same);
    expect(emailHash(typed)).toBe(emailHash(same));
  });

  test('are two mailboxes where the name before the @ differs by an apostrophe', () => {
    expect(emailHash("o'neil@school.example.org")).not.toBe(emailHash('oneil@school.example.org'));
  });

  test('are stored as typed, as a name of two letters and an apostrophe are', () => {
    const typed = { name: 'Siân O’Neil', email: "Sian.O'Neil+Maths@School.Example.org" };
    expect(checkForm(form, typed)).toEqual({ ok: true, value: typed });
    expect(refusalOf("o'neil@schüle.example.org")).toBeUndefined();
  });

  test('are refused with a reason where no mail system takes them', () => {
    expect(refusalOf(`${'a'.repeat(320)}@school.example.org`)).toBe(
      'The nominee’s email address must be 254 characters or fewer',
    );
    expect(refusalOf('a b@school.example.org')).toContain('in the correct format');
  });
});
