import { validationError } from '../errors.ts';
import type { IndexKey } from '../images.ts';
import { addNumbers, subtractNumbers } from '../numbers.ts';
import type { AttributeValue, Item } from '../types.ts';
import { addValues, deleteMembers, typeOf } from '../values.ts';
import { applyEdits, type Edit } from './edits.ts';
import { ExpressionError } from './lexer.ts';
import { incorrectOperand, literal } from './operand-checks.ts';
import { checkOverlap } from './overlaps.ts';
import {
  type Bindings,
  bindPath,
  type Compiled,
  type Evaluate,
  type Operand,
  type Path,
  Reader,
  type StaticType,
  staticTypeOf,
} from './reader.ts';

export interface Clause {
  readonly section: 'SET' | 'REMOVE' | 'ADD' | 'DELETE';
  readonly path: Path;
  /** The type of the value that it works with. */
  readonly type: StaticType;
  /** What becomes of the place: a new value, nothing (`remove`), or what it was (`keep`). */
  readonly edit: (item: Item, bindings: Bindings) => Edit;
}

export interface CompiledUpdate extends Compiled {
  readonly clauses: readonly Clause[];
}

/** Understands an update expression. Throws `ExpressionError`. */
export function compileUpdate(text: string): CompiledUpdate {
  const reader = new Reader(text);
  const clauses: Clause[] = [];
  const seen = new Set<string>();
  do {
    const token = reader.take();
    const section = token.text.toUpperCase();
    const readClause = token.kind === 'word' ? sections[section] : undefined;
    if (!readClause) throw reader.fail(token);
    if (seen.has(section))
      throw new ExpressionError(`The "${section}" section can only be used once in an update expression;`);
    seen.add(section);
    do clauses.push(readClause(reader));
    while (reader.accept(','));
  } while (reader.peek().kind !== 'end');
  const targets = clauses.map(({ path }) => path);
  const checks = targets.length > 1 ? [(bindings: Bindings) => checkOverlap(targets, bindings)] : [];
  return { ...reader.compiled(), paths: targets, clauses, checks: [...reader.checks, ...checks] };
}

/**
 * The item after the update; every clause sees it as it was before. Throws ValidationException, also for a value that
 * an index can't take as its key.
 */
export function applyUpdate(
  { clauses }: CompiledUpdate,
  item: Item,
  bindings: Bindings,
  indexKeys: readonly IndexKey[],
): Item {
  const edits = clauses.map(({ path, edit }) => ({ path: bindPath(path, bindings), edit: edit(item, bindings) }));
  for (const [i, { path, edit }] of edits.entries())
    if (clauses[i]?.section === 'SET' && path.length === 1) checkIndexKey(indexKeys, path[0], edit);
  return applyEdits(item, edits);
}

function checkIndexKey(indexKeys: readonly IndexKey[], name: Path[number] | undefined, edit: Edit): void {
  for (const key of indexKeys)
    if (key.name === name && typeof edit === 'object' && edit[key.type] === undefined)
      throw validationError('The update expression attempted to update the secondary index key to unsupported type');
}

const sections: Readonly<Record<string, (reader: Reader) => Clause>> = {
  SET: readSet,
  REMOVE: (reader) => ({ section: 'REMOVE', path: reader.path(), type: () => undefined, edit: () => 'remove' }),
  ADD: readAdd,
  DELETE: readDelete,
};

function readSet(reader: Reader): Clause {
  const path = reader.path();
  reader.expect('=');
  const value = readSum(reader);
  const type = staticTypeOf(value);
  return { section: 'SET', path, type, edit: (item, bindings) => present(value.evaluate(item, bindings)) };
}

function present(value: AttributeValue | undefined): AttributeValue {
  if (value) return value;
  throw validationError('The provided expression refers to an attribute that does not exist in the item');
}

function readSum(reader: Reader): Operand {
  const left = readTerm(reader);
  const operator = reader.peek().text;
  if (!reader.accept('+') && !reader.accept('-')) return left;
  const right = readTerm(reader);
  checkLiterals(reader, operator, [left, right], 'N');
  const calculate = operator === '+' ? addNumbers : subtractNumbers;
  return call(
    operator,
    () => 'N',
    (item, bindings) => {
      const [a, b] = [present(left.evaluate(item, bindings)).N, present(right.evaluate(item, bindings)).N];
      if (a === undefined || b === undefined) throw incorrectType();
      return { N: calculate(a, b) };
    },
  );
}

function readTerm(reader: Reader): Operand {
  if (reader.accept('(')) {
    const inner = readSum(reader);
    reader.expect(')');
    return inner;
  }
  if (reader.peek().kind === 'value') return reader.value();
  return reader.peek(1).text === '(' ? readFunction(reader) : reader.pathOperand();
}

function readFunction(reader: Reader): Operand {
  const { text: name } = reader.take();
  if (name !== 'if_not_exists' && name !== 'list_append')
    throw new ExpressionError(`Invalid function name; function: ${name}`);
  reader.expect('(');
  const operands = [readSum(reader)];
  while (reader.accept(',')) operands.push(readSum(reader));
  reader.expect(')');
  const [first, second] = operands;
  if (!first || !second || operands.length !== 2)
    throw new ExpressionError(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
  return name === 'list_append' ? listAppend(reader, first, second) : ifNotExists(first, second);
}

function ifNotExists(place: Operand, otherwise: Operand): Operand {
  if (place.kind !== 'path')
    throw new ExpressionError('Operator or function requires a document path; operator or function: if_not_exists');
  return call(
    'if_not_exists',
    staticTypeOf(otherwise),
    (item, bindings) => place.evaluate(item, bindings) ?? otherwise.evaluate(item, bindings),
  );
}

function listAppend(reader: Reader, head: Operand, tail: Operand): Operand {
  checkLiterals(reader, 'list_append', [head, tail], 'L');
  return call(
    'list_append',
    () => 'L',
    (item, bindings) => {
      const [a, b] = [present(head.evaluate(item, bindings)).L, present(tail.evaluate(item, bindings)).L];
      if (!a || !b) throw incorrectType();
      return { L: [...a, ...b] };
    },
  );
}

function call(name: string, type: StaticType, evaluate: Evaluate): Operand {
  return { kind: 'call', name, type, evaluate };
}

function readAdd(reader: Reader): Clause {
  const { evaluate: current, path } = reader.pathOperand();
  const value = readChange(reader, 'ADD', ['N', 'SS', 'NS', 'BS']);
  return {
    section: 'ADD',
    path,
    type: staticTypeOf(value),
    edit: (item, bindings) => {
      const [old, added] = [current(item, bindings), present(value.evaluate(item, bindings))];
      if (!old) return added;
      return addValues(old, added) ?? fail(incorrectType());
    },
  };
}

function readDelete(reader: Reader): Clause {
  const { evaluate: current, path } = reader.pathOperand();
  const value = readChange(reader, 'DELETE', ['SS', 'NS', 'BS']);
  return {
    section: 'DELETE',
    path,
    type: staticTypeOf(value),
    edit: (item, bindings) => {
      const old = current(item, bindings);
      if (!old) return 'keep';
      const left = deleteMembers(old, present(value.evaluate(item, bindings)));
      return left === undefined ? fail(incorrectType()) : (left ?? 'remove');
    },
  };
}

const typeNames: Readonly<Record<string, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};

/** The value that ADD or DELETE works with: always one that is given with the call. */
function readChange(reader: Reader, operator: string, types: readonly string[]): Operand {
  const value = reader.value();
  reader.checks.push((bindings) => {
    const given = literal(value, bindings);
    if (!given || types.includes(typeOf(given))) return;
    throw new ExpressionError(
      `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${typeNames[typeOf(given)]}`,
    );
  });
  return value;
}

function checkLiterals(reader: Reader, name: string, operands: readonly Operand[], type: 'N' | 'L'): void {
  for (const operand of operands)
    reader.checks.push((bindings) => {
      const value = literal(operand, bindings);
      if (value && value[type] === undefined) throw incorrectOperand(name, typeOf(value));
    });
}

function incorrectType(): Error {
  return validationError('An operand in the update expression has an incorrect data type');
}

function fail(error: Error): never {
  throw error;
}
