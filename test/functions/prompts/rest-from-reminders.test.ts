import { describe, expect, it } from 'vitest';
import { allMails, composeSample } from '../../../scripts/mails/all-mails.ts';
import type { SampleMail } from '../../../scripts/mails/sample-mails.ts';

const compose = composeSample('https://throughline.example', 'a key of the tests');
const samples = allMails();
const endOfTerm = '2026-07-21T23:00:00.000Z';
const notice = 'Reminders are on again: you had turned them off until Tuesday 21 July 2026.';

/** A sample whose recipient had turned reminders off until the end of the summer term. */
function afterRest(name: string): SampleMail {
  const found = samples.find((sample) => sample.name === name);
  if (!found) throw new Error(`There is no sample "${name}"`);
  const contact = { ...found.sendable.contact, nudgesOffUntil: endOfTerm };
  return { ...found, sendable: { ...found.sendable, contact } };
}

const textOf = async (sample: SampleMail) => (await compose(sample)).text.replaceAll(/\s+/g, ' ');

describe('after somebody’s rest from reminders', () => {
  it('the first of them says that they are back, and leads to where they are turned off (case 40)', async () => {
    const text = await textOf(afterRest('session-prep.participant.central-1'));
    expect(text).toContain(notice);
    expect(text).toContain('Choose which reminders you get: https://throughline.example/preferences/');
  });

  it('the next ones say nothing of it any more (case 40)', async () => {
    const sample = afterRest('session-prep.participant.central-1');
    const { subject, row } = sample.sendable;
    if (subject.kind !== 'participant') throw new Error('It is about a participant');
    const earlier = {
      ...row,
      anchor: 'session:launch',
      state: 'delivered',
      acceptedAt: '2026-09-03T08:00:00Z',
    } as const;
    const told = { ...subject, view: { ...subject.view, prompts: [earlier] } };
    expect(await textOf({ ...sample, sendable: { ...sample.sendable, subject: told } })).not.toContain(notice);
  });

  it('what could never be turned off says nothing of it (cases 39 and 40)', async () => {
    expect(await textOf(afterRest('session-reminder.participant.central-1'))).not.toContain(notice);
  });
});
