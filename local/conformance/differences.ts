import { isJsonObject, type Json, type JsonObject } from '../states-language/json.ts';

/** What a recording leaves open, by JSON pointers into it. */
export interface Wildcards {
  /** Anything is accepted here. */
  readonly anything: ReadonlySet<string>;
  /** A string in which each `<…>` matches any text, unless it is one of `own`. */
  readonly patterns: ReadonlySet<string>;
  readonly own: readonly string[];
}

/** Reads a case's `wildcards`: `/p` and `~/p`. */
export function readWildcards(wildcards: readonly string[], own: readonly string[]): Wildcards {
  return {
    anything: new Set(wildcards.filter((pointer) => !pointer.startsWith('~'))),
    patterns: new Set(wildcards.filter((pointer) => pointer.startsWith('~')).map((pointer) => pointer.slice(1))),
    own,
  };
}

/** AWS's own HTTP answers, which nothing here has. */
const mayBeLeftOut: readonly string[] = ['SdkHttpMetadata', 'SdkResponseMetadata'];

/** How the actual value differs from the expected one at a pointer: one line for each difference. */
export function differences(
  expected: Json | undefined,
  actual: Json | undefined,
  at: string,
  open: Wildcards,
): string[] {
  if (open.anything.has(at)) return [];
  if (Array.isArray(expected) && Array.isArray(actual)) return arrayDifferences(expected, actual, at, open);
  if (isJsonObject(expected) && isJsonObject(actual)) return objectDifferences(expected, actual, at, open);
  if (expected === actual) return [];
  if (typeof expected === 'string' && typeof actual === 'string' && open.patterns.has(at))
    if (patternOf(expected, open.own).test(actual)) return [];
  return [`${at || '/'}: expected ${show(expected)}, got ${show(actual)}`];
}

function arrayDifferences(expected: readonly Json[], actual: readonly Json[], at: string, open: Wildcards): string[] {
  const found = expected.flatMap((item, index) => differences(item, actual[index], `${at}/${index}`, open));
  const surplus = actual
    .slice(expected.length)
    .map((item, index) => `${at}/${expected.length + index}: unexpected ${show(item)}`);
  return [...found, ...surplus];
}

function objectDifferences(expected: JsonObject, actual: JsonObject, at: string, open: Wildcards): string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names].flatMap((name) => {
    if (mayBeLeftOut.includes(name) && !Object.hasOwn(actual, name)) return [];
    return differences(expected[name], actual[name], `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, open);
  });
}

/** `<uuid:1>`, and `<<task_token>:1>`. */
const placeholder = /<(?:<[^<>]*>)?[^<>]*>/g;

function patternOf(text: string, own: readonly string[]): RegExp {
  let source = '';
  let from = 0;
  for (const { 0: found, index } of text.matchAll(placeholder)) {
    source += literally(text.slice(from, index)) + (own.includes(found) ? literally(found) : '[\\s\\S]*');
    from = index + found.length;
  }
  return new RegExp(`^${source}${literally(text.slice(from))}$`);
}

/** A text as the part of a regular expression that matches it. */
function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function show(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
