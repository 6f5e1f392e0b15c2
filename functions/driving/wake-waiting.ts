import * as v from 'valibot';
import { wait } from '../domain/driven.ts';
import { whole } from '../domain/fields.ts';
import type { Log } from '../platform/logs.ts';
import type { Workflows } from '../platform/workflows.ts';

/** What waking needs of a driven item, from a stream record's image or from a read. */
export const wakeable = v.object({
  pk: v.string(),
  version: whole,
  wakeDue: v.optional(v.string()),
  wait: v.optional(wait),
});
export type Wakeable = v.InferOutput<typeof wakeable>;

/**
 * Wakes whoever waits on older facts than the item now holds. The token is the one in the very image that is given, so
 * that a leg that no longer drives is woken too, plans, sees that, and ends. Anybody may call this any number of
 * times; a wait that is already over is "already awake". Any other failure is the caller's to try again.
 */
export async function wakeWaiting(
  deps: { readonly workflows: Workflows; readonly log: Log },
  item: Wakeable,
): Promise<'woken' | 'already-awake' | 'nothing-to-wake'> {
  if (!item.wakeDue || !item.wait || item.wait.seen >= item.version) return 'nothing-to-wake';
  const outcome = await deps.workflows.wake(item.wait.token);
  deps.log.info('wake', { subject: item.pk, version: item.version, leg: item.wait.leg, outcome });
  return outcome;
}
