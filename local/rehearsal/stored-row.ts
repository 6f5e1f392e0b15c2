import * as z from 'zod';
import { type Item, parsePlain } from '../../functions/platform/table.ts';

/** What a schema made of an item, and which attributes were written since. */
interface Reading {
  readonly value: unknown;
  readonly changed: readonly string[];
}

/** A reading that so much was written after is made afresh: a schema that reads no more would gather changes for ever. */
const mostChanges = 12;

/**
 * An item as it was written, with what schemas have made of it. A row that follows another one takes its readings over:
 * of what this process wrote itself only the attributes that changed are parsed again.
 */
export class StoredRow {
  readonly item: Item;
  /** As DynamoDB counts: names and values. */
  readonly bytes: number;
  readonly #readings: Map<z.core.$ZodType, Reading>;

  private constructor(item: Item, bytes: number, readings: Map<z.core.$ZodType, Reading>) {
    this.item = item;
    this.bytes = bytes;
    this.#readings = readings;
  }

  static first(item: Item, bytes: number): StoredRow {
    return new StoredRow(item, bytes, new Map());
  }

  /** The row after a write that touched the named attributes and no others. */
  next(item: Item, bytes: number, changed: readonly string[]): StoredRow {
    const readings = new Map<z.core.$ZodType, Reading>();
    for (const [schema, reading] of this.#readings)
      if (reading.changed.length < mostChanges)
        readings.set(schema, { value: reading.value, changed: [...reading.changed, ...changed] });
    return new StoredRow(item, bytes, readings);
  }

  /** What a schema makes of the item. Throws `MalformedItem`. */
  read<S extends z.core.$ZodType>(schema: S): z.infer<S> {
    const known = this.#readings.get(schema);
    if (known && known.changed.length === 0) return known.value as z.infer<S>;
    const value = (known && patch(schema, known, this.item)) ?? parsePlain(schema, this.item);
    this.#readings.set(schema, { value, changed: [] });
    return value as z.infer<S>;
  }
}

/** The earlier value with the changed attributes parsed afresh; nothing where the schema is not one of attributes alone. */
function patch(schema: z.core.$ZodType, { value, changed }: Reading, item: Item): object | undefined {
  const shape = shapeOf(schema);
  if (!shape) return undefined;
  const patched: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  for (const name of changed) {
    const attribute = shape[name];
    if (!attribute) continue;
    const result = z.safeParse(attribute, item[name]);
    if (!result.success) return undefined;
    patched[name] = result.data;
  }
  return patched;
}

type Shape = Readonly<Record<string, z.core.$ZodType>>;

const shapes = new WeakMap<z.core.$ZodType, { readonly shape: Shape | undefined }>();

/** The attributes of a schema that checks each by itself and leaves others out; of any other schema nothing. */
function shapeOf(schema: z.core.$ZodType): Shape | undefined {
  const known = shapes.get(schema);
  if (known) return known.shape;
  const alone =
    schema instanceof z.core.$ZodObject && !schema._zod.def.checks?.length && schema._zod.def.catchall === undefined;
  const shape = alone ? (schema._zod.def.shape as Shape) : undefined;
  shapes.set(schema, { shape });
  return shape;
}
