import { type Clash, clashKinds } from '../../../local/rehearsal/calendar/clashes.ts';
import type { MailPlan, PlannedMail } from '../../../local/rehearsal/calendar/mail-plan.ts';
import { RoleMark } from './month-card.tsx';
import { clashTitles, counted, dateWithYear, purposeOf, shortDate, timeOf, titleOf } from './words.ts';

/** Every clash, by what it is, and once for all kinds of people whom it meets with the same e-mails. */
export function ClashList({ plan, clashes }: { plan: MailPlan; clashes: readonly Clash[] }) {
  if (clashes.length === 0)
    return <p class="none">No e-mail clashes with a holiday, with its own session, or with others of its week.</p>;
  return (
    <>
      {clashKinds.map((what) => {
        const same = groupAlike(clashes.filter((clash) => clash.what === what));
        if (same.length === 0) return null;
        return (
          <section class="clashes" data-clash={what}>
            <h3>
              {clashTitles[what]} <small>{counted(same.length, 'time')}</small>
            </h3>
            <ul>
              {same.map((group) => (
                <ClashItem plan={plan} group={group} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function ClashItem({ plan, group }: { plan: MailPlan; group: readonly Clash[] }) {
  const [clash] = group;
  if (!clash) return null;
  const [first] = clash.mails;
  const kinds = plan.kinds.filter(({ key }) => group.some(({ mails }) => mails[0]?.kind === key));
  return (
    <li class="clash-card">
      <p class="clash-head">
        <b>{dateWithYear(clash.date)}</b>
        {first && <span>{titleOf(first.role)}</span>}
        {clash.about && <span>{clash.about}</span>}
      </p>
      <ul class="clash-mails">
        {clash.mails.map((mail) => (
          <li>
            <span class="when">
              {shortDate(mail.date)} {timeOf(mail.at, plan.programme.zone)}
            </span>{' '}
            <RoleMark role={mail.role} /> {purposeOf(mail)}
          </li>
        ))}
      </ul>
      <p class="kinds">{kinds.map(({ title }) => title).join(' · ')}</p>
    </li>
  );
}

/** Clashes of several kinds of people that are the same e-mails on the same dates. */
function groupAlike(clashes: readonly Clash[]): Clash[][] {
  return [...Map.groupBy(clashes, ({ date, mails }) => `${date} ${mails.map(nameOf).join(' ')}`).values()];
}

function nameOf({ date, role, prompt, ordinal }: PlannedMail): string {
  return `${date}/${role}/${prompt}/${ordinal}`;
}
