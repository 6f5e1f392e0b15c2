import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/** Every change of the table that leaves an item with this attribute behind, in batches, in order. */
export function onChange(
  table: TableV2,
  attribute: string,
  deadLetters: Queue,
  more: readonly object[] = [],
): DynamoEventSource {
  return new DynamoEventSource(table, {
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 25,
    retryAttempts: 10,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(deadLetters),
    filters: [{ [attribute]: { S: FilterRule.exists() } }, ...more].map((NewImage) =>
      FilterCriteria.filter({ dynamodb: { NewImage } }),
    ),
  });
}
