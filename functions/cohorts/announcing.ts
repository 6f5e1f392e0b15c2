import * as z from 'zod/mini';
import type { Announcement } from '../domain/announcement.ts';
import { whole } from '../domain/fields.ts';
import { cohortId, instant } from '../domain/ids.ts';

/**
 * What a cohort's item holds about its announcements.
 *
 * - `announceDue`: since when its members are to be told of `calendarRevision`; absent when they have been.
 * - `announceAttempt`: rises each time that the sweep has to begin the announcement of a revision again.
 * - `basesCheckedFrom`: from then on the sweep compares what the members planned against with the present calendar.
 * - `roomsAsOf`: of which day, calendar and number of participants the rooms that are too small are marked.
 */
export const announcing = z.object({
  id: cohortId,
  calendarRevision: whole,
  announceDue: z.optional(instant),
  announceAttempt: z._default(whole, 0),
  basesCheckedFrom: z.optional(instant),
  roomsAsOf: z.optional(z.string()),
});
export type Announcing = z.infer<typeof announcing>;

/** The first part of what is due for a cohort. */
export function firstPart({ id, calendarRevision, announceAttempt }: Announcing): Announcement {
  return { cohortId: id, revision: calendarRevision, attempt: announceAttempt, part: 0, from: '' };
}
