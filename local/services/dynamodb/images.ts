import { validationError } from './errors.ts';
import { boundItemBytes, depthOf, itemBytes, maxDepth, maxItemBytes } from './sizes.ts';
import { keyShapeOf, type SecondaryIndex, type TableDefinition } from './table-definition.ts';
import type { Item } from './types.ts';
import { typeOf } from './values.ts';

/** An index's key attribute, as each image has to be checked for it. */
export interface IndexKey {
  readonly indexName: string;
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

export function indexKeysOf(definition: TableDefinition): IndexKey[] {
  return (definition.globalSecondaryIndexes ?? []).flatMap((index) => {
    const { hash, range } = keyShapeOf(definition, index.KeySchema);
    return [hash, ...(range ? [range] : [])].map((key) => ({ indexName: index.IndexName, ...key }));
  });
}

/**
 * What DynamoDB asks of every image that is to be stored: its size, its depth, and index keys of the right type that
 * are not empty. Throws ValidationException.
 */
export function checkImage(kind: 'Put' | 'Update', indexKeys: readonly IndexKey[], image: Item): void {
  for (const key of indexKeys) {
    const value = image[key.name];
    if (value && value[key.type] === undefined) throw typeMismatch(key, typeOf(value));
  }
  for (const key of indexKeys) checkNotEmpty(key, image);
  if (boundItemBytes(image) <= maxItemBytes) return;
  for (const name in image)
    if (depthOf(image[name] ?? {}) > maxDepth)
      throw validationError(`Nesting Levels have exceeded supported limits: Attribute ${name} nests too deep`);
  if (itemBytes(image) <= maxItemBytes) return;
  throw validationError(
    kind === 'Put'
      ? 'Item size has exceeded the maximum allowed size'
      : 'Item size to update has exceeded the maximum allowed size',
  );
}

function checkNotEmpty({ indexName, name, type }: IndexKey, image: Item): void {
  if (image[name]?.[type] !== '') return;
  throw validationError(
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. ` +
      `IndexName: ${indexName}, IndexKey: ${name}`,
  );
}

export function typeMismatch({ indexName, name, type }: IndexKey, actual: string): Error {
  return validationError(
    `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${indexName}`,
  );
}

/** What an index holds of an item, given the index's own key attributes and the table's. */
export function projectForIndex(index: SecondaryIndex, tableKeys: readonly string[], item: Item): Item {
  if (index.Projection.ProjectionType === 'ALL') return item;
  const names = [
    ...tableKeys,
    ...index.KeySchema.map((key) => key.AttributeName),
    ...(index.Projection.ProjectionType === 'INCLUDE' ? (index.Projection.NonKeyAttributes ?? []) : []),
  ];
  const projected: Record<string, Item[string]> = {};
  for (const name of names) {
    const value = item[name];
    if (value) projected[name] = value;
  }
  return projected;
}

/** Throws ValidationException when a projection asks an index for attributes that it does not hold. */
export function checkProjected(index: SecondaryIndex, tableKeys: readonly string[], asked: readonly string[]): void {
  if (index.Projection.ProjectionType === 'ALL') return;
  const held = new Set([
    ...tableKeys,
    ...index.KeySchema.map((key) => key.AttributeName),
    ...(index.Projection.NonKeyAttributes ?? []),
  ]);
  const missing = asked.filter((name) => !held.has(name));
  if (missing.length === 0) return;
  throw validationError(
    `One or more parameter values were invalid: Global secondary index ${index.IndexName} does not project [${missing.join(', ')}]`,
  );
}

/** The largest keys: 2,048 bytes of hash key and 1,024 of range key. */
const keyLimits = {
  hash: { bytes: 2048, message: 'Size of hashkey has exceeded the maximum size limit of2048 bytes' },
  range: { bytes: 1024, message: 'Aggregated size of all range keys has exceeded the size limit of 1024 bytes' },
} as const;

/** Throws ValidationException when a part of a key is too long. */
export function checkKeyLength(part: keyof typeof keyLimits, value: Item[string]): void {
  const { bytes, message } = keyLimits[part];
  const text = value.S ?? value.B ?? '';
  if (text.length * 3 <= bytes) return;
  const length = value.B === undefined ? Buffer.byteLength(text) : Buffer.byteLength(text, 'base64');
  if (length > bytes) throw validationError(`One or more parameter values were invalid: ${message}`);
}
