/** A piece of an expression. Words are names or keywords, as where they stand decides. */
export interface Token {
  readonly kind: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

/** An expression that can't be understood; the message is AWS's, without the name of the parameter. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const pattern =
  /\s*(?:(?<word>[A-Za-z][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<number>\d+)|(?<symbol><>|<=|>=|[=<>()[\].,+-]))/y;

export function tokenise(text: string): Token[] {
  if (text.trim() === '') throw new ExpressionError('The expression can not be empty;');
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  pattern.lastIndex = 0;
  for (let at = 0; at < end; at = pattern.lastIndex) {
    const found = pattern.exec(text);
    if (!found) throw syntaxError(text, { kind: 'symbol', text: text.slice(at).trim().charAt(0), at });
    tokens.push(toToken(found, at));
  }
  return tokens;
}

/** AWS's words for a token that may not stand where it stands. */
export function syntaxError(text: string, token: Token): ExpressionError {
  const shown = token.kind === 'end' ? '<EOF>' : token.text;
  return new ExpressionError(
    `Syntax error; token: "${shown}", near: "${text.slice(Math.max(0, token.at - 8), token.at + 16).trim()}"`,
  );
}

function toToken(found: RegExpExecArray, at: number): Token {
  for (const kind of ['word', 'name', 'value', 'number', 'symbol'] as const) {
    const text = found.groups?.[kind];
    if (text !== undefined) return { kind, text, at };
  }
  throw new Error('A token of an expression has no kind.');
}
