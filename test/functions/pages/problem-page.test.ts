import { describe, expect, it } from 'vitest';
import { type Problem, problemStatus, renderProblem } from '../../../functions/pages/problem-page.tsx';
import { axeViolations } from '../../support/axe.ts';
import { visibleText } from '../../support/html.ts';
import { sampleSite } from './sample-site.ts';

const problems: readonly Problem[] = [
  { kind: 'not-found' },
  { kind: 'expired-link', freshLink: { action: '/links/fresh', fields: { link: 'abc' } } },
  { kind: 'forged-link' },
  { kind: 'too-large', limitKibibytes: 64 },
  { kind: 'wrong-content-type' },
  { kind: 'other-origin' },
  { kind: 'too-many-requests', tryAgainAt: '2026-03-03T09:00:00Z', zone: 'Europe/London' },
  { kind: 'not-allowed' },
  { kind: 'server-error', reference: 'K7QW2XAB' },
];

describe('the page for a problem', () => {
  it('exists for every kind', () => {
    expect(problems.map(({ kind }) => kind).sort()).toEqual(Object.keys(problemStatus).sort());
  });

  it.each(problems)('is found faultless by axe and has one heading: $kind', async (problem) => {
    const { html, status } = await renderProblem(sampleSite(), problem);
    expect(status).toBe(problemStatus[problem.kind]);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(await axeViolations(html)).toEqual([]);
  });

  it('offers a fresh link by POST and does not say whose it is', async () => {
    const { html } = await renderProblem(sampleSite(), {
      kind: 'expired-link',
      freshLink: { action: '/links/fresh', fields: { link: 'a"b' } },
    });
    expect(html).toContain('<form method="post" action="/links/fresh">');
    expect(html).toContain('name="link" value="a&quot;b"');
    expect(html).not.toMatch(/@/);
  });

  it('offers none where none can be had', async () => {
    const { html } = await renderProblem(sampleSite(), { kind: 'expired-link' });
    expect(html).not.toContain('<form');
  });

  it('says when to try again', async () => {
    const { html } = await renderProblem(sampleSite(), {
      kind: 'too-many-requests',
      tryAgainAt: '2026-03-03T09:00:00Z',
      zone: 'Europe/London',
    });
    expect(visibleText(html)).toContain('You can try again from Tuesday 3 March 2026, 9:00am (UK time).');
  });

  it('gives a server error’s reference', async () => {
    const { html } = await renderProblem(sampleSite(), { kind: 'server-error', reference: 'K7QW2XAB' });
    expect(visibleText(html)).toContain('K7QW2XAB');
  });

  it('says how to get help where the site has a contact', async () => {
    const contact = { text: 'hub@elmvalley.example', href: 'mailto:hub@elmvalley.example' };
    const { html } = await renderProblem(sampleSite({ contact }), { kind: 'not-found' });
    expect(visibleText(html)).toContain('If you need help: hub@elmvalley.example');
  });
});
