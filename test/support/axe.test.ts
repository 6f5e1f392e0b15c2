import { describe, expect, it } from 'vitest';
import { axeViolations } from './axe.ts';

const page = (body: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>${body}</main></body></html>`;

describe('the axe helper', () => {
  it('finds nothing wrong with a plain page', async () => {
    expect(await axeViolations(page('<p>Some words.</p>'))).toEqual([]);
  });

  it('finds a control without a label and an image without words', async () => {
    const violations = await axeViolations(page('<input name="a"><img src="data:,">'));
    expect(violations.map(({ rule }) => rule).sort()).toEqual(['image-alt', 'label']);
  });

  it('finds a page without language and title', async () => {
    const violations = await axeViolations(
      '<!DOCTYPE html><html><head></head><body><main><h1>A</h1></main></body></html>',
    );
    expect(violations.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['document-title', 'html-has-lang']));
  });

  it('leaves out the rules that it is told to', async () => {
    expect(await axeViolations(page('<input name="a">'), ['label'])).toEqual([]);
  });

  it('judges several pages that are asked for at once', async () => {
    const [bad, good] = await Promise.all([axeViolations(page('<input>')), axeViolations(page(''))]);
    expect([bad?.length, good?.length]).toEqual([1, 0]);
  });
});
