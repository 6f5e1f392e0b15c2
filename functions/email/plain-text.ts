/**
 * What people typed, without what would let it pose as more than text: control characters (a line break in a subject is
 * a header of its own) and the marks that turn the direction of whatever follows. Letters of every script, and the
 * joiners that some of them need, stay.
 */
export function cleanText(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/gu, '').replace(/[^\P{Cc}\n]/gu, ' ');
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** As wide as text parts are written, so that quoting them still fits eighty columns. */
const textWidth = 76;

/**
 * Breaks text into lines of at most 76 characters, each paragraph by itself. A word that is longer, such as an address,
 * stays whole.
 *
 * @param first what the first line begins with (“- ”)
 * @param rest what the others begin with
 */
export function wrapText(text: string, first = '', rest = first): string {
  return text
    .split('\n')
    .map((paragraph, index) => wrapParagraph(paragraph, index === 0 ? first : rest, rest))
    .join('\n');
}

function wrapParagraph(paragraph: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of paragraph.split(/\s+/).filter((part) => part !== '')) {
    const longer = empty ? line + word : `${line} ${word}`;
    if (!empty && longer.length > textWidth) {
      lines.push(line);
      line = rest + word;
    } else {
      line = longer;
    }
    empty = false;
  }
  return [...lines, line].map((each) => each.trimEnd()).join('\n');
}
