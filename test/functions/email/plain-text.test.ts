import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, wrapText } from '../../../functions/email/plain-text.ts';

describe('wrapped text', () => {
  it('breaks between words at seventy-six characters', () => {
    const words = Array(40).fill('school').join(' ');
    const lines = wrapText(words).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBe(76);
    expect(lines.join(' ')).toBe(words);
  });

  it('never breaks an address', () => {
    const address = `https://throughline.example/${'a'.repeat(120)}`;
    expect(wrapText(`See ${address} soon`).split('\n')).toEqual(['See', address, 'soon']);
  });

  it('hangs the lines of an item under its first', () => {
    const [first, second] = wrapText(Array(20).fill('school').join(' '), '- ', '  ').split('\n');
    expect([first?.slice(0, 8), second?.slice(0, 8)]).toEqual(['- school', '  school']);
  });

  it('keeps the paragraphs and begins each line of a quotation', () => {
    expect(wrapText('one\ntwo', '> ')).toBe('> one\n> two');
  });

  it('loses and adds no word, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,90}$/), { maxLength: 60 }), (words) => {
        expect(wrapText(words.join(' ')).split(/\s+/).filter(Boolean)).toEqual(words);
      }),
    );
  });
});

describe('clean text', () => {
  it('keeps line breaks and the joiners of scripts and emoji', () => {
    const text = 'a\nनमस्‍ते 👩‍🏫';
    expect(cleanText(text)).toBe(text);
  });

  it('puts a space for control characters', () => {
    expect(cleanText('a\u0000b\tc\u001Bd')).toBe('a b c d');
  });
});
