import { addNumbers, compareNumbers } from './numbers.ts';
import type { AttributeType, AttributeValue, Item } from './types.ts';

/** A step into a document: the name of a map's member, or a place in a list. */
export type PathSegment = string | number;

const attributeTypes: ReadonlySet<string> = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M']);

export function isAttributeType(name: string): name is AttributeType {
  return attributeTypes.has(name);
}

/** The type of a value that was already checked to have exactly one. */
export function typeOf(value: AttributeValue): AttributeType {
  for (const type in value) if (isAttributeType(type)) return type;
  throw new Error('An attribute value without a type was stored.');
}

/** What stands at a document path, if anything does. */
export function valueAt(item: Item, path: readonly PathSegment[]): AttributeValue | undefined {
  let value: AttributeValue | undefined = typeof path[0] === 'string' ? own(item, path[0]) : undefined;
  for (let i = 1; i < path.length && value; i++) value = member(value, path[i]);
  return value;
}

export function member(value: AttributeValue, segment: PathSegment | undefined): AttributeValue | undefined {
  if (typeof segment === 'number') return value.L?.[segment];
  return segment !== undefined && value.M ? own(value.M, segment) : undefined;
}

function own(map: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** DynamoDB's equality: same type and same content; sets regardless of order, documents in depth. */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  if (a === b) return true;
  if (a.S !== undefined) return a.S === b.S;
  if (a.N !== undefined) return a.N === b.N;
  if (a.BOOL !== undefined) return a.BOOL === b.BOOL;
  if (a.NULL !== undefined) return a.NULL === b.NULL;
  if (a.B !== undefined) return a.B === b.B;
  if (a.M) return b.M !== undefined && equalItems(a.M, b.M);
  if (a.L) return b.L !== undefined && equalLists(a.L, b.L);
  return equalSets(a.SS, b.SS) || equalSets(a.NS, b.NS) || equalSets(a.BS, b.BS);
}

export function equalItems(a: Item, b: Item): boolean {
  if (a === b) return true;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const [one, other] = [a[name], own(b, name)];
    return one !== undefined && other !== undefined && equalValues(one, other);
  });
}

function equalLists(a: readonly AttributeValue[], b: readonly AttributeValue[]): boolean {
  return a.length === b.length && a.every((value, i) => equalValues(value, b[i] ?? {}));
}

function equalSets(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (!a || !b || a.length !== b.length) return false;
  const members = new Set(a);
  return b.every((value) => members.has(value));
}

/** The order of two strings, numbers or binaries; `undefined` when the types differ or have no order. */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if (a.S !== undefined && b.S !== undefined) return compareStrings(a.S, b.S);
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  if (a.B !== undefined && b.B !== undefined) return Buffer.compare(bytes(a.B), bytes(b.B));
  return undefined;
}

/** The order of the UTF-8 bytes, which differs from JavaScript's own only where surrogates meet U+E000 to U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? afterSurrogates(x) - afterSurrogates(y) : x - y;
  }
  return a.length - b.length;
}

function afterSurrogates(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** The condition function `contains`: a part of a string or binary, a member of a set, an element of a list. */
export function containsValue(whole: AttributeValue, part: AttributeValue): boolean {
  if (whole.S !== undefined) return part.S !== undefined && whole.S.includes(part.S);
  if (whole.B !== undefined) return part.B !== undefined && bytes(whole.B).includes(bytes(part.B));
  if (whole.SS) return part.S !== undefined && whole.SS.includes(part.S);
  if (whole.NS) return part.N !== undefined && whole.NS.includes(part.N);
  if (whole.BS) return part.B !== undefined && whole.BS.includes(part.B);
  return whole.L?.some((element) => equalValues(element, part)) ?? false;
}

export function beginsWith(whole: AttributeValue, start: AttributeValue): boolean {
  if (whole.S !== undefined) return start.S !== undefined && whole.S.startsWith(start.S);
  if (whole.B === undefined || start.B === undefined) return false;
  const prefix = bytes(start.B);
  return bytes(whole.B).subarray(0, prefix.length).equals(prefix);
}

/** The condition function `size`: characters, bytes or members; `undefined` for the types that have none. */
export function sizeOfValue(value: AttributeValue): number | undefined {
  if (value.B !== undefined) return bytes(value.B).length;
  if (value.M) return Object.keys(value.M).length;
  return (value.S ?? value.SS ?? value.NS ?? value.BS ?? value.L)?.length;
}

/** `ADD`: the sum of numbers or the union of sets; `undefined` when the types don't go together. */
export function addValues(old: AttributeValue, added: AttributeValue): AttributeValue | undefined {
  if (old.N !== undefined && added.N !== undefined) return { N: addNumbers(old.N, added.N) };
  if (old.SS && added.SS) return { SS: union(old.SS, added.SS) };
  if (old.NS && added.NS) return { NS: union(old.NS, added.NS) };
  if (old.BS && added.BS) return { BS: union(old.BS, added.BS) };
  return undefined;
}

/** `DELETE`: the set without some members, `null` when none is left, `undefined` when the types don't go together. */
export function deleteMembers(old: AttributeValue, gone: AttributeValue): AttributeValue | null | undefined {
  if (old.SS && gone.SS) return setOrNull('SS', without(old.SS, gone.SS));
  if (old.NS && gone.NS) return setOrNull('NS', without(old.NS, gone.NS));
  if (old.BS && gone.BS) return setOrNull('BS', without(old.BS, gone.BS));
  return undefined;
}

function setOrNull(type: 'SS' | 'NS' | 'BS', members: string[]): AttributeValue | null {
  return members.length > 0 ? { [type]: members } : null;
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])];
}

function without(a: readonly string[], b: readonly string[]): string[] {
  return a.filter((value) => !b.includes(value));
}

function bytes(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}
