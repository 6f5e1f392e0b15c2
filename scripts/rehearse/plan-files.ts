import { ICalCalendar, ICalEventTransparency } from 'ical-generator';
import { type Clash, clashesOf } from '../../local/rehearsal/calendar/clashes.ts';
import type { MailPlan } from '../../local/rehearsal/calendar/mail-plan.ts';
import { clashTitles, purposeOf, timeOf, titleOf } from './page/words.ts';

/** Every e-mail as a line for a spreadsheet, in order of time. */
export function planAsCsv(plan: MailPlan): string {
  const clashes = clashesOf(plan);
  const lines = plan.mails.map((mail) => [
    mail.date,
    timeOf(mail.at, plan.programme.zone),
    titleOfKind(plan, mail.kind),
    titleOf(mail.role),
    mail.code,
    mail.title,
    purposeOf(mail),
    clashWords(clashes.filter(({ mails }) => mails.includes(mail))),
  ]);
  const heading = ['date', 'time', 'kind of person', 'to', 'code', 'e-mail', 'purpose', 'clashes'];
  return [heading, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

/** Every e-mail as a moment in a calendar that marks nobody busy, beside the lead's own. */
export function planAsIcs(plan: MailPlan): string {
  const clashes = clashesOf(plan);
  const calendar = new ICalCalendar({
    name: `Rehearsal: ${plan.cohort.title}`,
    prodId: { company: 'Throughline', product: 'Rehearsal', language: 'EN' },
  });
  plan.mails.forEach((mail, index) => {
    const words = clashWords(clashes.filter(({ mails }) => mails.includes(mail)));
    calendar.createEvent({
      id: `${plan.cohort.id}-${index}@rehearsal.example.org`,
      start: new Date(mail.at),
      end: new Date(mail.at),
      stamp: new Date(mail.at),
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: `${titleOf(mail.role)}: ${mail.title}`,
      description: [purposeOf(mail), titleOfKind(plan, mail.kind), words].filter(Boolean).join('\n'),
      categories: [{ name: titleOfKind(plan, mail.kind) }, { name: titleOf(mail.role) }],
    });
  });
  return calendar.toString();
}

function titleOfKind({ kinds }: MailPlan, key: string): string {
  return kinds.find((kind) => kind.key === key)?.title ?? key;
}

function clashWords(clashes: readonly Clash[]): string {
  return clashes.map(({ what, about }) => (about ? `${clashTitles[what]}: ${about}` : clashTitles[what])).join('; ');
}

/** A cell that begins as a formula would is shown as text. */
function quoted(cell: string): string {
  const safe = /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
