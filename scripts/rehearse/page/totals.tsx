import type { MailPlan, PlannedMail } from '../../../local/rehearsal/calendar/mail-plan.ts';
import { monthTitle, rolesIn } from './words.ts';

/** What somebody of each kind brings about over the two years, by role. */
export function KindTotals({ plan }: { plan: MailPlan }) {
  return (
    <TotalsTable
      caption="E-mails about one person of each kind, by who gets them"
      first="Kind of person"
      mails={plan.mails}
      rows={plan.kinds.map(({ key, title }) => ({ title, mails: plan.mails.filter(({ kind }) => kind === key) }))}
    />
  );
}

/** One kind's e-mails by month and role. */
export function MonthTotals({ mails, months }: { mails: readonly PlannedMail[]; months: readonly string[] }) {
  return (
    <TotalsTable
      caption="By month and by who gets them"
      first="Month"
      mails={mails}
      sums={true}
      rows={months.map((month) => ({
        title: monthTitle(month),
        mails: mails.filter(({ date }) => date.startsWith(month)),
      }))}
    />
  );
}

interface TotalsProps {
  readonly caption: string;
  readonly first: string;
  readonly mails: readonly PlannedMail[];
  readonly rows: readonly { readonly title: string; readonly mails: readonly PlannedMail[] }[];
  readonly sums?: boolean;
}

function TotalsTable({ caption, first, mails, rows, sums = false }: TotalsProps) {
  const columns = rolesIn(mails);
  const most = Math.max(1, ...rows.map((row) => row.mails.length));
  const cells = (of: readonly PlannedMail[]) =>
    columns.map(({ role }) => {
      const count = of.filter((mail) => mail.role === role).length;
      return <td class={count === 0 ? 'nil' : undefined}>{count}</td>;
    });
  return (
    <section class="scrolls" tabindex={0} aria-label={caption}>
      <table class="totals">
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col" class="heading">
              {first}
            </th>
            {columns.map(({ title }) => (
              <th scope="col" class="heading">
                {title}
              </th>
            ))}
            <th scope="col" class="heading">
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row" class="row-title">
                {row.title}
              </th>
              {cells(row.mails)}
              <td class="all">
                <span class="bar" style={`width:${Math.round((row.mails.length / most) * 64)}px`} />
                {row.mails.length}
              </td>
            </tr>
          ))}
        </tbody>
        {sums && (
          <tfoot>
            <tr>
              <th scope="row" class="sum">
                All months
              </th>
              {cells(mails)}
              <td class="all sum">{mails.length}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
