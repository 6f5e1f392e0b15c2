import * as z from 'zod';
import type { Item } from './types.ts';

const keySchema = z
  .array(z.strictObject({ AttributeName: z.string().min(1), KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1)
  .max(2)
  .refine((keys) => keys[0]?.KeyType === 'HASH' && (keys.length === 1 || keys[1]?.KeyType === 'RANGE'), {
    message: 'A key schema is a HASH key and at most one RANGE key, in that order.',
  });

const name = z.string().regex(/^[a-zA-Z0-9_.-]{3,255}$/);

const secondaryIndex = z.strictObject({
  IndexName: name,
  KeySchema: keySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).min(1).optional(),
  }),
});

const tableDefinition = z.strictObject({
  tableName: name,
  tableArn: z.string().startsWith('arn:'),
  keySchema,
  attributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string().min(1), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  globalSecondaryIndexes: z.array(secondaryIndex).max(20).optional(),
  streamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']).optional(),
  /** The attribute that holds the epoch second from which an item may be deleted. */
  ttlAttribute: z.string().optional(),
});

/** A table billed on demand. The nested parts are CloudFormation's own, so a template's can be handed over as they are. */
export type TableDefinition = z.infer<typeof tableDefinition>;
export type SecondaryIndex = z.infer<typeof secondaryIndex>;
export type KeyType = 'S' | 'N' | 'B';

/** The attributes that identify an item in a table or order it in an index. */
export interface KeyShape {
  readonly hash: { readonly name: string; readonly type: KeyType };
  readonly range?: { readonly name: string; readonly type: KeyType };
}

/** Checks a definition. Throws `InvalidTable`, which names every field that is wrong or unknown. */
export function parseTableDefinition(input: unknown): TableDefinition {
  const parsed = tableDefinition.safeParse(input);
  if (!parsed.success) throw new InvalidTable(z.prettifyError(parsed.error));
  for (const schema of [parsed.data.keySchema, ...(parsed.data.globalSecondaryIndexes ?? []).map((i) => i.KeySchema)])
    keyShapeOf(parsed.data, schema);
  return parsed.data;
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
