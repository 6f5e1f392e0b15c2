import { validationError } from '../errors.ts';
import type { AttributeValue, Item } from '../types.ts';
import type { PathSegment } from '../values.ts';

/** What becomes of one place of an item. */
export type Edit = AttributeValue | 'remove' | 'keep';

interface PlacedEdit {
  readonly path: readonly PathSegment[];
  readonly edit: Edit;
}

/** A place with an edit of its own, or with edits somewhere below it. */
type Node = { readonly edit: Edit } | { readonly below: Map<PathSegment, Node> };

/**
 * The item with all edits made at once: every path means a place in the item as it was, so taking elements out of a
 * list does not move the others' places. Only what changes is copied. Throws ValidationException for a path whose
 * parent is not there.
 */
export function applyEdits(item: Item, edits: readonly PlacedEdit[]): Item {
  if (edits.every(({ path }) => path.length === 1)) return applyTopLevel(item, edits);
  const root = new Map<PathSegment, Node>();
  for (const { path, edit } of edits) plant(root, path, edit);
  return editMap(item, root);
}

function applyTopLevel(item: Item, edits: readonly PlacedEdit[]): Item {
  const edited: Record<string, AttributeValue> = { ...item };
  for (const { path, edit } of edits) setMember(edited, String(path[0]), edit);
  return edited;
}

function setMember(map: Record<string, AttributeValue>, name: string, edit: Edit): void {
  if (edit === 'remove') delete map[name];
  else if (edit !== 'keep') map[name] = edit;
}

/** Grows the tree of edits. No path leads through another's place: overlaps were refused before. */
function plant(tree: Map<PathSegment, Node>, [head, ...rest]: readonly PathSegment[], edit: Edit): void {
  if (head === undefined) throw invalidPath();
  if (rest.length === 0) {
    tree.set(head, { edit });
    return;
  }
  const found = tree.get(head);
  const node = found && 'below' in found ? found : { below: new Map<PathSegment, Node>() };
  tree.set(head, node);
  plant(node.below, rest, edit);
}

function editMap(map: Item, below: ReadonlyMap<PathSegment, Node>): Item {
  const edited: Record<string, AttributeValue> = { ...map };
  for (const [name, node] of below) {
    if (typeof name === 'number') throw invalidPath();
    setMember(edited, name, editValue(Object.hasOwn(map, name) ? map[name] : undefined, node));
  }
  return edited;
}

/** New elements beyond the end are appended in the order of their places. */
function editList(list: readonly AttributeValue[], below: ReadonlyMap<PathSegment, Node>): AttributeValue[] {
  const edited: Edit[] = [...list];
  const added: Array<readonly [place: number, edit: Edit]> = [];
  for (const [place, node] of below) {
    if (typeof place === 'string') throw invalidPath();
    const edit = editValue(list[place], node);
    if (place < list.length) edited[place] = edit === 'keep' ? (list[place] ?? edit) : edit;
    else added.push([place, edit]);
  }
  added.sort(([a], [b]) => a - b);
  return [...edited, ...added.map(([, edit]) => edit)].filter((edit) => typeof edit !== 'string');
}

function editValue(value: AttributeValue | undefined, node: Node): Edit {
  if ('edit' in node) return node.edit;
  if (value?.M) return { M: editMap(value.M, node.below) };
  if (value?.L) return { L: editList(value.L, node.below) };
  throw invalidPath();
}

function invalidPath(): Error {
  return validationError('The document path provided in the update expression is invalid for update');
}
