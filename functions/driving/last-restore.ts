import * as v from 'valibot';
import { whole } from '../domain/fields.ts';
import { instant } from '../domain/ids.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

const restore = v.object({ point: instant, at: instant, epoch: whole });
export type Restore = v.InferOutput<typeof restore>;

/** The last time that the table was restored from a backup: nothing where it never was. */
export function readLastRestore(table: Table): Promise<Restore | undefined> {
  return table.get(key.restore, restore);
}
