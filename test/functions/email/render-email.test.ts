import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderEmail } from '../../../functions/email/render-email.tsx';
import { axeViolations } from '../../support/axe.ts';
import { attributeOf, findElements, visibleText } from '../../support/html.ts';
import { sampleEmail, sampleWords } from './sample-email.ts';

/** An e-mail is read inside another page, which has the landmarks. */
const pageRules = ['region', 'landmark-one-main'];

const oneLine = (text: string) => text.replace(/^[>|] /gm, '').replace(/\s+/g, ' ');

/** Where each of the words stands, each searched for after the one before: −1 where it does not. */
function positions(text: string, words: readonly string[]): number[] {
  let from = 0;
  return words.map((word) => {
    const at = text.indexOf(word, from);
    if (at >= 0) from = at + word.length;
    return at;
  });
}

const addresses = (html: string) =>
  findElements(html, (element) => element.tagName === 'a').map((link) => attributeOf(link, 'href') ?? '');

describe('the HTML and the text of an e-mail', () => {
  it('say the same things in the same order', async () => {
    const { html, text } = await renderEmail(sampleEmail());
    const missing = (rendered: string) => sampleWords.filter((_, at) => positions(rendered, sampleWords)[at] === -1);
    expect(missing(oneLine(visibleText(html)))).toEqual([]);
    expect(missing(oneLine(text))).toEqual([]);
  });

  it('have no link in the one without its whole address on a line of its own in the other', async () => {
    const { html, text } = await renderEmail(sampleEmail());
    const lines = text.split('\n');
    expect(addresses(html)).toHaveLength(4);
    expect(addresses(html).filter((address) => !lines.includes(address))).toEqual([]);
  });

  it('say no more than what was given where little was', async () => {
    const { html, text } = await renderEmail({
      subject: 'Your code',
      blocks: [{ kind: 'paragraph', text: 'Your code is 7KQ2WX.' }],
      signature: ['Throughline'],
      footer: { why: 'You asked for it.', runBy: 'Elm Valley Maths Hub' },
    });
    expect(text).toBe(
      `Your code\n\nYour code is 7KQ2WX.\n\nThroughline\n\n--------------------\n\nYou asked for it.\n\nThroughline is run by Elm Valley Maths Hub.\n`,
    );
    expect(addresses(html)).toEqual([]);
  });
});

describe('the HTML of an e-mail', () => {
  it('gives axe nothing to find', async () => {
    expect(await axeViolations((await renderEmail(sampleEmail())).html, pageRules)).toEqual([]);
  });

  it('says its language, its subject as title, and that it can be dark', async () => {
    const { html } = await renderEmail(sampleEmail());
    expect(html).toMatch(/^<!DOCTYPE html><html lang="en"/);
    expect(html).toContain('<title>Central Day 4 has moved to Thursday 11 March</title>');
    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).toContain('@media (prefers-color-scheme:dark)');
  });

  it('fetches nothing, so that nobody is told that it was opened (case 65)', async () => {
    const { html } = await renderEmail(sampleEmail());
    const fetching = new Set(['img', 'script', 'link', 'iframe', 'video', 'object']);
    expect(findElements(html, (element) => fetching.has(element.tagName))).toEqual([]);
    expect(html).not.toMatch(/url\(/);
  });

  it('has one button, and its address for those to whom it does not work', async () => {
    const { html } = await renderEmail(sampleEmail());
    expect(visibleText(html)).toContain('If the button does not work, copy this address into your browser');
    const address = 'https://throughline.example/reply?t=aGVsbG8.c2ln&s=4';
    expect(addresses(html).filter((each) => each === address)).toHaveLength(2);
  });

  it('writes no text smaller than sixteen pixels', async () => {
    const { html } = await renderEmail(sampleEmail({ preheader: undefined }));
    const sizes = [...html.matchAll(/font-size:(\d+)px/g)].map(([, size]) => Number(size));
    expect(Math.min(...sizes)).toBe(16);
  });

  it('shows a list of mails the preheader first', async () => {
    const { html } = await renderEmail(sampleEmail());
    expect(visibleText(html).split('\n')[0]).toBe('The same place, a week later.');
  });
});

describe('what people typed in an e-mail', () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(2)>';

  it('is escaped wherever it may stand', async () => {
    const { html, text } = await renderEmail(
      sampleEmail({
        subject: hostile,
        preheader: hostile,
        heading: hostile,
        greeting: `Dear ${hostile},`,
        blocks: [
          { kind: 'paragraph', text: hostile },
          { kind: 'facts', facts: [{ label: hostile, value: hostile }] },
          { kind: 'list', items: [hostile] },
          { kind: 'quote', text: hostile, by: hostile },
          { kind: 'notice', title: hostile, text: hostile },
        ],
        signature: [hostile],
      }),
    );
    expect(findElements(html, ({ tagName }) => tagName === 'script' || tagName === 'img')).toEqual([]);
    expect(text).toContain(hostile);
  });

  it('keeps apostrophes and letters of every script as they are (case 65)', async () => {
    const name = "Siân O'Neil-Müller محمد";
    const { html, text } = await renderEmail(sampleEmail({ greeting: `Dear ${name},` }));
    expect(text).toContain(`Dear ${name},`);
    expect(visibleText(html)).toContain(`Dear ${name},`);
  });

  it('can’t turn the direction of what follows it', async () => {
    const { html, text, subject } = await renderEmail(
      sampleEmail({ subject: 'Hello \u202Egnp.exe', greeting: 'Dear \u2066Eve\u202E,' }),
    );
    expect(`${html}${text}${subject}`).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(html).toMatch(/<bdi>/);
  });

  it('can’t add a header through the subject', async () => {
    const { subject } = await renderEmail(sampleEmail({ subject: 'Hello\r\nBcc: all@school.example' }));
    expect(subject).toBe('Hello Bcc: all@school.example');
  });

  it('reads the same in both parts, whatever it is', async () => {
    const typed = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(typed, async (value) => {
        const { html, text } = await renderEmail(
          sampleEmail({ blocks: [{ kind: 'facts', facts: [{ label: 'Name', value }] }] }),
        );
        const shown = findElements(html, ({ tagName }) => tagName === 'bdi').flatMap((cell) =>
          cell.childNodes.map((node) => ('value' in node ? node.value : ' ')),
        );
        expect(oneLine(text)).toContain(`Name: ${oneLine(shown.join('')).trim()}`.trim());
      }),
      { numRuns: 200 },
    );
  });
});

describe('a link in an e-mail', () => {
  it.each(['javascript:alert(1)', '/me/7KQ2', 'https://a.example/x y'])('is refused where it is %s', async (url) => {
    await expect(renderEmail(sampleEmail({ action: { label: 'Go', url } }))).rejects.toThrow(TypeError);
  });
});
