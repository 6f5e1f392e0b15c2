import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { contractTable, type Endpoint } from './contract/world.ts';
import { embeddedEndpoint } from './endpoints.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A real endpoint, where a table is made for the contract and deleted afterwards. Credentials are the environment's. */
export async function realEndpoint(endpoint: string): Promise<Endpoint> {
  const client = new DynamoDBClient({ endpoint });
  const definition = contractTable(`contract-${process.pid}-${performance.timeOrigin.toFixed(0)}`);
  await client.send(
    new CreateTableCommand({
      TableName: definition.tableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: definition.keySchema,
      AttributeDefinitions: definition.attributeDefinitions,
      GlobalSecondaryIndexes: definition.globalSecondaryIndexes,
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 120 }, { TableName: definition.tableName });
  return {
    tableName: definition.tableName,
    call: (action, input) => send(client, action, input),
    now: () => Date.now(),
    close: async () => {
      await client.send(new DeleteTableCommand({ TableName: definition.tableName }));
      client.destroy();
    },
  };
}

/** The embedded engine as the SDK's own client sees it, over HTTP. */
export async function embeddedThroughSdk(): Promise<Endpoint> {
  const embedded = await embeddedEndpoint();
  const server = await serve(embedded);
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-2',
    credentials,
    maxAttempts: 1,
  });
  return {
    ...embedded,
    call: (action, input) => send(client, action, input),
    close: async () => {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
      await embedded.close();
    },
  };
}

async function serve(endpoint: Endpoint): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const action = String(request.headers['x-amz-target']).replace('DynamoDB_20120810.', '');
    const answer = await endpoint.call(action, JSON.parse(Buffer.concat(chunks).toString())).then(
      (body) => ({ status: 200, body }),
      ({ name, message, fields }) => ({ status: 400, body: { __type: `aws#${name}`, message, ...fields } }),
    );
    response.sendDate = false;
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

type Input = Record<string, unknown>;

// The SDK's types want the exact inputs, which the contract, that also sends wrong ones, does not have.
const commands: Readonly<Record<string, new (input: never) => object>> = {
  GetItem: GetItemCommand,
  PutItem: PutItemCommand,
  UpdateItem: UpdateItemCommand,
  DeleteItem: DeleteItemCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  BatchGetItem: BatchGetItemCommand,
  BatchWriteItem: BatchWriteItemCommand,
  TransactGetItems: TransactGetItemsCommand,
  TransactWriteItems: TransactWriteItemsCommand,
};

async function send(client: DynamoDBClient, action: string, input: Input): Promise<Input> {
  const Command = commands[action];
  if (!Command) throw new Error(`The SDK endpoint has no command for ${action}.`);
  const command = new Command(withBytes(input) as never) as Parameters<DynamoDBClient['send']>[0];
  try {
    const { $metadata: _metadata, ...answer } = await client.send(command);
    return asOnTheWire(answer) as Input;
  } catch (error) {
    const { name, message, Item, CancellationReasons } = error as Error & Input;
    const fields = asOnTheWire({ ...(Item !== undefined && { Item }), CancellationReasons });
    throw Object.assign(new Error(message), { name, fields });
  }
}

/** Binary values as the SDK takes them. */
function withBytes(value: unknown): unknown {
  return mapValues(value, (name, inner) => (name === 'B' && typeof inner === 'string' ? decode(inner) : undefined));
}

/** Binary values as base64 again, and nothing that is undefined. */
function asOnTheWire(value: unknown): unknown {
  return mapValues(value, (_name, inner) =>
    inner instanceof Uint8Array ? Buffer.from(inner).toString('base64') : undefined,
  );
}

function decode(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function mapValues(value: unknown, replace: (name: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((inner) => mapValues(inner, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name, replace(name, inner) ?? mapValues(inner, replace)]),
  );
}
