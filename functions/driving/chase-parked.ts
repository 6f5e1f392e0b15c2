import type { Driven } from '../domain/driven.ts';
import { type Clock, days } from '../platform/clock.ts';
import type { Log } from '../platform/logs.ts';

/** The time-out of ParkForAdmin in the state machines. */
const patienceMs = days(30);

/**
 * Whoever is parked and planned again has waited for an admin as long as a park lasts, or was restarted meanwhile:
 * after thirty days that is an alarm, at each such plan, until an admin answers.
 */
export function chaseParked(
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  { id, parked }: Pick<Driven, 'parked'> & { readonly id: string },
): void {
  if (!parked || clock.nowMs() - Date.parse(parked.since) < patienceMs) return;
  log.alarm('still parked', { id, state: parked.state, since: parked.since });
}
