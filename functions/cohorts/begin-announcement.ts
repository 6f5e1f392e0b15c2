import { announcementName } from '../domain/announcement.ts';
import type { Log } from '../platform/logs.ts';
import type { Announcements } from '../platform/workflows.ts';
import { type Announcing, firstPart } from './announcing.ts';

/** Starts what a cohort's item says is due. Anybody may call this any number of times: one execution is started. */
export async function beginAnnouncement(
  deps: { readonly announcements: Announcements; readonly log: Log },
  cohort: Announcing,
): Promise<'started' | 'exists' | 'nothing-due'> {
  if (!cohort.announceDue) return 'nothing-due';
  const first = firstPart(cohort);
  const outcome = await deps.announcements.announce(first);
  deps.log.info('announcement asked for', { execution: announcementName(first), outcome });
  return outcome;
}
