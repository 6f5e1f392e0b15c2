import * as z from 'zod';
import type { Announcement } from '../domain/announcement.ts';
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
  calendarRevision: z.int(),
  announceDue: instant.optional(),
  announceAttempt: z.int().default(0),
  basesCheckedFrom: instant.optional(),
  roomsAsOf: z.string().optional(),
});
export type Announcing = z.infer<typeof announcing>;

/** The first part of what is due for a cohort. */
export function firstPart({ id, calendarRevision, announceAttempt }: Announcing): Announcement {
  return { cohortId: id, revision: calendarRevision, attempt: announceAttempt, part: 0, from: '' };
}
