import type { TimeSource } from '../clock/clock.ts';
import type { Authoriser } from '../services/iam/authoriser.ts';
import type { SqsService } from '../services/sqs/sqs-service.ts';
import type { Inventory } from '../template/inventory.ts';
import type { AbandonedEvent } from './asynchronous-invocations.ts';
import { functionNamed } from './functions.ts';

export interface GiveUpDependencies {
  readonly inventory: Inventory;
  readonly clock: TimeSource;
  readonly authority: Authoriser;
  readonly sqs: SqsService;
  readonly log: (line: string) => void;
}

/**
 * What Lambda does with an event that a function never took: it goes to the function's failure destination, as the
 * function's role, or is lost, which the log says.
 */
export function createGiveUp({ inventory, clock, authority, sqs, log }: GiveUpDependencies) {
  return (abandoned: AbandonedEvent): void => {
    const { event, destinationArn } = abandoned;
    const { arn, roleArn } = functionNamed(inventory, event.functionName);
    if (destinationArn === undefined)
      log(`Lambda gave up an event to ${event.functionName}, which has no failure destination: it is lost`);
    else if (authority.allowsRole(roleArn, 'sqs:SendMessage', destinationArn))
      sqs.send(destinationArn, { body: describe(abandoned, arn, clock.now()) });
    else log(`IAM: ${roleArn} may not sqs:SendMessage on ${destinationArn}; the event is lost`);
  };
}

/** The record of a failed invocation. (Lambda developer guide, "Retaining records of asynchronous invocations".) */
function describe({ event, condition, outcome }: AbandonedEvent, functionArn: string, now: number): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: event.id,
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: event.attempts,
    },
    requestPayload: event.payload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: 'error' in outcome ? outcome.error : outcome.payload,
  });
}
