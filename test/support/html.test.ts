import { describe, expect, it } from 'vitest';
import { normaliseHtml, visibleText } from './html.ts';

const same = (a: string, b: string) => normaliseHtml(a) === normaliseHtml(b);

describe('normalised HTML', () => {
  it('ignores the order of attributes, comments and white space between elements', () => {
    expect(same('<p b="1" a="2"> one\n two </p>', '<p a="2" b="1">one two</p><!-- c -->\n')).toBe(true);
  });

  it('tells apart class order, text, missing attributes and structure', () => {
    expect(same('<p class="a b"></p>', '<p class="b a"></p>')).toBe(false);
    expect(same('<p>one</p>', '<p>One</p>')).toBe(false);
    expect(same('<p id="a"></p>', '<p></p>')).toBe(false);
    expect(same('<p><b>x</b></p>', '<p>x</p>')).toBe(false);
  });

  it('keeps the space that separates words of a sentence', () => {
    expect(same('<p><b>Error:</b> Enter it</p>', '<p><b>Error:</b>Enter it</p>')).toBe(false);
    expect(
      same(
        'Change<span class="govuk-visually-hidden"> name</span>',
        'Change<span class="govuk-visually-hidden">name</span>',
      ),
    ).toBe(false);
  });

  it('leaves the text of a textarea as it is', () => {
    expect(same('<textarea>a  b</textarea>', '<textarea>a b</textarea>')).toBe(false);
  });
});

describe('visible text', () => {
  it('has a line for each block and none for styles', () => {
    expect(visibleText('<style>p{}</style><h1>A  b</h1><p>c <a href="x">d</a></p>')).toBe('A b\nc d');
  });
});
