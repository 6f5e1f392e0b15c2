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

async function evaluate(source: string, input: Json = {}, variables: JsonObject = {}): Promise<Json> {
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
  const literal = fc.constantFrom('1', '-2', '0.1', '1e21', '3.0000000000000004', '"text"', '"10"', 'true', 'null');
  const operator = fc.constantFrom('=', '!=', '&', '+', '-', '*', '<', '<=', '>', '>=', 'and', 'or');
  const { source } = fc.letrec<{ source: string }>((tie) => ({
    source: fc.oneof(
      { maxDepth: 3 },
      path,
      literal,
      fc.tuple(tie('source'), operator, tie('source')).map((parts) => parts.join(' ')),
      tie('source').map((inner) => `(${inner})`),
      tie('source').map((inner) => `$string(${inner})`),
    ),
  }));
  const scalars = fc.constantFrom<Json>('text', '', 0, 1, -0, 2.5, 1e300, 9_007_199_254_740_992, true, false);

  it('have the value that JSONata gives them, and fail where it fails', async () => {
    await fc.assert(
      fc.asyncProperty(source, fc.oneof(json, scalars), fc.oneof(json, scalars), async (text, input, variable) => {
        const inFull = await settled(jsonata(text).evaluate(undefined, { states: { input }, v: variable }));
        const ours = await settled(evaluate(text, input, { v: variable }));
        expect(ours).toBe(inFull);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['$states.input.id', "'PART#' & $states.input.id", '$string($n + 1)', '$n < 3 and $flag'])(
    '%s takes no promise',
    (text) => {
      const compiled = compileExpression(`{% ${text} %}`, 'Output');
      expect(compiled.evaluate(scopeOf({ id: 'p' }, { n: 1, flag: true }))).not.toBeInstanceOf(Promise);
    },
  );

  it('leave a function to the variable that has its name', async () => {
    await expect(evaluate('$string(1)', {}, { string: 'no function' })).rejects.toThrow('T1006');
  });
});

/** The value as JSON text, or that there is none: it failed, or came to nothing. */
async function settled(value: Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await value) ?? 'none';
  } catch {
    return 'none';
  }
}
