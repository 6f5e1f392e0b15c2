import { describe, expect, it } from 'vitest';
import { linkPurposes, readLink } from '../../../functions/platform/links.ts';
import { promptLinks } from '../../../functions/prompts/prompt-links.ts';
import { cohort, samplePeople } from './fixtures.ts';

const keys = { current: 'a', keys: { a: 'a key of the tests' } };
const now = '2026-10-06T15:00:00.000Z';

function linksFor(role: 'participant' | 'head' | 'lead') {
  const contact = role === 'lead' ? cohort.lead : samplePeople[role];
  if (!contact) throw new TypeError(`The sample people have no ${role}`);
  const subject = { kind: 'participant', id: 'PARTABCD' } as const;
  return promptLinks({
    siteUrl: 'https://site.example',
    keys,
    subject,
    cohort,
    role,
    contact: { ...contact, linkEpoch: 2 },
    now,
  });
}

function tokenOf(url: string): string {
  return new URL(url).pathname.split('/')[2] ?? '';
}

describe('the links of a letter', () => {
  it('are the recipient’s own: their purpose, subject and epoch, for 60 days', () => {
    const read = readLink(keys, tokenOf(linksFor('participant').participantPage('in-school')), linkPurposes, now);
    expect(read).toEqual({
      ok: true,
      link: { purpose: 'participant', subject: 'PARTABCD', epoch: 2, expiresAt: '2026-12-05T15:00:00.000Z' },
    });
  });

  it('lead to the page below one’s own', () => {
    expect(linksFor('participant').participantPage('check-in/central-1')).toMatch(
      /^https:\/\/site\.example\/me\/[\w-]+\.[\w-]+\/check-in\/central-1$/,
    );
  });

  it('of a lead are about the cohort', () => {
    const read = readLink(keys, tokenOf(linksFor('lead').leadPage()), ['lead'], now);
    expect(read).toMatchObject({ ok: true, link: { subject: cohort.id } });
  });

  it('are refused to anybody but their owner, whatever a template asks for', () => {
    expect(() => linksFor('head').participantPage()).toThrow('not for a head');
    expect(() => linksFor('lead').undoWithdrawal()).toThrow('not for a lead');
    expect(() => linksFor('participant').leadPage()).toThrow('not for a participant');
  });
});
