import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { compileExpression, isExpression, type Scope } from '../../../local/states-language/expression.ts';
import { seededRandom } from '../../../local/states-language/functions.ts';
import type { Json, JsonObject } from '../../../local/states-language/json.ts';

const now = Date.UTC(2026, 2, 2, 9);

function scopeOf(input: Json, variables: JsonObject = {}): Scope {
  return {
    states: { input, context: { State: { Name: 'S' } } },
    variables,
    surroundings: { now, random: seededRandom(3) },
  };
}

function evaluate(source: string, input: Json = {}, variables: JsonObject = {}): Promise<Json> {
  return compileExpression(`{% ${source} %}`, 'Output').evaluate(scopeOf(input, variables));
}

describe('an expression', () => {
  it('is a string that is nothing else', () => {
    expect(isExpression('{% 1 %}')).toBe(true);
    expect(isExpression(' {% 1 %}')).toBe(false);
    expect(isExpression('a {% 1 %}')).toBe(false);
    expect(isExpression('{%}')).toBe(false);
  });

  it.each([
    ['$partition([1..5], 2)', [[1, 2], [3, 4], [5]]],
    ['$range(0, 10, 3)', [0, 3, 6, 9]],
    ['$range(3, 1, -1)', [3, 2, 1]],
    ['$hash("hello", "SHA-1")', 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d'],
    ['$parse(\'{"a":[1]}\')', { a: [1] }],
    ['$random(7) = $random(7)', true],
    ['$random() = $random()', false],
    ['$uuid() = $uuid()', false],
    ['$match($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/).match != ""', true],
    ['$millis()', now],
    ['$now()', '2026-03-02T09:00:00.000Z'],
    ["$now('[H01]:[m01]', '+0100')", '10:00'],
    ['$count($shuffle([1..9]))', 9],
    ['$states.context.State.Name', 'S'],
    ['$states.context', { State: { Name: 'S' } }],
  ])('%s', async (source, expected) => {
    expect(await evaluate(source)).toEqual(expected);
  });

  it.each([
    ['$eval("1+1")', '. T1006: Attempted to invoke a non-function'],
    ['$sum("a")', '. T0412: Argument 1 of function "sum" must be an array of "numbers"'],
    ['$error("so it is")', '. D3137: so it is'],
    ['$hash("a", "CRC")', '. D3137: The algorithm of $hash must be one of'],
    ['$parse("{")', '. D3137: The argument of $parse is not valid JSON'],
    ['($f := function($n) { $f($n + 1) }; $f(0))', ': the expression took too many steps'],
  ])('%s fails', async (source, tail) => {
    await expect(evaluate(source)).rejects.toThrow(
      `The JSONata expression '${source}' specified for the field 'Output' threw an error during evaluation${tail}`,
    );
  });

  it.each(['$sum', '{"f": function($x){$x}}', '[$count]'])('%s is of no supported type', async (source) => {
    await expect(evaluate(source)).rejects.toThrow('returned an unsupported result type.');
  });

  it('gives arrays that JSONata has no marks on', async () => {
    const once = await evaluate('$states.input.items[$ > 1]', { items: [1, 2, 3] });
    expect(await evaluate('[$states.input, 4]', once)).toEqual([2, 3, 4]);
    expect(Object.getOwnPropertyNames(once)).toEqual(['0', '1', 'length']);
  });
});

describe('expressions that are read without JSONata', () => {
  const name = fc.constantFrom('a', 'b', 'items');
  const json = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Json>(null, true, false, 0, 1, '', 'text'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Json>,
    ),
  })).value;
  const path = fc
    .tuple(fc.constantFrom('$states.input', '$v', '$missing'), fc.array(name, { maxLength: 3 }))
    .map(([root, names]) => [root, ...names].join('.'));
  const source = fc.oneof(
    path,
    fc
      .tuple(path, fc.constantFrom('=', '!='), fc.oneof(path, fc.constantFrom('1', '"text"', 'true', 'null')))
      .map((parts) => parts.join(' ')),
  );

  it('have the value that JSONata gives them', async () => {
    await fc.assert(
      fc.asyncProperty(source, json, json, async (text, input, variable) => {
        const inFull = await jsonata(text).evaluate(undefined, { states: { input }, v: variable });
        const ours = await evaluate(text, input, { v: variable }).catch(() => undefined);
        expect(JSON.stringify(ours)).toBe(JSON.stringify(inFull));
      }),
      { numRuns: 500 },
    );
  });
});
