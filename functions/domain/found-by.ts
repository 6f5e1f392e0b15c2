import type { People, RecipientRole } from './people.ts';

/** Letters that have no accent to be taken off, as people type them who have no key for them. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const apostrophes = /[’‘'`ʼ′]/g;

/** A text as it is compared: words in small letters with a space between, no accents, apostrophes or full stops. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => spelled[letter] ?? letter)
    .replace(apostrophes, '')
    .replaceAll('.', '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

interface Described {
  readonly id: string;
  readonly schoolName: string;
  readonly schoolUrn: string;
}

/** What a record is found by, as it is compared: its reference and school, and each person around it by their role. */
export type FoundBy = Readonly<Partial<Record<RecipientRole | 'record', string>>>;

export function foundBy(record: Described, people: People): FoundBy {
  const named = Object.entries(people).map(([role, contact]) => [role, foundByContact(contact)]);
  return { record: foundByRecord(record), ...Object.fromEntries(named) };
}

export function foundByRecord({ id, schoolName, schoolUrn }: Described): string {
  return comparable(`${id} ${schoolUrn} ${schoolName}`);
}

export function foundByContact({ name, email }: { readonly name: string; readonly email: string }): string {
  return comparable(`${name} ${email}`);
}

/** "O’Neil" is looked for as "oneil", as "o neil" and as "neil". */
function comparable(text: string): string {
  const apart = text.search(apostrophes) < 0 ? '' : text.replace(apostrophes, ' ');
  return foldText(`${text} ${apart}`);
}

/**
 * Whether each word that was typed begins a word of what the record is found by. What was typed without a space, as an
 * address or "Smith-Jones", has to be there as it is.
 */
export function isFoundBy(found: FoundBy, typed: string): boolean {
  const wanted = typed.split(/\s+/).map(foldText).filter(Boolean);
  const texts = Object.values(found).map((text) => ` ${text}`);
  return wanted.length > 0 && wanted.every((each) => texts.some((text) => text.includes(` ${each}`)));
}
