import { randomUUID } from 'node:crypto';
import type { BusEvent, EventTarget } from './definitions.ts';

/** What a rule's target gets: the event, or the target's constant input. */
export function ruleInput({ input }: EventTarget, event: BusEvent): unknown {
  return input === undefined ? event : parseInput(input);
}

/** What a schedule's target gets; its input may name the schedule, the time and the execution. */
export function scheduleInput({ input }: EventTarget, event: BusEvent, scheduleArn: string): unknown {
  if (input === undefined) return event;
  const filled = input
    .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn)
    .replaceAll('<aws.scheduler.scheduled-time>', event.time)
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
  return parseInput(filled);
}

/** An input is JSON; anything else would be refused by the target, so it is handed on as text. */
function parseInput(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
