import { afterAll, beforeAll, describe } from 'vitest';
import { conditionsContract } from './contract/conditions.ts';
import { indexesContract } from './contract/indexes.ts';
import { queriesContract } from './contract/queries.ts';
import { streamsContract } from './contract/streams.ts';
import { transactionsContract } from './contract/transactions.ts';
import { updatesContract } from './contract/updates.ts';
import { validationContract } from './contract/validation.ts';
import { type Endpoint, World } from './contract/world.ts';

/** What is asked of everything that speaks DynamoDB, with the behaviour and the words of AWS. */
export function dynamoContract(name: string, makeEndpoint: () => Promise<Endpoint>): void {
  describe(`DynamoDB: ${name}`, () => {
    let world: World | undefined;
    beforeAll(async () => {
      world = new World(await makeEndpoint());
    });
    afterAll(async () => {
      await world?.endpoint.close();
    });
    const open = (): World => {
      if (!world) throw new Error('The contract has no endpoint.');
      return world;
    };
    conditionsContract(open);
    updatesContract(open);
    queriesContract(open);
    indexesContract(open);
    transactionsContract(open);
    streamsContract(open);
    validationContract(open);
  });
}
