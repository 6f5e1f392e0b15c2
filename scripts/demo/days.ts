import type { CloudInStory } from './local-cloud.ts';

/** Something that is done at a moment. */
export interface Happening {
  readonly at: string;
  readonly happen: () => Promise<void>;
}

/** Lets time pass from one thing to the next, whichever comes first. */
export async function liveThrough(cloud: CloudInStory, happenings: readonly Happening[]): Promise<void> {
  for (const { at, happen } of happenings.toSorted((a, b) => a.at.localeCompare(b.at))) {
    await cloud.jumpTo(at);
    await happen();
  }
}

/** Monday mornings from a Monday on, up to a day. */
export function mondaysBetween(from: string, to: string): string[] {
  const mondays: string[] = [];
  for (let at = Date.parse(`${from}T10:05:00Z`); at <= Date.parse(`${to}T23:59:00Z`); at += 7 * 86_400_000)
    mondays.push(new Date(at).toISOString());
  return mondays;
}

export function minutesLater(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  year: 'numeric',
});

/** "Mon 02 Mar 2026", in London. */
export function dayOf(at: string): string {
  return dayFormat.format(new Date(at));
}
