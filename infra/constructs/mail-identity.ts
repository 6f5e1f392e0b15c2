import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

/** The domain that sends, and what SES does for every e-mail: TLS, suppression, events to the default bus. */
export class MailIdentity extends Construct {
  readonly identity: EmailIdentity;
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, { environment, sender }: Settings) {
    super(scope, id);
    this.configurationSet = new ConfigurationSet(this, 'Mail', {
      configurationSetName: `throughline-${environment}`,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
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
      identity: Identity.domain(sender.domain),
      configurationSet: this.configurationSet,
      mailFromDomain: `bounces.${sender.domain}`,
    });
  }

  /**
   * SES asks about the sending identity and about the configuration set. Where only some may be mailed, IAM says so too;
   * `ForAllValues` alone would pass on no recipients at all, so the key must be there.
   */
  sendEmail({ recipients, sender }: Settings): PolicyStatement {
    const setArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    });
    return new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [this.identity.emailIdentityArn, setArn],
      conditions: {
        StringEquals: { 'ses:FromAddress': sender.address },
        ...(recipients.to === 'allow-list' && {
          'ForAllValues:StringLike': { 'ses:Recipients': recipients.allowed },
          Null: { 'ses:Recipients': 'false' },
        }),
      },
    });
  }
}
