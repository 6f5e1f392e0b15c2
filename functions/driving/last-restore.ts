import * as z from 'zod/mini';
import { whole } from '../domain/fields.ts';
import { instant } from '../domain/ids.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

const restore = z.object({ point: instant, at: instant, epoch: whole });
export type Restore = z.infer<typeof restore>;

/** The last time that the table was restored from a backup: nothing where it never was. */
export function readLastRestore(table: Table): Promise<Restore | undefined> {
  return table.get(key.restore, restore);
}
