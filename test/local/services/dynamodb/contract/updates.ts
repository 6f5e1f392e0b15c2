import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../../local/services/dynamodb/types.ts';
import { namesFor } from './conditions.ts';
import { b, n, s, type World } from './world.ts';

interface UpdateCase {
  readonly title: string;
  readonly before: Item;
  readonly update: string;
  readonly values?: Item;
  readonly after: Item;
}

const cases: readonly UpdateCase[] = [
  { title: 'sets', before: { a: s('x') }, update: 'SET a = :v', values: { ':v': n(1) }, after: { a: n(1) } },
  {
    title: 'copies a value as it was before',
    before: { a: s('x'), b: s('y') },
    update: 'SET a = b, b = a',
    after: { a: s('y'), b: s('x') },
  },
  {
    title: 'copies a document, not its place',
    before: { a: { M: { x: n(1) } } },
    update: 'SET b = a, a.x = :v',
    values: { ':v': n(2) },
    after: { a: { M: { x: n(2) } }, b: { M: { x: n(1) } } },
  },
  {
    title: 'adds and subtracts',
    before: { a: n('1.5'), b: n(10) },
    update: 'SET a = a + :v, b = :v - b',
    values: { ':v': n('0.25') },
    after: { a: n('1.75'), b: n('-9.75') },
  },
  {
    title: 'keeps 38 digits exactly',
    before: { a: n('12345678901234567890123456789012345678') },
    update: 'SET a = a + :v',
    values: { ':v': n(1) },
    after: { a: n('12345678901234567890123456789012345679') },
  },
  {
    title: 'sets a default only where there is nothing',
    before: { a: n(1) },
    update: 'SET a = if_not_exists(a, :v), b = if_not_exists(b, :v), c = if_not_exists(c, :z) + :v',
    values: { ':v': n(7), ':z': n(0) },
    after: { a: n(1), b: n(7), c: n(7) },
  },
  {
    title: 'appends to and prepends to lists',
    before: { a: { L: [n(1)] }, b: { L: [n(1)] } },
    update: 'SET a = list_append(a, :v), b = list_append(:v, b), c = list_append(if_not_exists(c, :none), :v)',
    values: { ':v': { L: [n(2)] }, ':none': { L: [] } },
    after: { a: { L: [n(1), n(2)] }, b: { L: [n(2), n(1)] }, c: { L: [n(2)] } },
  },
  {
    title: 'reaches into maps and lists',
    before: { a: { M: { b: { L: [n(1), { M: { c: n(2) } }] } } } },
    update: 'SET a.b[1].c = :v, a.d = :v REMOVE a.b[0]',
    values: { ':v': n(3) },
    after: { a: { M: { b: { L: [{ M: { c: n(3) } }] }, d: n(3) } } },
  },
  {
    title: 'means list places as they were before',
    before: { a: { L: [n(0), n(1), n(2), n(3)] } },
    update: 'REMOVE a[0], a[2] SET a[3] = :v',
    values: { ':v': n(9) },
    after: { a: { L: [n(1), n(9)] } },
  },
  {
    title: 'appends what is set beyond the end, in order',
    before: { a: { L: [n(0)] } },
    update: 'SET a[9] = :x, a[5] = :y',
    values: { ':x': s('x'), ':y': s('y') },
    after: { a: { L: [n(0), s('y'), s('x')] } },
  },
  {
    title: 'ignores the removal of what is not there',
    before: { a: { L: [n(0)] }, m: { M: {} } },
    update: 'REMOVE a[4], b, m.x',
    after: { a: { L: [n(0)] }, m: { M: {} } },
  },
  {
    title: 'adds numbers, from nothing too',
    before: { a: n(5) },
    update: 'ADD a :v, b :v',
    values: { ':v': n('-7') },
    after: { a: n('-2'), b: n('-7') },
  },
  {
    title: 'removes a set with its last member',
    before: { a: { SS: ['x'] }, b: { SS: ['x', 'y'] } },
    update: 'DELETE a :v, b :v, c :v',
    values: { ':v': { SS: ['x', 'z'] } },
    after: { b: { SS: ['y'] } },
  },
  {
    title: 'takes names that are reserved, dotted or strange through placeholders',
    before: { list: { L: [n(1)] } },
    update: 'SET #list[0] = :v, #name = :v',
    values: { ':v': n(2) },
    after: { list: { L: [n(2)] }, name: n(2) },
  },
];

/** [what is wrong, item before, update, values, AWS's message] */
const refusals: ReadonlyArray<readonly [string, Item, string, Item | undefined, string]> = [
  [
    'a parent that is missing',
    {},
    'SET a.b = :v',
    { ':v': n(1) },
    'The document path provided in the update expression is invalid for update',
  ],
  [
    'a map taken for a list',
    { a: { M: {} } },
    'SET a[0] = :v',
    { ':v': n(1) },
    'The document path provided in the update expression is invalid for update',
  ],
  [
    'a value that is missing',
    {},
    'SET a = b',
    undefined,
    'The provided expression refers to an attribute that does not exist in the item',
  ],
  [
    'arithmetic on text',
    { a: s('x') },
    'SET a = a + :v',
    { ':v': n(1) },
    'An operand in the update expression has an incorrect data type',
  ],
  [
    'a list appended to text',
    { a: s('x') },
    'SET a = list_append(a, :v)',
    { ':v': { L: [] } },
    'An operand in the update expression has an incorrect data type',
  ],
  [
    'ADD of a number to text',
    { a: s('x') },
    'ADD a :v',
    { ':v': n(1) },
    'An operand in the update expression has an incorrect data type',
  ],
  [
    'DELETE from another type of set',
    { a: { NS: ['1'] } },
    'DELETE a :v',
    { ':v': { SS: ['1'] } },
    'An operand in the update expression has an incorrect data type',
  ],
];

export function updatesContract(open: () => World): void {
  describe('updates', () => {
    for (const { title, before, update, values, after } of cases)
      it(title, async () => {
        expect(await open().updated(before, update, values, namesFor(update))).toEqual(after);
      });

    it('unites sets', async () => {
      const { a } = await open().updated({ a: { NS: ['1', '2'] } }, 'ADD a :v', { ':v': { NS: ['2.0', '3'] } });
      expect([...(a?.NS ?? [])].sort()).toEqual(['1', '2', '3']);
    });

    for (const [what, before, update, values, message] of refusals)
      it(`refuses ${what} and leaves the item`, async () => {
        const world = open();
        const key = await world.seed(before);
        const refusal = await world.refusal('UpdateItem', {
          Key: key,
          UpdateExpression: update,
          ...(values && { ExpressionAttributeValues: values }),
        });
        expect(refusal).toMatchObject({ name: 'ValidationException', message });
        expect(await world.get(key)).toEqual({ ...key, ...before });
      });

    it('makes the item that an update names when there was none', async () => {
      const world = open();
      const key = { pk: s(world.partition()), sk: s('a') };
      await world.call('UpdateItem', { Key: key });
      expect(await world.get(key)).toEqual(key);
    });

    it('answers with the values that were asked for', async () => {
      const world = open();
      const answers: unknown[] = [];
      for (const ReturnValues of ['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW']) {
        const key = await world.seed({ a: n(1), m: { M: { x: n(1), y: n(1) } }, z: n(1) });
        const values = { ':v': n(2) };
        const { Attributes } = await world.update(key, 'SET m.x = :v REMOVE a', values, { ReturnValues });
        const { pk: _pk, sk: _sk, ...rest } = (Attributes ?? {}) as Item;
        answers.push(rest);
      }
      expect(answers).toEqual([
        {},
        { a: n(1), m: { M: { x: n(1), y: n(1) } }, z: n(1) },
        { m: { M: { x: n(2), y: n(1) } }, z: n(1) },
        { a: n(1), m: { M: { x: n(1) } } },
        { m: { M: { x: n(2) } } },
      ]);
    });

    it('answers a put and a delete with the old item', async () => {
      const world = open();
      const key = await world.seed({ a: n(1) });
      const put = await world.call('PutItem', { Item: { ...key, a: n(2) }, ReturnValues: 'ALL_OLD' });
      const gone = await world.call('DeleteItem', { Key: key, ReturnValues: 'ALL_OLD' });
      const again = await world.call('DeleteItem', { Key: key, ReturnValues: 'ALL_OLD' });
      expect([put.Attributes, gone.Attributes, again.Attributes]).toEqual([
        { ...key, a: n(1) },
        { ...key, a: n(2) },
        undefined,
      ]);
    });

    it('refuses to answer a put with new values', async () => {
      const world = open();
      const refusal = await world.refusal('PutItem', {
        Item: { pk: s(world.partition()), sk: s('a') },
        ReturnValues: 'ALL_NEW',
      });
      expect(refusal).toMatchObject({
        name: 'ValidationException',
        message: 'ReturnValues can only be ALL_OLD or NONE',
      });
    });

    it('keeps values of every type as they are, numbers in their plain form', async () => {
      const world = open();
      const item: Item = {
        text: s('naïve 😀'),
        empty: s(''),
        number: n('-1.50E3'),
        tiny: n('1e-130'),
        bytes: b('\u0000\u0001'),
        truth: { BOOL: false },
        nothing: { NULL: true },
        list: { L: [{ L: [] }, { M: {} }] },
        map: { M: { 'odd key.[0]': n('007') } },
      };
      const key = await world.seed(item);
      expect(await world.get(key)).toEqual({
        ...key,
        ...item,
        number: n(-1500),
        tiny: n(`0.${'0'.repeat(129)}1`),
        map: { M: { 'odd key.[0]': n(7) } },
      });
    });
  });
}
