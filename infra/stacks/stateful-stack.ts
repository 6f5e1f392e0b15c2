import { Stack, type StackProps } from 'aws-cdk-lib';
import type { UserPool } from 'aws-cdk-lib/aws-cognito';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { MailIdentity } from '../constructs/mail-identity.ts';
import { People } from '../constructs/people.ts';
import { ProtectedData } from '../constructs/protected-data.ts';
import type { Settings } from '../settings.ts';

/** What must outlive every deploy: the table, who may sign in, the keys, the sender. */
export class StatefulStack extends Stack {
  readonly key: Key;
  readonly table: TableV2;
  readonly userPool: UserPool;
  readonly linkKeys: Secret;
  /** What CloudFront says to the HTTP API, so that nobody goes around the firewall. */
  readonly originSecret: Secret;
  readonly mail: MailIdentity;

  constructor(scope: Construct, id: string, props: StackProps & { readonly settings: Settings }) {
    super(scope, id, { ...props, terminationProtection: props.settings.environment === 'production' });
    const { settings } = props;
    const data = new ProtectedData(this, 'Data');
    this.key = data.key;
    this.table = data.table;
    this.userPool = new People(this, 'People', settings).userPool;
    this.mail = new MailIdentity(this, 'Mail', settings);
    this.linkKeys = new Secret(this, 'LinkKeys', {
      description: 'Signs the links in e-mails: one key a version, told apart by the key id in the link.',
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    acknowledge(this.linkKeys, {
      'AwsSolutions-SMG4': 'Links live for 60 days, so a new key joins the old: docs/operations/rotate-link-keys.md.',
    });
    this.originSecret = new Secret(this, 'OriginSecret', {
      description: 'CloudFront shows it to the HTTP API; this one and the one before are taken.',
      encryptionKey: this.key,
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    acknowledge(this.originSecret, {
      'AwsSolutions-SMG4':
        'A monthly run of the pipeline rotates it, since CloudFront must be given it: .github/workflows/rotate-origin-secret.yml.',
    });
  }
}
