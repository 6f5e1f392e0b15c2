const compiled = new Map<string, RegExp>();

/** Whether a text fits a pattern in which `*` stands for any characters, none included, and `?` for exactly one. */
export function fitsGlob(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (!expression) {
    expression = new RegExp(`^${[...pattern].map(expressionOf).join('')}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}

function expressionOf(character: string): string {
  if (character === '*') return '.*';
  return character === '?' ? '.' : character.replace(/[.+^${}()|[\]\\/-]/g, '\\$&');
}

/**
 * Whether an ARN fits a pattern: each of the six parts between colons on its own, so that a wildcard never reaches over a
 * colon before the resource. (IAM user guide, "Resource" and "ArnLike".)
 */
export function fitsArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const wanted = partsOf(pattern);
  const given = partsOf(arn);
  return wanted.length === given.length && wanted.every((part, index) => fitsGlob(part, given[index] ?? ''));
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}
