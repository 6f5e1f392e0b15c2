import type { Log } from '../platform/logs.ts';
import type { Wakeable } from './wake-waiting.ts';

/** Somebody waits for an admin: an alarm says so, since nothing else runs until the admin has spoken. */
export function noteParked({ log }: { readonly log: Log }, { pk, wait, wakeDue }: Wakeable): void {
  if (wait?.kind === 'ParkForAdmin' && !wakeDue) log.alarm('parked', { subject: pk, leg: wait.leg });
}
