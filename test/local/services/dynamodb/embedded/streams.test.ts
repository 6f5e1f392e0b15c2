import { afterEach, describe, expect, it } from 'vitest';
import type { Activity } from '../../../../../local/clock/activity.ts';
import type { Clock } from '../../../../../local/clock/clock.ts';
import { EmbeddedDynamo, NoStream } from '../../../../../local/services/dynamodb/embedded/embedded-dynamo.ts';
import type { StreamConsumerOptions } from '../../../../../local/services/dynamodb/embedded/stream-consumer.ts';
import type { StreamRecord } from '../../../../../local/services/dynamodb/types.ts';
import { contractTable, keyOf, n } from '../contract/world.ts';
import { makeTime } from '../endpoints.ts';

const definition = contractTable('Contract');
const TableName = definition.tableName;

interface Stage {
  readonly dynamo: EmbeddedDynamo;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly lines: string[];
}

const opened: EmbeddedDynamo[] = [];
afterEach(() => {
  for (const dynamo of opened.splice(0)) dynamo.close();
});

/** A table with a stream; `lines` are what an earlier process left in the journal. */
function open(earlier: readonly string[] = []): Stage {
  const time = makeTime();
  const lines = [...earlier];
  const journal = { append: (_topic: string, entry: unknown) => void lines.push(JSON.stringify(entry)) };
  const dynamo = new EmbeddedDynamo({ ...time, journal });
  for (const line of earlier) dynamo.apply(JSON.parse(line));
  dynamo.createTable(definition);
  opened.push(dynamo);
  return { dynamo, ...time, lines };
}

function keysOf(records: readonly StreamRecord[]): string {
  return records.map((record) => record.dynamodb.Keys.sk?.S).join('');
}

/** A consumer that notes the batches that it was given. */
function consume({ dynamo }: Stage, options: Partial<StreamConsumerOptions> = {}): { stop(): void } {
  return dynamo.consumeStream(TableName, { ...optionsFor('waker'), ...options });
}

function noting(batches: string[], then: StreamConsumerOptions['handle'] = async () => undefined) {
  return {
    handle: async (records: readonly StreamRecord[], attempt: number) => {
      batches.push(`${keysOf(records)}${attempt > 1 ? ` (${attempt})` : ''}`);
      return then(records, attempt);
    },
  };
}

async function write({ dynamo }: Stage, sortKeys: string): Promise<void> {
  for (const sk of sortKeys) await dynamo.call('PutItem', { TableName, Item: keyOf('1', sk) });
}

describe('a consumer of a stream', () => {
  it('gets the records in order, in batches, one after the other', async () => {
    const stage = open();
    const batches: string[] = [];
    let running = 0;
    consume(stage, {
      batchSize: 2,
      ...noting(batches, async () => {
        running++;
        await Promise.resolve();
        expect(running--).toBe(1);
        return undefined;
      }),
    });
    await write(stage, 'abcde');
    await stage.activity.whenQuiet();
    expect(batches).toEqual(['ab', 'cd', 'e']);
  });

  it('counts as activity until it is given the records', async () => {
    const stage = open();
    consume(stage);
    await write(stage, 'a');
    expect(stage.activity.labels()).toEqual(['stream of Contract to waker']);
    await stage.activity.whenQuiet();
    expect(stage.activity.labels()).toEqual([]);
  });

  it('may sleep on the clock while it has a batch', async () => {
    const stage = open();
    const batches: string[] = [];
    const sleep = noting(batches, async () => {
      await new Promise<void>((resolve) => stage.clock.at(stage.clock.now() + 5000, 'asleep', resolve));
      return undefined;
    });
    consume(stage, { batchSize: 1, ...sleep });
    await write(stage, 'ab');
    await stage.clock.jumpTo(stage.clock.now() + 4000);
    expect(batches).toEqual(['a']);
    await stage.clock.jumpTo(stage.clock.now() + 2000);
    expect(batches).toEqual(['a', 'b']);
  });

  it('gets a batch again after a second when it failed, and nothing before', async () => {
    const stage = open();
    const batches: string[] = [];
    const failing = noting(batches, async (records, attempt) => {
      if (records.length === 2 && attempt < 3) throw new Error(`attempt ${attempt} fails on purpose`);
      return undefined;
    });
    consume(stage, { batchSize: 2, ...failing });
    await write(stage, 'abc');
    await stage.activity.whenQuiet();
    expect(batches).toEqual(['ab']);
    await stage.clock.jumpTo(stage.clock.now() + 10_000);
    expect(batches).toEqual(['ab', 'ab (2)', 'ab (3)', 'c']);
  });

  it('gets the rest of a batch again when it says how far it got, and when it wants to', async () => {
    const stage = open();
    const batches: string[] = [];
    const partial = noting(batches, async (records, attempt) => {
      const acknowledged = records[0]?.dynamodb.SequenceNumber;
      return records.length > 1 && attempt === 1 && acknowledged ? { acknowledged, retryAfter: 60_000 } : undefined;
    });
    consume(stage, partial);
    await write(stage, 'abc');
    await stage.clock.jumpTo(stage.clock.now() + 59_000);
    expect(batches).toEqual(['abc']);
    await stage.clock.jumpTo(stage.clock.now() + 100_000);
    expect(batches).toEqual(['abc', 'bc', 'c']);
  });

  it('goes on after a restart with what it had not acknowledged', async () => {
    const stage = open();
    const batches: string[] = [];
    const stuck = noting(batches, async (records) => {
      if (keysOf(records) === 'c') await new Promise(() => undefined);
      return undefined;
    });
    consume(stage, { batchSize: 2, ...stuck });
    await write(stage, 'abc');
    await stage.activity.whenQuiet();
    const again: string[] = [];
    const restarted = open(stage.lines);
    consume(restarted, noting(again));
    await restarted.activity.whenQuiet();
    expect([batches, again]).toEqual([['ab', 'c'], ['c']]);
  });

  it('begins with what is kept or with what comes, as it wishes, but only the first time', async () => {
    const stage = open();
    await write(stage, 'ab');
    const oldest: string[] = [];
    const newest: string[] = [];
    const later: string[] = [];
    consume(stage, { name: 'oldest', ...noting(oldest) });
    consume(stage, { name: 'newest', startingPosition: 'LATEST', ...noting(newest) }).stop();
    await write(stage, 'c');
    await stage.activity.whenQuiet();
    consume(stage, { name: 'newest', startingPosition: 'LATEST', ...noting(later) });
    await stage.activity.whenQuiet();
    expect([oldest, newest, later]).toEqual([['abc'], [], ['c']]);
  });

  it('gets nothing more when it was stopped', async () => {
    const stage = open();
    const batches: string[] = [];
    const consumer = consume(stage, noting(batches));
    await write(stage, 'a');
    consumer.stop();
    await stage.activity.whenQuiet();
    expect(batches).toEqual([]);
  });

  it('cannot read a table that has no stream', () => {
    const stage = open();
    const { streamViewType: _none, ...plain } = definition;
    stage.dynamo.createTable({ ...plain, tableName: 'Plain' });
    expect(() => stage.dynamo.consumeStream('Plain', optionsFor('waker'))).toThrow(NoStream);
  });
});

describe('a stream', () => {
  it('lets a record go when every consumer has it', async () => {
    const stage = open();
    consume(stage, { name: 'one' });
    const other = consume(stage, { name: 'other' });
    other.stop();
    await write(stage, 'ab');
    await stage.activity.whenQuiet();
    expect(keysOf(stage.dynamo.readStream(TableName, undefined, 10))).toBe('ab');
    consume(stage, { name: 'other' });
    await stage.activity.whenQuiet();
    expect(stage.dynamo.readStream(TableName, undefined, 10)).toEqual([]);
  });

  it('lets a record go after a day', async () => {
    const stage = open();
    await write(stage, 'a');
    await stage.clock.jumpTo(stage.clock.now() + 23 * 3_600_000);
    await write(stage, 'b');
    expect(keysOf(stage.dynamo.readStream(TableName, undefined, 10))).toBe('ab');
    await stage.clock.jumpTo(stage.clock.now() + 3_600_000);
    await write(stage, 'c');
    expect(keysOf(stage.dynamo.readStream(TableName, undefined, 10))).toBe('bc');
  });

  it('is read from any place', async () => {
    const stage = open();
    await write(stage, 'abcd');
    const [first] = stage.dynamo.readStream(TableName, undefined, 1);
    expect(keysOf(stage.dynamo.readStream(TableName, first?.dynamodb.SequenceNumber, 2))).toBe('bc');
  });

  for (const [view, images] of [
    ['KEYS_ONLY', []],
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
    ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage']],
  ] as const)
    it(`shows ${view} as it says, also after a restart`, async () => {
      const stage = open();
      stage.dynamo.createTable({ ...definition, streamViewType: view });
      await write(stage, 'a');
      await stage.dynamo.call('PutItem', { TableName, Item: { ...keyOf('1', 'a'), n: n(1) } });
      for (const dynamo of [stage.dynamo, restoreOnly(stage.lines)]) {
        const [, record] = dynamo.readStream(TableName, undefined, 10);
        expect(record).toMatchObject({ eventName: 'MODIFY', dynamodb: { StreamViewType: view } });
        expect(Object.keys(record?.dynamodb ?? {}).filter((name) => name.endsWith('Image'))).toEqual(images);
      }
    });
});

function restoreOnly(lines: readonly string[]): EmbeddedDynamo {
  const dynamo = new EmbeddedDynamo({ ...makeTime(), journal: { append() {} } });
  for (const line of lines) dynamo.apply(JSON.parse(line));
  return dynamo;
}

function optionsFor(name: string): StreamConsumerOptions {
  return { name, batchSize: 10, startingPosition: 'TRIM_HORIZON', handle: async () => undefined };
}
