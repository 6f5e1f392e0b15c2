import type { Condition, Where } from '../../functions/platform/expressions.ts';
import { valueAt } from './plain-values.ts';

type Plain = Readonly<Record<string, unknown>>;

/** Whether a condition holds of an item, or of none. */
export function conditionHolds(condition: Condition | undefined, item: Plain | undefined): boolean {
  if (!condition) return true;
  return isAnyOf(condition) ? condition.anyOf.some((where) => allHold(where, item)) : allHold(condition, item);
}

function isAnyOf(condition: Condition): condition is { readonly anyOf: readonly Where[] } {
  return Array.isArray((condition as { anyOf?: unknown }).anyOf);
}

function allHold(where: Where, item: Plain | undefined): boolean {
  for (const path in where) {
    const required = where[path];
    if (required !== undefined && !holds(required, valueAt(item, path))) return false;
  }
  return true;
}

function holds(required: Where[string], value: unknown): boolean {
  if (typeof required !== 'object') return value === required;
  switch (required.is) {
    case 'absent':
      return value === undefined;
    case 'present':
      return value !== undefined;
    case 'at-most':
      return isAlike(value, required.value) && value <= required.value;
    case 'below':
      return isAlike(value, required.value) && value < required.value;
    case 'not':
      return value !== required.value;
    case 'one-of':
      return required.values.some((each) => each === value);
  }
}

function isAlike<T extends string | number>(value: unknown, other: T): value is T {
  return typeof value === typeof other;
}
