import { bankHolidays } from '../../../functions/domain/bank-holidays.ts';
import type { MailPlan, PlannedMail } from './mail-plan.ts';

/** What a lead would rather not send so. */
export const clashKinds = [
  'three-in-a-week',
  'school-holiday',
  'bank-holiday',
  'after-its-session',
  'head-twice-in-a-day',
] as const;
export type ClashKind = (typeof clashKinds)[number];

export interface Clash {
  readonly what: ClashKind;
  /** The first of its e-mails' dates. */
  readonly date: string;
  /** The holiday's or the session's name, where it is about one. */
  readonly about?: string;
  readonly mails: readonly PlannedMail[];
}

const tooManyInAWeek = 3;
const dayMs = 86_400_000;

/** Every clash of a plan, in order of date. A week is from Monday to Sunday; a person is an address. */
export function clashesOf({ mails, cohort }: Pick<MailPlan, 'mails' | 'cohort'>): Clash[] {
  const clashes = [
    ...groupsOf(mails, ({ kind, to, date }) => `${kind} ${to} ${weekOf(date)}`)
      .filter((group) => group.length >= tooManyInAWeek)
      .map((group) => clashOf('three-in-a-week', group)),
    ...groupsOf(
      mails.filter(({ role }) => role === 'head'),
      ({ kind, to, date }) => `${kind} ${to} ${date}`,
    )
      .filter((group) => group.length > 1)
      .map((group) => clashOf('head-twice-in-a-day', group)),
    ...mails.flatMap((mail) => clashesAlone(mail, cohort.holidays)),
  ];
  return clashes.sort((a, b) => a.date.localeCompare(b.date));
}

function clashesAlone(mail: PlannedMail, holidays: MailPlan['cohort']['holidays']): Clash[] {
  const { date, at, before } = mail;
  const bank = bankHolidays.find((holiday) => holiday.date === date);
  const school = holidays.find(({ from, to }) => from <= date && date <= to);
  return [
    ...(bank ? [clashOf('bank-holiday', [mail], bank.title)] : []),
    ...(school ? [clashOf('school-holiday', [mail], school.title)] : []),
    ...(before && at >= before.endsAt ? [clashOf('after-its-session', [mail], before.title)] : []),
  ];
}

function clashOf(what: ClashKind, mails: readonly PlannedMail[], about?: string): Clash {
  return { what, date: mails[0]?.date ?? '', mails, ...(about !== undefined && { about }) };
}

function groupsOf(mails: readonly PlannedMail[], nameOf: (mail: PlannedMail) => string): PlannedMail[][] {
  return [...Map.groupBy(mails, nameOf).values()];
}

/** The Monday of a date's week. */
export function weekOf(date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * dayMs).toISOString().slice(0, 10);
}
