import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import {
  builtInRules,
  certificateLinkRule,
  optOutSavedRule,
  privacyChangedRule,
  signInCodeRule,
} from '../../../functions/domain/built-in-mails.ts';
import { rolesWithPreferences } from '../../../functions/domain/people.ts';
import { linkPurposes, readLink } from '../../../functions/platform/links.ts';
import type { OutgoingMail } from '../../../functions/platform/mail.ts';
import { addresseeSubject } from '../../../functions/prompts/addressee.ts';
import { templateKeys } from '../../../functions/prompts/templates/template-keys.ts';
import { allMails, composeSample } from '../../../scripts/mails/all-mails.ts';
import { group } from '../../../scripts/mails/group-mails.ts';
import { programme } from '../../../scripts/mails/sample-facts.ts';
import type { SampleMail } from '../../../scripts/mails/sample-mails.ts';
import { axeViolations } from '../../support/axe.ts';
import { coverOfParts } from '../../support/html-parts.ts';

const site = 'https://throughline.example';
const keys = { current: 'sample', keys: { sample: 'a key of the tests' } };
const compose = composeSample(site, keys.keys.sample);

const samples = allMails();
/** What is about a Work Group is in its own programme; the rest of that is the same e-mails. */
const ofGroups = group.programme.prompts.filter(({ subject }) => subject === 'work-group');
const mails: { sample: SampleMail; mail: OutgoingMail }[] = [];
for (const sample of samples) mails.push({ sample, mail: await compose(sample) });

type Node = DefaultTreeAdapterTypes.Node;

/** A mail program shows the mail inside a page of its own, which has the landmarks. */
const rulesForPages = ['landmark-one-main', 'region'];

/** The words that a reader of the HTML sees, and the addresses that it links to. */
function readHtml(html: string): { words: string; hrefs: string[] } {
  const words: string[] = [];
  const hrefs: string[] = [];
  const visit = (node: Node): void => {
    if (node.nodeName === 'head') return;
    if ('value' in node) words.push(node.value);
    if ('attrs' in node) hrefs.push(...node.attrs.filter(({ name }) => name === 'href').map(({ value }) => value));
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(parse(html));
  return { words: words.join(' ').replaceAll(/\s+/g, ' '), hrefs };
}

/** Every figure, date and time of a text, without the addresses in it. */
function figures(text: string): string[] {
  return [...new Set(text.replaceAll(/https?:\S+/g, '').match(/[\d.:,]*\d(am|pm)?/g) ?? [])].sort();
}

function each(check: (mail: OutgoingMail, sample: SampleMail) => void): void {
  for (const { sample, mail } of mails) check(mail, sample);
}

describe('every e-mail', () => {
  it('is written for every send and recipient of the programme, by a template that has no other use', () => {
    const wanted = [
      ...[...programme.prompts, ...ofGroups].flatMap(({ key, sends }) =>
        sends.flatMap(({ to }, ordinal) => to.map((role) => `${key} ${ordinal} ${role}`)),
      ),
      ...programme.digests.map(({ key, to }) => `${key} 0 ${to}`),
      `${signInCodeRule.key} 0 lead`,
      ...['participant', 'head'].map((role) => `${certificateLinkRule.key} 0 ${role}`),
      `${privacyChangedRule.key} 0 participant`,
      ...rolesWithPreferences.map((role) => `${optOutSavedRule.key} 0 ${role}`),
    ];
    const written = samples.map(({ sendable: { row } }) => `${row.prompt} ${row.ordinal} ${row.role}`);
    expect([...new Set(written)].sort()).toEqual(wanted.sort());
    const named = [...programme.prompts, ...ofGroups, ...programme.digests, ...builtInRules].map(
      ({ template }) => template,
    );
    expect([...new Set(Object.values(templateKeys).flat())].sort()).toEqual([...new Set(named)].sort());
  });

  it('is there for every key of the catalogue', () => {
    const upTo = (letter: string, last: number) => Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
    const catalogue = [
      ...upTo('N', 11),
      ...upTo('J', 3),
      ...upTo('S', 11),
      ...upTo('I', 3),
      ...upTo('Y', 6),
      ...upTo('C', 8),
      ...upTo('P', 4),
      ...upTo('R', 3),
      ...upTo('W', 8),
    ];
    const written = new Set(samples.map(({ code }) => code));
    expect(catalogue.filter((code) => !written.has(code))).toEqual([]);
  });

  it('that stands for several has each of them, greets once, and can be turned off with one click', () => {
    const together = mails.filter(({ sample }) => sample.others !== undefined);
    expect(together).toHaveLength(1);
    for (const { sample, mail } of together) {
      const own = mails.filter(
        ({ sample: { sendable, others } }) =>
          others === undefined &&
          [sample.sendable, ...(sample.others ?? [])].some(
            ({ row }) => row.prompt === sendable.row.prompt && row.anchor === sendable.row.anchor,
          ),
      );
      expect(own).toHaveLength(2);
      for (const { mail: alone } of own) expect(mail.text).toContain(alone.text.split('\n')[0]);
      expect(mail.text.match(/Dear /g)).toHaveLength(1);
      expect(mail.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    }
  });

  it('says nothing that a fault of ours would leave in it', () => {
    each(({ subject, text, html }, { name }) => {
      for (const part of [subject, text, readHtml(html).words])
        expect.soft(part, name).not.toMatch(/undefined|null|NaN|\[object|Invalid Date|\{\w*\}|Infinity/);
      expect.soft(text, name).not.toMatch(/[^\w]0\.5 days|\(UK time\)\(|1 days/);
    });
  });

  it('has a subject that can be read in a list', () => {
    each(({ subject }, { name }) => {
      expect.soft(subject.length, name).toBeGreaterThan(10);
      expect.soft(subject.length, name).toBeLessThanOrEqual(110);
    });
  });

  it('says the same figures, dates and times in text and HTML', () => {
    each(({ text, html }, { name }) => {
      expect
        .soft(
          figures(readHtml(html).words).filter((figure) => !figures(text).includes(figure)),
          name,
        )
        .toEqual([]);
      expect
        .soft(
          figures(text).filter((figure) => !figures(readHtml(html).words).includes(figure)),
          name,
        )
        .toEqual([]);
    });
  });

  it('says the same words in the same order in text and HTML, but for the addresses and what explains the button (case 65)', () => {
    each(({ text, html }, { name, sendable }) => {
      const inText = text.replaceAll(/https?:\S+/g, '').replaceAll(/^(-{20}|[>|-] ?)/gm, '');
      const inHtml = readHtml(html)
        .words.replaceAll(/https?:\S+/g, '')
        .replaceAll('If the button does not work, copy this address into your browser:', '');
      const preheader = /<div style="display:none[^>]*>([^<]*)<\/div>/.exec(html)?.[1] ?? '';
      const words = (said: string) => said.replaceAll(/[:\s]+/g, ' ').trim();
      const shown = words(inHtml)
        .replace(words(readHtml(preheader).words), '')
        .replace('Throughline', '');
      expect.soft(words(shown), `${name} ${sendable.row.anchor}`).toBe(words(inText));
    });
  });

  it('links to absolute addresses only, each of which the text part has in full', () => {
    each(({ text, html }, { name }) => {
      for (const href of readHtml(html).hrefs) {
        expect.soft(href, name).toMatch(/^https:\/\//);
        expect.soft(text.split(/\s/), name).toContain(href);
      }
    });
  });

  it('greets its one recipient, and shows nobody’s address', () => {
    each(({ to, text, html }, { name, sendable }) => {
      expect.soft(to, name).toBe(sendable.contact.email);
      expect.soft(text, name).toContain(`Dear ${sendable.contact.name},`);
      expect.soft(text + readHtml(html).words, name).not.toContain('@');
    });
  });

  it('says why it is sent, who runs the programme, and goes back to the hub when answered', () => {
    each(({ text, replyTo }, { name, sendable }) => {
      expect.soft(text, name).toContain('You get this email because');
      expect.soft(text.replaceAll(/\s+/g, ' '), name).toContain(`run by ${sendable.subject.cohort.hub.runBy}`);
      expect.soft(replyTo, name).toBe(sendable.subject.cohort.hub.replyTo);
    });
  });

  it('holds links that are signed for this recipient, subject and purpose', () => {
    const paths = {
      promise: ['head-promise', 'nominee-promise'],
      nomination: ['nomination-progress'],
      offer: ['place-offer'],
      me: ['participant'],
      lead: ['lead'],
      undo: ['undo-withdrawal'],
      preferences: ['preferences', 'subject-lead-preferences', 'head-preferences', 'lead-preferences'],
      'school-change': ['school-promise'],
      certificate: ['participant', 'head-certificate'],
      rescue: ['partner-rescue', 'subject-lead-rescue'],
      pair: ['group-head', 'group-subject-lead', 'group-partner', 'group-nominator'],
    } as const;
    let read = 0;
    each(({ html }, { name, role, sendable }) => {
      for (const href of readHtml(html).hrefs.filter((address) => address.startsWith(site))) {
        const [, path = '', token = ''] = new URL(href).pathname.split('/');
        // The console asks whoever opens it to sign in: its address is no secret.
        if (path === 'admin') {
          expect.soft([role, token], name).toEqual(['admins', '']);
          continue;
        }
        // What everybody may read has no token either.
        if (path === 'privacy') continue;
        const link = readLink(keys, token, linkPurposes, sendable.now);
        expect.soft(link.ok, name).toBe(true);
        if (!link.ok) continue;
        read += 1;
        expect.soft(paths[path as keyof typeof paths], name).toContain(link.link.purpose);
        const owner = {
          promise: role,
          nomination: 'nominator',
          offer: 'nominee',
          me: 'participant',
          lead: 'lead',
          undo: 'participant',
          preferences: role,
          'school-change': 'next-head',
          certificate: role,
          rescue: role,
          pair: role,
        }[path];
        expect.soft(role, name).toBe(owner);
        expect
          .soft(link.link.subject, name)
          .toBe(
            role === 'lead' ? sendable.subject.cohort.id : addresseeSubject(sendable.subject, sendable.row.anchor).id,
          );
      }
    });
    expect(read).toBeGreaterThan(50);
  });

  it('can be turned off with one click where it is a nudge, and only there', () => {
    each(({ headers }, { name, sendable }) => {
      const nudge = sendable.rule.class === 'nudge';
      expect.soft(headers?.['List-Unsubscribe-Post'], name).toBe(nudge ? 'List-Unsubscribe=One-Click' : undefined);
      if (nudge)
        expect
          .soft(headers?.['List-Unsubscribe'], name)
          .toMatch(/^<https:\/\/throughline\.example\/preferences\/[\w.-]+>$/);
    });
  });

  it('fits SES’s tags, and carries a calendar entry where it is about saving a date', () => {
    each(({ tags, attachments }, { name, sendable }) => {
      for (const value of Object.values(tags)) expect.soft(value, name).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
      const { key } = sendable.rule;
      const moved = ['session-moved', 'session-cancelled', 'observation-match'].includes(key);
      const saves = ['session-saved', 'launch'].includes(key) || (moved && sendable.row.role === 'participant');
      const isOff = key === 'session-cancelled' || name.endsWith('.cancelled');
      const method = isOff ? 'method=CANCEL' : 'method=REQUEST';
      expect
        .soft(
          attachments?.map(({ contentType }) => contentType),
          name,
        )
        .toEqual(saves ? [expect.stringContaining(method)] : undefined);
    });
  });

  it('writes no word smaller than sixteen pixels, and its text at seventeen', () => {
    each(({ html }, { name }) => {
      const shown = html.replace(/<div style="display:none[^>]*>/, '<div>');
      const sizes = [...shown.matchAll(/font-size:(\d+)px/g)].map(([, size]) => Number(size));
      expect.soft(Math.min(...sizes), name).toBe(16);
      expect.soft(html, name).toMatch(/<p class="tl-text" style="[^"]*font-size:17px/);
    });
  });

  it('has no fault that axe-core knows of', async () => {
    const cover = coverOfParts(mails, ({ mail }) => mail.html);
    expect(cover.length).toBeGreaterThan(1);
    for (const { sample, mail } of cover)
      expect.soft(await axeViolations(mail.html, rulesForPages), sample.name).toEqual([]);
  }, 300_000);
});
