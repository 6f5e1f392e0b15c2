import { compileMatcher, InvalidEventPattern, type Matcher, type Scalar } from './value-matchers.ts';

/** Whether an event passes. */
export type EventFilter = (event: unknown) => boolean;

type Pattern = Readonly<Record<string, unknown>>;
type Test = (values: readonly Leaf[]) => boolean;

/** A value found at a path: scalars, or the mark of something that is no leaf. */
type Leaf = Scalar | typeof notLeaf;
const notLeaf = Symbol('an object');

/**
 * A filter from an event pattern, as EventBridge's rules and Lambda's event source mappings have them: every field that the
 * pattern names must match one of its values; an array in the event matches when any of its elements does. Throws
 * `InvalidEventPattern` for what is not understood. (EventBridge user guide, "Event patterns".)
 */
export function compileEventPattern(pattern: Pattern): EventFilter {
  return compileObject(pattern, 'the pattern');
}

/** A filter that any of the patterns passes; none at all lets everything pass, as for an event source mapping. */
export function compileAnyPattern(patterns: readonly Pattern[]): EventFilter {
  const filters = patterns.map(compileEventPattern);
  return (event) => filters.length === 0 || filters.some((filter) => filter(event));
}

function compileObject(pattern: Pattern, where: string): EventFilter {
  const names = Object.keys(pattern);
  if (names.length === 0) throw new InvalidEventPattern(`${where} is empty.`);
  const parts = names.map((name) =>
    name === '$or' ? compileOr(pattern[name], where) : compileField(name, pattern[name], where),
  );
  return (event) => parts.every((part) => part(event));
}

function compileOr(alternatives: unknown, where: string): EventFilter {
  if (!Array.isArray(alternatives) || alternatives.length < 2)
    throw new InvalidEventPattern(`$or of ${where} needs two patterns or more.`);
  const filters = alternatives.map((alternative) => compileObject(asPattern(alternative, where), `$or of ${where}`));
  return (event) => filters.some((filter) => filter(event));
}

function compileField(name: string, value: unknown, parent: string): EventFilter {
  const where = parent === 'the pattern' ? name : `${parent}.${name}`;
  if (Array.isArray(value)) {
    const test = compileValues(value, where);
    return (event) => test(leavesOf(fieldsOf(event, name)));
  }
  const inner = compileObject(asPattern(value, where), where);
  return (event) => {
    const found = fieldsOf(event, name);
    // Nothing there at all: only a test for absence can still pass.
    return found.length === 0 ? inner({}) : found.some((part) => inner(part));
  };
}

function compileValues(values: readonly unknown[], where: string): Test {
  if (values.length === 0) throw new InvalidEventPattern(`${where} has no values to match.`);
  const matchers: Matcher[] = values.map((value) => compileMatcher(value, where));
  return (leaves) =>
    matchers.some((matcher) => {
      if (matcher.kind === 'absent') return leaves.length === 0;
      return leaves.some((leaf) => (leaf === notLeaf ? false : matcher.test(leaf)));
    });
}

/** A field of an object, or of every object in an array. */
function fieldsOf(event: unknown, name: string): unknown[] {
  const objects = Array.isArray(event) ? event.flat(Number.POSITIVE_INFINITY) : [event];
  return objects.flatMap((object) =>
    typeof object === 'object' && object !== null && Object.hasOwn(object, name)
      ? [(object as Record<string, unknown>)[name]]
      : [],
  );
}

/** An empty array has no value, and a value that is an object is none either. */
function leavesOf(values: readonly unknown[]): Leaf[] {
  return values
    .flatMap((value) => (Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]))
    .map((value) => (typeof value === 'object' && value !== null ? notLeaf : (value as Scalar)));
}

function asPattern(value: unknown, where: string): Pattern {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Pattern;
  throw new InvalidEventPattern(`${where} must hold a list of values or a pattern, not ${JSON.stringify(value)}.`);
}
