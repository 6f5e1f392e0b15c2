import { readAs } from '../domain/read-as.ts';
import { type Lane, promptMessage } from '../platform/prompt-queue.ts';
import { bookSlots, type LaneRates } from '../platform/slots.ts';
import { type DeliverDeps, type Delivery, deliverPrompt } from './deliver-prompt.ts';

export interface BatchDeps extends DeliverDeps {
  readonly rates: LaneRates;
}

/** A message as the queue hands it over. */
export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
}

/** A slot later than this would outlive the function (30 s): its message comes again instead. */
const longestWaitMs = 20_000;

/**
 * Delivers a batch of a lane at the lane's pace and answers the ids of those messages that must stay on the queue. One
 * booking gives each message its slot; each is decided, claimed and sent only when its slot has come, without waiting
 * for the one before, so that a slow answer of SES slows nobody down.
 */
export async function deliverPrompts(deps: BatchDeps, lane: Lane, batch: readonly QueuedMessage[]): Promise<string[]> {
  const began = deps.clock.nowMs();
  const slots = await bookSlots(deps, lane, batch.length, deps.rates[lane]);
  const deliveries = await Promise.all(
    batch.map(async (message, index) => deliverAt(deps, slots[index] ?? began, began, message)),
  );
  return batch.filter((_, index) => deliveries[index] === 'come-again').map(({ messageId }) => messageId);
}

async function deliverAt(deps: BatchDeps, slot: number, began: number, message: QueuedMessage): Promise<Delivery> {
  try {
    if (slot - began > longestWaitMs) return 'come-again';
    const parsed = readAs(promptMessage, JSON.parse(message.body));
    await deps.clock.sleepUntil(slot);
    return await deliverPrompt(deps, parsed);
  } catch (error) {
    // The queue must see which message failed, and the others must not fail with it.
    deps.log.failure('prompt failed', error, { messageId: message.messageId });
    return 'come-again';
  }
}
