import * as z from 'zod';
import { parseTableDefinition, type TableDefinition } from '../../services/dynamodb/table-definition.ts';
import { type FoundResource, flag, readProperties } from '../found-resource.ts';

const tableProperties = z.strictObject({
  TableName: z.string().optional(),
  KeySchema: z.array(z.unknown()),
  AttributeDefinitions: z.array(z.unknown()),
  GlobalSecondaryIndexes: z.array(z.unknown()).optional(),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string(), Enabled: flag }).optional(),
});

const withoutEffect = {
  Replicas: 'there is one place here; backup and protection of the replica belong to AWS',
  SSESpecification: 'encryption at rest is AWS’s',
  PointInTimeRecoverySpecification: 'the journal keeps every write',
  DeletionProtectionEnabled: 'nothing here deletes tables',
  WriteOnDemandThroughputSettings: 'there is no throughput to cap',
};

/** A DynamoDB table, as `AWS::DynamoDB::Table` or a global table with its one replica. */
export function readTable(found: FoundResource): TableDefinition {
  const properties = readProperties(found, tableProperties, withoutEffect);
  const ttl = properties.TimeToLiveSpecification;
  return parseTableDefinition({
    tableName: found.ref,
    tableArn: found.attribute('Arn'),
    keySchema: properties.KeySchema,
    attributeDefinitions: properties.AttributeDefinitions,
    ...(properties.GlobalSecondaryIndexes && { globalSecondaryIndexes: properties.GlobalSecondaryIndexes }),
    ...(properties.StreamSpecification && { streamViewType: properties.StreamSpecification.StreamViewType }),
    ...(ttl?.Enabled && { ttlAttribute: ttl.AttributeName }),
  });
}
