import type { RecipientRole } from '../../../functions/domain/people.ts';
import type { ClashKind } from '../../../local/rehearsal/calendar/clashes.ts';
import type { PlannedMail } from '../../../local/rehearsal/calendar/mail-plan.ts';

/** Roles in the order of the page, with the letters that stand for them in a day. */
export const roles: readonly { readonly role: RecipientRole; readonly title: string; readonly mark: string }[] = [
  { role: 'participant', title: 'Participant', mark: 'P' },
  { role: 'head', title: 'Headteacher', mark: 'H' },
  { role: 'lead', title: 'LLME', mark: 'L' },
  { role: 'subject-lead', title: 'Subject lead', mark: 'S' },
  { role: 'nominator', title: 'Nominator', mark: 'N' },
  { role: 'second-nominator', title: 'Second nominator', mark: 'N2' },
  { role: 'nominee', title: 'Nominee', mark: 'C' },
  { role: 'partner', title: 'Partner', mark: 'T' },
  { role: 'next-head', title: 'New headteacher', mark: 'H2' },
  { role: 'previous-head', title: 'Previous headteacher', mark: 'H0' },
  { role: 'admins', title: 'Hub admins', mark: 'A' },
];

/** The roles that are written to, in the page's order. */
export function rolesIn(mails: readonly PlannedMail[]) {
  return roles.filter(({ role }) => mails.some((mail) => mail.role === role));
}

export function titleOf(role: RecipientRole): string {
  return roles.find((each) => each.role === role)?.title ?? role;
}

export const clashTitles: Record<ClashKind, string> = {
  'three-in-a-week': 'Three or more in a week',
  'school-holiday': 'In a school holiday',
  'bank-holiday': 'On a bank holiday',
  'after-its-session': 'After the session that it leads up to',
  'head-twice-in-a-day': 'A headteacher written to twice in a day',
};

/** `Remind this participant about Central day 3` */
export function purposeOf({ because }: PlannedMail): string {
  const text = because.replace(/^to /, '');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Thu 17 Sep`, of a plain date. */
export function shortDate(date: string): string {
  return dayFormat.format(Date.parse(`${date}T00:00:00Z`));
}

/** `Thu 17 Sep 2026` */
export function dateWithYear(date: string): string {
  return `${shortDate(date)} ${date.slice(0, 4)}`;
}

/** `September 2026`, of `2026-09`. */
export function monthTitle(month: string): string {
  return monthFormat.format(Date.parse(`${month}-01T00:00:00Z`));
}

/** `16:00` on the zone's wall clock. */
export function timeOf(at: number, zone: string): string {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
}

/** `1 e-mail`, `3 e-mails` */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : one.endsWith('sh') ? 'es' : 's'}`;
}

const dayFormat = formatOf({ weekday: 'short', day: 'numeric', month: 'short' });
const monthFormat = formatOf({ month: 'long', year: 'numeric' });

function formatOf(parts: Intl.DateTimeFormatOptions): { format(at: number): string } {
  const format = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' });
  // ICU's British short September has four letters, and its weekday a comma.
  return {
    format: (at) =>
      format
        .format(at)
        .replace(/Sept\b/, 'Sep')
        .replace(',', ''),
  };
}
