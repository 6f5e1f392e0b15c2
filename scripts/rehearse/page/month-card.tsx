import { bankHolidays } from '../../../functions/domain/bank-holidays.ts';
import { localOf } from '../../../functions/domain/local-time.ts';
import { type Clash, weekOf } from '../../../local/rehearsal/calendar/clashes.ts';
import type { MailPlan, PlannedMail } from '../../../local/rehearsal/calendar/mail-plan.ts';
import { clashTitles, counted, monthTitle, purposeOf, roles, shortDate, timeOf, titleOf } from './words.ts';

interface MonthProps {
  /** `2026-09` */
  readonly month: string;
  readonly plan: MailPlan;
  /** Of one kind of people. */
  readonly mails: readonly PlannedMail[];
  readonly clashesOf: ReadonlyMap<PlannedMail, readonly Clash[]>;
}

const dayMs = 86_400_000;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A month as a calendar with a mark for each e-mail, and as a list of what they are. */
export function MonthCard({ month, plan, mails, clashesOf }: MonthProps) {
  const here = mails.filter(({ date }) => date.startsWith(month));
  const sessions = sessionsIn(plan, month);
  return (
    <section class="month">
      <h4>
        {monthTitle(month)} <small>{here.length === 0 ? 'no e-mails' : counted(here.length, 'e-mail')}</small>
      </h4>
      <table class="grid">
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th scope="col" abbr={name}>
                {name.charAt(0)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr>
              {week.map((date) =>
                date.startsWith(month) ? (
                  <Day
                    date={date}
                    plan={plan}
                    isSession={sessions.some((session) => session.date === date)}
                    mails={here.filter((mail) => mail.date === date)}
                    clashesOf={clashesOf}
                  />
                ) : (
                  <td class="other" />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <ol class="mails">
        {[...sessions, ...here]
          .sort((a, b) => a.at - b.at)
          .map((line) =>
            'prompt' in line ? (
              <MailLine mail={line} zone={plan.programme.zone} clashes={clashesOf.get(line) ?? []} />
            ) : (
              <SessionLine {...line} />
            ),
          )}
      </ol>
    </section>
  );
}

function Day({
  date,
  plan,
  mails,
  isSession,
  clashesOf,
}: Pick<MonthProps, 'plan' | 'mails' | 'clashesOf'> & { date: string; isSession: boolean }) {
  const bank = bankHolidays.find((holiday) => holiday.date === date)?.title;
  const school = plan.cohort.holidays.find(({ from, to }) => from <= date && date <= to)?.title;
  const classes = [
    (bank ?? school) !== undefined && 'closed',
    isSession && 'session',
    mails.some((mail) => clashesOf.has(mail)) && 'clash',
  ];
  return (
    <td class={classes.filter(Boolean).join(' ') || undefined} title={bank ?? school}>
      <span class="number">{Number(date.slice(8))}</span>
      {mails.length > 0 && (
        <span class="marks">
          {mails.map(({ role }) => (
            <RoleMark role={role} />
          ))}
        </span>
      )}
    </td>
  );
}

export function RoleMark({ role }: { role: PlannedMail['role'] }) {
  const known = roles.find((each) => each.role === role);
  return (
    <abbr class={`mark to-${role}`} title={titleOf(role)}>
      {known?.mark ?? '?'}
    </abbr>
  );
}

function SessionLine({ title, date, time }: { title: string; date: string; time: string }) {
  return (
    <li class="session-line">
      <span class="when">
        {shortDate(date)} {time}
      </span>
      <b class="what">{title}</b>
    </li>
  );
}

function MailLine({ mail, zone, clashes }: { mail: PlannedMail; zone: string; clashes: readonly Clash[] }) {
  return (
    <li class={`mail to-${mail.role}-line${clashes.length > 0 ? ' clash' : ''}`}>
      <span class="when">
        {shortDate(mail.date)} {timeOf(mail.at, zone)}
      </span>
      <span class="what">
        <RoleMark role={mail.role} /> {purposeOf(mail)} <span class="mail-title">{mail.title}</span>
        {clashes.map(({ what, about }) => (
          <span class="clash-words">
            {clashTitles[what]}
            {about ? `: ${about}` : ''}
          </span>
        ))}
      </span>
    </li>
  );
}

function sessionsIn({ sessions, programme }: MailPlan, month: string) {
  return sessions
    .filter(({ state }) => state === 'planned')
    .map(({ title, startsAt }) => ({ title, at: Date.parse(startsAt), ...localOf(startsAt, programme.zone) }))
    .filter(({ date }) => date.startsWith(month));
}

/** The weeks that touch a month, from Monday to Sunday. */
function weeksOf(month: string): string[][] {
  const weeks: string[][] = [];
  const isBeforeEnd = (date: string) => date.slice(0, 7) <= month;
  for (let monday = weekOf(`${month}-01`); isBeforeEnd(monday); monday = daysOn(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, day) => daysOn(monday, day)));
  return weeks;
}

function daysOn(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
