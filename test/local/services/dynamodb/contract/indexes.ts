import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../../local/services/dynamodb/types.ts';
import { keyOf, n, s, type World } from './world.ts';

export function indexesContract(open: () => World): void {
  /** A real index lags behind its table, so it is asked until it says so, for a while. */
  async function eventually(expected: unknown, ask: () => Promise<unknown>): Promise<void> {
    let answer: unknown;
    for (let tries = 0; tries < 40; tries++) {
      answer = await ask();
      if (JSON.stringify(answer) === JSON.stringify(expected)) break;
      if (open().endpoint.advance) break;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect(answer).toEqual(expected);
  }

  async function squad(name: string, more: Record<string, unknown> = {}): Promise<Item[]> {
    const { items } = await open().query({
      IndexName: 'bySquad',
      KeyConditionExpression: 'squad = :squad',
      ExpressionAttributeValues: { ':squad': s(name) },
      ...more,
    });
    return items;
  }

  async function due(name: string): Promise<Item[]> {
    const { items } = await open().query({
      IndexName: 'byDue',
      KeyConditionExpression: 'due = :due',
      ExpressionAttributeValues: { ':due': s(name) },
    });
    return items;
  }

  describe('secondary indexes', () => {
    it('orders numbers as numbers', async () => {
      const world = open();
      const pk = world.partition();
      for (const rank of ['10', '-3', '2.5', '-30', '0', '100'])
        await world.put({ ...keyOf(pk, rank), squad: s(pk), rank: n(rank) });
      await eventually(['-30', '-3', '0', '2.5', '10', '100'], async () => (await squad(pk)).map((i) => i.rank?.N));
      const some = await world.query({
        IndexName: 'bySquad',
        KeyConditionExpression: 'squad = :squad AND #rank BETWEEN :low AND :high',
        ExpressionAttributeNames: { '#rank': 'rank' },
        ExpressionAttributeValues: { ':squad': s(pk), ':low': n(-3), ':high': n(10) },
      });
      expect(some.items.map((item) => item.rank?.N)).toEqual(['-3', '0', '2.5', '10']);
    });

    it('holds only what has all of its key attributes', async () => {
      const world = open();
      const pk = world.partition();
      await world.put({ ...keyOf(pk, 'without rank'), squad: s(pk) });
      await world.put({ ...keyOf(pk, 'with both'), squad: s(pk), rank: n(1) });
      await eventually(['with both'], async () => (await squad(pk)).map((item) => item.sk?.S));
      await world.update(keyOf(pk, 'without rank'), 'SET #rank = :one', { ':one': n(0) }, rank);
      await eventually(['without rank', 'with both'], async () => (await squad(pk)).map((item) => item.sk?.S));
      await world.update(keyOf(pk, 'with both'), 'REMOVE #rank', undefined, rank);
      await eventually(['without rank'], async () => (await squad(pk)).map((item) => item.sk?.S));
    });

    it('follows an item to another key, and lets a deleted one go', async () => {
      const world = open();
      const pk = world.partition();
      await world.put({ ...keyOf(pk), squad: s(pk), rank: n(1), note: s('first') });
      await world.update(keyOf(pk), 'SET squad = :other, note = :second', {
        ':other': s(`${pk} b`),
        ':second': s('second'),
      });
      await eventually([], () => squad(pk));
      await eventually(['second'], async () => (await squad(`${pk} b`)).map((item) => item.note?.S));
      await world.call('DeleteItem', { Key: keyOf(pk) });
      await eventually([], () => squad(`${pk} b`));
    });

    it('shows the keys only where it holds nothing else', async () => {
      const world = open();
      const pk = world.partition();
      await world.put({ ...keyOf(pk), due: s(pk), note: s('not in the index') });
      await eventually(1, async () => (await due(pk)).length);
      expect(await due(pk)).toEqual([{ ...keyOf(pk), due: s(pk) }]);
    });

    it('pages through many items under one key without losing one', async () => {
      const world = open();
      const pk = world.partition();
      for (let i = 0; i < 30; i++) await world.put({ ...keyOf(pk, `i${i}`), due: s(pk) });
      await eventually(30, async () => (await due(pk)).length);
      const seen: unknown[] = [];
      let ExclusiveStartKey: Item | undefined;
      do {
        const page = await world.query({
          IndexName: 'byDue',
          KeyConditionExpression: 'due = :due',
          ExpressionAttributeValues: { ':due': s(pk) },
          Limit: 7,
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
        });
        seen.push(...page.items.map((item) => item.sk?.S));
        ExclusiveStartKey = page.lastKey;
      } while (ExclusiveStartKey);
      expect(seen).toHaveLength(30);
      expect(new Set(seen).size).toBe(30);
    });

    const refusals: ReadonlyArray<readonly [string, Record<string, unknown>, string]> = [
      ['a consistent read', { ConsistentRead: true }, 'Consistent reads are not supported on global secondary indexes'],
      [
        'all attributes where it holds the keys only',
        { Select: 'ALL_ATTRIBUTES' },
        'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index byDue because its projection type is not ALL',
      ],
      [
        'attributes that it does not hold',
        { ProjectionExpression: 'pk, note' },
        'One or more parameter values were invalid: Global secondary index byDue does not project [note]',
      ],
    ];
    for (const [what, more, message] of refusals)
      it(`refuses ${what}`, async () => {
        const refusal = await open().refusal('Query', {
          IndexName: 'byDue',
          KeyConditionExpression: 'due = :due',
          ExpressionAttributeValues: { ':due': s('x') },
          ...more,
        });
        expect(refusal).toMatchObject({ name: 'ValidationException', message });
      });

    it('refuses an index that is not there', async () => {
      const refusal = await open().refusal('Query', {
        IndexName: 'byNothing',
        KeyConditionExpression: 'due = :due',
        ExpressionAttributeValues: { ':due': s('x') },
      });
      expect(refusal).toMatchObject({
        name: 'ValidationException',
        message: 'The table does not have the specified index: byNothing',
      });
    });

    it('refuses an index key of the wrong type or an empty one, by put and by update', async () => {
      const world = open();
      const key = await world.seed({});
      const put = await world.refusal('PutItem', { Item: { ...key, due: n(1) } });
      const update = await world.refusal('UpdateItem', {
        Key: key,
        UpdateExpression: 'SET due = :v',
        ExpressionAttributeValues: { ':v': n(1) },
      });
      const empty = await world.refusal('PutItem', { Item: { ...key, due: s('') } });
      expect(put.message).toBe(
        'One or more parameter values were invalid: Type mismatch for Index Key due Expected: S Actual: N IndexName: byDue',
      );
      expect(update).toMatchObject({ name: 'ValidationException', message: put.message });
      expect(empty.message).toContain('cannot contain an empty string value. IndexName: byDue, IndexKey: due');
      expect(await world.get(key)).toEqual(key);
    });
  });
}

const rank = { ExpressionAttributeNames: { '#rank': 'rank' } };
