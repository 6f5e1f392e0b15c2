import jsonata from 'jsonata';
import type { Eventually } from './eventually.ts';
import { readsErrorOutput, topLevelReferences } from './expression-references.ts';
import { EvaluationProblem } from './failures.ts';
import { registerFunctions, type Surroundings, surroundingsBinding } from './functions.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { notPlain, type PlainReading, readPlainly } from './plain-expression.ts';

/** What an expression sees: `$states`, the variables, the clock and the dice. */
export interface Scope {
  readonly states: StatesVariable;
  readonly variables: JsonObject;
  readonly surroundings: Surroundings;
}

/** `$states`; `context` may be a getter, since few expressions ask for it. */
export interface StatesVariable {
  readonly input: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
  readonly context: Json;
}

/** JSON types by the names that AWS's causes use. */
export type JsonType = 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string';

/** One `{% … %}`, compiled once for the machine. */
export interface Expression {
  readonly source: string;
  /** The field that it was written in, as AWS names it: `Arguments/FunctionName`, `Choices[0]/Condition`. */
  readonly location: string;
  /** What it reads of a context that no state has, and whether it reads `$states.errorOutput`. */
  readonly references: readonly string[];
  readonly readsError: boolean;
  /** The value, plain JSON of its own; throws `EvaluationProblem`. */
  evaluate(scope: Scope): Eventually<Json>;
}

/** An expression that takes more steps is stopped. AWS has bounds too, whose size it does not tell. */
const mostSteps = 2_000_000;

/** Where JSONata looks for a function to call before each step. */
const entryHook = Symbol.for('jsonata.__evaluate_entry');
const stepsBinding = ' steps';

/** Whether a string is an expression: `{%` and `%}` are its very ends. */
export function isExpression(text: string): boolean {
  return text.startsWith('{%') && text.endsWith('%}') && text.length >= 4;
}

/** Compiles `{% … %}`. Throws what JSONata throws when it can't be parsed. */
export function compileExpression(text: string, location: string): Expression {
  const source = text.slice(2, -2).trim();
  const compiled = jsonata(source);
  const ast = compiled.ast();
  const plain = readPlainly(ast);
  registerFunctions(compiled);
  if (JSON.stringify(ast).includes('"lambda"')) hookInto(compiled);
  const found = { references: topLevelReferences(ast), readsError: readsErrorOutput(ast) };
  return { source, location, ...found, evaluate: (scope) => evaluate({ source, location, compiled, plain }, scope) };
}

interface Compiled {
  readonly source: string;
  readonly location: string;
  readonly compiled: jsonata.Expression;
  readonly plain: PlainReading | undefined;
}

function evaluate(expression: Compiled, scope: Scope): Eventually<Json> {
  const read = expression.plain ? expression.plain(scope) : notPlain;
  if (read === notPlain) return evaluateAndCopy(expression, scope);
  if (read === undefined) throw problem(expression, 'returned nothing (undefined).');
  return read as Json;
}

async function evaluateAndCopy(expression: Compiled, scope: Scope): Promise<Json> {
  const result = await evaluateInFull(expression, scope);
  if (result === undefined) throw problem(expression, 'returned nothing (undefined).');
  const copy = copyOf(result);
  if (copy === unsupported) throw problem(expression, 'returned an unsupported result type.');
  return copy;
}

async function evaluateInFull({ compiled, ...expression }: Compiled, scope: Scope): Promise<unknown> {
  const bindings: Record<string, unknown> = { ...scope.variables, states: scope.states };
  bindings[surroundingsBinding] = scope.surroundings;
  bindings[stepsBinding] = { taken: 0 };
  try {
    return await compiled.evaluate(undefined, bindings);
  } catch (cause) {
    throw problem({ compiled, ...expression }, `threw an error during evaluation${tailOf(cause)}`);
  }
}

/** JSONata takes symbols for its hooks, of which its types don't tell. */
function hookInto(expression: { assign(name: string | symbol, value: unknown): void }): void {
  expression.assign(entryHook, countStep);
}

/** Only functions can loop, so only expressions that define one are counted; JSONata calls this at each step. */
function countStep(_node: unknown, _input: unknown, environment: jsonata.Environment): void {
  const steps = environment.lookup(stepsBinding) as { taken: number };
  steps.taken += 1;
  if (steps.taken > mostSteps) throw new Error('the expression took too many steps');
}

/** `. CODE: message`, or `: message` where there is no code (measured on AWS: floci-io/floci issue 2736). */
function tailOf(thrown: unknown): string {
  const { code, message } = thrown as { code?: string; message?: string };
  return code ? `. ${code}: ${message}` : `: ${message}`;
}

function problem({ source, location }: Compiled, complaint: string): EvaluationProblem {
  return new EvaluationProblem(
    `The JSONata expression '${source}' specified for the field '${location}' ${complaint}`,
    location,
  );
}

/** Throws AWS's complaint unless the value is of the type. */
export function expectType(value: Json, type: JsonType, { source, location }: Expression): void {
  const actual = typeOf(value);
  if (actual === type) return;
  throw new EvaluationProblem(
    `The JSONata expression '${source}' specified for the field '${location}' returned an unexpected result type. ` +
      `Expected '${type}', but was '${actual}' for value: ${JSON.stringify(value)}`,
    location,
  );
}

function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as JsonType;
}

const unsupported = Symbol('unsupported');

/**
 * The result as plain JSON of its own: JSONata's arrays carry marks that would change a later evaluation, and may be
 * the input's own. A function anywhere is `unsupported`; undefined members are left out.
 */
function copyOf(value: unknown): Json | typeof unsupported {
  if (Array.isArray(value)) return copyArray(value);
  if (isFunction(value)) return unsupported;
  if (isJsonObject(value)) return copyObject(value);
  return typeof value === 'number' && !Number.isFinite(value) ? null : (value as Json);
}

function copyArray(array: readonly unknown[]): Json | typeof unsupported {
  const copy: Json[] = [];
  for (const item of array) {
    const copied = copyOf(item ?? null);
    if (copied === unsupported) return unsupported;
    copy.push(copied);
  }
  return copy;
}

function copyObject(object: Record<string, unknown>): Json | typeof unsupported {
  const copy: JsonObject = {};
  for (const key of Object.keys(object)) {
    const member = object[key];
    if (member === undefined) continue;
    const copied = copyOf(member);
    if (copied === unsupported) return unsupported;
    copy[key] = copied;
  }
  return copy;
}

function isFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}
