import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

/** What an attribute must be for a write to happen. A plain value means "equals". */
export type Requirement =
  | { readonly is: 'absent' | 'present' }
  | { readonly is: 'at-most' | 'below' | 'not'; readonly value: string | number }
  | { readonly is: 'one-of'; readonly values: readonly (string | number)[] };

type Plain = string | number | boolean;

/** Attribute paths (`promises.head.state`) and what they must be; all must hold. */
export type Where = Readonly<Record<string, Plain | Requirement>>;

/** Either of several conditions. */
export type Condition = Where | { readonly anyOf: readonly Where[] };

export const absent: Requirement = { is: 'absent' };
export const present: Requirement = { is: 'present' };
export const below = (value: string | number): Requirement => ({ is: 'below', value });
export const atMost = (value: string | number): Requirement => ({ is: 'at-most', value });
export const not = (value: string | number): Requirement => ({ is: 'not', value });
export const oneOf = (...values: (string | number)[]): Requirement => ({ is: 'one-of', values });

/** Gathers names and values while expressions are written, so that no reserved word and no value is ever inlined. */
export class ExpressionWriter {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, AttributeValue> = {};
  readonly #aliases = new Map<string, string>();

  path(path: string): string {
    return path
      .split('.')
      .map((name) => this.#name(name))
      .join('.');
  }

  value(value: unknown): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = marshallValue(value);
    return placeholder;
  }

  condition(condition: Condition): string {
    if (!isAnyOf(condition)) return this.#where(condition);
    return condition.anyOf.map((where) => `(${this.#where(where)})`).join(' OR ');
  }

  /** `SET a = :v, b = b + :v REMOVE c`; at least one part must be given. */
  update(parts: {
    set?: Record<string, unknown>;
    increase?: Record<string, number>;
    remove?: readonly string[];
  }): string {
    const sets = Object.entries(parts.set ?? {})
      .filter(([, value]) => value !== undefined)
      .map(([path, value]) => `${this.path(path)} = ${this.value(value)}`);
    const increases = Object.entries(parts.increase ?? {}).map(
      ([path, by]) => `${this.path(path)} = ${this.path(path)} + ${this.value(by)}`,
    );
    const set = [...sets, ...increases];
    const remove = (parts.remove ?? []).map((path) => this.path(path));
    return [set.length > 0 ? `SET ${set.join(', ')}` : '', remove.length > 0 ? `REMOVE ${remove.join(', ')}` : '']
      .filter(Boolean)
      .join(' ');
  }

  /** The request's fields; DynamoDB refuses empty maps. */
  fields(): {
    ExpressionAttributeNames?: Record<string, string>;
    ExpressionAttributeValues?: Record<string, AttributeValue>;
  } {
    return {
      ...(Object.keys(this.names).length > 0 && { ExpressionAttributeNames: this.names }),
      ...(Object.keys(this.values).length > 0 && { ExpressionAttributeValues: this.values }),
    };
  }

  #name(name: string): string {
    const known = this.#aliases.get(name);
    if (known) return known;
    const alias = `#n${this.#aliases.size}`;
    this.#aliases.set(name, alias);
    this.names[alias] = name;
    return alias;
  }

  #where(where: Where): string {
    return Object.entries(where)
      .map(([path, required]) => this.#requirement(this.path(path), required))
      .join(' AND ');
  }

  #requirement(path: string, required: Plain | Requirement): string {
    if (typeof required !== 'object') return `${path} = ${this.value(required)}`;
    switch (required.is) {
      case 'absent':
        return `attribute_not_exists(${path})`;
      case 'present':
        return `attribute_exists(${path})`;
      case 'at-most':
        return `${path} <= ${this.value(required.value)}`;
      case 'below':
        return `${path} < ${this.value(required.value)}`;
      case 'not':
        return `${path} <> ${this.value(required.value)}`;
      case 'one-of':
        return `${path} IN (${required.values.map((value) => this.value(value)).join(', ')})`;
    }
  }
}

export function marshallValue(value: unknown): AttributeValue {
  const { value: marshalled } = marshall({ value }, { removeUndefinedValues: true });
  if (!marshalled) throw new TypeError('A value that DynamoDB can hold is needed');
  return marshalled;
}

function isAnyOf(condition: Condition): condition is { readonly anyOf: readonly Where[] } {
  return Array.isArray((condition as { anyOf?: unknown }).anyOf);
}
