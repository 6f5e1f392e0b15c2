import { countDigits } from './numbers.ts';
import type { AttributeValue, Item } from './types.ts';

/** The largest item, names and values together (400 KB; Developer Guide, "Service, account, and table quotas"). */
export const maxItemBytes = 400 * 1024;
/** What a Query or Scan reads at most before it filters. */
export const maxPageBytes = 1024 * 1024;
/** How deep lists and maps may nest. */
export const maxDepth = 32;

/** An item's size in bytes (Developer Guide, "DynamoDB item sizes and formats"). */
export function itemBytes(item: Item): number {
  let size = 0;
  for (const name in item) {
    const value = item[name];
    if (value) size += Buffer.byteLength(name) + valueBytes(value);
  }
  return size;
}

/**
 * A bound of the item's size that is quickly found: no character has more than three bytes for each of its UTF-16
 * units. Infinite for an item that nests too deep.
 */
export function boundItemBytes(item: Item, depth = 1): number {
  let bound = 0;
  for (const name in item) {
    const value = item[name];
    if (value) bound += 3 * name.length + 4 + boundValueBytes(value, depth);
  }
  return bound;
}

function boundValueBytes(value: AttributeValue, depth: number): number {
  const text = value.S ?? value.N ?? value.B;
  if (text !== undefined) return 3 * text.length;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (depth > maxDepth) return Number.POSITIVE_INFINITY;
  if (value.M) return boundItemBytes(value.M, depth + 1);
  if (value.L) return sum(value.L, (element) => 4 + boundValueBytes(element, depth + 1));
  return sum(value.SS ?? value.NS ?? value.BS ?? [], (text) => 3 * text.length);
}

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return binaryBytes(value.B);
  if (value.SS) return sum(value.SS, Buffer.byteLength);
  if (value.NS) return sum(value.NS, numberBytes);
  if (value.BS) return sum(value.BS, binaryBytes);
  if (value.L) return 3 + sum(value.L, (element) => 1 + valueBytes(element));
  if (value.M) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  return 1;
}

/** One byte for every two significant digits, and one more. */
function numberBytes(text: string): number {
  return 1 + Math.ceil(countDigits(text) / 2);
}

function binaryBytes(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}

function sum<T>(values: readonly T[], size: (value: T) => number): number {
  return values.reduce((total, value) => total + size(value), 0);
}

/** How deep the value's lists and maps nest: 0 for a scalar. */
export function depthOf(value: AttributeValue): number {
  const children = value.L ?? (value.M ? Object.values(value.M) : undefined);
  if (!children) return 0;
  return 1 + children.reduce((deepest, child) => Math.max(deepest, depthOf(child)), 0);
}
