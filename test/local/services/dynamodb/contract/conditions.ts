import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../../local/services/dynamodb/types.ts';
import { b, n, s, type World } from './world.ts';

const subject: Item = {
  name: s('Central Day'),
  blank: s(''),
  count: n(5),
  fraction: n('0.10'),
  yes: { BOOL: true },
  no: { BOOL: false },
  nothing: { NULL: true },
  bytes: b('abc'),
  words: { SS: ['one', 'two'] },
  numbers: { NS: ['1', '2.50'] },
  list: { L: [s('x'), n(1), { M: { deep: s('y') } }] },
  tree: { M: { core: n(1), list: { L: [s('first')] } } },
  twin: { M: { list: { L: [s('first')] }, core: n(1) } },
};

/** [condition, whether it holds for the subject, values] */
const cases: ReadonlyArray<readonly [condition: string, holds: boolean, values?: Item]> = [
  ['attribute_exists(nothing)', true],
  ['attribute_exists(#no)', true],
  ['attribute_exists(absent)', false],
  ['attribute_exists(tree.#list[0])', true],
  ['attribute_exists(tree.#list[1])', false],
  ['attribute_not_exists(absent)', true],
  ['attribute_not_exists(blank)', false],
  ['#name = :v', true, { ':v': s('Central Day') }],
  ['#name = :v', false, { ':v': s('central day') }],
  [':v = #name', true, { ':v': s('Central Day') }],
  ['fraction = :v', true, { ':v': n('1E-1') }],
  ['#count = :v', false, { ':v': s('5') }],
  ['absent = :v', false, { ':v': s('5') }],
  ['absent = lacking', false],
  ['absent <> :v', true, { ':v': s('5') }],
  ['#count <> :v', true, { ':v': s('5') }],
  ['#count <> :v', false, { ':v': n('5.0') }],
  ['tree = :v', true, { ':v': { M: { list: { L: [s('first')] }, core: n('1.0') } } }],
  ['tree = twin', true],
  ['#list = :v', true, { ':v': { L: [s('x'), n(1), { M: { deep: s('y') } }] } }],
  ['#list = :v', false, { ':v': { L: [n(1), s('x'), { M: { deep: s('y') } }] } }],
  ['words = :v', true, { ':v': { SS: ['two', 'one'] } }],
  ['words = :v', false, { ':v': { SS: ['two'] } }],
  ['numbers = :v', true, { ':v': { NS: ['2.5', '1'] } }],
  ['#no = :v', true, { ':v': { BOOL: false } }],
  ['nothing = :v', true, { ':v': { NULL: true } }],
  ['bytes = :v', true, { ':v': b('abc') }],
  ['#count < :v', true, { ':v': n(10) }],
  ['#count < :v', false, { ':v': n(5) }],
  ['#count <= :v', true, { ':v': n(5) }],
  ['#count > :v', true, { ':v': n('-10') }],
  ['#count >= :v', false, { ':v': n('5.01') }],
  ['#count > :v', false, { ':v': s('1') }],
  ['absent < :v', false, { ':v': n(1) }],
  ['#name < :v', true, { ':v': s('Central Day 2') }],
  ['bytes < :v', true, { ':v': b('abd') }],
  ['#count BETWEEN :a AND :b', true, { ':a': n(5), ':b': n(6) }],
  ['#count between :a and :b', false, { ':a': n(6), ':b': n(7) }],
  ['blank BETWEEN :a AND :b', true, { ':a': s(''), ':b': s('a') }],
  [':v BETWEEN #count AND :b', true, { ':v': n(5), ':b': n(6) }],
  ['#count IN (:a, :b)', true, { ':a': s('x'), ':b': n(5) }],
  ['#count IN (:a)', false, { ':a': s('5') }],
  ['#no IN (:a)', true, { ':a': { BOOL: false } }],
  ['blank IN (:a)', true, { ':a': s('') }],
  ['begins_with(#name, :v)', true, { ':v': s('Central') }],
  ['begins_with(#name, :v)', false, { ':v': s('Day') }],
  ['begins_with(bytes, :v)', true, { ':v': b('ab') }],
  ['begins_with(#count, :v)', false, { ':v': s('5') }],
  ['contains(#name, :v)', true, { ':v': s('tral') }],
  ['contains(words, :v)', true, { ':v': s('one') }],
  ['contains(words, :v)', false, { ':v': s('on') }],
  ['contains(numbers, :v)', true, { ':v': n('2.5') }],
  ['contains(#list, :v)', true, { ':v': n('1.0') }],
  ['contains(#list, :v)', true, { ':v': { M: { deep: s('y') } } }],
  ['contains(absent, :v)', false, { ':v': s('') }],
  ['attribute_type(#no, :v)', true, { ':v': s('BOOL') }],
  ['attribute_type(blank, :v)', true, { ':v': s('S') }],
  ['attribute_type(nothing, :v)', true, { ':v': s('NULL') }],
  ['attribute_type(words, :v)', false, { ':v': s('L') }],
  ['size(#name) = :v', true, { ':v': n(11) }],
  ['size(bytes) = :v', true, { ':v': n(3) }],
  ['size(words) = :v', true, { ':v': n(2) }],
  ['size(#list) > :v', true, { ':v': n(2) }],
  ['size(tree) = :v', true, { ':v': n(2) }],
  ['size(blank) = :v', true, { ':v': n(0) }],
  ['size(#count) = :v', false, { ':v': n(1) }],
  ['size(absent) < :v', false, { ':v': n(1) }],
  ['tree.core = :v AND #list[2].deep = :w', true, { ':v': n(1), ':w': s('y') }],
  ['tree.core = :v AND #list[0] = :w', false, { ':v': n(1), ':w': s('y') }],
  ['tree.core = :w OR #list[0] = :v', true, { ':v': s('x'), ':w': s('y') }],
  ['NOT tree.core = :v', false, { ':v': n(1) }],
  ['NOT (attribute_exists(absent) OR attribute_exists(#name))', false],
  ['attribute_exists(absent) AND attribute_exists(#name) OR attribute_exists(#count)', true],
  ['attribute_exists(#count) OR attribute_exists(#name) AND attribute_exists(absent)', true],
  ['(attribute_exists(#count) OR attribute_exists(#name)) AND attribute_exists(absent)', false],
  ['NOT attribute_exists(absent) AND attribute_exists(#count)', true],
];

const aliases: Readonly<Record<string, string>> = {
  '#name': 'name',
  '#list': 'list',
  '#count': 'count',
  '#no': 'no',
};

/** The aliases that an expression uses. */
export function namesFor(expression: string): { ExpressionAttributeNames?: Record<string, string> } {
  const used = Object.entries(aliases).filter(([alias]) => new RegExp(`${alias}\\b`).test(expression));
  return used.length > 0 ? { ExpressionAttributeNames: Object.fromEntries(used) } : {};
}

export function conditionsContract(open: () => World): void {
  describe('conditions', () => {
    for (const [condition, holds, values] of cases)
      it(`finds ${condition} ${holds}${values ? ` for ${JSON.stringify(values)}` : ''}`, async () => {
        const world = open();
        const key = await world.seed(subject);
        const input = {
          Key: key,
          ConditionExpression: condition,
          ...namesFor(condition),
          ...(values && { ExpressionAttributeValues: values }),
        };
        const outcome = await world.call('DeleteItem', input).then(
          () => 'holds',
          (error: Error) => error.name,
        );
        expect(outcome).toBe(holds ? 'holds' : 'ConditionalCheckFailedException');
        expect((await world.get(key)) === undefined).toBe(holds);
      });

    it('finds every attribute absent where there is no item', async () => {
      const world = open();
      const item = { pk: s(world.partition()), sk: s('a') };
      await world.call('PutItem', { Item: item, ConditionExpression: 'attribute_not_exists(pk)' });
      const refusal = await world.refusal('PutItem', {
        Item: item,
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      expect(refusal).toMatchObject({
        name: 'ConditionalCheckFailedException',
        message: 'The conditional request failed',
      });
    });

    it('shows the item that stood in the way only to who asks for it', async () => {
      const world = open();
      const key = await world.seed({ version: n(3) });
      const input = {
        Key: key,
        UpdateExpression: 'SET version = :next',
        ConditionExpression: 'version = :seen',
        ExpressionAttributeValues: { ':next': n(3), ':seen': n(2) },
      };
      expect((await world.refusal('UpdateItem', input)).fields.Item).toBeUndefined();
      const asked = await world.refusal('UpdateItem', { ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
      expect(asked.fields.Item).toEqual({ ...key, version: n(3) });
    });

    it('shows nothing when there was no item in the way', async () => {
      const world = open();
      const refusal = await world.refusal('DeleteItem', {
        Key: { pk: s(world.partition()), sk: s('a') },
        ConditionExpression: 'attribute_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      expect(refusal.fields.Item).toBeUndefined();
    });
  });
}
