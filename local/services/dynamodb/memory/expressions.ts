import { ServiceError } from '../../service.ts';
import type { Input } from '../engine.ts';
import { validationError } from '../errors.ts';
import { InvalidNumber } from '../numbers.ts';
import { asRecord } from '../requests.ts';
import type { AttributeValue } from '../types.ts';
import { type CompiledCondition, compileCondition } from './conditions.ts';
import { normaliseValue } from './input-values.ts';
import { ExpressionError } from './lexer.ts';
import { compileProjection } from './projections.ts';
import type { Bindings, Compiled } from './reader.ts';
import { type CompiledUpdate, compileUpdate } from './updates.ts';

const updates = memoise(compileUpdate);
const conditions = memoise(compileCondition);
const projections = memoise(compileProjection);

type Parameter =
  | 'UpdateExpression'
  | 'ConditionExpression'
  | 'KeyConditionExpression'
  | 'FilterExpression'
  | 'ProjectionExpression';

/** A call's expressions with what it gives to their placeholders. */
export interface Expressions {
  readonly update: CompiledUpdate | undefined;
  readonly condition: CompiledCondition | undefined;
  readonly key: CompiledCondition | undefined;
  readonly filter: CompiledCondition | undefined;
  readonly projection: Compiled | undefined;
  readonly bindings: Bindings;
}

const noBindings: Bindings = { names: {}, values: {} };

/**
 * Understands a call's expressions; `takingValues` are those that the action has and that may use values. Throws
 * ValidationException for what is wrong with them or their placeholders.
 */
export function readExpressions(input: Input, takingValues: readonly Parameter[]): Expressions {
  const bindings = readBindings(input, takingValues);
  const expressions = {
    update: compileChecked(updates, 'UpdateExpression', input, bindings),
    condition: compileChecked(conditions, 'ConditionExpression', input, bindings),
    key: compileChecked(conditions, 'KeyConditionExpression', input, bindings),
    filter: compileChecked(conditions, 'FilterExpression', input, bindings),
    projection: compileChecked(projections, 'ProjectionExpression', input, bindings),
    bindings,
  };
  if (bindings !== noBindings) checkAllUsed(expressions);
  return expressions;
}

function readBindings(input: Input, takingValues: readonly Parameter[]): Bindings {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
  if (names === undefined && values === undefined) return noBindings;
  const takesValues = takingValues.some((parameter) => input[parameter] !== undefined);
  if (names !== undefined && !takesValues && input.ProjectionExpression === undefined)
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  if (values !== undefined && !takesValues)
    throw validationError(
      `ExpressionAttributeValues can only be specified when using expressions: ${takingValues.join(' and ')} ${takingValues.length > 1 ? 'are' : 'is'} null`,
    );
  return { names: readNames(names), values: readValues(values) };
}

function readNames(names: unknown): Record<string, string> {
  if (names === undefined) return noBindings.names;
  const map = asRecord(names, 'ExpressionAttributeNames');
  let isEmpty = true;
  for (const name in map) {
    isEmpty = false;
    if (!/^#[0-9a-zA-Z_]+$/.test(name)) throw invalidKey('ExpressionAttributeNames', name);
    if (typeof map[name] !== 'string') throw new ServiceError('SerializationException', 'A name must be a string');
  }
  if (isEmpty) throw validationError('ExpressionAttributeNames must not be empty');
  return map as Record<string, string>;
}

function readValues(values: unknown): Record<string, AttributeValue> {
  if (values === undefined) return noBindings.values;
  const read: Record<string, AttributeValue> = {};
  const map = asRecord(values, 'ExpressionAttributeValues');
  let isEmpty = true;
  for (const name in map) {
    isEmpty = false;
    if (!/^:[0-9a-zA-Z_]+$/.test(name)) throw invalidKey('ExpressionAttributeValues', name);
    read[name] = readValue(name, map[name]);
  }
  if (isEmpty) throw validationError('ExpressionAttributeValues must not be empty');
  return read;
}

function readValue(name: string, value: unknown): AttributeValue {
  try {
    return normaliseValue(value);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.name !== 'ValidationException') throw error;
    throw validationError(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${name}`);
  }
}

function invalidKey(parameter: string, key: string): ServiceError {
  return validationError(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
}

function compileChecked<T extends Compiled>(
  compile: (text: string) => T,
  parameter: Parameter,
  input: Input,
  bindings: Bindings,
): T | undefined {
  const text = input[parameter];
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new ServiceError('SerializationException', `${parameter} must be a string`);
  try {
    const compiled = compile(text);
    for (const name of compiled.names) if (bindings.names[name] === undefined) throw undefinedName(name);
    for (const name of compiled.values) if (!bindings.values[name]) throw undefinedValue(name);
    for (const check of compiled.checks) check(bindings);
    return compiled;
  } catch (error) {
    throw error instanceof ExpressionError ? validationError(`Invalid ${parameter}: ${error.message}`) : error;
  }
}

function undefinedName(name: string): ExpressionError {
  return new ExpressionError(
    `An expression attribute name used in the document path is not defined; attribute name: ${name}`,
  );
}

function undefinedValue(name: string): ExpressionError {
  return new ExpressionError(
    `An expression attribute value used in expression is not defined; attribute value: ${name}`,
  );
}

function checkAllUsed(expressions: Expressions): void {
  const { names, values } = expressions.bindings;
  for (const name in names) if (!isUsed('names', name, expressions)) throw unused('ExpressionAttributeNames', name);
  for (const name in values) if (!isUsed('values', name, expressions)) throw unused('ExpressionAttributeValues', name);
}

function isUsed(kind: 'names' | 'values', name: string, expressions: Expressions): boolean {
  const { update, condition, key, filter, projection } = expressions;
  return (
    update?.[kind].includes(name) ||
    condition?.[kind].includes(name) ||
    key?.[kind].includes(name) ||
    filter?.[kind].includes(name) ||
    projection?.[kind].includes(name) ||
    false
  );
}

function unused(parameter: string, key: string): ServiceError {
  return validationError(`Value provided in ${parameter} unused in expressions: keys: {${key}}`);
}

/** Numbers that arithmetic takes out of range are the caller's mistake. */
export function asValidation<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    throw error instanceof InvalidNumber ? validationError(error.message) : error;
  }
}

/** Remembers what was understood, up to a number of texts that no programme has, so that it can't grow without end. */
function memoise<T>(compile: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    if (known.size >= 10_000) known.clear();
    const compiled = compile(text);
    known.set(text, compiled);
    return compiled;
  };
}
