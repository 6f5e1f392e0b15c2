import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnUserPoolGroup, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { ConfigurationSet, EmailIdentity, EmailSendingEvent, EventDestination, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { consoleGroups } from '../../functions/domain/console-roles.ts';
import type { Settings } from '../settings.ts';

/** What must outlive every deploy: the table, who may sign in, the keys, the sender. */
export class StatefulStack extends Stack {
  readonly table: TableV2;
  readonly userPool: UserPool;
  readonly linkKeys: Secret;
  readonly identity: EmailIdentity;
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, props: StackProps & { readonly settings: Settings }) {
    super(scope, id, props);
    const { settings } = props;
    this.table = createTable(this);
    this.userPool = createUserPool(this);
    // The provider's own sign-in pages.
    this.userPool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `throughline-${settings.environment}-${settings.signInSuffix}` },
    });
    this.linkKeys = new Secret(this, 'LinkKeys', {
      description: 'Signs the links in e-mails: one key a version, told apart by the key id in the link.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    this.configurationSet = new ConfigurationSet(this, 'Mail', {
      configurationSetName: `throughline-${settings.environment}`,
    });
    this.configurationSet.addEventDestination('ToEventBridge', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    this.identity = new EmailIdentity(this, 'Sender', {
      identity: Identity.domain(settings.sender.domain),
      configurationSet: this.configurationSet,
    });
  }
}

function createTable(scope: Construct): TableV2 {
  return new TableV2(scope, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    dynamoStream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    globalSecondaryIndexes: [sparseIndex('by-wake-due', 'wakeDue'), sparseIndex('by-due', 'dueBy')],
  });
}

/** An item without the sort attribute is not in the index; keys only, so that no index holds a task token. */
function sparseIndex(indexName: string, attribute: string) {
  return {
    indexName,
    partitionKey: { name: 'shard', type: AttributeType.STRING },
    sortKey: { name: attribute, type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  };
}

function createUserPool(scope: Construct): UserPool {
  const pool = new UserPool(scope, 'People', {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: { minLength: 14 },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const groupName of consoleGroups)
    new CfnUserPoolGroup(scope, `Group-${groupName}`, { userPoolId: pool.userPoolId, groupName });
  return pool;
}
