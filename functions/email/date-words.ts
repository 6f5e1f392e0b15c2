import { formatMoment, formatPeriod } from '../domain/wording.ts';
import type { DateFact, Fact } from './content.ts';

/** A date as facts, the same for HTML and text: when, when it was before, and where. */
export function describeDate(date: DateFact): Fact[] {
  const facts = [{ label: date.label, value: words(date, date.zone) }];
  if (date.was) facts.push({ label: 'It was', value: words(date.was, date.zone) });
  if (date.where !== undefined) facts.push({ label: 'Where', value: date.where });
  return facts;
}

function words(time: { at: string; until?: string | undefined }, zone: string): string {
  return time.until === undefined ? formatMoment(time.at, zone) : formatPeriod(time.at, time.until, zone);
}
