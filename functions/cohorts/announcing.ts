import * as v from 'valibot';
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
export const announcing = v.object({
  id: cohortId,
  calendarRevision: whole,
  announceDue: v.optional(instant),
  announceAttempt: v.optional(whole, 0),
  basesCheckedFrom: v.optional(instant),
  roomsAsOf: v.optional(v.string()),
});
export type Announcing = v.InferOutput<typeof announcing>;

/** The first part of what is due for a cohort. */
export function firstPart({ id, calendarRevision, announceAttempt }: Announcing): Announcement {
  return { cohortId: id, revision: calendarRevision, attempt: announceAttempt, part: 0, from: '' };
}
