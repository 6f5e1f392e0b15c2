import { BlockList, isIPv6 } from 'node:net';

export type Scalar = string | number | boolean | null;

/** What one entry of a pattern's list asks of a value: that there is none, or that it passes a test. */
export type Matcher =
  | { readonly kind: 'absent' }
  | { readonly kind: 'value'; readonly test: (value: Scalar) => boolean };

/** A pattern holds something that is not understood. */
export class InvalidEventPattern extends Error {
  override readonly name = 'InvalidEventPattern';
}

type Compile = (operand: unknown, where: string) => (value: Scalar) => boolean;

/** The comparison operators of EventBridge's user guide, "Comparison operators". */
const operators: Readonly<Record<string, Compile>> = {
  prefix: affix((value, wanted) => value.startsWith(wanted)),
  suffix: affix((value, wanted) => value.endsWith(wanted)),
  'equals-ignore-case': (operand, where) => {
    const wanted = textOf(operand, where).toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
  },
  wildcard: (operand, where) => {
    const expression = wildcardExpression(textOf(operand, where));
    return (value) => typeof value === 'string' && expression.test(value);
  },
  'anything-but': compileAnythingBut,
  numeric: compileNumeric,
  cidr: compileCidr,
};

/** One entry of a pattern's list: a plain value, or an operator. Throws `InvalidEventPattern`, naming the field. */
export function compileMatcher(value: unknown, where: string): Matcher {
  if (isScalar(value)) return { kind: 'value', test: (given) => given === value };
  const [name, operand] = onlyEntry(value, where);
  if (name === 'exists') {
    if (typeof operand !== 'boolean') throw invalid(where, 'exists must be true or false');
    return operand ? { kind: 'value', test: () => true } : { kind: 'absent' };
  }
  const compile = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!compile) throw invalid(where, `the operator ${name} is not known`);
  return { kind: 'value', test: compile(operand, where) };
}

/** A value, a list of values, or one of the operators that may be turned round. */
function compileAnythingBut(operand: unknown, where: string): (value: Scalar) => boolean {
  if (isScalar(operand)) return (value) => value !== operand;
  if (Array.isArray(operand)) {
    if (operand.length === 0 || !operand.every(isScalar)) throw invalid(where, 'anything-but needs plain values');
    return (value) => !operand.includes(value);
  }
  const [name, inner] = onlyEntry(operand, where);
  const compile = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(name) ? operators[name] : undefined;
  if (!compile) throw invalid(where, `anything-but ${name} is not known`);
  const tests = (Array.isArray(inner) ? inner : [inner]).map((each) => compile(each, where));
  return (value) => !tests.some((test) => test(value));
}

const comparisons: Readonly<Record<string, (given: number, wanted: number) => boolean>> = {
  '=': (given, wanted) => given === wanted,
  '<': (given, wanted) => given < wanted,
  '<=': (given, wanted) => given <= wanted,
  '>': (given, wanted) => given > wanted,
  '>=': (given, wanted) => given >= wanted,
};

/** `["=", 5]`, or a range: `[">", 0, "<=", 5]`. */
function compileNumeric(operand: unknown, where: string): (value: Scalar) => boolean {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4))
    throw invalid(where, 'numeric needs an operator and a number, or two of each');
  const tests: Array<(given: number) => boolean> = [];
  for (let i = 0; i < operand.length; i += 2) {
    const compare = comparisons[String(operand[i])];
    const wanted: unknown = operand[i + 1];
    if (!compare || typeof wanted !== 'number') throw invalid(where, `numeric ${operand[i]} is not known`);
    tests.push((given: number) => compare(given, wanted));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function compileCidr(operand: unknown, where: string): (value: Scalar) => boolean {
  const [address = '', prefix = ''] = textOf(operand, where).split('/');
  const block = new BlockList();
  try {
    block.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4');
  } catch (cause) {
    throw new InvalidEventPattern(`${where}: ${String(operand)} is no range of addresses.`, { cause });
  }
  return (value) => typeof value === 'string' && block.check(value, isIPv6(value) ? 'ipv6' : 'ipv4');
}

/** A text, or a text without regard to case: `{ "equals-ignore-case": "x" }`. */
function affix(fits: (value: string, wanted: string) => boolean): Compile {
  return (operand, where) => {
    if (typeof operand === 'string') return (value) => typeof value === 'string' && fits(value, operand);
    const [name, inner] = onlyEntry(operand, where);
    if (name !== 'equals-ignore-case') throw invalid(where, `${name} is not known there`);
    const wanted = textOf(inner, where).toLowerCase();
    return (value) => typeof value === 'string' && fits(value.toLowerCase(), wanted);
  };
}

/** `*` stands for any characters; a backslash before it, or before a backslash, for the character itself. */
function wildcardExpression(pattern: string): RegExp {
  const source = pattern.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return found === '*' ? '.*' : `\\${found}`;
  });
  return new RegExp(`^${source}$`, 's');
}

function onlyEntry(value: unknown, where: string): [string, unknown] {
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const [only] = entries;
  if (!only || entries.length > 1) throw invalid(where, `${JSON.stringify(value)} is no value and no operator`);
  return only;
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw invalid(where, `${JSON.stringify(value)} is no text`);
}

function invalid(where: string, reason: string): InvalidEventPattern {
  return new InvalidEventPattern(`${where}: ${reason}.`);
}
