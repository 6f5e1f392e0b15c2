import { builtInRuleOf } from './built-in-mails.ts';
import type { Programme } from './programme.ts';
import { capital } from './wording.ts';

/** The longest that a list has room for, on a phone too. */
export const longestTitle = { words: 5, characters: 32 } as const;

/**
 * What an e-mail is called wherever people read of it: “Session follow-up”. By a key that its programme has no more, or
 * never had, it is called what the key says.
 */
export function promptTitle(programme: Pick<Programme, 'prompts' | 'digests'> | undefined, key: string): string {
  const rules = programme ? [...programme.prompts, ...programme.digests] : [];
  const rule = builtInRuleOf(key) ?? rules.find((each) => each.key === key);
  return ruleTitle(rule ?? { key });
}

/** A version that was published before e-mails had titles calls them what their keys say: “Session followup”. */
export function ruleTitle({ title, key }: { readonly title?: string | undefined; readonly key: string }): string {
  return title ?? capital(key.replaceAll('-', ' '));
}

/** How lists compare two titles: by how they read. */
export function sameTitle(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
