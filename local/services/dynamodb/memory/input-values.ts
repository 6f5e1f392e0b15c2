import { ServiceError } from '../../service.ts';
import { validationError } from '../errors.ts';
import { InvalidNumber, normaliseNumber } from '../numbers.ts';
import { asRecord } from '../requests.ts';
import type { AttributeType, AttributeValue, Item } from '../types.ts';
import { isAttributeType } from '../values.ts';

/**
 * A map of attribute values as it is stored: numbers in their canonical form, documents copied, so that a caller who
 * changes its own object later changes nothing here. Throws ValidationException or SerializationException as AWS does.
 */
export function normaliseItem(input: unknown, field: string): Item {
  const item: Record<string, AttributeValue> = {};
  const given = asRecord(input, field);
  for (const name in given) item[name] = normaliseValue(given[name]);
  return item;
}

export function normaliseValue(input: unknown): AttributeValue {
  const [type, content] = readType(asRecord(input, 'AttributeValue'));
  switch (type) {
    case 'S':
      return { S: asText(content) };
    case 'N':
      return { N: asNumber(content) };
    case 'B':
      return { B: asBase64(content) };
    case 'BOOL':
      return { BOOL: asBoolean(content) };
    case 'NULL':
      if (content !== true) throw invalid('Null attribute value types must have the value of true');
      return { NULL: true };
    case 'L':
      return { L: asArray(content).map(normaliseValue) };
    case 'M':
      return { M: normaliseItem(content, 'M') };
    default:
      return normaliseSet(type, asArray(content));
  }
}

function readType(value: Record<string, unknown>): [AttributeType, unknown] {
  let found: AttributeType | undefined;
  for (const type in value) {
    if (!isAttributeType(type) || value[type] === undefined || value[type] === null) continue;
    if (found)
      throw validationError(
        'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
      );
    found = type;
  }
  if (found) return [found, value[found]];
  throw validationError('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
}

function normaliseSet(type: 'SS' | 'NS' | 'BS', members: readonly unknown[]): AttributeValue {
  if (members.length === 0) throw invalid(emptySet[type]);
  const read = { SS: asText, NS: asNumber, BS: asBase64 }[type];
  const texts = members.map(read);
  if (new Set(texts).size === texts.length) return { [type]: texts };
  if (type === 'NS') throw validationError('Input collection contains duplicates');
  const ending = type === 'SS' ? ' contains duplicates.' : 'of type BS contains duplicates.';
  throw invalid(`Input collection [${texts.join(', ')}]${ending}`);
}

const emptySet = {
  SS: 'An string set  may not be empty',
  NS: 'An number set  may not be empty',
  BS: 'Binary sets should not be empty',
} as const;

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw serialization(`${describe(value)} cannot be converted to String`);
}

function asNumber(value: unknown): string {
  try {
    return normaliseNumber(asText(value));
  } catch (error) {
    throw error instanceof InvalidNumber ? validationError(error.message) : error;
  }
}

function asBase64(value: unknown): string {
  if (typeof value !== 'string') throw serialization('only base-64-encoded strings are convertible to bytes');
  if (value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value)) return value;
  throw serialization('Base64 encoded length is expected a multiple of 4 bytes');
}

function asBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw serialization(`${describe(value)} cannot be converted to Boolean`);
}

function asArray(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw serialization('Unexpected field type');
}

function describe(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'string' ? 'STRING_VALUE' : 'START_OBJECT';
}

function invalid(message: string): ServiceError {
  return validationError(`One or more parameter values were invalid: ${message}`);
}

function serialization(message: string): ServiceError {
  return new ServiceError('SerializationException', message);
}
