import { knownKeys } from './condition-keys.ts';
import { UnknownPolicyElement } from './policy-error.ts';
import type { Context } from './statement.ts';

/** `${aws:PrincipalArn}`, or the escapes `${*}`, `${?}` and `${$}`. */
const variable = /\$\{([^}]*)\}/g;
const escapes: Readonly<Record<string, string>> = { '*': '*', '?': '?', $: '$' };

/** Throws `UnknownPolicyElement` for a variable that nothing here supplies. */
export function checkVariables(text: string): void {
  for (const [whole, name = ''] of text.matchAll(variable))
    if (!(name in escapes) && !knownKeys.has(name.toLowerCase()))
      throw new UnknownPolicyElement(`The policy variable ${whole} is not known to the evaluator.`);
}

/**
 * The text with its variables' values; undefined when one has no value in this call, and then nothing matches. (A
 * value's own `*` would be a wildcard afterwards; no key that may stand in a pattern here can hold one.)
 */
export function substituteVariables(text: string, context: Context): string | undefined {
  if (!text.includes('${')) return text;
  let complete = true;
  const result = text.replace(variable, (_, name: string) => {
    const escaped = escapes[name];
    if (escaped !== undefined) return escaped;
    const value = context.get(name.toLowerCase());
    if (typeof value === 'string') return value;
    complete = false;
    return '';
  });
  return complete ? result : undefined;
}
