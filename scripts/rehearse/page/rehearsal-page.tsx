import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { raw } from 'hono/html';
import { type Clash, clashesOf } from '../../../local/rehearsal/calendar/clashes.ts';
import type { MailPlan, PlannedMail } from '../../../local/rehearsal/calendar/mail-plan.ts';
import { ChangeList, type Comparison } from './change-list.tsx';
import { ClashList } from './clash-list.tsx';
import { MonthCard, RoleMark } from './month-card.tsx';
import { KindTotals, MonthTotals } from './totals.tsx';
import { monthTitle, rolesIn } from './words.ts';

const styles = readFileSync(join(import.meta.dirname, 'rehearsal-page.css'), 'utf8');

/**
 * A cohort's rehearsal as one page that needs nothing beside it: no network, no script. Which kind of people's calendar is
 * seen, and whose e-mails in it, are form controls that style sheets look at; where they can't, all of it is seen.
 */
export function rehearsalPage(plan: MailPlan, comparison?: Comparison): string {
  const clashes = clashesOf(plan);
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>Rehearsal of {plan.cohort.title}</title>
        <style>{raw(`${styles}\n${chosen(plan)}`)}</style>
      </head>
      <body>
        <Head plan={plan} clashes={clashes} />
        <main>
          {comparison && (
            <section id="changes">
              <h2>What changes</h2>
              <ChangeList plan={plan} comparison={comparison} />
            </section>
          )}
          <section id="totals">
            <h2>How much they are sent</h2>
            <KindTotals plan={plan} />
          </section>
          <section id="clashes">
            <h2>Clashes</h2>
            <ClashList plan={plan} clashes={clashes} />
          </section>
          <section id="calendar">
            <h2>The calendar</h2>
            <Choices plan={plan} />
            <Calendars plan={plan} clashes={clashes} />
          </section>
        </main>
        <footer>
          <p>
            Nothing was sent. One person of each kind lived through the cohort’s years: the state machines, the planner
            and the mailer’s decisions are those that will send the real e-mails. What people do is made up. The weekly
            and daily digests come on top.
          </p>
        </footer>
      </body>
    </html>
  );
  return `<!DOCTYPE html>${document}`;
}

function Head({ plan, clashes }: { plan: MailPlan; clashes: readonly Clash[] }) {
  const { programme, cohort, mails, kinds } = plan;
  const typical = mails.filter(({ kind }) => kind === kinds[0]?.key);
  const busiest = busiestMonth(typical);
  return (
    <header>
      <p class="kicker">Rehearsal</p>
      <h1>{cohort.title}</h1>
      <p class="about">
        {programme.title}, version {programme.version} · {cohort.hub.name} · {monthTitle(cohort.opensAt.slice(0, 7))} to{' '}
        {monthTitle(cohort.years.at(-1)?.endsOn.slice(0, 7) ?? '')}
      </p>
      <dl class="figures">
        <Figure name="e-mails about somebody who attends everything" value={String(typical.length)} />
        <Figure
          name={busiest ? `of them in the busiest month, ${monthTitle(busiest.month)}` : 'of them in the busiest month'}
          value={String(busiest?.count ?? 0)}
        />
        <Figure name="clashes, over all kinds of people" value={String(clashes.length)} />
      </dl>
    </header>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Choices({ plan }: { plan: MailPlan }) {
  return (
    <form class="choices">
      <fieldset>
        <legend>Kind of person</legend>
        {plan.kinds.map(({ key, title }, index) => (
          <label>
            <input type="radio" name="kind" id={`show-${key}`} checked={index === 0} /> {title}
          </label>
        ))}
        <label>
          <input type="radio" name="kind" id="show-all" /> All, one after the other
        </label>
      </fieldset>
      <fieldset>
        <legend>E-mails to</legend>
        {rolesIn(plan.mails).map(({ role, title }) => (
          <label>
            <input type="checkbox" id={`show-${role}`} checked={true} /> <RoleMark role={role} /> {title}
          </label>
        ))}
      </fieldset>
      <p class="legend">
        <span class="key session">a session</span> <span class="key closed">school or bank holiday</span>{' '}
        <span class="key clash">a clash</span>
      </p>
    </form>
  );
}

function Calendars({ plan, clashes }: { plan: MailPlan; clashes: readonly Clash[] }) {
  const byMail = new Map<PlannedMail, Clash[]>();
  for (const clash of clashes) for (const mail of clash.mails) byMail.set(mail, [...(byMail.get(mail) ?? []), clash]);
  return (
    <>
      {plan.kinds.map(({ key, title, says }) => {
        const mails = plan.mails.filter(({ kind }) => kind === key);
        const months = monthsOf(plan, mails);
        return (
          <article class="kind" id={`kind-${key}`}>
            <h3>{title}</h3>
            <p>{says}</p>
            <div class="months">
              {months.map((month) => (
                <MonthCard month={month} plan={plan} mails={mails} clashesOf={byMail} />
              ))}
            </div>
            <MonthTotals mails={mails} months={months} />
          </article>
        );
      })}
    </>
  );
}

/** Months with an e-mail or a session up to the last e-mail, in order. */
function monthsOf({ sessions }: MailPlan, mails: readonly PlannedMail[]): string[] {
  const last = mails.at(-1)?.date ?? '';
  const dates = [...mails.map(({ date }) => date), ...sessions.map(({ startsAt }) => startsAt)];
  return [...new Set(dates.filter((date) => date <= last).map((date) => date.slice(0, 7)))].sort();
}

function busiestMonth(mails: readonly PlannedMail[]): { month: string; count: number } | undefined {
  const byMonth = Map.groupBy(mails, ({ date }) => date.slice(0, 7));
  return [...byMonth].map(([month, { length: count }]) => ({ month, count })).sort((a, b) => b.count - a.count)[0];
}

/** Style rules that hide the calendars and marks that are not chosen. */
function chosen({ kinds, mails }: MailPlan): string {
  const calendars = kinds.map(
    ({ key }) =>
      `body:has(#calendar input[name=kind]:checked):not(:has(#show-all:checked,#show-${key}:checked)) #kind-${key}{display:none}`,
  );
  const marks = rolesIn(mails).map(
    ({ role }) => `body:has(#show-${role}:not(:checked)) .kind :is(.to-${role},.to-${role}-line){display:none}`,
  );
  return [...calendars, ...marks].join('\n');
}
