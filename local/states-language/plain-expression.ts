import type jsonata from 'jsonata';
import type { Scope } from './expression.ts';
import { isJsonObject } from './json.ts';

/** The answer of a reading that has to be left to JSONata after all. */
export const notPlain = Symbol('not plain');

/** Reads a value without JSONata: the value, undefined where there is none, or `notPlain`. */
export type PlainReading = (scope: Scope) => unknown;

type Node = jsonata.ExprNode;

/**
 * Most expressions of a state machine are a literal, a variable or a path of names (`$states.input.id`), and JSONata
 * takes some hundred times as long for them as reading the members does. For those this gives a reading with the same
 * answer; whatever else is in the expression, or an array in the path (over which JSONata maps), is left to JSONata.
 */
export function readPlainly(ast: Node): PlainReading | undefined {
  if (ast.type === 'string' || ast.type === 'number') return () => ast.value;
  if (ast.type === 'value') return ast.value === undefined ? undefined : () => ast.value;
  if (ast.type === 'variable') return readVariable(ast);
  if (isPath(ast)) return readPath(ast);
  return ast.type === 'binary' ? readComparison(ast) : undefined;
}

/** Marks on a node (predicates, grouping, `[]`, `@`, `#`) that make it more than a name. */
function isBare(node: Node): boolean {
  return !Object.keys(node).some((key) => !['type', 'value', 'position', 'steps'].includes(key));
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

/** `a = b` and `a != b` of plain scalars; undefined and compound values are left to JSONata. */
function readComparison(node: Node): PlainReading | undefined {
  const { value: operator, lhs, rhs } = node;
  if ((operator !== '=' && operator !== '!=') || !lhs || Array.isArray(lhs) || !rhs) return undefined;
  const left = readPlainly(lhs);
  const right = readPlainly(rhs);
  if (!left || !right) return undefined;
  return (scope) => {
    const [a, b] = [left(scope), right(scope)];
    if (!isScalar(a) || !isScalar(b)) return notPlain;
    return (a === b) === (operator === '=');
  };
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** JSONata's own types leave the path out of the kinds of node. */
function isPath(node: Node): boolean {
  return (node.type as string) === 'path';
}
