import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileJournal, type Journal } from '../../../../../local/journal/journal.ts';
import { EmbeddedDynamo } from '../../../../../local/services/dynamodb/embedded/embedded-dynamo.ts';
import { InvalidTable, type TableDefinition } from '../../../../../local/services/dynamodb/table-definition.ts';
import { anyWrite } from '../any-write.ts';
import { contractTable, keyOf, n, s } from '../contract/world.ts';
import { makeTime } from '../endpoints.ts';

const definition = contractTable('Contract');
const TableName = definition.tableName;

/** Keeps entries as a file would: as text. */
class TextJournal implements Journal {
  readonly lines: string[] = [];

  append(_topic: string, entry: unknown): void {
    this.lines.push(JSON.stringify(entry));
  }
}

function openDynamo(journal: Journal = new TextJournal(), time = makeTime(), table = definition) {
  const dynamo = new EmbeddedDynamo({ ...time, journal });
  dynamo.createTable(table);
  return { dynamo, ...time };
}

/** Another process that finds these lines. */
function restore(lines: readonly string[], time = makeTime()): EmbeddedDynamo {
  const dynamo = new EmbeddedDynamo({ ...time, journal: { append() {} } });
  for (const line of lines) dynamo.apply(JSON.parse(line));
  return dynamo;
}

/** The whole state, made comparable: items have no order among themselves. */
function stateOf(dynamo: EmbeddedDynamo): string[] {
  return [...dynamo.snapshot()].map((entry) => JSON.stringify(entry)).sort();
}

function put(dynamo: EmbeddedDynamo, Item: object) {
  return dynamo.call('PutItem', { TableName, Item });
}

describe('the journal of the embedded DynamoDB', () => {
  it('rebuilds the state after any sequence of writes, and so does a snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyWrite, { minLength: 1, maxLength: 20 }), async (calls) => {
        const journal = new TextJournal();
        const { dynamo } = openDynamo(journal);
        for (const [action, input] of calls) await dynamo.call(action, input).catch(() => undefined);
        const restored = restore(journal.lines);
        expect(stateOf(restored)).toEqual(stateOf(dynamo));
        const compacted = restore([...restored.snapshot()].map((entry) => JSON.stringify(entry)));
        expect(stateOf(compacted)).toEqual(stateOf(dynamo));
      }),
      { numRuns: 60 },
    );
  });

  it('holds one entry for a transaction, and none for one that failed or changed nothing', async () => {
    const journal = new TextJournal();
    const { dynamo } = openDynamo(journal);
    const before = journal.lines.length;
    const TransactItems = ['a', 'b'].map((sk) => ({ Put: { TableName, Item: keyOf('1', sk) } }));
    await dynamo.call('TransactWriteItems', { TransactItems });
    expect(journal.lines).toHaveLength(before + 1);
    await dynamo.call('TransactWriteItems', { TransactItems });
    const failing = { Delete: { TableName, Key: keyOf('2'), ConditionExpression: 'attribute_exists(pk)' } };
    await expect(
      dynamo.call('TransactWriteItems', { TransactItems: [{ Put: { TableName, Item: keyOf('3') } }, failing] }),
    ).rejects.toThrow('ConditionalCheckFailed');
    expect(journal.lines).toHaveLength(before + 1);
  });

  it('holds a write before it is answered or seen', async () => {
    const seen: number[] = [];
    let look = () => {};
    const { dynamo } = openDynamo({ append: () => look() });
    look = () => seen.push(dynamo.readStream(TableName, undefined, 10).length);
    await put(dynamo, keyOf('1'));
    expect(seen).toEqual([0]);
    expect(dynamo.readStream(TableName, undefined, 10)).toHaveLength(1);
  });

  it('leaves nothing of a write that could not be kept', async () => {
    let full = false;
    const { dynamo } = openDynamo({
      append() {
        if (full) throw new Error('The disk is full.');
      },
    });
    full = true;
    await expect(put(dynamo, keyOf('1'))).rejects.toThrow('The disk is full.');
    expect(await dynamo.call('GetItem', { TableName, Key: keyOf('1') })).toEqual({});
    expect(dynamo.readStream(TableName, undefined, 10)).toEqual([]);
  });

  it('survives in a file, with tokens, and is shorter after the next start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dynamo-'));
    try {
      const first = FileJournal.open(folder);
      const { dynamo } = openDynamo(first);
      const update = { Update: { TableName, Key: keyOf('1'), UpdateExpression: 'ADD n :n' } };
      const input = {
        ClientRequestToken: 'once',
        TransactItems: [{ Update: { ...update.Update, ExpressionAttributeValues: { ':n': n(1) } } }],
      };
      await dynamo.call('TransactWriteItems', input);
      for (let i = 0; i < 20; i++) await put(dynamo, { ...keyOf('2'), i: n(i) });
      first.close();
      const second = FileJournal.open(folder);
      const restored = new EmbeddedDynamo({ ...makeTime(), journal: second });
      expect(await second.restore([restored])).toBe(22);
      restored.createTable(definition);
      await restored.call('TransactWriteItems', input);
      const { Item } = await restored.call('GetItem', { TableName, Key: keyOf('1') });
      expect(Item).toEqual({ ...keyOf('1'), n: n(1) });
      second.close();
      const third = FileJournal.open(folder);
      expect(await third.restore([new EmbeddedDynamo({ ...makeTime(), journal: third })])).toBeLessThan(8);
      third.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('refuses an entry that it does not know', () => {
    expect(() => restore([JSON.stringify({ kind: 'riddle' })])).toThrow('riddle');
  });

  it('deletes what expired while the process was away', async () => {
    const journal = new TextJournal();
    const { dynamo, clock } = openDynamo(journal);
    await put(dynamo, { ...keyOf('1'), expires: n(clock.now() / 1000 + 60) });
    const time = makeTime();
    await time.clock.jumpTo(clock.now() + 30 * 86_400_000);
    const restored = restore(journal.lines, time);
    await time.clock.jumpTo(time.clock.now() + 3_600_000);
    expect(await restored.call('GetItem', { TableName, Key: keyOf('1') })).toEqual({});
  });
});

describe('the tables of the embedded DynamoDB', () => {
  it('are kept as they are when they are made again', async () => {
    const journal = new TextJournal();
    const { dynamo } = openDynamo(journal);
    await put(dynamo, keyOf('1'));
    const before = journal.lines.length;
    dynamo.createTable(structuredClone(definition));
    expect(journal.lines).toHaveLength(before);
    expect(await dynamo.call('GetItem', { TableName, Key: keyOf('1') })).toEqual({ Item: keyOf('1') });
  });

  it('fill an index that is new', async () => {
    const { globalSecondaryIndexes: _none, ...plain } = definition;
    const { dynamo } = openDynamo(new TextJournal(), makeTime(), plain);
    await put(dynamo, { ...keyOf('1'), due: s('soon') });
    dynamo.createTable(definition);
    const { Items } = await dynamo.call('Query', {
      TableName,
      IndexName: 'byDue',
      KeyConditionExpression: 'due = :due',
      ExpressionAttributeValues: { ':due': s('soon') },
    });
    expect(Items).toEqual([{ ...keyOf('1'), due: s('soon') }]);
  });

  it('keep two items apart in an index whose short hashes are the same', async () => {
    const { dynamo } = openDynamo();
    const keys = await collidingKeys();
    for (const sk of keys) await put(dynamo, { ...keyOf('1', sk), due: s('soon') });
    await dynamo.call('DeleteItem', { TableName, Key: keyOf('1', keys[0]) });
    const { Items } = await dynamo.call('Query', {
      TableName,
      IndexName: 'byDue',
      KeyConditionExpression: 'due = :due',
      ExpressionAttributeValues: { ':due': s('soon') },
    });
    expect(Items).toEqual([{ ...keyOf('1', keys[1]), due: s('soon') }]);
  });

  const wrong: ReadonlyArray<readonly [string, object]> = [
    ['another key', { keySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] }],
    ['a field that is not known', { provisionedThroughput: {} }],
    ['a key without a definition', { attributeDefinitions: [] }],
    ['a range key first', { keySchema: [{ AttributeName: 'pk', KeyType: 'RANGE' }] }],
  ];
  for (const [what, change] of wrong)
    it(`can not be made with ${what}`, () => {
      const { dynamo } = openDynamo();
      expect(() => dynamo.createTable({ ...definition, ...change } as TableDefinition)).toThrow(InvalidTable);
    });
});

describe('what the embedded DynamoDB does not serve', () => {
  const refusals: ReadonlyArray<readonly [string, Record<string, unknown>, string, string]> = [
    ['ExecuteStatement', {}, 'UnknownOperationException', 'ExecuteStatement'],
    ['constructor', {}, 'UnknownOperationException', 'constructor'],
    ['PutItem.Item', {}, 'UnknownOperationException', 'PutItem.Item'],
    ['PutItem', { TableName, Item: keyOf('1'), Expected: {} }, 'ValidationException', 'Expected'],
    ['Scan', { TableName, Segment: 0 }, 'ValidationException', 'Segment'],
    ['Query', { TableName, KeyConditions: {} }, 'ValidationException', 'KeyConditions'],
    ['TransactWriteItems', { TransactItems: [{ Put: { TableName, Itm: {} } }] }, 'ValidationException', 'Itm'],
    ['TransactWriteItems', { TransactItems: [{ Upsert: {} }] }, 'ValidationException', 'Upsert'],
    ['GetItem', { TableName, Key: keyOf('1'), ReturnConsumedCapacity: 'INDEXES' }, 'ValidationException', 'INDEXES'],
  ];
  for (const [action, input, name, mentioned] of refusals)
    it(`is refused by name: ${action} with ${mentioned}`, async () => {
      const { dynamo } = openDynamo();
      await expect(dynamo.call(action, input)).rejects.toMatchObject({
        name,
        message: expect.stringContaining(mentioned),
      });
    });
});

/** Two sort keys of one partition whose items dynalite would put in one place of an index. */
async function collidingKeys(): Promise<[string, string]> {
  const { createHash } = await import('node:crypto');
  const seen = new Map<string, string>();
  for (let i = 0; ; i++) {
    const hash = createHash('md5').update('Outliers').update('1').update(`item ${i}`).digest('hex').slice(0, 6);
    const before = seen.get(hash);
    if (before) return [before, `item ${i}`];
    seen.set(hash, `item ${i}`);
  }
}
