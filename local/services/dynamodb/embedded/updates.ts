import type { Item } from '../types.ts';
import { type PathSegment, valueAt } from '../values.ts';
import type { UpdateSection } from './dynalite-actions.ts';

type Operand =
  | readonly PathSegment[]
  | { readonly type: string; readonly name?: string; readonly args: readonly Operand[] }
  | object;

/**
 * An update's clauses such that dynalite, which applies them one after the other, comes to what DynamoDB does, where
 * all see the item as it was: places are removed from lists last and from the end, and a value that is copied from
 * elsewhere in the item is a copy.
 */
export function asIfAtOnce(sections: readonly UpdateSection[], old: Item | undefined): UpdateSection[] {
  const removals = sections.filter(({ type }) => type === 'remove').sort((a, b) => comparePaths(b.path, a.path));
  const others = sections
    .filter(({ type }) => type !== 'remove')
    .map((section) =>
      section.type === 'set' ? { ...section, val: withCopies(section.val as Operand, old ?? {}) } : section,
    );
  return [...others, ...removals];
}

function comparePaths(a: readonly PathSegment[], b: readonly PathSegment[]): number {
  for (const [i, segment] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (segment === other) continue;
    if (typeof segment === 'number' && typeof other === 'number') return segment - other;
    return String(segment) < String(other) ? -1 : 1;
  }
  return a.length - b.length;
}

/** The operand with every path that leads somewhere replaced by a copy of what is there. */
function withCopies(operand: Operand, item: Item): Operand {
  if (isPath(operand)) {
    const found = valueAt(item, operand);
    return found ? structuredClone(found) : operand;
  }
  if (!('args' in operand)) return operand;
  const [first, second] = operand.args;
  if (operand.name !== 'if_not_exists') return { ...operand, args: operand.args.map((arg) => withCopies(arg, item)) };
  const found = first && isPath(first) ? valueAt(item, first) : undefined;
  if (found) return structuredClone(found);
  return { ...operand, args: [first ?? [], withCopies(second ?? [], item)] };
}

function isPath(operand: Operand): operand is readonly PathSegment[] {
  return Array.isArray(operand);
}
