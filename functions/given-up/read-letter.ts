import * as v from 'valibot';
import type { DeadLetter } from '../platform/dead-letters.ts';
import { type Lane, type PromptMessage, promptMessage } from '../platform/prompt-queue.ts';

/** What was given up, and so what sending it again is. */
export type GivenUp =
  /** A prompt that the mailer failed on: it goes back to its lane. */
  | { readonly kind: 'prompt'; readonly lane: Lane; readonly message: PromptMessage }
  /** An event that a function failed on, or could not be handed: the function is handed it again. */
  | { readonly kind: 'event'; readonly functionArn: string; readonly event: unknown }
  /** Where changes lie in the table's stream: not the changes themselves, which the sweep goes by. */
  | { readonly kind: 'changes' }
  | { readonly kind: 'unknown' };

/** Where things may be sent again to. */
export interface Destinations {
  readonly lanes: Readonly<Record<Lane, string>>;
  readonly functions: readonly string[];
}

/** What Lambda writes of an event on which a function failed each time. (Lambda developer guide, "Capturing records of Lambda asynchronous invocations".) */
const failedEvent = v.object({ requestContext: v.object({ functionArn: v.string() }), requestPayload: v.unknown() });
/** And of a batch of a stream. ("Retaining discarded batches for a DynamoDB event source".) */
const failedBatch = v.object({ DDBStreamBatchInfo: v.object({ streamArn: v.string() }) });

/** Reads a dead letter by how it got there; only what goes to a lane or function of ours is ever sent again. */
export function readLetter({ body, queueArn, targetArn }: DeadLetter, { lanes, functions }: Destinations): GivenUp {
  const content = jsonOf(body);
  if (content === undefined) return { kind: 'unknown' };
  if (queueArn !== undefined) {
    const lane = laneOf(queueArn, lanes);
    const message = v.safeParse(promptMessage, content);
    return lane && message.success ? { kind: 'prompt', lane, message: message.output } : { kind: 'unknown' };
  }
  if (targetArn !== undefined) return eventOf(targetArn, content, functions);
  if (v.is(failedBatch, content)) return { kind: 'changes' };
  const failed = v.safeParse(failedEvent, content);
  return failed.success
    ? eventOf(failed.output.requestContext.functionArn, failed.output.requestPayload, functions)
    : { kind: 'unknown' };
}

function eventOf(arn: string, event: unknown, functions: readonly string[]): GivenUp {
  const functionArn = functions.find((each) => arn === each || arn.startsWith(`${each}:`));
  return functionArn && event !== undefined ? { kind: 'event', functionArn, event } : { kind: 'unknown' };
}

/** A queue's ARN and URL both end with its name. */
function laneOf(queueArn: string, lanes: Destinations['lanes']): Lane | undefined {
  const name = queueArn.slice(queueArn.lastIndexOf(':') + 1);
  return (['urgent', 'routine'] as const).find((lane) => lanes[lane].endsWith(`/${name}`));
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not of our making: it is shown as such.
    return undefined;
  }
}
