import { projectForIndex } from './images.ts';
import { itemBytes } from './sizes.ts';
import type { TableDefinition } from './table-definition.ts';
import type { Item } from './types.ts';
import { equalItems } from './values.ts';

/** What a call used up, in capacity units; on demand, the same numbers are request units. */
export interface Consumption {
  readonly action: string;
  readonly table: string;
  readonly read: number;
  readonly write: number;
}

/** Units of a read of so many bytes: 4 KB each when consistent, 8 KB otherwise; reading nothing costs one step too. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}

export function bytesOf(items: readonly Item[]): number {
  return items.reduce((total, item) => total + itemBytes(item), 0);
}

/**
 * Units of a write: the larger image in steps of 1 KB, and the same for each index whose entry it adds, changes or
 * takes away; moving an entry to another key is two writes (Developer Guide, "Global secondary indexes", costs).
 */
export function writeUnits(definition: TableDefinition, old: Item | undefined, image: Item | undefined): number {
  const tableKeys = definition.keySchema.map((key) => key.AttributeName);
  const own = Math.max(steps(old), steps(image), 1);
  return (definition.globalSecondaryIndexes ?? []).reduce((total, index) => {
    const names = index.KeySchema.map((key) => key.AttributeName);
    const holds = (item: Item | undefined) =>
      item && names.every((name) => item[name]) ? projectForIndex(index, tableKeys, item) : undefined;
    return total + entryUnits(names, holds(old), holds(image));
  }, own);
}

function entryUnits(keyNames: readonly string[], before: Item | undefined, after: Item | undefined): number {
  if (!before || !after) return Math.max(steps(before), steps(after));
  if (equalItems(before, after)) return 0;
  const moved = keyNames.some((name) => !equalItems({ key: before[name] ?? {} }, { key: after[name] ?? {} }));
  return moved ? steps(before) + steps(after) : Math.max(steps(before), steps(after));
}

function steps(item: Item | undefined): number {
  return item ? Math.max(1, Math.ceil(itemBytes(item) / 1024)) : 0;
}
