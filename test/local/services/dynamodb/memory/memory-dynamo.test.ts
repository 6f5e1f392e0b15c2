import { describe, expect, it } from 'vitest';
import { MemoryDynamo } from '../../../../../local/services/dynamodb/memory/memory-dynamo.ts';
import { contractTable, keyOf, n } from '../contract/world.ts';
import { makeTime } from '../endpoints.ts';

const definition = contractTable('Contract');
const TableName = definition.tableName;

describe('the engine in memory', () => {
  it('tells of a write when all of it is in place', () => {
    const seen: unknown[] = [];
    const dynamo: MemoryDynamo = new MemoryDynamo({
      clock: makeTime().clock,
      onRecord: () => seen.push([...dynamo.items(TableName)].length),
    });
    dynamo.createTable(definition);
    dynamo.execute('TransactWriteItems', {
      TransactItems: ['a', 'b'].map((sk) => ({ Put: { TableName, Item: keyOf('1', sk) } })),
    });
    expect(seen).toEqual([2, 2]);
  });

  it('keeps the order of the records when a listener writes', () => {
    const seen: string[] = [];
    const dynamo: MemoryDynamo = new MemoryDynamo({
      clock: makeTime().clock,
      onRecord: ({ dynamodb }) => {
        const sk = dynamodb.Keys.sk?.S ?? '';
        seen.push(sk);
        if (sk === 'a') dynamo.execute('PutItem', { TableName, Item: keyOf('1', 'c') });
      },
    });
    dynamo.createTable(definition);
    dynamo.execute('TransactWriteItems', {
      TransactItems: ['a', 'b'].map((sk) => ({ Put: { TableName, Item: keyOf('1', sk) } })),
    });
    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it('is not changed by a caller who changes its own objects later', () => {
    const dynamo = new MemoryDynamo({ clock: makeTime().clock });
    dynamo.createTable(definition);
    const list = [n(1)];
    dynamo.execute('PutItem', { TableName, Item: { ...keyOf('1'), list: { L: list } } });
    list.push(n(2));
    expect(dynamo.execute('GetItem', { TableName, Key: keyOf('1') })).toEqual({
      Item: { ...keyOf('1'), list: { L: [n(1)] } },
    });
  });

  it('tells what every call consumed', () => {
    const consumed: unknown[] = [];
    const dynamo = new MemoryDynamo({ clock: makeTime().clock, onConsumed: (each) => consumed.push(each) });
    dynamo.createTable(definition);
    dynamo.execute('PutItem', { TableName, Item: keyOf('1') });
    dynamo.execute('GetItem', { TableName, Key: keyOf('1') });
    dynamo.execute('TransactWriteItems', { TransactItems: [{ Delete: { TableName, Key: keyOf('1') } }] });
    expect(consumed).toEqual([
      { action: 'PutItem', table: TableName, read: 0, write: 1 },
      { action: 'GetItem', table: TableName, read: 0.5, write: 0 },
      { action: 'TransactWriteItems', table: TableName, read: 0, write: 2 },
    ]);
  });
});
