import { describe, it } from 'vitest';
import { dynamoContract } from './contract.ts';
import { embeddedEndpoint, memoryEndpoint } from './endpoints.ts';
import { embeddedThroughSdk, realEndpoint } from './sdk-endpoint.ts';

dynamoContract('the embedded engine', embeddedEndpoint);
dynamoContract('the engine in memory', memoryEndpoint);
dynamoContract("the embedded engine through the SDK's client", embeddedThroughSdk);

const endpoint = process.env.DYNAMODB_ENDPOINT;
if (endpoint) dynamoContract(endpoint, () => realEndpoint(endpoint));
else
  describe('DynamoDB: a real endpoint', () => {
    it('keeps the contract', ({ skip }) => {
      console.warn('DYNAMODB_ENDPOINT is not set: the contract is not held to a real DynamoDB in this run.');
      skip('DYNAMODB_ENDPOINT is not set');
    });
  });
