import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, DynamoDBStreamEvent, EventBridgeEvent, SQSEvent } from 'aws-lambda';

/** The functions of the sample service, in one bundle: the setting PART says which one this is. */
const table = new DynamoDBClient();
const queue = new SQSClient();
const machines = new SFNClient();
const mail = new SESv2Client();
const { TABLE, QUEUE, MACHINE, MAIL_SET, PART = '' } = process.env;

const parts: Record<string, (event: never) => Promise<unknown>> = {
  site: serveSite,
  'on-record': startFromRecords,
  'on-message': sendMails,
  'on-event': keepEvent,
  daily: () => put({ pk: { S: `daily-${new Date().toISOString()}` } }),
  note: async ({ id, outcome }: { id: string; outcome: string }) => {
    await table.send(
      new UpdateItemCommand({
        TableName: TABLE,
        Key: { pk: { S: id } },
        UpdateExpression: 'SET outcome = :outcome, noted = :now',
        ExpressionAttributeValues: { ':outcome': { S: outcome }, ':now': { S: new Date().toISOString() } },
      }),
    );
  },
};

export function handler(event: never): Promise<unknown> {
  const part = parts[PART];
  if (!part) throw new TypeError(`There is no part "${PART}".`);
  return part(event);
}

/** `POST /items` writes an item, `POST /answers` answers its wait, `GET /items/…` shows it, `GET /breaks` throws. */
async function serveSite({ rawPath, requestContext, body, isBase64Encoded }: APIGatewayProxyEventV2): Promise<unknown> {
  const form = new URLSearchParams(Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString());
  if (rawPath === '/breaks') throw new RangeError('broken on purpose');
  if (requestContext.http.method === 'POST' && rawPath === '/items') {
    const [id, to] = [form.get('id') ?? '', form.get('to') ?? ''];
    await put({ pk: { S: id }, to: { S: to }, at: { S: new Date().toISOString() } });
    return { statusCode: 303, headers: { location: `/items/${id}` }, cookies: ['seen=1; Path=/'] };
  }
  if (rawPath === '/answers') {
    const item = await get(form.get('id') ?? '');
    await machines.send(new SendTaskSuccessCommand({ taskToken: item?.waitToken?.S, output: '{}' }));
    return { statusCode: 204 };
  }
  const item = await get(rawPath.split('/')[2] ?? '');
  return item
    ? { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(item) }
    : { statusCode: 404, body: 'There is no such item.' };
}

async function startFromRecords({ Records }: DynamoDBStreamEvent): Promise<void> {
  for (const { dynamodb } of Records) {
    const [id, to] = [dynamodb?.NewImage?.pk?.S, dynamodb?.NewImage?.to?.S];
    if (id === 'poison') throw new RangeError('a record that always fails');
    if (dynamodb?.NewImage?.waitToken || dynamodb?.NewImage?.outcome) continue;
    await machines.send(
      new StartExecutionCommand({ stateMachineArn: MACHINE, name: id, input: JSON.stringify({ id }) }),
    );
    await queue.send(new SendMessageCommand({ QueueUrl: QUEUE, MessageBody: JSON.stringify({ id, to }) }));
  }
}

async function sendMails({ Records }: SQSEvent): Promise<unknown> {
  for (const { body } of Records) {
    const { id, to } = JSON.parse(body) as { id: string; to: string };
    await mail.send(
      new SendEmailCommand({
        FromEmailAddress: 'programmes@throughline.example',
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: MAIL_SET,
        EmailTags: [{ Name: 'prompt', Value: 'hello' }],
        Content: {
          Simple: {
            Subject: { Data: `About ${id}` },
            Body: {
              Text: { Data: 'See http://127.0.0.1/items.' },
              Html: { Data: '<a href="http://127.0.0.1/items">See</a>' },
            },
          },
        },
      }),
    );
  }
  return { batchItemFailures: [] };
}

async function keepEvent(event: EventBridgeEvent<string, { status?: string }>): Promise<void> {
  await put({
    pk: { S: ['event', event['detail-type'], event.detail.status ?? ''].join(' ').trim().replaceAll(' ', '-') },
  });
}

async function put(item: Record<string, { S: string }>): Promise<void> {
  await table.send(new PutItemCommand({ TableName: TABLE, Item: item }));
}

async function get(id: string) {
  return (await table.send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: id } } }))).Item;
}
