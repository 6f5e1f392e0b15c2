import { describe, expect, it } from 'vitest';
import { checkPage, firstOpenPage, readCompleteForm } from '../../../functions/nominations/nomination-form.ts';
import { emailHash, normaliseEmail } from '../../../functions/nominations/normalise-email.ts';
import { completeForm } from '../site/nominating.ts';

describe('an address, for comparing', () => {
  it.each([
    [' Ada.Lovelace@School.Example ', 'ada.lovelace@school.example'],
    ['ada+maths@school.example', 'ada@school.example'],
    ["o'neil@school.example", "o'neil@school.example"],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ADA@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['+tag@school.example', '+tag@school.example'],
  ])('"%s" is "%s"', (typed, normal) => {
    expect(normaliseEmail(typed)).toBe(normal);
  });

  it('is told from another one by its hash, which does not hold it', () => {
    expect(emailHash('Ada+x@school.example')).toBe(emailHash('ada@school.example'));
    expect(emailHash('ada@school.example')).not.toBe(emailHash('bob@school.example'));
    expect(emailHash('ada@school.example')).not.toContain('ada');
  });
});

describe('the form', () => {
  it('is open at its first page that is not answered, and complete when there is none', () => {
    const { school, found, you } = completeForm;
    expect(firstOpenPage('lead-teacher', {})).toBe('school');
    expect(firstOpenPage('lead-teacher', { school, found, you })).toBe('nominee');
    expect(firstOpenPage('lead-teacher', completeForm)).toBeUndefined();
  });

  it('takes the nominator as head where they say so', () => {
    const head = { headIs: 'me', headName: 'Left over', headEmail: 'left@over.example' };
    const leader = { subjectLeadAware: 'no' };
    expect(readCompleteForm('lead-teacher', { ...completeForm, head, 'subject-leader': leader })).toMatchObject({
      head: { name: 'Nora Nominator', email: 'nora@school.example' },
      headIsNominator: true,
      subjectLeadAware: false,
    });
  });

  it('lets people nominate themselves, since somebody else is the head', () => {
    const nominee = { ...completeForm.nominee, nomineeEmail: completeForm.you.yourEmail };
    expect(firstOpenPage('lead-teacher', { ...completeForm, nominee })).toBeUndefined();
  });

  it('asks for another address on the page where head and nominee come to share one', () => {
    const asHead = { headIs: 'me', headName: '', headEmail: '' };
    const saved = { ...completeForm, head: asHead };
    const nominee = { ...completeForm.nominee, nomineeEmail: 'Nora+me@school.example' };
    const checked = checkPage('nominee', 'lead-teacher', nominee, saved);
    expect(checked.ok ? {} : Object.keys(checked.errors)).toEqual(['nomineeEmail']);
    const head = checkPage('head', 'lead-teacher', asHead, { ...completeForm, nominee });
    expect(head.ok ? {} : Object.keys(head.errors)).toEqual(['headIs']);
    expect(readCompleteForm('lead-teacher', { ...saved, nominee })).toBeUndefined();
  });

  it('is not complete when a saved page no longer stands', () => {
    expect(
      readCompleteForm('lead-teacher', {
        ...completeForm,
        found: { urn: '1', schoolName: '', place: '', reasons: '' },
      }),
    ).toBeUndefined();
  });

  it.each([
    ["O'Neil", true],
    ['Ng', true],
    ['Ó', true],
    ['محمد', true],
    ['', false],
    ['a'.repeat(101), false],
    ['<script>', false],
    ['see https://spam.example', false],
    ['ada@school.example', false],
  ])('takes "%s" as a name: %s', (yourName, ok) => {
    expect(checkPage('you', 'lead-teacher', { ...completeForm.you, yourName }, {}).ok).toBe(ok);
  });

  it.each([
    ["o'neil@school.example", true],
    ['a.b+c@sub.school.example', true],
    ['ada@bücher.example', true],
    [`${'a'.repeat(64)}@school.example`, true],
    [`${'a'.repeat(65)}@school.example`, false],
    [`a@${'b'.repeat(250)}.example`, false],
    ['ada@school', false],
    ['ada school@school.example', false],
    ['ada@school..example', false],
    ['ada@school.example/path', false],
    ['ada@[127.0.0.1]', false],
    ['ädа@school.example', false],
    ['ada.@school.example', false],
    ['ada@school.example\nbcc: x@y.example', false],
  ])('takes "%s" as an address: %s', (yourEmail, ok) => {
    expect(checkPage('you', 'lead-teacher', { ...completeForm.you, yourEmail }, {}).ok).toBe(ok);
  });
});
