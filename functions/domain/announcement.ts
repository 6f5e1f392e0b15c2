import * as v from 'valibot';
import { whole } from './fields.ts';
import { cohortId } from './ids.ts';

/** What an execution of `announce-change` is given: ids and numbers only. */
export const announcement = v.object({
  cohortId,
  revision: whole,
  attempt: whole,
  /** Executions follow each other after 500 pages: the first is 0. */
  part: whole,
  /** The sort key of the membership that this part begins with; empty for the first. */
  from: v.string(),
});
export type Announcement = v.InferOutput<typeof announcement>;

/** `<cohort>-<revision>-<attempt>-<part>`: starting it twice is starting it once. */
export function announcementName({ cohortId: cohort, revision, attempt, part }: Announcement): string {
  return `${cohort}-${revision}-${attempt}-${part}`;
}
