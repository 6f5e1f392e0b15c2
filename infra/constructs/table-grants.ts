import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { TableIndex } from '../../functions/platform/keys.ts';

/** What a function may do with the table. Reading is by key and by partition; nobody may scan. */
export interface TableAccess {
  readonly read?: boolean;
  readonly readMany?: boolean;
  readonly readIndexes?: readonly TableIndex[];
  readonly write?: readonly ('PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem')[];
}

/** Grants just the actions that are named; CDK's own grants would add scans, batch writes and streams. */
export function grantTable(fn: LambdaFunction, table: TableV2, access: TableAccess): void {
  const actions = [
    ...(access.read ? ['GetItem', 'Query'] : []),
    ...(access.readMany ? ['BatchGetItem'] : []),
    ...(access.write ?? []),
  ].map((action) => `dynamodb:${action}`);
  if (actions.length > 0) fn.addToRolePolicy(new PolicyStatement({ actions, resources: [table.tableArn] }));
  if (!access.readIndexes) return;
  const resources = access.readIndexes.map(({ name }) => `${table.tableArn}/index/${name}`);
  fn.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:Query'], resources }));
}
