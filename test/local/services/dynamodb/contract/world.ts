import type { TableDefinition } from '../../../../../local/services/dynamodb/table-definition.ts';
import type { AttributeValue, Item, StreamRecord } from '../../../../../local/services/dynamodb/types.ts';

type Answer = Record<string, unknown>;

/** Something that speaks DynamoDB: an engine, or a real endpoint. */
export interface Endpoint {
  readonly tableName: string;
  /** Runs an action as on the wire; rejects with an error that has the wire's name, message and further fields. */
  call(action: string, input: Answer): Promise<Answer>;
  /** What the table's stream holds so far, oldest first; absent where it can't be seen. */
  readonly records?: () => Promise<readonly StreamRecord[]>;
  /** Moves the clock; absent where it can't be moved. */
  readonly advance?: (milliseconds: number) => Promise<void>;
  now(): number;
  close(): Promise<void>;
}

/** The one table that the contract is held to. */
export function contractTable(tableName: string): TableDefinition {
  return {
    tableName,
    tableArn: `arn:aws:dynamodb:eu-west-2:111111111111:table/${tableName}`,
    keySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    attributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'squad', AttributeType: 'S' },
      { AttributeName: 'rank', AttributeType: 'N' },
      { AttributeName: 'due', AttributeType: 'S' },
    ],
    globalSecondaryIndexes: [
      {
        IndexName: 'bySquad',
        KeySchema: [
          { AttributeName: 'squad', KeyType: 'HASH' },
          { AttributeName: 'rank', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'byDue',
        KeySchema: [{ AttributeName: 'due', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    streamViewType: 'NEW_AND_OLD_IMAGES',
    ttlAttribute: 'expires',
  };
}

/** What an action was refused with. */
export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The table of one contract run, with short words for what the tests do all the time. */
export class World {
  readonly endpoint: Endpoint;
  #partitions = 0;

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint;
  }

  get tableName(): string {
    return this.endpoint.tableName;
  }

  /** A hash key that no other test uses. */
  partition(): string {
    this.#partitions++;
    return `partition ${this.#partitions}`;
  }

  call(action: string, input: Answer): Promise<Answer> {
    return this.endpoint.call(action, { TableName: this.tableName, ...input });
  }

  async put(item: Item): Promise<void> {
    await this.call('PutItem', { Item: item });
  }

  async get(key: Item): Promise<Item | undefined> {
    const { Item: item } = await this.call('GetItem', { Key: key, ConsistentRead: true });
    return item as Item | undefined;
  }

  /** Puts an item with these attributes under a key of its own. */
  async seed(attributes: Item, sk = 'a'): Promise<Item> {
    const key = keyOf(this.partition(), sk);
    await this.put({ ...key, ...attributes });
    return key;
  }

  async update(key: Item, expression: string, values?: Item, more: Answer = {}): Promise<Answer> {
    return this.call('UpdateItem', {
      Key: key,
      UpdateExpression: expression,
      ...(values && { ExpressionAttributeValues: values }),
      ...more,
    });
  }

  /** The item after an update, without its key. */
  async updated(attributes: Item, expression: string, values?: Item, more: Answer = {}): Promise<Item> {
    const key = await this.seed(attributes);
    await this.update(key, expression, values, more);
    const { pk: _pk, sk: _sk, ...rest } = (await this.get(key)) ?? {};
    return rest;
  }

  async query(input: Answer): Promise<{ items: Item[]; lastKey: Item | undefined; answer: Answer }> {
    const consistent = input.IndexName === undefined ? { ConsistentRead: true } : {};
    const answer = await this.call('Query', { ...consistent, ...input });
    return {
      items: (answer.Items ?? []) as Item[],
      lastKey: answer.LastEvaluatedKey as Item | undefined,
      answer,
    };
  }

  /** Why an action was refused. Throws when it was not. */
  async refusal(action: string, input: Answer): Promise<Refusal> {
    try {
      await this.call(action, input);
    } catch (error) {
      const { name, message, fields = {} } = error as Refusal;
      return { name, message, fields };
    }
    throw new Error(`${action} was not refused.`);
  }

  transact(items: readonly Answer[], more: Answer = {}): Promise<Answer> {
    return this.endpoint.call('TransactWriteItems', { TransactItems: items, ...more });
  }

  async transactRefusal(items: readonly Answer[], more: Answer = {}): Promise<Refusal> {
    try {
      await this.transact(items, more);
    } catch (error) {
      const { name, message, fields = {} } = error as Refusal;
      return { name, message, fields };
    }
    throw new Error('The transaction was not refused.');
  }
}

export function keyOf(pk: string, sk = 'a'): Item {
  return { pk: s(pk), sk: s(sk) };
}

export function s(text: string): AttributeValue {
  return { S: text };
}

export function n(number: number | string): AttributeValue {
  return { N: String(number) };
}

export function b(text: string): AttributeValue {
  return { B: Buffer.from(text).toString('base64') };
}
