import { indexes, type TableIndex } from '../../functions/platform/keys.ts';
import type { DynamoEndpoint } from '../../functions/platform/table.ts';
import type { MemoryDynamo } from '../services/dynamodb/memory/memory-dynamo.ts';
import type { TableDefinition } from '../services/dynamodb/table-definition.ts';
import { ServiceError } from '../services/service.ts';

const sparseIndex = ({ name, of, sortedBy }: TableIndex) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: of, KeyType: 'HASH' as const },
    { AttributeName: sortedBy, KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'KEYS_ONLY' as const },
});

const all = Object.values(indexes);

/** The one table as the stateful stack makes it (a test holds the two to each other), for engines without a template. */
export function singleTable(tableName: string): TableDefinition {
  return {
    tableName,
    tableArn: `arn:aws:dynamodb:eu-west-2:000000000000:table/${tableName}`,
    keySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    attributeDefinitions: [...new Set(['pk', 'sk', ...all.flatMap(({ of, sortedBy }) => [of, sortedBy])])].map(
      (AttributeName) => ({ AttributeName, AttributeType: 'S' as const }),
    ),
    globalSecondaryIndexes: all.map(sparseIndex),
    streamViewType: 'NEW_IMAGE',
    ttlAttribute: 'expiresAt',
  };
}

/** The engine in memory as the table's endpoint, its errors shaped as the SDK shapes them. */
export function memoryEndpoint(engine: MemoryDynamo): DynamoEndpoint {
  return {
    async call(action, input) {
      try {
        return engine.execute(action, input);
      } catch (error) {
        if (error instanceof ServiceError) throw Object.assign(error, error.fields);
        throw error;
      }
    },
  };
}
