import { ExpressionError } from './lexer.ts';
import { type Bindings, bindSegment, type Path } from './reader.ts';

/** Throws `ExpressionError` when one path leads to, or through, the place of another. */
export function checkOverlap(paths: readonly Path[], { names }: Bindings): void {
  for (let i = 1; i < paths.length; i++) for (let j = 0; j < i; j++) checkPair(paths[j] ?? [], paths[i] ?? [], names);
}

function checkPair(one: Path, other: Path, names: Bindings['names']): void {
  for (let i = 0; i < one.length && i < other.length; i++) {
    const [a, b] = [bindSegment(one[i] ?? '', names), bindSegment(other[i] ?? '', names)];
    if (typeof a !== typeof b) throw refusal('conflict', one, other, names);
    if (a !== b) return;
  }
  throw refusal('overlap', one, other, names);
}

function refusal(how: 'conflict' | 'overlap', one: Path, other: Path, names: Bindings['names']): ExpressionError {
  return new ExpressionError(
    `Two document paths ${how} with each other; must remove or rewrite one of these paths; path one: ${show(one, names)}, path two: ${show(other, names)}`,
  );
}

function show(path: Path, names: Bindings['names']): string {
  return `[${path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : bindSegment(segment, names))).join(', ')}]`;
}
