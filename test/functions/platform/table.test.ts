import * as v from 'valibot';
import { afterAll, describe, expect, test } from 'vitest';
import { absent, atMost, below, not, oneOf, present } from '../../../functions/platform/expressions.ts';
import { indexes } from '../../../functions/platform/keys.ts';
import { type DynamoEndpoint, type Item, Table, type Write } from '../../../functions/platform/table.ts';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { noJournal } from '../../../local/journal/journal.ts';
import { ObjectTable } from '../../../local/rehearsal/object-table.ts';
import { EmbeddedDynamo } from '../../../local/services/dynamodb/embedded/embedded-dynamo.ts';
import { MemoryDynamo } from '../../../local/services/dynamodb/memory/memory-dynamo.ts';
import { ServiceError } from '../../../local/services/service.ts';
import { memoryEndpoint, singleTable } from '../../../local/world/single-table.ts';

interface Engine {
  readonly name: string;
  readonly endpoint: (tableName: string) => DynamoEndpoint;
  readonly close: () => void;
}

const clock = () =>
  new Clock({ state: { mode: 'paused', virtual: Date.UTC(2026, 2, 2, 9) }, activity: new Activity() });

function inMemory(): Engine {
  const dynamo = new MemoryDynamo({ clock: clock() });
  const endpoint = (tableName: string) => {
    dynamo.createTable(singleTable(tableName));
    return memoryEndpoint(dynamo);
  };
  return { name: 'the engine in memory', endpoint, close: () => dynamo.close() };
}

function embedded(): Engine {
  const dynamo = new EmbeddedDynamo({ clock: clock(), activity: new Activity(), journal: noJournal });
  const endpoint = (tableName: string): DynamoEndpoint => {
    dynamo.createTable(singleTable(tableName));
    return {
      async call(action, input) {
        try {
          return await dynamo.call(action, input);
        } catch (error) {
          if (error instanceof ServiceError) throw Object.assign(error, error.fields);
          throw error;
        }
      },
    };
  };
  return { name: 'the embedded engine', endpoint, close: () => dynamo.close() };
}

const thing = v.object({ n: v.number() });
const at = { pk: 'THING#1', sk: 'A' };

/** A table of the rehearsal has no wire: what it holds is read and written as it is. */
const ofObjects = { name: 'objects, for rehearsals', endpoint: undefined, close: () => {} };

describe.each([inMemory(), embedded(), ofObjects])('the table on $name', (engine) => {
  const { endpoint: wire } = engine;
  let tables = 0;
  /** Every test has a table of its own, and sees each call. */
  function makeTable() {
    tables += 1;
    const name = `table-${tables}`;
    const calls: Record<string, unknown>[] = [];
    const endpoint = wire?.(name);
    if (!endpoint) return { table: new ObjectTable(), calls };
    const table = new Table(
      {
        call: (action, input) => {
          calls.push({ action, ...input });
          return endpoint.call(action, input);
        },
      },
      name,
    );
    return { table, calls };
  }
  const read = async (table: Table, { pk, sk } = at) => (await table.queryAll({ pk })).find((item) => item.sk === sk);
  const update = (where: Extract<Write, { kind: 'update' }>['where']): Write => ({
    kind: 'update',
    key: at,
    set: { touched: true },
    where,
  });

  afterAll(() => engine.close());

  test('a new item is put once, and never over another', async () => {
    const { table } = makeTable();
    expect(await table.putNew({ ...at, n: 1 })).toBe(true);
    expect(await table.putNew({ ...at, n: 2 })).toBe(false);
    expect(await table.get(at, thing)).toEqual({ n: 1 });
  });

  test('what is not there is undefined', async () => {
    expect(await makeTable().table.get(at, thing)).toBeUndefined();
  });

  test('attributes without a value are left out', async () => {
    const { table } = makeTable();
    await table.putNew({ ...at, n: 1, gone: undefined });
    expect(await read(table)).toEqual({ ...at, n: 1 });
  });

  test('an item of another shape is malformed, by its key and what was expected where, and not by what it holds', async () => {
    const { table } = makeTable();
    await table.putNew({ ...at, n: 'one' });
    const malformed = { name: 'MalformedItem', message: 'THING#1 / A is not as it should be: n: expected number' };
    await expect(table.get(at, thing)).rejects.toMatchObject(malformed);
    await expect(table.getMany([at], thing)).rejects.toMatchObject(malformed);
    await expect(table.queryPage({ pk: at.pk }, thing)).rejects.toMatchObject(malformed);
  });

  describe('conditions', () => {
    const item: Item = { ...at, n: 5, name: 'five', promises: { head: { state: 'given' } } };
    test.each<[string, Extract<Write, { kind: 'update' }>['where'], boolean]>([
      ['equal', { n: 5 }, true],
      ['not equal', { n: 6 }, false],
      ['absent', { other: absent }, true],
      ['not absent', { n: absent }, false],
      ['present', { n: present }, true],
      ['not present', { other: present }, false],
      ['below', { n: below(6) }, true],
      ['not below itself', { n: below(5) }, false],
      ['at most itself', { n: atMost(5) }, true],
      ['more than at most', { n: atMost(4) }, false],
      ['another than', { name: not('six') }, true],
      ['no other than', { name: not('five') }, false],
      ['one of several', { name: oneOf('six', 'five') }, true],
      ['none of several', { name: oneOf('six', 'seven') }, false],
      ['a path within', { 'promises.head.state': 'given' }, true],
      ['another value of a path within', { 'promises.head.state': 'refused' }, false],
      ['a path that is not there', { 'promises.nominee.state': 'given' }, false],
      ['all of several', { n: 5, name: 'five' }, true],
      ['only one of several that must hold', { n: 5, name: 'six' }, false],
      ['either of two', { anyOf: [{ n: 6 }, { name: 'five' }] }, true],
      ['neither of two', { anyOf: [{ n: 6 }, { name: 'six' }] }, false],
      ['either, where one has two parts', { anyOf: [{ n: 5, name: 'six' }, { other: present }] }, false],
    ])('%s', async (_, where, holds) => {
      const { table } = makeTable();
      await table.putNew(item);
      expect(await table.write(update(where))).toEqual(holds ? { ok: true } : { ok: false, failed: [0] });
      expect(await read(table)).toEqual(holds ? { ...item, touched: true } : item);
    });

    test('an update of what is not there is not made, where a condition needs it', async () => {
      const { table } = makeTable();
      expect(await table.write(update({ n: 5 }))).toEqual({ ok: false, failed: [0] });
      expect(await read(table)).toBeUndefined();
    });
  });

  test('an update sets, increases and removes at once, also within a map', async () => {
    const { table } = makeTable();
    await table.putNew({ ...at, n: 5, old: 'x', promises: { head: { state: 'awaited', round: 1 } } });
    await table.write({
      kind: 'update',
      key: at,
      set: { 'promises.head.state': 'given', list: ['a'], nothing: undefined },
      increase: { n: -2, 'promises.head.round': 1 },
      remove: ['old'],
      where: { n: 5 },
    });
    expect(await read(table)).toEqual({ ...at, n: 3, list: ['a'], promises: { head: { state: 'given', round: 2 } } });
  });

  test('names that DynamoDB reserves, and values with its signs, are no trouble', async () => {
    const { table } = makeTable();
    await table.putNew({ ...at, status: 'a', size: 1, name: ':v0 #n0' });
    const { ok } = await table.write({ kind: 'update', key: at, set: { status: '= :v1' }, where: { name: ':v0 #n0' } });
    expect(ok).toBe(true);
    expect(await read(table)).toMatchObject({ status: '= :v1', size: 1 });
  });

  test('a delete has its condition too', async () => {
    const { table } = makeTable();
    await table.putNew({ ...at, n: 1 });
    expect((await table.write({ kind: 'delete', key: at, where: { n: 2 } })).ok).toBe(false);
    expect((await table.write({ kind: 'delete', key: at, where: { n: 1 } })).ok).toBe(true);
    expect(await read(table)).toBeUndefined();
  });

  test('an update may answer what was there before', async () => {
    const { table } = makeTable();
    await table.putNew({ ...at, n: 1 });
    const raise = { kind: 'update', key: at, increase: { n: 1 }, where: { n: below(3) } } as const;
    expect(await table.updateReturningOld(raise, thing)).toEqual({ ok: true, old: { n: 1 } });
    expect(await table.updateReturningOld(raise, thing)).toEqual({ ok: true, old: { n: 2 } });
    expect(await table.updateReturningOld(raise, thing)).toEqual({ ok: false });
  });

  describe('transactions', () => {
    const other = { pk: 'THING#2', sk: 'A' };
    const third = { pk: 'THING#3', sk: 'A' };

    test('write all', async () => {
      const { table } = makeTable();
      await table.putNew({ ...other, n: 1 });
      await table.putNew({ ...third, n: 1 });
      const written = await table.transact([
        { kind: 'put', item: { ...at, n: 1 } },
        { kind: 'update', key: other, increase: { n: 1 }, where: { n: 1 } },
        { kind: 'check', key: third, where: { n: 1 } },
      ]);
      expect(written).toEqual({ ok: true });
      expect(await table.getMany([at, other, third], thing)).toEqual([{ n: 1 }, { n: 2 }, { n: 1 }]);
    });

    test('write nothing where a condition does not hold, and say at which positions', async () => {
      const { table } = makeTable();
      await table.putNew({ ...other, n: 1 });
      const written = await table.transact([
        { kind: 'put', item: { ...at, n: 1 } },
        { kind: 'put', item: { ...other, n: 9 } },
        { kind: 'delete', key: { pk: 'THING#4', sk: 'A' } },
        { kind: 'check', key: third, where: { n: present } },
      ]);
      expect(written).toEqual({ ok: false, failed: [1, 3] });
      expect(await table.getMany([at, other], thing)).toEqual([{ n: 1 }]);
    });

    test('that are no transaction at all are an error', async () => {
      const { table } = makeTable();
      await expect(table.transact([])).rejects.toThrow();
      const twice: Write = { kind: 'check', key: at, where: { n: absent } };
      await expect(table.transact([twice, twice])).rejects.toThrow();
    });
  });

  describe('many', () => {
    const keyed = (n: number) => ({ pk: 'MANY', sk: `A#${String(n).padStart(3, '0')}` });

    test('more than a hundred keys are read, in their order, and what is not there is left out', async () => {
      const { table, calls } = makeTable();
      for (let n = 0; n < 230; n += 1) await table.putNew({ ...keyed(n), n });
      const backwards = Array.from({ length: 240 }, (_, n) => keyed(239 - n));
      const found = await table.getMany(backwards, thing);
      expect(found.map(({ n }) => n)).toEqual(Array.from({ length: 230 }, (_, n) => 229 - n));
      if (wire) expect(calls.filter(({ action }) => action === 'BatchGetItem')).toHaveLength(3);
    });

    test('no keys are no call', async () => {
      const { table, calls } = makeTable();
      expect(await table.getMany([], thing)).toEqual([]);
      expect(calls).toEqual([]);
    });

    test('a partition is read page by page', async () => {
      const { table } = makeTable();
      for (let n = 0; n < 7; n += 1) await table.putNew({ ...keyed(n), n });
      const pages: number[][] = [];
      for (let after: string | undefined, more = true; more; ) {
        const page = await table.queryPage({ pk: 'MANY', limit: 3, ...(after && { after }) }, thing);
        pages.push(page.items.map(({ n }) => n));
        after = page.next;
        more = after !== undefined;
      }
      expect(pages).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    });

    test('a range, a prefix and the newest first', async () => {
      const { table } = makeTable();
      for (const sk of ['A#1', 'A#2', 'B#1', 'LOG#1']) await table.putNew({ pk: 'MANY', sk, n: 1 });
      const keys = async (options: { from?: string; to?: string; prefix?: string; newestFirst?: boolean }) =>
        (await table.queryAll({ pk: 'MANY', ...options })).map(({ sk }) => sk);
      expect(await keys({ from: 'A', to: 'C' })).toEqual(['A#1', 'A#2', 'B#1']);
      expect(await keys({ prefix: 'A#' })).toEqual(['A#1', 'A#2']);
      expect(await keys({ prefix: 'A#', newestFirst: true })).toEqual(['A#2', 'A#1']);
    });

    test('kinds of rows are told apart by their keys, in order, and other rows are left out', async () => {
      const { table } = makeTable();
      for (const sk of ['B#2', 'A', 'B#1', 'C#1', 'LOG#1']) await table.putNew({ pk: 'MANY', sk, n: 1, name: sk });
      const kinds = {
        heads: { prefix: 'A', schema: thing },
        rows: { prefix: 'B#', schema: v.object({ name: v.string() }) },
      };
      const range = { pk: 'MANY', from: 'A', to: 'D' };
      expect(await table.queryKinds(range, kinds)).toEqual({
        heads: [{ n: 1 }],
        rows: [{ name: 'B#1' }, { name: 'B#2' }],
      });
      await table.write({ kind: 'update', key: { pk: 'MANY', sk: 'B#1' }, set: { name: 'other' }, where: { n: 1 } });
      await table.write({ kind: 'delete', key: { pk: 'MANY', sk: 'B#2' } });
      await table.putNew({ pk: 'MANY', sk: 'B#0', name: 'first' });
      expect((await table.queryKinds(range, kinds)).rows).toEqual([{ name: 'first' }, { name: 'other' }]);
      await table.putNew({ pk: 'MANY', sk: 'B#3', n: 1 });
      await expect(table.queryKinds(range, kinds)).rejects.toMatchObject({ name: 'MalformedItem' });
    });

    test('everything of a partition is read whatever its size, past the megabyte of a page', async () => {
      const { table, calls } = makeTable();
      for (let n = 0; n < 5; n += 1) await table.putNew({ ...keyed(n), n, text: 'x'.repeat(300_000) });
      expect(await table.queryAll({ pk: 'MANY' })).toHaveLength(5);
      if (wire) expect(calls.filter(({ action }) => action === 'Query').length).toBeGreaterThan(1);
    });

    test('a sparse index is read page by page, the oldest first, and only what is due', async () => {
      const { table } = makeTable();
      for (let n = 0; n < 6; n += 1)
        await table.putNew({ pk: `P#${n}`, sk: 'A', shard: 'S1', dueBy: `2026-0${6 - n}` });
      await table.putNew({ pk: 'P#7', sk: 'A', shard: 'S2', dueBy: '2026-01' });
      await table.putNew({ pk: 'P#8', sk: 'A', shard: 'S1' });
      const about = { index: indexes.dueBy, of: 'S1', until: '2026-05', limit: 2 };
      const first = await table.queryIndex(about);
      const second = await table.queryIndex({ ...about, after: first.next });
      const third = await table.queryIndex({ ...about, after: second.next });
      const pks = [first, second, third].map(({ keys }) => keys.map(({ pk }) => pk));
      expect(pks).toEqual([['P#5', 'P#4'], ['P#3', 'P#2'], ['P#1']]);
      expect(third.next).toBeUndefined();
      expect(first.keys[0]).toEqual({ pk: 'P#5', sk: 'A' });
      const later = await table.queryIndex({ ...about, from: '2026-03', limit: 9 });
      expect(later.keys.map(({ pk }) => pk)).toEqual(['P#3', 'P#2', 'P#1']);
    });
  });

  // What a request says can only be seen where there are requests.
  if (wire) {
    test('keys that were not processed are asked for again', async () => {
      const { table } = makeTable();
      const [first, second] = [
        { pk: 'MANY', sk: 'A#1' },
        { pk: 'MANY', sk: 'A#2' },
      ];
      await table.putNew({ ...first, n: 1 });
      await table.putNew({ ...second, n: 2 });
      const halting = new Table(haltingBatches(wire(`table-${tables}`)), `table-${tables}`);
      expect(await halting.getMany([first, second], thing)).toEqual([{ n: 1 }, { n: 2 }]);
    });

    test('every read but that of an index is consistent', async () => {
      const { table, calls } = makeTable();
      await table.get(at, thing);
      await table.getMany([at], thing);
      await table.queryPage({ pk: at.pk }, thing);
      const consistent = calls.map((call) => JSON.stringify(call).includes('"ConsistentRead":true'));
      expect(consistent).toEqual([true, true, true]);
    });
  }
});

describe('what the engines never do by themselves', () => {
  const failing = (error: object) => new Table({ call: async () => Promise.reject(error) }, 'Table');
  const cancelled = (...codes: string[]) =>
    Object.assign(new Error('cancelled'), {
      name: 'TransactionCanceledException',
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
  const write: Write = { kind: 'put', item: { ...at, n: 1 } };

  test('two transactions that met are a TransactionConflict, to be tried again', async () => {
    await expect(failing(cancelled('None', 'TransactionConflict')).transact([write])).rejects.toMatchObject({
      name: 'TransactionConflict',
    });
  });

  test('a condition that failed says more than a conflict beside it', async () => {
    const table = failing(cancelled('TransactionConflict', 'ConditionalCheckFailed'));
    expect(await table.transact([write])).toEqual({ ok: false, failed: [1] });
  });

  test('whatever else cancelled a transaction stays the error that it was', async () => {
    const error = cancelled('ThrottlingError');
    await expect(failing(error).transact([write])).rejects.toBe(error);
  });

  test('any other error of a write is the caller’s', async () => {
    const error = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    await expect(failing(error).write(write)).rejects.toBe(error);
    await expect(failing(error).transact([write])).rejects.toBe(error);
  });
});

/** Processes one key of a batch at a time. */
function haltingBatches(endpoint: DynamoEndpoint): DynamoEndpoint {
  return {
    async call(action, input) {
      if (action !== 'BatchGetItem') return endpoint.call(action, input);
      const [[name, asked] = ['', { Keys: [] }]] = Object.entries(
        input.RequestItems as Record<string, { Keys: object[] }>,
      );
      const [first, ...rest] = asked.Keys;
      const answer = await endpoint.call(action, { RequestItems: { [name]: { ...asked, Keys: [first] } } });
      return { ...answer, UnprocessedKeys: rest.length > 0 ? { [name]: { ...asked, Keys: rest } } : {} };
    },
  };
}
