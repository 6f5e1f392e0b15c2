import type { Bucket, Programme } from './programme.ts';

/** What the days of a bucket are called: the sessions of a Work Group are no central events. */
export function bucketTitle(kind: Programme['kind'], bucket: Bucket): string {
  if (bucket === 'in-school') return 'Days in school';
  return kind === 'work-group' ? 'Days of the group' : 'Central days';
}
