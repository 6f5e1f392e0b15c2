import type * as v from 'valibot';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
} from 'yaml';
import { type ContentMistake, checkContent, type Path } from './check-content.ts';

/** What is wrong with a file, and where: lines and columns count from 1. */
export interface FileMistake {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

export type FileRead<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly mistakes: readonly FileMistake[] };

/**
 * Reads a YAML file by a schema and then by rules of its own. Every mistake is answered with its place in the file:
 * that of the value itself, or of what should have held it where it is missing.
 */
export function readYaml<Schema extends v.GenericSchema>(
  text: string,
  file: string,
  schema: Schema,
  check: (value: v.InferOutput<Schema>) => readonly ContentMistake[],
): FileRead<v.InferOutput<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      ok: false,
      mistakes: document.errors.map(({ pos, message }) => ({ file, ...at(lines, pos[0]), reason: message })),
    };
  }
  const checked = checkContent(document.toJS(), schema, check);
  if (checked.ok) return checked;
  const mistakes = checked.mistakes.map(({ path, reason }) => ({
    file,
    ...at(lines, offsetOf(document, path)),
    reason,
  }));
  return { ok: false, mistakes };
}

/** `programmes/x.yaml:12:5: there is no e-mail template "y"` */
export function formatMistake({ file, line, column, reason }: FileMistake): string {
  return `${file}:${line}:${column}: ${reason}`;
}

/** The character at which the value of a path begins, or its nearest holder's where it is missing. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const child = childOf(document, node, step);
    if (child === undefined) return offset;
    offset = child.offset ?? offset;
    node = child.value;
  }
  return offset;
}

function childOf(
  document: Document.Parsed,
  holder: unknown,
  step: PropertyKey,
): { value: unknown; offset: number | undefined } | undefined {
  const node = isAlias(holder) ? holder.resolve(document) : holder;
  if (!isCollection(node)) return undefined;
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
    return pair && { value: pair.value, offset: startOf(pair.value) ?? startOf(pair.key) };
  }
  const item = typeof step === 'number' ? node.items[step] : undefined;
  return item === undefined || isPair(item) ? undefined : { value: item, offset: startOf(item) };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function at(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
