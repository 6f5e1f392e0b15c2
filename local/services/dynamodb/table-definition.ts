import * as v from 'valibot';
import type { Item } from './types.ts';

const keySchema = v.pipe(
  v.array(
    v.strictObject({ AttributeName: v.pipe(v.string(), v.minLength(1)), KeyType: v.picklist(['HASH', 'RANGE']) }),
  ),
  v.minLength(1),
  v.maxLength(2),
  v.check(
    (keys) => keys[0]?.KeyType === 'HASH' && (keys.length === 1 || keys[1]?.KeyType === 'RANGE'),
    'A key schema is a HASH key and at most one RANGE key, in that order.',
  ),
);

const name = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_.-]{3,255}$/));

const secondaryIndex = v.strictObject({
  IndexName: name,
  KeySchema: keySchema,
  Projection: v.strictObject({
    ProjectionType: v.picklist(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  }),
});

const tableDefinition = v.strictObject({
  tableName: name,
  tableArn: v.pipe(v.string(), v.startsWith('arn:')),
  keySchema,
  attributeDefinitions: v.array(
    v.strictObject({ AttributeName: v.pipe(v.string(), v.minLength(1)), AttributeType: v.picklist(['S', 'N', 'B']) }),
  ),
  globalSecondaryIndexes: v.optional(v.pipe(v.array(secondaryIndex), v.maxLength(20))),
  streamViewType: v.optional(v.picklist(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'])),
  /** The attribute that holds the epoch second from which an item may be deleted. */
  ttlAttribute: v.optional(v.string()),
});

/** A table billed on demand. The nested parts are CloudFormation's own, so a template's can be handed over as they are. */
export type TableDefinition = v.InferOutput<typeof tableDefinition>;
export type SecondaryIndex = v.InferOutput<typeof secondaryIndex>;
export type KeyType = 'S' | 'N' | 'B';

/** The attributes that identify an item in a table or order it in an index. */
export interface KeyShape {
  readonly hash: { readonly name: string; readonly type: KeyType };
  readonly range?: { readonly name: string; readonly type: KeyType };
}

/** Checks a definition. Throws `InvalidTable`, which names every field that is wrong or unknown. */
export function parseTableDefinition(input: unknown): TableDefinition {
  const parsed = v.safeParse(tableDefinition, input);
  if (!parsed.success) throw new InvalidTable(v.summarize(parsed.issues));
  for (const schema of [
    parsed.output.keySchema,
    ...(parsed.output.globalSecondaryIndexes ?? []).map((i) => i.KeySchema),
  ])
    keyShapeOf(parsed.output, schema);
  return parsed.output;
}

/** The names and types of a key schema. Throws `InvalidTable` when an attribute has no definition. */
export function keyShapeOf(definition: TableDefinition, schema = definition.keySchema): KeyShape {
  const [hash, range] = schema.map(({ AttributeName }) => {
    const found = definition.attributeDefinitions.find((attribute) => attribute.AttributeName === AttributeName);
    if (!found) throw new InvalidTable(`${definition.tableName} has a key ${AttributeName} without a definition.`);
    return { name: AttributeName, type: found.AttributeType };
  });
  if (!hash) throw new InvalidTable(`${definition.tableName} has no hash key.`);
  return range ? { hash, range } : { hash };
}

/** The item's own key. */
export function keysOf(shape: KeyShape, item: Item): Item {
  const keys: Record<string, Item[string]> = {};
  for (const part of [shape.hash, shape.range]) {
    const value = part && item[part.name];
    if (part && value) keys[part.name] = value;
  }
  return keys;
}

/** The stream's ARN, which AWS labels with the moment of its creation; ours has a constant label. */
export function streamArnOf(tableArn: string): string {
  return `${tableArn}/stream/2026-01-01T00:00:00.000`;
}

/** The table's definition can't be used; the message says why. */
export class InvalidTable extends Error {
  override readonly name = 'InvalidTable';
}
