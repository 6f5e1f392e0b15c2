import { describe, expect, it } from 'vitest';
import { BackLink } from '../../../functions/pages/components/back-link.tsx';
import { Input } from '../../../functions/pages/components/input.tsx';
import { type PageProps, renderPage } from '../../../functions/pages/shell.tsx';
import { axeViolations } from '../../support/axe.ts';
import { attributeOf, findElements, visibleText } from '../../support/html.ts';
import { sampleSite } from './sample-site.ts';

function render(changes: Partial<PageProps> = {}): Promise<string> {
  return renderPage({ site: sampleSite(), title: 'Your school', children: <h1>Your school</h1>, ...changes });
}

const errors = [{ field: 'urn', message: 'Enter the school’s URN' }];

describe('a page', () => {
  it('begins with the doctype and says its language', async () => {
    expect(await render()).toMatch(/^<!DOCTYPE html><html lang="en"/);
  });

  it('has the page’s name before the service’s in its title', async () => {
    expect(await render()).toContain('<title>Your school – Throughline</title>');
  });

  it('says in its title that there are errors, and lists them above the heading', async () => {
    const html = await render({ errors });
    expect(html).toContain('<title>Error: Your school – Throughline</title>');
    expect(html.indexOf('There is a problem')).toBeLessThan(html.indexOf('<h1>'));
    expect(html).toContain('<a href="#urn">Enter the school’s URN</a>');
  });

  it('says what was done, but not beside errors', async () => {
    expect(visibleText(await render({ done: 'Saved.' }))).toContain('Saved.');
    expect(visibleText(await render({ done: 'Saved.', errors }))).not.toContain('Saved.');
  });

  it('escapes what people typed', async () => {
    const html = await render({
      title: '<script>alert(1)</script>',
      children: <h1>{'"><img src=x onerror=alert(1)>'}</h1>,
    });
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
  });

  it('has no inline script, style or event handler, so that a strict policy holds', async () => {
    const html = await render({ errors, account: 'Ada', before: <BackLink href="/" /> });
    expect(findElements(html, (element) => element.tagName === 'style')).toEqual([]);
    expect(findElements(html, (element) => element.attrs.some(({ name }) => /^on|^style$/.test(name)))).toEqual([]);
    const scripts = findElements(html, (element) => element.tagName === 'script');
    expect(scripts.map((script) => [attributeOf(script, 'src'), script.childNodes.length])).toEqual([
      ['/assets/site-1.js', 0],
    ]);
  });

  it('takes the reader to the content first', async () => {
    const [first] = findElements(await render(), (element) => element.tagName === 'a');
    expect(first && attributeOf(first, 'href')).toBe('#main-content');
  });

  it('says who runs the site, and where privacy and accessibility are explained', async () => {
    const html = await render();
    expect(visibleText(html)).toContain('Run by Elm Valley Maths Hub');
    expect(html).toContain('href="/privacy"');
    expect(html).toContain('href="/accessibility"');
  });

  it('says on every page where nothing is real', async () => {
    const site = sampleSite({ notice: { tag: 'Sample', text: 'Nobody here is real.' } });
    expect(visibleText(await render({ site }))).toContain('Nobody here is real.');
  });

  it('keeps addresses with secrets from other sites, and lets browsers name our own to us', async () => {
    expect(await render()).toContain('<meta name="referrer" content="same-origin"');
  });

  it('gives axe nothing to find, with everything on it', async () => {
    const html = await render({
      errors,
      before: <BackLink href="/" />,
      account: 'Signed in as Ada',
      navigation: {
        items: [
          { content: 'Nominations', href: '/n' },
          { content: 'Participants', href: '/p', current: true },
        ],
      },
      site: sampleSite({ notice: { tag: 'Sample', text: 'Nobody here is real.' } }),
      children: (
        <form method="post">
          <Input name="urn" label="URN" labelIsPageHeading error={errors[0]?.message} />
        </form>
      ),
    });
    expect(await axeViolations(html)).toEqual([]);
  });
});
