import type { AttributeType, AttributeValue, Item } from '../types.ts';
import { member, type PathSegment, sizeOfValue, typeOf } from '../values.ts';
import { ExpressionError, syntaxError, type Token, tokenise } from './lexer.ts';
import { isReserved } from './reserved-words.ts';

/** The names and values that a call gives to the placeholders of its expressions. */
export interface Bindings {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

/** What a place in an expression comes to for an item. */
export type Evaluate = (item: Item, bindings: Bindings) => AttributeValue | undefined;

/** A document path whose names may be placeholders. */
export type Path = readonly PathSegment[];

export type Operand =
  | { readonly kind: 'path'; readonly path: Path; readonly evaluate: Evaluate }
  | { readonly kind: 'value'; readonly name: string; readonly evaluate: Evaluate }
  | { readonly kind: 'call'; readonly name: string; readonly type: StaticType; readonly evaluate: Evaluate };

/** The type of something, as far as it is known without looking at an item. */
export type StaticType = (bindings: Bindings) => AttributeType | undefined;

export function staticTypeOf(operand: Operand): StaticType {
  if (operand.kind === 'call') return operand.type;
  return ({ values }) => {
    const value = operand.kind === 'value' ? values[operand.name] : undefined;
    return value && typeOf(value);
  };
}

/** Something that can be checked only once the placeholders have their values. Throws `ExpressionError`. */
export type Check = (bindings: Bindings) => void;

/** What every kind of expression has; understood once for each distinct text. */
export interface Compiled {
  readonly names: readonly string[];
  readonly values: readonly string[];
  readonly paths: readonly Path[];
  readonly checks: readonly Check[];
}

/** Walks through an expression's tokens and notes what it uses. */
export class Reader {
  readonly names = new Set<string>();
  readonly values = new Set<string>();
  readonly paths: Path[] = [];
  readonly checks: Check[] = [];
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenise(text);
  }

  /** The token `ahead` of the next one, without taking it. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#next + ahead] ?? { kind: 'end', text: '', at: this.#text.length };
  }

  take(): Token {
    const token = this.peek();
    this.#next++;
    return token;
  }

  /** Takes the next token when it is this symbol or keyword. */
  accept(text: string): boolean {
    const { kind, text: found } = this.peek();
    const matches = kind === 'word' ? found.toUpperCase() === text : kind === 'symbol' && found === text;
    if (matches) this.#next++;
    return matches;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.fail();
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') throw this.fail();
  }

  fail(token = this.peek()): ExpressionError {
    return syntaxError(this.#text, token);
  }

  path(): Path {
    const segments: PathSegment[] = [this.#pathName()];
    for (;;) {
      if (this.accept('.')) segments.push(this.#pathName());
      else if (this.accept('[')) segments.push(this.#place());
      else break;
    }
    this.paths.push(segments);
    return segments;
  }

  value(): Operand & { kind: 'value' } {
    const token = this.take();
    if (token.kind !== 'value') throw this.fail(token);
    this.values.add(token.text);
    return { kind: 'value', name: token.text, evaluate: (_item, { values }) => values[token.text] };
  }

  pathOperand(): Operand & { kind: 'path' } {
    const path = this.path();
    return { kind: 'path', path, evaluate: readPath(path) };
  }

  compiled(): Compiled {
    return { names: [...this.names], values: [...this.values], paths: this.paths, checks: this.checks };
  }

  #pathName(): string {
    const token = this.take();
    if (token.kind === 'name') this.names.add(token.text);
    else if (token.kind !== 'word') throw this.fail(token);
    else if (isReserved(token.text))
      throw new ExpressionError(`Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
    return token.text;
  }

  #place(): number {
    const token = this.take();
    if (token.kind !== 'number') throw this.fail(token);
    this.expect(']');
    return Number(token.text);
  }
}

/** The path with its placeholders replaced. */
export function bindPath(path: Path, { names }: Bindings): Path {
  return path.map((segment) => bindSegment(segment, names));
}

export function bindSegment<T extends PathSegment>(segment: T, names: Bindings['names']): T | string {
  return typeof segment === 'string' && segment.startsWith('#') ? (names[segment] ?? segment) : segment;
}

function readPath(path: Path): Evaluate {
  const [head] = path;
  if (typeof head !== 'string') throw new Error('A document path begins with a name.');
  const readHead: Evaluate = head.startsWith('#')
    ? (item, { names }) => readOwn(item, names[head] ?? head)
    : (item) => readOwn(item, head);
  if (path.length === 1) return readHead;
  const rest = path.slice(1);
  return (item, bindings) => {
    let value = readHead(item, bindings);
    for (const segment of rest) value = value && member(value, bindSegment(segment, bindings.names));
    return value;
  };
}

function readOwn(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

/** The condition function `size` as an operand. */
export function sizeOperand([of]: readonly Operand[]): Operand {
  return {
    kind: 'call',
    name: 'size',
    type: () => 'N',
    evaluate: (item, bindings) => {
      const value = of?.evaluate(item, bindings);
      const size = value && sizeOfValue(value);
      return size === undefined ? undefined : { N: String(size) };
    },
  };
}
