import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';

const when = {
  /** The next so many calls. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Each call with this probability, drawn from the seed. */
  rate: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))),
  seed: v.optional(v.pipe(v.number(), v.integer()), 1),
};

/**
 * Something to break on purpose. `target` is a function's name or a service's call (`ses:SendEmail`, `dynamodb:*`).
 * `throw`: it fails before it did anything. `crash-after`: it did its work, and nobody is told. `throttle`: it is refused as
 * the service would when too busy. `delay`: it waits first, in
 * real time, so that the clock stands still meanwhile. `duplicate`: it is done twice.
 */
export const faultDefinition = v.pipe(
  v.strictObject({
    target: v.pipe(v.string(), v.minLength(1)),
    kind: v.picklist(['throw', 'crash-after', 'throttle', 'delay', 'duplicate']),
    ...when,
    delayMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1000),
    /** The error's name, for `throw`. */
    error: v.optional(v.pipe(v.string(), v.minLength(1)), 'InjectedFault'),
  }),
  v.check(({ times, rate }) => (times === undefined) !== (rate === undefined), 'needs times or rate'),
);
export type FaultDefinition = v.InferOutput<typeof faultDefinition>;

/** A fault as it is listed. */
export type Fault = FaultDefinition & { readonly id: number; readonly struck: number };

/** Decides for each call whether a fault strikes it. */
export interface FaultSource {
  strike(target: string): FaultDefinition | undefined;
}

interface Armed {
  readonly id: number;
  readonly definition: FaultDefinition;
  readonly random: () => number;
  struck: number;
}

/** The faults that are armed. One call meets at most one, the oldest that strikes; one with `times` is gone when spent. */
export class Faults implements FaultSource {
  readonly #armed: Armed[] = [];
  #next = 1;

  /** Arms a fault. Throws a `Malformed` when it is not well formed. */
  add(input: unknown): Fault {
    const definition = readAs(faultDefinition, input);
    const armed = { id: this.#next++, definition, random: seededRandom(definition.seed), struck: 0 };
    this.#armed.push(armed);
    return shown(armed);
  }

  list(): Fault[] {
    return this.#armed.map(shown);
  }

  clear(): void {
    this.#armed.length = 0;
  }

  strike(target: string): FaultDefinition | undefined {
    for (const armed of this.#armed) {
      const { definition } = armed;
      if (!fits(definition.target, target)) continue;
      if (definition.rate !== undefined && armed.random() >= definition.rate) continue;
      armed.struck++;
      if (armed.struck === definition.times) this.#armed.splice(this.#armed.indexOf(armed), 1);
      return definition;
    }
    return undefined;
  }
}

function shown({ id, definition, struck }: Armed): Fault {
  return { id, ...definition, struck };
}

function fits(pattern: string, target: string): boolean {
  return pattern === target || (pattern.endsWith(':*') && target.startsWith(pattern.slice(0, -1)));
}

/** Mulberry32: a small generator whose numbers depend on the seed alone. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
