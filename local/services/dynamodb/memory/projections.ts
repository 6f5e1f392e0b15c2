import type { AttributeValue, Item } from '../types.ts';
import { checkOverlap } from './overlaps.ts';
import { type Bindings, bindPath, type Compiled, type Path, Reader } from './reader.ts';

/** Understands a projection expression. Throws `ExpressionError`. */
export function compileProjection(text: string): Compiled {
  const reader = new Reader(text);
  do reader.path();
  while (reader.accept(','));
  reader.expectEnd();
  const { paths } = reader;
  return { ...reader.compiled(), checks: paths.length > 1 ? [(bindings) => checkOverlap(paths, bindings)] : [] };
}

/** What is left of an item at the paths; elements of a list move together. */
export function project(paths: readonly Path[], item: Item, bindings: Bindings): Item {
  return pickMembers(
    item,
    paths.map((path) => bindPath(path, bindings)),
  );
}

function pickMembers(map: Item, paths: readonly Path[]): Item {
  const picked: Record<string, AttributeValue> = {};
  for (const [name, rests] of groupByHead(paths)) {
    const value = typeof name === 'string' && Object.hasOwn(map, name) ? pick(map[name], rests) : undefined;
    if (value) picked[name] = value;
  }
  return picked;
}

function pick(value: AttributeValue | undefined, rests: readonly Path[]): AttributeValue | undefined {
  if (!value || rests.some((rest) => rest.length === 0)) return value;
  if (value.M) {
    const picked = pickMembers(value.M, rests);
    return Object.keys(picked).length > 0 ? { M: picked } : undefined;
  }
  if (!value.L) return undefined;
  const elements = [...groupByHead(rests)]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([place, below]) => (typeof place === 'number' ? pick(value.L?.[place], below) : undefined))
    .filter((element) => element !== undefined);
  return elements.length > 0 ? { L: elements } : undefined;
}

function groupByHead(paths: readonly Path[]): Map<Path[number], Path[]> {
  const groups = new Map<Path[number], Path[]>();
  for (const [head, ...rest] of paths) {
    if (head === undefined) continue;
    const group = groups.get(head);
    if (group) group.push(rest);
    else groups.set(head, [rest]);
  }
  return groups;
}
