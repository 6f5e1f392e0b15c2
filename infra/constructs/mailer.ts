import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { EventRule } from './event-rule.ts';
import { grantSecret } from './secret-grants.ts';
import { WorkflowFunction, type WorkflowParts } from './workflow-function.ts';

/** What takes prompts off the lanes and sends them, and what enters in the ledger what became of them. */
export class Mailer extends Construct {
  constructor(scope: Construct, id: string, parts: WorkflowParts) {
    super(scope, id);
    this.#addSender(parts);
    this.#addDeliveryEvents(parts);
  }

  #addSender(parts: WorkflowParts): void {
    const { settings, stateful, lanes } = parts;
    const sender = new WorkflowFunction(this, parts, {
      name: 'deliver-prompts',
      description: 'Decides once more, claims, renders and sends each queued prompt at its slot.',
      table: { read: true, readMany: true, write: ['UpdateItem', 'ConditionCheckItem'] },
      timeout: Duration.seconds(30),
      environment: {
        SENDER_ADDRESS: settings.sender.address,
        SENDER_NAME: settings.sender.name,
        ...(settings.recipients.to === 'allow-list' && { MAIL_ALLOWED: settings.recipients.allowed.join(' ') }),
        CONFIGURATION_SET: stateful.mail.configurationSet.configurationSetName,
        LINK_KEYS_ARN: stateful.linkKeys.secretArn,
        URGENT_PER_SECOND: String(settings.mailRates.urgent),
        ROUTINE_PER_SECOND: String(settings.mailRates.routine),
        URGENT_QUEUE_ARN: lanes.urgent.queueArn,
      },
    });
    for (const queue of lanes.both)
      sender.addEventSource(
        new SqsEventSource(queue, { batchSize: 10, maxConcurrency: 2, reportBatchItemFailures: true }),
      );
    acknowledge(sender, {
      'Serverless-LambdaEventSourceMappingDestination':
        'Lambda has none for a queue: what fails goes to the queue’s dead letters.',
    });
    grantSecret(sender, stateful.linkKeys);
    sender.addToRolePolicy(stateful.mail.sendEmail(settings));
  }

  #addDeliveryEvents(parts: WorkflowParts): void {
    new EventRule(this, 'DeliveryEvents', {
      description: 'What became of the e-mails',
      target: new WorkflowFunction(this, parts, {
        name: 'note-delivery',
        description: 'Enters deliveries, bounces and complaints in the prompt ledger.',
        table: { read: true, write: ['UpdateItem'] },
      }),
      deadLetters: parts.lanes.deadLetters,
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Delivered', 'Email Bounced', 'Email Complaint Received', 'Email Rejected'],
      },
    });
  }
}
