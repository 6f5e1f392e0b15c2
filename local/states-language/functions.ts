import { createHash } from 'node:crypto';
import type jsonata from 'jsonata';

/** What expressions may know of the world: the clock and the dice, both handed in. */
export interface Surroundings {
  /** Epoch milliseconds. */
  readonly now: number;
  /** In [0, 1). */
  random(): number;
}

/** The binding that carries the surroundings; no expression can write a variable's name with a space in it. */
export const surroundingsBinding = ' surroundings';

type Focus = jsonata.Focus;

/**
 * Adds the six functions that Step Functions adds to JSONata, puts the clock and the dice on ours, and takes `$eval`
 * away: calling it is T1006, as on AWS. (Developer Guide, "Transforming data with JSONata".)
 */
export function registerFunctions(expression: jsonata.Expression): void {
  expression.registerFunction('partition', partition, '<an:a>');
  expression.registerFunction('range', range, '<nnn?:a>');
  expression.registerFunction('hash', hash, '<ss?:s>');
  expression.registerFunction('uuid', uuid, '<:s>');
  expression.registerFunction('parse', parse, '<s:x>');
  expression.registerFunction('random', random, '<n?:n>');
  expression.registerFunction('millis', millis, '<:n>');
  expression.registerFunction('now', now, '<s?s?:s>');
  expression.registerFunction('shuffle', shuffle, '<a:a>');
  expression.assign('eval', undefined);
}

function surroundingsOf(focus: Focus): Surroundings {
  return focus.environment.lookup(surroundingsBinding) as Surroundings;
}

/** A failure that JSONata reports under a code of its own. */
function fail(message: string): never {
  throw Object.assign(new Error(message), { code: 'D3137', message });
}

function partition(this: Focus, array: unknown[], size: number): unknown[][] {
  if (!Number.isInteger(size) || size < 1) fail('The chunk size of $partition must be a positive integer');
  const chunks: unknown[][] = [];
  for (let start = 0; start < array.length; start += size) chunks.push([...array.slice(start, start + size)]);
  return chunks;
}

function range(this: Focus, first: number, last: number, step = 1): number[] {
  if (step === 0) fail('The step of $range must not be zero');
  const count = Math.floor((last - first) / step) + 1;
  if (count > 1_000_000) fail('The result of $range has too many items');
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index * step);
}

const algorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

function hash(this: Focus, data: string, name = 'SHA-256'): string {
  const algorithm = algorithms[name];
  if (!algorithm) fail(`The algorithm of $hash must be one of ${Object.keys(algorithms).join(', ')}`);
  return createHash(algorithm).update(data).digest('hex');
}

function uuid(this: Focus): string {
  const { random } = surroundingsOf(this);
  return '10000000-1000-4000-8000-100000000000'.replaceAll(/[018]/g, (digit) =>
    (Number(digit) ^ (Math.floor(random() * 16) >> (Number(digit) / 4))).toString(16),
  );
}

function parse(this: Focus, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return fail('The argument of $parse is not valid JSON');
  }
}

/** With a seed the same number each time; without one, the next of the dice. */
function random(this: Focus, seed?: number): number {
  return seed === undefined ? surroundingsOf(this).random() : seededRandom(seed)();
}

function millis(this: Focus): number {
  return surroundingsOf(this).now;
}

function now(this: Focus, picture?: string, timezone?: string): unknown {
  const fromMillis = this.environment.lookup('fromMillis') as { implementation: (...args: unknown[]) => unknown };
  return fromMillis.implementation.call(this, surroundingsOf(this).now, picture, timezone);
}

function shuffle(this: Focus, array: unknown[]): unknown[] {
  const dice = surroundingsOf(this);
  const shuffled = [...array];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(dice.random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}

/** Numbers in [0, 1) that follow from the seed alone: mulberry32, a public-domain generator by Tommy Ettinger. */
export function seededRandom(seed: number): () => number {
  let state = Math.floor(seed) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
