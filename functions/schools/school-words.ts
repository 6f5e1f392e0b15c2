import { foldText } from '../domain/found-by.ts';

/** Words that so many schools have in their names that they find nothing. */
const common = new Set([
  ...['a', 'and', 'at', 'the', 'of', 'for', 'in', 'on'],
  ...['school', 'schools', 'academy', 'college', 'high', 'community', 'secondary', 'upper', 'lower', 'trust'],
  ...['ce', 'rc', 'cofe', 'church', 'england', 'catholic', 'roman', 'st', 'saint', 'voluntary', 'aided', 'controlled'],
]);

/** A name's words as they are compared: no case, accents, apostrophes or full stops; each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(foldText(text).split(' ').filter(Boolean))];
}

/** `EX1 2AB`, `ex12ab`: one word, or nothing where it is no postcode. */
export function postcodeWord(text: string): string | undefined {
  const compact = text.replace(/\s/g, '').toLowerCase();
  return /^[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}$/.test(compact) ? compact : undefined;
}

/** The words of a search that tell schools apart, the longest first: common ones only where there are no others. */
export function tellingWords(words: readonly string[]): string[] {
  const telling = words.filter((word) => !common.has(word));
  return (telling.length > 0 ? telling : words).toSorted((a, b) => b.length - a.length);
}

/** The words under which a school is found; where a name has only common ones, these. */
export function indexedWords({ name, postcode }: { readonly name: string; readonly postcode: string }): string[] {
  const code = postcodeWord(postcode);
  return [...tellingWords(wordsOf(name)), ...(code ? [code] : [])];
}
