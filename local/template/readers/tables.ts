import * as v from 'valibot';
import { parseTableDefinition, type TableDefinition } from '../../services/dynamodb/table-definition.ts';
import { type FoundResource, flag, readProperties } from '../found-resource.ts';

const tableProperties = v.strictObject({
  TableName: v.optional(v.string()),
  KeySchema: v.array(v.unknown()),
  AttributeDefinitions: v.array(v.unknown()),
  GlobalSecondaryIndexes: v.optional(v.array(v.unknown())),
  BillingMode: v.literal('PAY_PER_REQUEST'),
  StreamSpecification: v.optional(v.object({ StreamViewType: v.string() })),
  TimeToLiveSpecification: v.optional(v.strictObject({ AttributeName: v.string(), Enabled: flag })),
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
