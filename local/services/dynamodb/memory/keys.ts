import { validationError } from '../errors.ts';
import { checkKeyLength } from '../images.ts';
import type { KeyShape } from '../table-definition.ts';
import type { AttributeValue, Item } from '../types.ts';
import { typeOf } from '../values.ts';

type KeyPart = KeyShape['hash'];

/** Checks a key that was given as such. Throws ValidationException unless it has just the table's key attributes. */
export function checkKey(shape: KeyShape, key: Item): void {
  const parts = partsOf(shape);
  if (Object.keys(key).length !== parts.length) throw mismatch();
  for (const { part, name, type } of parts) {
    const value = key[name];
    if (value?.[type] === undefined) throw mismatch();
    checkNotEmpty({ name, type }, value, 'One or more parameter values were invalid: ');
    checkKeyLength(part, value);
  }
}

/** Checks the key within an item that is to be put. Throws ValidationException. */
export function checkItemKey(shape: KeyShape, item: Item): void {
  for (const { part, name, type } of partsOf(shape)) {
    const value = item[name];
    if (!value) throw invalid(`Missing the key ${name} in the item`);
    if (value[type] === undefined)
      throw invalid(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    checkNotEmpty({ name, type }, value, 'One or more parameter values are not valid. ');
    checkKeyLength(part, value);
  }
}

function partsOf({ hash, range }: KeyShape) {
  const first = { part: 'hash' as const, ...hash };
  return range ? [first, { part: 'range' as const, ...range }] : [first];
}

function checkNotEmpty({ name, type }: KeyPart, value: AttributeValue, prefix: string): void {
  if (value[type] !== '') return;
  const kind = type === 'S' ? 'string' : 'binary';
  throw validationError(
    `${prefix}The AttributeValue for a key attribute cannot contain an empty ${kind} value. Key: ${name}`,
  );
}

function mismatch(): Error {
  return validationError('The provided key element does not match the schema');
}

function invalid(message: string): Error {
  return validationError(`One or more parameter values were invalid: ${message}`);
}
