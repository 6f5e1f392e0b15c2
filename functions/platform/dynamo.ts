import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoEndpoint } from './table.ts';

/** DynamoDB through the SDK. */
export function dynamoEndpoint(client = new DynamoDBClient()): DynamoEndpoint {
  return {
    async call(action, input) {
      // The table builds the inputs; the SDK's own types describe the same wire shapes.
      const request = input as never;
      switch (action) {
        case 'GetItem':
          return { ...(await client.send(new GetItemCommand(request))) };
        case 'BatchGetItem':
          return { ...(await client.send(new BatchGetItemCommand(request))) };
        case 'PutItem':
          return { ...(await client.send(new PutItemCommand(request))) };
        case 'UpdateItem':
          return { ...(await client.send(new UpdateItemCommand(request))) };
        case 'DeleteItem':
          return { ...(await client.send(new DeleteItemCommand(request))) };
        case 'Query':
          return { ...(await client.send(new QueryCommand(request))) };
        case 'TransactWriteItems':
          return { ...(await client.send(new TransactWriteItemsCommand(request))) };
      }
    },
  };
}
