import type { AttributeValue } from '../types.ts';
import { compareValues, isAttributeType, typeOf } from '../values.ts';
import { ExpressionError } from './lexer.ts';
import type { Bindings, Operand, Reader } from './reader.ts';

// What is wrong with the operands of an expression, in AWS's words. Types can be checked only where a value is given
// with the call; what an item holds decides when the expression is evaluated.

export function checkBounds(low: AttributeValue | undefined, high: AttributeValue | undefined): void {
  if (!low || !high) return;
  const shown = [low, high].map((value) => `AttributeValue: {${typeOf(value)}:${value[typeOf(value)]}}`);
  const where = `lower bound operand: ${shown[0]}, upper bound operand: ${shown[1]}`;
  if (typeOf(low) !== typeOf(high))
    throw new ExpressionError(`The BETWEEN operator requires same data type for lower and upper bounds; ${where}`);
  if ((compareValues(low, high) ?? 0) > 0)
    throw new ExpressionError(
      `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${where}`,
    );
}

export function misused(name: string): ExpressionError {
  return new ExpressionError(`The function is not allowed to be used this way in an expression; function: ${name}`);
}

export function checkCount(name: string, operands: readonly Operand[], count: number): void {
  if (operands.length !== count)
    throw new ExpressionError(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
}

export function checkTypes(
  reader: Reader,
  name: string,
  operands: readonly Operand[],
  fits: (type: string) => boolean,
): void {
  for (const operand of operands)
    reader.checks.push((bindings) => {
      const value = literal(operand, bindings);
      if (value && !fits(typeOf(value))) throw incorrectOperand(name, typeOf(value));
    });
}

export function incorrectOperand(name: string, type: string): ExpressionError {
  return new ExpressionError(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${type}`,
  );
}

export function checkTypeName(reader: Reader, operand: Operand | undefined): void {
  reader.checks.push((bindings) => {
    const value = operand && literal(operand, bindings);
    if (value?.S === undefined)
      throw incorrectOperand('attribute_type', value ? typeOf(value) : '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
    if (!isAttributeType(value.S))
      throw new ExpressionError(
        `Invalid attribute type name found; type: ${value.S}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
      );
  });
}

export function checkDistinct(operator: string, left: Operand, right: Operand): void {
  if (left.kind !== 'path' || right.kind !== 'path' || left.path.join('\n') !== right.path.join('\n')) return;
  throw new ExpressionError(
    `The first operand must be distinct from the remaining operands for this operator or function; operator: ${operator}, first operand: [${left.path.join(', ')}]`,
  );
}

/** The operand's value when it is given with the call. */
export function literal(operand: Operand, bindings: Bindings): AttributeValue | undefined {
  return operand.kind === 'value' ? bindings.values[operand.name] : undefined;
}
