import { isExpression } from './expression.ts';
import type { Problem } from './failures.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { compileTemplate, type Template } from './template.ts';

/** The largest number of seconds that AWS takes anywhere in a definition. */
export const mostSeconds = 99_999_999;

/** Reads the fields of one object of a definition, noting every problem and going on. */
export class Fields {
  readonly raw: JsonObject;
  readonly pointer: string;
  /** As causes name the fields in here: '' for a state's own, `Catch[0]/` for a catcher's. */
  readonly #prefix: string;
  readonly #problems: Problem[];

  constructor(raw: JsonObject, pointer: string, problems: Problem[], prefix = '') {
    this.raw = raw;
    this.pointer = pointer;
    this.#problems = problems;
    this.#prefix = prefix;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.raw, name);
  }

  /** Notes something that AWS would refuse. */
  refuse(message: string, at = this.pointer, code: Problem['code'] = 'SCHEMA_VALIDATION_FAILED'): void {
    this.#problems.push({ code, message, location: at || '/' });
  }

  /** Notes a field or value that is Amazon States Language, but not supported here. */
  leaveOut(what: string, at = this.pointer): void {
    this.refuse(`${what} is not supported`, at, 'NOT_SUPPORTED');
  }

  /** Refuses every other field by name; those that `known` gives a reason for are merely left out here. */
  only(allowed: readonly string[], known: Readonly<Record<string, string>> = {}): void {
    for (const name of Object.keys(this.raw)) {
      if (allowed.includes(name)) continue;
      const reason = Object.hasOwn(known, name) ? known[name] : undefined;
      if (reason) this.leaveOut(`Field '${name}' (${reason})`, `${this.pointer}/${name}`);
      else this.refuse(`Field '${name}' is not supported`);
    }
  }

  text(name: string): string | undefined {
    const value = this.raw[name];
    if (value === undefined || typeof value === 'string') return value;
    this.refuse(`Expected value of type String`, `${this.pointer}/${name}`);
    return undefined;
  }

  requiredText(name: string): string {
    if (!this.has(name)) this.refuse(`The field '${name}' is required but was missing`);
    return this.text(name) ?? '';
  }

  /** A plain number, within bounds. */
  number(name: string, bounds: Bounds): number | undefined {
    const value = this.raw[name];
    if (value === undefined) return undefined;
    return this.#withinBounds(value, bounds, `${this.pointer}/${name}`) ? (value as number) : undefined;
  }

  /** A number within bounds, or an expression for one. */
  numberTemplate(name: string, bounds: Bounds): Template | undefined {
    const value = this.raw[name];
    if (value === undefined) return undefined;
    const pointer = `${this.pointer}/${name}`;
    if (typeof value === 'string' && isExpression(value)) return this.template(name);
    return this.#withinBounds(value, bounds, pointer) ? { kind: 'literal', value } : undefined;
  }

  /** Any JSON with expressions in it. */
  template(name: string): Template | undefined {
    const value = this.raw[name];
    if (value === undefined) return undefined;
    const place = { pointer: `${this.pointer}/${name}`, location: `${this.#prefix}${name}` };
    return compileTemplate(value, place, { add: (problem) => this.#problems.push(problem) });
  }

  /** The members of an object such as `Assign`, each with expressions in it. */
  members(name: string): (readonly [string, Template])[] | undefined {
    const value = this.object(name);
    return value && Object.keys(value.raw).map((key) => [key, value.memberTemplate(key, name)] as const);
  }

  memberTemplate(key: string, field: string): Template {
    const place = { pointer: `${this.pointer}/${key}`, location: `${this.#prefix}${field}/${key}` };
    return compileTemplate(this.raw[key] ?? null, place, { add: (problem) => this.#problems.push(problem) });
  }

  object(name: string): Fields | undefined {
    const value = this.raw[name];
    if (value === undefined) return undefined;
    if (isJsonObject(value)) return new Fields(value, `${this.pointer}/${name}`, this.#problems, this.#prefix);
    this.refuse('Expected value of type Object', `${this.pointer}/${name}`);
    return undefined;
  }

  /** One of the states in here: a beginning of its own for the names of fields. */
  state(name: string): Fields | undefined {
    const state = this.object(name);
    return state && new Fields(state.raw, state.pointer, this.#problems);
  }

  /** The objects of an array, each with its own place. */
  objects(name: string): Fields[] {
    const value = this.raw[name];
    if (value === undefined) return [];
    const pointer = `${this.pointer}/${name}`;
    if (!Array.isArray(value)) this.refuse('Expected value of type Array', pointer);
    return (Array.isArray(value) ? value : []).flatMap((item, index) => this.#objectAt(item, pointer, name, index));
  }

  #objectAt(item: Json, pointer: string, name: string, index: number): Fields[] {
    if (isJsonObject(item))
      return [new Fields(item, `${pointer}[${index}]`, this.#problems, `${this.#prefix}${name}[${index}]/`)];
    this.refuse('Expected value of type Object', `${pointer}[${index}]`);
    return [];
  }

  #withinBounds(value: Json, { least, most, whole = true }: Bounds, pointer: string): boolean {
    if (typeof value !== 'number') this.refuse('Expected value of type Integer', pointer);
    else if (whole && !Number.isInteger(value)) this.refuse('Expected value of type Integer', pointer);
    else if (value < least) this.refuse(`Minimum value is ${least}`, pointer);
    else if (value > most) this.refuse(`Maximum value is ${most}`, pointer);
    else return true;
    return false;
  }
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
  /** Whole numbers only (the default). */
  readonly whole?: boolean;
}
