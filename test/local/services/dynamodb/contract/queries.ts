import { beforeAll, describe, expect, it } from 'vitest';
import type { Item } from '../../../../../local/services/dynamodb/types.ts';
import { keyOf, n, s, type World } from './world.ts';

const sortKeys = ['', 'a', 'ab', 'abc', 'b', 'z', 'é', '😀'].slice(1);

export function queriesContract(open: () => World): void {
  describe('queries', () => {
    let pk = '';
    beforeAll(async () => {
      const world = open();
      pk = world.partition();
      for (const [i, sk] of [...sortKeys].reverse().entries()) await world.put({ ...keyOf(pk, sk), place: n(i) });
    });

    async function found(condition: string, values: Item = {}, more: Record<string, unknown> = {}) {
      const { items } = await open().query({
        KeyConditionExpression: condition,
        ExpressionAttributeValues: { ':pk': s(pk), ...values },
        ...more,
      });
      return items.map((item) => item.sk?.S);
    }

    it('finds a partition in the order of the bytes of its sort keys', async () => {
      expect(await found('pk = :pk')).toEqual(sortKeys);
    });

    it('reads backwards', async () => {
      expect(await found('pk = :pk', {}, { ScanIndexForward: false })).toEqual([...sortKeys].reverse());
    });

    const bounds: ReadonlyArray<readonly [string, Item, string[]]> = [
      ['sk = :a', { ':a': s('ab') }, ['ab']],
      ['sk < :a', { ':a': s('ab') }, ['a']],
      ['sk <= :a', { ':a': s('ab') }, ['a', 'ab']],
      ['sk > :a', { ':a': s('b') }, ['z', 'é', '😀']],
      ['sk >= :a', { ':a': s('b') }, ['b', 'z', 'é', '😀']],
      ['sk BETWEEN :a AND :b', { ':a': s('ab'), ':b': s('b') }, ['ab', 'abc', 'b']],
      ['begins_with(sk, :a)', { ':a': s('ab') }, ['ab', 'abc']],
      [':a < sk', { ':a': s('z') }, ['é', '😀']],
    ];
    for (const [condition, values, expected] of bounds)
      it(`finds what ${condition} means`, async () => {
        expect(await found(`pk = :pk AND ${condition}`, values)).toEqual(expected);
        expect(await found(`${condition} AND pk = :pk`, values, { ScanIndexForward: false })).toEqual(
          [...expected].reverse(),
        );
      });

    for (const ScanIndexForward of [true, false])
      it(`pages through everything once, ${ScanIndexForward ? 'forwards' : 'backwards'}`, async () => {
        const world = open();
        const seen: unknown[] = [];
        let ExclusiveStartKey: Item | undefined;
        do {
          const page = await world.query({
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': s(pk) },
            ScanIndexForward,
            Limit: 3,
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          });
          seen.push(...page.items.map((item) => item.sk?.S));
          ExclusiveStartKey = page.lastKey;
        } while (ExclusiveStartKey);
        expect(seen).toEqual(ScanIndexForward ? sortKeys : [...sortKeys].reverse());
      });

    it('goes on from a key that is not there', async () => {
      expect(await found('pk = :pk', {}, { ExclusiveStartKey: keyOf(pk, 'aa') })).toEqual(sortKeys.slice(1));
    });

    it('filters after it has cut the page', async () => {
      const { items, answer, lastKey } = await open().query({
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'place < :two',
        ExpressionAttributeValues: { ':pk': s(pk), ':two': n(2) },
        Limit: 3,
      });
      expect([items, answer.Count, answer.ScannedCount]).toEqual([[], 0, 3]);
      expect(lastKey).toEqual(keyOf(pk, 'abc'));
    });

    it('projects what was filtered by something else', async () => {
      const { items } = await open().query({
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'place = :two',
        ProjectionExpression: '#k',
        ExpressionAttributeNames: { '#k': 'sk' },
        ExpressionAttributeValues: { ':pk': s(pk), ':two': n(0) },
      });
      expect(items).toEqual([{ sk: s('😀') }]);
    });

    it('only counts when it is asked to', async () => {
      const { answer } = await open().query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': s(pk) },
        Select: 'COUNT',
      });
      expect([answer.Count, answer.Items]).toEqual([sortKeys.length, undefined]);
    });

    it('finds nothing in a partition that is not there', async () => {
      expect(await found('pk = :other', { ':other': s('nobody'), ':pk': s('nobody') }).catch(String)).toContain(
        'unused',
      );
      const { items, lastKey } = await open().query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': s('nobody') },
      });
      expect([items, lastKey]).toEqual([[], undefined]);
    });

    it('stops after a megabyte', async () => {
      const world = open();
      const big = world.partition();
      for (let i = 0; i < 5; i++) await world.put({ ...keyOf(big, String(i)), text: s('x'.repeat(300_000)) });
      const { items, lastKey } = await world.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': s(big) },
      });
      expect(items.length).toBeGreaterThanOrEqual(3);
      expect(items.length).toBeLessThan(5);
      expect(lastKey).toEqual(keyOf(big, String(items.length - 1)));
    });

    const refusals: ReadonlyArray<readonly [string, Item, string]> = [
      ['sk = :pk', {}, 'Query condition missed key schema element: pk'],
      ['pk < :pk', {}, 'Query key condition not supported'],
      ['pk = :pk AND place = :a', { ':a': n(1) }, 'Query condition missed key schema element: sk'],
      ['pk = :pk OR sk = :pk', {}, 'Invalid operator used in KeyConditionExpression: OR'],
      ['pk = :pk AND contains(sk, :a)', { ':a': s('a') }, 'Invalid operator used in KeyConditionExpression: contains'],
      ['pk = :pk AND pk = :a', { ':a': s('a') }, 'KeyConditionExpressions must only contain one condition per key'],
      [
        'pk = :pk AND sk = :a',
        { ':a': n(1) },
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      ],
    ];
    for (const [KeyConditionExpression, values, message] of refusals)
      it(`refuses the key condition ${KeyConditionExpression}`, async () => {
        const refusal = await open().refusal('Query', {
          KeyConditionExpression,
          ExpressionAttributeValues: { ':pk': s(pk), ...values },
        });
        expect(refusal).toMatchObject({ name: 'ValidationException', message });
      });

    it('refuses to filter by the key', async () => {
      const refusal = await open().refusal('Query', {
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'sk = :pk',
        ExpressionAttributeValues: { ':pk': s(pk) },
      });
      expect(refusal).toMatchObject({
        name: 'ValidationException',
        message: 'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
      });
    });

    it('refuses a limit of nothing', async () => {
      const refusal = await open().refusal('Query', {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': s(pk) },
        Limit: 0,
      });
      expect(refusal.name).toBe('ValidationException');
    });

    it('scans everything once, page by page', async () => {
      const world = open();
      const all: string[] = [];
      let ExclusiveStartKey: unknown;
      do {
        const answer = await world.call('Scan', {
          ProjectionExpression: 'pk, sk',
          Limit: 50,
          ConsistentRead: true,
          ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
        });
        all.push(...(answer.Items as Item[]).map((item) => `${item.pk?.S} ${item.sk?.S}`));
        ExclusiveStartKey = answer.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      expect(new Set(all).size).toBe(all.length);
      expect(all.filter((id) => id.startsWith(`${pk} `)).sort()).toEqual(sortKeys.map((sk) => `${pk} ${sk}`).sort());
    });

    it('projects nested places of one item', async () => {
      const world = open();
      const key = await world.seed({ a: { M: { x: n(1), y: n(2) } }, l: { L: [n(0), { M: { p: n(1), q: n(2) } }] } });
      const { Item: item } = await world.call('GetItem', {
        Key: key,
        ProjectionExpression: 'a.x, l[1].q, absent, a.absent',
        ConsistentRead: true,
      });
      expect(item).toEqual({ a: { M: { x: n(1) } }, l: { L: [{ M: { q: n(2) } }] } });
    });
  });
}
