import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFn } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

export interface EventRuleProps {
  readonly description: string;
  readonly eventPattern: EventPattern;
  readonly target: LambdaFn;
  readonly deadLetters: Queue;
}

/** Hands events to a function; what can't be handed over, or fails in the function, is kept. */
export class EventRule extends Rule {
  constructor(scope: Construct, id: string, { description, eventPattern, target, deadLetters }: EventRuleProps) {
    super(scope, id, {
      description,
      eventPattern,
      targets: [new LambdaFunction(target, { deadLetterQueue: deadLetters, retryAttempts: 5 })],
    });
    keepFailures(target, deadLetters);
  }
}

/** A rule's dead letters are events that could not be handed over; this is for those on which the function failed. */
export function keepFailures(fn: LambdaFn, deadLetters: Queue): void {
  fn.configureAsyncInvoke({ onFailure: new SqsDestination(deadLetters), retryAttempts: 2 });
}
