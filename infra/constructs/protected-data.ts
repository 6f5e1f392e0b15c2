import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { indexes, type TableIndex } from '../../functions/platform/keys.ts';
import { acknowledge } from './acknowledge.ts';

/** The table under a key of our own, recoverable to any second of 35 days, with daily copies in a vault. */
export class ProtectedData extends Construct {
  readonly key: Key;
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Encrypts the table, its backups, the secrets and the alarms’ topic.',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.key.addToResourcePolicy(throughServices(this, ['dynamodb', 'secretsmanager']));
    this.table = createTable(this, this.key);
    this.#addBackups();
  }

  /** Point-in-time recovery ends with the table; the vault outlives it. */
  #addBackups(): void {
    const vault = new BackupVault(this, 'Vault', {
      encryptionKey: this.key,
      removalPolicy: RemovalPolicy.RETAIN,
      lockConfiguration: { minRetention: Duration.days(7), maxRetention: Duration.days(400) },
    });
    const plan = new BackupPlan(this, 'Backups', {
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'daily',
          scheduleExpression: Schedule.cron({ hour: '3', minute: '0' }),
          deleteAfter: Duration.days(35),
        }),
        new BackupPlanRule({
          ruleName: 'monthly',
          scheduleExpression: Schedule.cron({ day: '1', hour: '4', minute: '0' }),
          deleteAfter: Duration.days(365),
        }),
      ],
    });
    const selection = plan.addSelection('Table', { resources: [BackupResource.fromArn(this.table.tableArn)] });
    acknowledge(selection, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]':
        'AWS Backup’s own policy, which AWS keeps in step with what the service does.',
    });
  }
}

/**
 * Whoever of this account may use the table or a secret may have its data decrypted by that service, and only through it;
 * as AWS's own keys for these services say it.
 */
function throughServices(scope: Construct, services: readonly string[]): PolicyStatement {
  const { account, region } = Stack.of(scope);
  return new PolicyStatement({
    principals: [new AnyPrincipal()],
    actions: [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncrypt*',
      'kms:GenerateDataKey*',
      'kms:DescribeKey',
      'kms:CreateGrant',
    ],
    resources: ['*'],
    conditions: {
      StringEquals: {
        'kms:CallerAccount': account,
        'kms:ViaService': services.map((service) => `${service}.${region}.amazonaws.com`),
      },
    },
  });
}

function createTable(scope: Construct, key: Key): TableV2 {
  return new TableV2(scope, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    encryption: TableEncryptionV2.customerManagedKey(key),
    dynamoStream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    globalSecondaryIndexes: Object.values(indexes).map(sparseIndex),
  });
}

/** An item without the sort attribute is not in the index; keys only, so that no index holds a task token. */
function sparseIndex({ name, of, sortedBy }: TableIndex) {
  return {
    indexName: name,
    partitionKey: { name: of, type: AttributeType.STRING },
    sortKey: { name: sortedBy, type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  };
}
