import { describe, expect, it } from 'vitest';
import type { StreamRecord } from '../../../../../local/services/dynamodb/types.ts';
import { keyOf, n, s, type World } from './world.ts';

export function streamsContract(open: () => World): void {
  /** The records about one partition; skips the test where the stream can't be seen. */
  async function recordsOf(pk: string, skip: (note: string) => void): Promise<StreamRecord[]> {
    const { records } = open().endpoint;
    if (!records) {
      skip("the endpoint's stream can't be read from here");
      return [];
    }
    return (await records()).filter((record) => record.dynamodb.Keys.pk?.S === pk);
  }

  describe('streams', () => {
    it('tell of every change in order, with the images before and after', async ({ skip }) => {
      const world = open();
      const pk = world.partition();
      await world.put({ ...keyOf(pk), a: n(1) });
      await world.update(keyOf(pk), 'SET a = :two', { ':two': n(2) });
      await world.call('DeleteItem', { Key: keyOf(pk) });
      const records = await recordsOf(pk, skip);
      expect(records.map(({ eventName, dynamodb }) => [eventName, dynamodb.OldImage, dynamodb.NewImage])).toEqual([
        ['INSERT', undefined, { ...keyOf(pk), a: n(1) }],
        ['MODIFY', { ...keyOf(pk), a: n(1) }, { ...keyOf(pk), a: n(2) }],
        ['REMOVE', { ...keyOf(pk), a: n(2) }, undefined],
      ]);
    });

    it('look as a function gets them', async ({ skip }) => {
      const world = open();
      const pk = world.partition();
      await world.put(keyOf(pk));
      const [record] = await recordsOf(pk, skip);
      expect(record).toMatchObject({
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: 'eu-west-2',
        dynamodb: {
          ApproximateCreationDateTime: Math.floor(world.endpoint.now() / 1000),
          Keys: keyOf(pk),
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
      });
      expect(record?.eventID).toMatch(/^[0-9a-f]{32}$/);
      expect(record?.eventSourceARN).toMatch(/:table\/.+\/stream\/.+/);
      expect(record?.userIdentity).toBeUndefined();
    });

    it('number the records so that later ones sort later', async ({ skip }) => {
      const world = open();
      const pk = world.partition();
      for (let i = 0; i < 12; i++) await world.update(keyOf(pk), 'ADD a :one', { ':one': n(1) });
      const numbers = (await recordsOf(pk, skip)).map((record) => record.dynamodb.SequenceNumber);
      expect(numbers).toHaveLength(12);
      expect([...numbers].sort()).toEqual(numbers);
      expect(new Set(numbers).size).toBe(12);
    });

    it('say nothing of a write that changed nothing', async ({ skip }) => {
      const world = open();
      const pk = world.partition();
      const item = { ...keyOf(pk), a: n(1), words: { SS: ['x', 'y'] } };
      await world.put(item);
      await world.put({ ...item, a: n('1.0'), words: { SS: ['y', 'x'] } });
      await world.update(keyOf(pk), 'SET a = :one', { ':one': n(1) });
      await world.call('DeleteItem', { Key: keyOf(pk, 'nobody') });
      await world.transact([{ Put: { TableName: world.tableName, Item: item } }]);
      expect(await recordsOf(pk, skip)).toHaveLength(1);
    });

    it('say nothing of a write that was refused', async ({ skip }) => {
      const world = open();
      const pk = world.partition();
      const condition = { ConditionExpression: 'attribute_exists(pk)' };
      await world.refusal('PutItem', { Item: keyOf(pk), ...condition });
      await world.transactRefusal([
        { Put: { TableName: world.tableName, Item: keyOf(pk, 'b') } },
        { Put: { TableName: world.tableName, Item: keyOf(pk), ...condition } },
      ]);
      expect(await recordsOf(pk, skip)).toEqual([]);
    });

    it('tell of everything that a transaction and a batch changed', async ({ skip }) => {
      const world = open();
      const pk = world.partition();
      await world.transact(['1', '2'].map((sk) => ({ Put: { TableName: world.tableName, Item: keyOf(pk, sk) } })));
      await world.endpoint.call('BatchWriteItem', {
        RequestItems: {
          [world.tableName]: [{ PutRequest: { Item: keyOf(pk, '3') } }, { DeleteRequest: { Key: keyOf(pk, '1') } }],
        },
      });
      const records = await recordsOf(pk, skip);
      expect(records.map(({ eventName, dynamodb }) => `${eventName} ${dynamodb.Keys.sk?.S}`)).toEqual([
        'INSERT 1',
        'INSERT 2',
        'INSERT 3',
        'REMOVE 1',
      ]);
    });
  });

  describe('time to live', () => {
    it('deletes what has expired, and says that it was the service', async ({ skip }) => {
      const world = open();
      const { advance } = world.endpoint;
      if (!advance) return skip("the endpoint's clock can't be moved");
      const pk = world.partition();
      const expires = n(Math.floor(world.endpoint.now() / 1000) + 600);
      await world.put({ ...keyOf(pk, 'expiring'), expires });
      await world.put({ ...keyOf(pk, 'staying') });
      await advance(5 * 60_000);
      expect(await world.get(keyOf(pk, 'expiring'))).toBeDefined();
      await advance(2 * 86_400_000);
      expect(await world.get(keyOf(pk, 'expiring'))).toBeUndefined();
      expect(await world.get(keyOf(pk, 'staying'))).toBeDefined();
      const last = (await recordsOf(pk, skip)).at(-1);
      expect(last).toMatchObject({
        eventName: 'REMOVE',
        userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
        dynamodb: { OldImage: { ...keyOf(pk, 'expiring'), expires } },
      });
    });

    it('follows a moment that is put off, taken away or no number', async ({ skip }) => {
      const world = open();
      const { advance } = world.endpoint;
      if (!advance) return skip("the endpoint's clock can't be moved");
      const pk = world.partition();
      const soon = Math.floor(world.endpoint.now() / 1000) + 600;
      for (const sk of ['later', 'never', 'text', 'long ago'])
        await world.put({ ...keyOf(pk, sk), expires: sk === 'text' ? s(String(soon)) : n(soon) });
      await world.update(keyOf(pk, 'later'), 'SET expires = :v', { ':v': n(soon + 10 * 86_400) });
      await world.update(keyOf(pk, 'never'), 'REMOVE expires');
      await world.update(keyOf(pk, 'long ago'), 'SET expires = :v', { ':v': n(1000) });
      await advance(3 * 86_400_000);
      const left = [];
      for (const sk of ['later', 'never', 'text', 'long ago']) if (await world.get(keyOf(pk, sk))) left.push(sk);
      expect(left).toEqual(['later', 'never', 'text', 'long ago']);
      await advance(10 * 86_400_000);
      expect(await world.get(keyOf(pk, 'later'))).toBeUndefined();
    });
  });
}
