import type { Cohort } from '../../domain/cohort.ts';
import { formatShort } from '../../domain/short-dates.ts';
import { zone } from '../zone.ts';

/** Whether nominations are taken now, and when that changes. */
export function windowWords({ opensAt, closesAt }: Pick<Cohort, 'opensAt' | 'closesAt'>, now: string): string {
  const at = Date.parse(now);
  if (at < Date.parse(opensAt)) return `Open from ${formatShort(opensAt, zone, now)}`;
  if (at < Date.parse(closesAt)) return `Open until ${formatShort(closesAt, zone, now)}`;
  return `Closed since ${formatShort(closesAt, zone, now)}`;
}
