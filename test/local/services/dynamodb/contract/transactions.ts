import { describe, expect, it } from 'vitest';
import { keyOf, n, s, type World } from './world.ts';

export function transactionsContract(open: () => World): void {
  const put = (sk: string, pk: string, more: Record<string, unknown> = {}) => ({
    Put: { TableName: open().tableName, Item: keyOf(pk, sk), ...more },
  });
  const bump = (pk: string, sk: string, seen: number, more: Record<string, unknown> = {}) => ({
    Update: {
      TableName: open().tableName,
      Key: keyOf(pk, sk),
      UpdateExpression: 'SET version = :seen + :one',
      ConditionExpression: 'version = :seen',
      ExpressionAttributeValues: { ':seen': n(seen), ':one': n(1) },
      ...more,
    },
  });

  describe('transactions', () => {
    it('do everything', async () => {
      const world = open();
      const pk = world.partition();
      for (const sk of ['updated', 'deleted', 'checked']) await world.put({ ...keyOf(pk, sk), version: n(1) });
      await world.transact([
        put('put', pk),
        bump(pk, 'updated', 1),
        { Delete: { TableName: world.tableName, Key: keyOf(pk, 'deleted') } },
        {
          ConditionCheck: {
            TableName: world.tableName,
            Key: keyOf(pk, 'checked'),
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
      ]);
      const { items } = await world.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': s(pk) },
        ConsistentRead: true,
      });
      expect(items).toEqual([
        { ...keyOf(pk, 'checked'), version: n(1) },
        keyOf(pk, 'put'),
        { ...keyOf(pk, 'updated'), version: n(2) },
      ]);
    });

    it('do nothing when one condition fails, and say which', async () => {
      const world = open();
      const pk = world.partition();
      await world.put({ ...keyOf(pk, 'old'), version: n(5) });
      const refusal = await world.transactRefusal([
        put('new', pk),
        bump(pk, 'old', 4, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        bump(pk, 'nobody', 1),
      ]);
      expect(refusal).toMatchObject({
        name: 'TransactionCanceledException',
        message:
          'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed]',
      });
      expect(refusal.fields.CancellationReasons).toEqual([
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { ...keyOf(pk, 'old'), version: n(5) },
        },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      ]);
      expect(await world.get(keyOf(pk, 'new'))).toBeUndefined();
      expect(await world.get(keyOf(pk, 'old'))).toEqual({ ...keyOf(pk, 'old'), version: n(5) });
    });

    it('give what is wrong with an item as a reason', async () => {
      const world = open();
      const pk = world.partition();
      await world.put({ ...keyOf(pk, 'text'), version: s('one') });
      const refusal = await world.transactRefusal([
        put('new', pk),
        {
          Update: {
            TableName: world.tableName,
            Key: keyOf(pk, 'text'),
            UpdateExpression: 'ADD version :one',
            ExpressionAttributeValues: { ':one': n(1) },
          },
        },
      ]);
      expect(refusal.fields.CancellationReasons).toEqual([
        { Code: 'None' },
        { Code: 'ValidationError', Message: 'An operand in the update expression has an incorrect data type' },
      ]);
      expect(await world.get(keyOf(pk, 'new'))).toBeUndefined();
    });

    it('refuse two actions on one item', async () => {
      const pk = open().partition();
      expect(await open().transactRefusal([put('a', pk), bump(pk, 'a', 1)])).toMatchObject({
        name: 'ValidationException',
        message: 'Transaction request cannot include multiple operations on one item',
      });
    });

    it('take a hundred actions and no more', async () => {
      const world = open();
      const pk = world.partition();
      const actions = Array.from({ length: 101 }, (_, i) => put(String(i), pk));
      expect((await world.transactRefusal(actions)).name).toBe('ValidationException');
      expect(await world.get(keyOf(pk, '0'))).toBeUndefined();
      await world.transact(actions.slice(1));
      expect(await world.get(keyOf(pk, '100'))).toEqual(keyOf(pk, '100'));
    });

    it('refuse an expression that can not be understood, as a whole', async () => {
      const pk = open().partition();
      const refusal = await open().transactRefusal([put('a', pk, { ConditionExpression: 'absent = :v' })]);
      expect(refusal).toMatchObject({
        name: 'ValidationException',
        message:
          'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :v',
      });
    });

    it('happen once for one token', async () => {
      const world = open();
      const pk = world.partition();
      await world.put({ ...keyOf(pk), version: n(1) });
      const ClientRequestToken = `token of ${pk}`;
      await world.transact([bump(pk, 'a', 1)], { ClientRequestToken });
      await world.transact([bump(pk, 'a', 1)], { ClientRequestToken });
      expect(await world.get(keyOf(pk))).toEqual({ ...keyOf(pk), version: n(2) });
    });

    it('refuse a token that was used for something else', async () => {
      const world = open();
      const pk = world.partition();
      const ClientRequestToken = `token of ${pk}`;
      await world.transact([put('a', pk)], { ClientRequestToken });
      expect((await world.transactRefusal([put('b', pk)], { ClientRequestToken })).name).toBe(
        'IdempotentParameterMismatchException',
      );
    });

    it('may use a token again that was refused', async () => {
      const world = open();
      const pk = world.partition();
      await world.put({ ...keyOf(pk), version: n(1) });
      const ClientRequestToken = `token of ${pk}`;
      await world.transactRefusal([bump(pk, 'a', 9)], { ClientRequestToken });
      await world.update(keyOf(pk), 'SET version = :nine', { ':nine': n(9) });
      await world.transact([bump(pk, 'a', 9)], { ClientRequestToken });
      expect((await world.get(keyOf(pk)))?.version).toEqual(n(10));
    });

    it('forget a token after ten minutes', async ({ skip }) => {
      const world = open();
      const { advance } = world.endpoint;
      if (!advance) return skip("the endpoint's clock can't be moved");
      const pk = world.partition();
      const ClientRequestToken = `token of ${pk}`;
      await world.put({ ...keyOf(pk), version: n(1) });
      await world.transact([bump(pk, 'a', 1)], { ClientRequestToken });
      await advance(9 * 60_000);
      await world.transact([bump(pk, 'a', 1)], { ClientRequestToken });
      await advance(60_000);
      expect((await world.transactRefusal([bump(pk, 'a', 1)], { ClientRequestToken })).name).toBe(
        'TransactionCanceledException',
      );
    });

    it('read several items as they are at one moment', async () => {
      const world = open();
      const key = await world.seed({ a: n(1), b: n(2) });
      const get = (Key: unknown, more = {}) => ({ Get: { TableName: world.tableName, Key, ...more } });
      const { Responses } = await world.endpoint.call('TransactGetItems', {
        TransactItems: [get(key, { ProjectionExpression: 'b' }), get(keyOf(world.partition()))],
      });
      expect(Responses).toEqual([{ Item: { b: n(2) } }, {}]);
    });
  });

  describe('batches', () => {
    it('write and read', async () => {
      const world = open();
      const pk = world.partition();
      await world.put(keyOf(pk, 'gone'));
      const RequestItems = {
        [world.tableName]: [
          { PutRequest: { Item: { ...keyOf(pk, 'put'), a: n(1) } } },
          { DeleteRequest: { Key: keyOf(pk, 'gone') } },
        ],
      };
      expect(await world.endpoint.call('BatchWriteItem', { RequestItems })).toEqual({ UnprocessedItems: {} });
      const Keys = ['gone', 'put', 'never'].map((sk) => keyOf(pk, sk));
      const answer = await world.endpoint.call('BatchGetItem', {
        RequestItems: { [world.tableName]: { Keys, ConsistentRead: true } },
      });
      expect(answer).toEqual({
        Responses: { [world.tableName]: [{ ...keyOf(pk, 'put'), a: n(1) }] },
        UnprocessedKeys: {},
      });
    });

    it('refuse one key twice', async () => {
      const world = open();
      const pk = world.partition();
      const twice = [{ PutRequest: { Item: keyOf(pk) } }, { DeleteRequest: { Key: keyOf(pk) } }];
      const write = world.endpoint.call('BatchWriteItem', { RequestItems: { [world.tableName]: twice } });
      await expect(write).rejects.toMatchObject({
        name: 'ValidationException',
        message: 'Provided list of item keys contains duplicates',
      });
      const read = world.endpoint.call('BatchGetItem', {
        RequestItems: { [world.tableName]: { Keys: [keyOf(pk), keyOf(pk)] } },
      });
      await expect(read).rejects.toMatchObject({ message: 'Provided list of item keys contains duplicates' });
    });

    it('take 25 writes and 100 reads and no more', async () => {
      const world = open();
      const pk = world.partition();
      const writes = Array.from({ length: 26 }, (_, i) => ({ PutRequest: { Item: keyOf(pk, String(i)) } }));
      const write = world.endpoint.call('BatchWriteItem', { RequestItems: { [world.tableName]: writes } });
      await expect(write).rejects.toMatchObject({ name: 'ValidationException' });
      const Keys = Array.from({ length: 101 }, (_, i) => keyOf(pk, String(i)));
      const read = world.endpoint.call('BatchGetItem', { RequestItems: { [world.tableName]: { Keys } } });
      await expect(read).rejects.toMatchObject({ name: 'ValidationException' });
    });
  });
}
