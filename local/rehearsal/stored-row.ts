import * as v from 'valibot';
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
  readonly #readings: Map<v.GenericSchema, Reading>;

  private constructor(item: Item, bytes: number, readings: Map<v.GenericSchema, Reading>) {
    this.item = item;
    this.bytes = bytes;
    this.#readings = readings;
  }

  static first(item: Item, bytes: number): StoredRow {
    return new StoredRow(item, bytes, new Map());
  }

  /** The row after a write that touched the named attributes and no others. */
  next(item: Item, bytes: number, changed: readonly string[]): StoredRow {
    const readings = new Map<v.GenericSchema, Reading>();
    for (const [schema, reading] of this.#readings)
      if (reading.changed.length < mostChanges)
        readings.set(schema, { value: reading.value, changed: [...reading.changed, ...changed] });
    return new StoredRow(item, bytes, readings);
  }

  /** What a schema makes of the item. Throws `MalformedItem`. */
  read<S extends v.GenericSchema>(schema: S): v.InferOutput<S> {
    const known = this.#readings.get(schema);
    if (known && known.changed.length === 0) return known.value as v.InferOutput<S>;
    const value = (known && patch(schema, known, this.item)) ?? parsePlain(schema, this.item);
    this.#readings.set(schema, { value, changed: [] });
    return value as v.InferOutput<S>;
  }
}

/** The earlier value with the changed attributes parsed afresh; nothing where the schema is not one of attributes alone. */
function patch(schema: v.GenericSchema, { value, changed }: Reading, item: Item): object | undefined {
  const shape = shapeOf(schema);
  if (!shape) return undefined;
  const patched: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  for (const name of changed) {
    const attribute = shape[name];
    if (!attribute) continue;
    const result = v.safeParse(attribute, item[name]);
    if (!result.success) return undefined;
    patched[name] = result.output;
  }
  return patched;
}

/** The attributes of a schema that checks each by itself and leaves others out; of any other schema nothing. */
function shapeOf(schema: v.GenericSchema): v.ObjectEntries | undefined {
  if (schema.type !== 'object' || 'pipe' in schema) return undefined;
  return (schema as v.ObjectSchema<v.ObjectEntries, undefined>).entries;
}
