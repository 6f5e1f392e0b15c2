import type { Wait } from '../domain/driven.ts';
import { formatMomentShort } from '../domain/wording.ts';

/** The console speaks London time. */
export const zone = 'Europe/London';

/** “Waiting until Tue 3 Mar, 4:00pm to remind this participant about Central Day 3”, from what the table holds. */
export function describeWait(item: {
  readonly wait?: Wait;
  readonly dueBy?: string;
  readonly parked?: { reason: string };
}): string {
  if (!item.dueBy) return 'Finished: nothing is left to do';
  if (item.parked) return `Stopped: ${item.parked.reason}`;
  if (!item.wait) return 'Starting';
  return `Waiting until ${formatMomentShort(item.wait.until, zone)} ${item.wait.because}`;
}
