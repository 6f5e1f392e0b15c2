/** What stands where a name was. */
export const nameTakenOut = '[name taken out]';

export interface Named {
  readonly name: string;
  readonly email: string;
}

/**
 * A text without somebody's name and address in it: the whole name however it is capitalised and, where the text is about
 * their own school, each part of it that is written as a name (“Mrs Quetzal”, “with Siân”). A common word that is also a
 * name goes with it there: a note loses a word rather than keep somebody who is erased.
 */
export function takeNameOut(text: string, named: Named, ofTheirSchool: boolean): string {
  const parts = named.name.split(/\s+/).filter(Boolean);
  const whole = new RegExp(bounded(parts.map(either).join('[\\s-]+')), 'giu');
  const address = new RegExp(escaped(named.email), 'giu');
  const without = text.replace(address, nameTakenOut).replace(whole, nameTakenOut);
  if (!ofTheirSchool) return without;
  return parts
    .filter((part) => part.length > 2 && /^\p{Lu}/u.test(part))
    .reduce((left, part) => left.replace(new RegExp(bounded(either(part)), 'gu'), nameTakenOut), without)
    .replaceAll(/\[name taken out\](\s+\[name taken out\])+/g, nameTakenOut);
}

export function isNamedIn(text: string, named: Named, ofTheirSchool: boolean): boolean {
  return takeNameOut(text, named, ofTheirSchool) !== text;
}

/** With its accents, or as people type it without them. */
function either(part: string): string {
  const plain = part.normalize('NFD').replace(/\p{M}/gu, '');
  return plain === part ? escaped(part) : `(?:${escaped(part)}|${escaped(plain)})`;
}

function bounded(pattern: string): string {
  return `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
