import { builtInRuleOf } from './built-in-mails.ts';
import type { Programme } from './programme.ts';
import { titleFromKey } from './published-programme.ts';

/** The longest that a list has room for, on a phone too. */
export const longestTitle = { words: 5, characters: 32 } as const;

/**
 * What an e-mail is called wherever people read of it: “Session follow-up”. By a key that its programme has no more, or
 * never had, it is called what the key says.
 */
export function promptTitle(programme: Pick<Programme, 'prompts' | 'digests'> | undefined, key: string): string {
  const rules = programme ? [...programme.prompts, ...programme.digests] : [];
  const rule = builtInRuleOf(key) ?? rules.find((each) => each.key === key);
  return rule?.title ?? titleFromKey(key);
}

/** How lists compare two titles: by how they read. */
export function sameTitle(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
