import { knownKeys } from './condition-keys.ts';
import { fitsArn, fitsGlob } from './glob.ts';
import { UnknownPolicyElement } from './policy-error.ts';
import type { Context } from './statement.ts';
import { checkVariables, substituteVariables } from './variables.ts';

/** One operator over one key, ready to be asked. */
export interface Condition {
  holds(context: Context): boolean;
}

/** Whether a call's value meets a policy's. */
type Comparison = (given: string, wanted: string) => boolean;

interface Operator {
  readonly meets: Comparison;
  /** `StringNotEquals` and its like: no value in the policy may be met, and an absent key passes. */
  readonly negated: boolean;
}

const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: (given, wanted) => given === wanted,
  StringEqualsIgnoreCase: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  StringLike: (given, wanted) => fitsGlob(wanted, given),
  ArnEquals: (given, wanted) => fitsArn(wanted, given),
  ArnLike: (given, wanted) => fitsArn(wanted, given),
  Bool: (given, wanted) => given.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: numeric((given, wanted) => given === wanted),
  NumericLessThan: numeric((given, wanted) => given < wanted),
  NumericLessThanEquals: numeric((given, wanted) => given <= wanted),
  NumericGreaterThan: numeric((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numeric((given, wanted) => given >= wanted),
  DateEquals: dated((given, wanted) => given === wanted),
  DateLessThan: dated((given, wanted) => given < wanted),
  DateLessThanEquals: dated((given, wanted) => given <= wanted),
  DateGreaterThan: dated((given, wanted) => given > wanted),
  DateGreaterThanEquals: dated((given, wanted) => given >= wanted),
};

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

/** Every condition of a statement's `Condition`. Throws `UnknownPolicyElement` for an operator or key not known here. */
export function compileConditions(block: Readonly<Record<string, Readonly<Record<string, string[]>>>>): Condition[] {
  return Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => compileCondition(operator, key, wanted)),
  );
}

function compileCondition(written: string, key: string, wanted: readonly string[]): Condition {
  if (!knownKeys.has(key.toLowerCase()))
    throw new UnknownPolicyElement(`The condition key ${key} is not known to the evaluator.`);
  for (const value of wanted) checkVariables(value);
  const name = key.toLowerCase();
  if (written === 'Null') return nullCondition(name, wanted);
  const [, set, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/.exec(written) ?? [];
  const operator = operatorOf(base);
  if (!operator) throw new UnknownPolicyElement(`The condition operator ${written} is not known to the evaluator.`);
  return { holds: (context) => holds({ set, ifExists: ifExists !== undefined, operator, wanted }, name, context) };
}

function operatorOf(name: string): Operator | undefined {
  const positive = negations[name];
  const meets = comparisons[positive ?? name];
  return meets && { meets, negated: positive !== undefined };
}

/** `Null` is true when the key must be absent. */
function nullCondition(key: string, wanted: readonly string[]): Condition {
  const mustBeAbsent = wanted.some((value) => value.toLowerCase() === 'true');
  const mustBeThere = wanted.some((value) => value.toLowerCase() === 'false');
  return { holds: (context) => (isPresent(context, key) ? mustBeThere : mustBeAbsent) };
}

interface Asked {
  readonly set: string | undefined;
  readonly ifExists: boolean;
  readonly operator: Operator;
  readonly wanted: readonly string[];
}

/**
 * IAM user guide, "Condition operators" and "Multivalued context keys": an absent key fails a positive operator and
 * passes a negated one; `IfExists` lets it pass; `ForAllValues` passes on no values at all, `ForAnyValue` fails.
 */
function holds({ set, ifExists, operator, wanted }: Asked, key: string, context: Context): boolean {
  const value = context.get(key);
  if (value === undefined || !isPresent(context, key)) {
    if (ifExists || set === 'ForAllValues') return true;
    return set === undefined && operator.negated;
  }
  const passes = (given: string) => operator.negated !== meetsAny(operator.meets, given, wanted, context);
  if (typeof value === 'string') return passes(value);
  if (set === undefined) return false;
  return set === 'ForAllValues' ? value.every(passes) : value.some(passes);
}

function meetsAny(meets: Comparison, given: string, wanted: readonly string[], context: Context): boolean {
  return wanted.some((pattern) => {
    const text = substituteVariables(pattern, context);
    return text !== undefined && meets(given, text);
  });
}

function isPresent(context: Context, key: string): boolean {
  const value = context.get(key);
  return value !== undefined && (typeof value === 'string' || value.length > 0);
}

function numeric(compare: (given: number, wanted: number) => boolean): Comparison {
  return (given, wanted) => compare(Number(given), Number(wanted));
}

/** Dates are ISO text or epoch seconds. */
function dated(compare: (given: number, wanted: number) => boolean): Comparison {
  return (given, wanted) => compare(instantOf(given), instantOf(wanted));
}

function instantOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
