import type jsonata from 'jsonata';
import type { Scope } from './expression.ts';
import { isJsonObject } from './json.ts';

/** The answer of a reading that has to be left to JSONata after all. */
export const notPlain = Symbol('not plain');

/** Reads a value without JSONata: the value, undefined where there is none, or `notPlain`. */
export type PlainReading = (scope: Scope) => unknown;

type Node = jsonata.ExprNode;

/**
 * Most expressions of a state machine are a literal, a variable, a path of names (`$states.input.id`), a comparison or a
 * joined text, and JSONata takes some hundred times as long for them as this does. For those this gives a reading with
 * the same answer; whatever else is in the expression, an array in the path (over which JSONata maps) or an operand of
 * another type is left to JSONata. A property test holds the two to each other.
 */
export function readPlainly(ast: Node): PlainReading | undefined {
  if (ast.type === 'string' || ast.type === 'number') return () => ast.value;
  if (ast.type === 'value') return ast.value === undefined ? undefined : () => ast.value;
  if (ast.type === 'variable') return readVariable(ast);
  if (isPath(ast)) return readPath(ast);
  if (ast.type === 'function') return readText(ast);
  if (ast.type === 'block') return readBlock(ast);
  return ast.type === 'binary' ? readOperation(ast) : undefined;
}

/** Marks on a node (predicates, grouping, `[]`, `@`, `#`) that make it more than a name. */
function isBare(node: Node): boolean {
  const known = ['type', 'value', 'position', 'steps'];
  return Object.entries(node).every(([mark, value]) => value === undefined || known.includes(mark));
}

function readVariable(node: Node): PlainReading | undefined {
  const name: unknown = node.value;
  if (typeof name !== 'string' || name === '' || name === '$' || !isBare(node)) return undefined;
  if (name === 'states') return () => notPlain;
  return ({ variables }) => (Object.hasOwn(variables, name) ? variables[name] : notPlain);
}

function readPath(node: Node): PlainReading | undefined {
  const [first, ...rest] = node.steps ?? [];
  if (first?.type !== 'variable' || !isBare(node) || !isBare(first)) return undefined;
  if (!rest.every((step) => step.type === 'name' && isBare(step))) return undefined;
  const root: unknown = first.value;
  const names = rest.map((step) => String(step.value));
  if (typeof root !== 'string' || root === '' || root === '$') return undefined;
  return (scope) => follow(root === 'states' ? scope.states : rootOf(scope, root), names);
}

function rootOf({ variables }: Scope, name: string): unknown {
  return Object.hasOwn(variables, name) ? variables[name] : notPlain;
}

function follow(start: unknown, names: readonly string[]): unknown {
  let value = start;
  for (const name of names) {
    if (value === notPlain || Array.isArray(value)) return notPlain;
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** `(…)` around one expression. */
function readBlock({ expressions = [], ...node }: Node): PlainReading | undefined {
  const [only, ...others] = expressions;
  return only && others.length === 0 && isBare(node as Node) ? readPlainly(only) : undefined;
}

/** An operator on two plain scalars; undefined and compound values are left to JSONata, as are its complaints. */
function readOperation({ lhs, rhs, ...node }: Node): PlainReading | undefined {
  const operate = operators[String(node.value)];
  if (!operate || !lhs || Array.isArray(lhs) || !rhs || !isBare(node as Node)) return undefined;
  const left = readPlainly(lhs);
  const right = readPlainly(rhs);
  if (!left || !right) return undefined;
  return (scope) => {
    const a = left(scope);
    if (!isScalar(a)) return notPlain;
    const b = right(scope);
    return isScalar(b) ? operate(a, b) : notPlain;
  };
}

type Scalar = string | number | boolean;
type Operate = (a: Scalar, b: Scalar) => Scalar | typeof notPlain;

const operators: Readonly<Record<string, Operate>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '&': (a, b) => joined(textOf(a), textOf(b)),
  '+': ofNumbers((a, b) => a + b),
  '-': ofNumbers((a, b) => a - b),
  '*': ofNumbers((a, b) => a * b),
  '<': ofAlike((a, b) => a < b),
  '<=': ofAlike((a, b) => a <= b),
  '>': ofAlike((a, b) => a > b),
  '>=': ofAlike((a, b) => a >= b),
  and: ofBooleans((a, b) => a && b),
  or: ofBooleans((a, b) => a || b),
};

/** JSONata refuses a result that is not finite. */
function ofNumbers(operate: (a: number, b: number) => number): Operate {
  return (a, b) => {
    if (typeof a !== 'number' || typeof b !== 'number') return notPlain;
    const result = operate(a, b);
    return Number.isFinite(result) ? result : notPlain;
  };
}

/** Two numbers, or two texts by their code units. */
function ofAlike(operate: (a: Scalar, b: Scalar) => boolean): Operate {
  return (a, b) => (typeof a === typeof b && typeof a !== 'boolean' ? operate(a, b) : notPlain);
}

function ofBooleans(operate: (a: boolean, b: boolean) => boolean): Operate {
  return (a, b) => (typeof a === 'boolean' && typeof b === 'boolean' ? operate(a, b) : notPlain);
}

/** `$string(…)` of a scalar, unless a variable of that name stands before the function. */
function readText({ procedure, arguments: given = [], ...node }: Node): PlainReading | undefined {
  const [only, ...others] = given;
  if (procedure?.type !== 'variable' || procedure.value !== 'string' || !isBare(procedure)) return undefined;
  const read = only && others.length === 0 && isBare(node as Node) ? readPlainly(only) : undefined;
  if (!read) return undefined;
  return (scope) => {
    const value = Object.hasOwn(scope.variables, 'string') ? notPlain : read(scope);
    return isScalar(value) ? textOf(value) : notPlain;
  };
}

/** JSONata writes fractions with 15 digits; whole numbers are as JavaScript has them. */
function textOf(value: Scalar): string | typeof notPlain {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return notPlain;
  return Object.is(value, -0) ? notPlain : String(value);
}

function joined(a: string | typeof notPlain, b: string | typeof notPlain): string | typeof notPlain {
  return a === notPlain || b === notPlain ? notPlain : a + b;
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** JSONata's own types leave the path out of the kinds of node. */
function isPath(node: Node): boolean {
  return (node.type as string) === 'path';
}
