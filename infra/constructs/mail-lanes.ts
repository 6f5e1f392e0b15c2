import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** The two queues that prompts go through, and the one that keeps whatever could not be handled. */
export class MailLanes extends Construct {
  readonly deadLetters: Queue;
  readonly urgent: Queue;
  readonly routine: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = createQueue(this, 'DeadLetters', {});
    acknowledge(this.deadLetters, { 'Serverless-SQSRedrivePolicy': 'It is where the others send what they give up.' });
    this.urgent = this.#lane('Urgent');
    this.routine = this.#lane('Routine');
  }

  get both(): readonly Queue[] {
    return [this.urgent, this.routine];
  }

  /** Where a function finds the lanes that it puts prompts on. */
  environment(): Record<string, string> {
    return { URGENT_QUEUE_URL: this.urgent.queueUrl, ROUTINE_QUEUE_URL: this.routine.queueUrl };
  }

  #lane(id: string): Queue {
    return createQueue(this, id, {
      visibilityTimeout: Duration.seconds(180),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
  }
}

function createQueue(scope: Construct, id: string, props: QueueProps): Queue {
  return new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    ...props,
  });
}
