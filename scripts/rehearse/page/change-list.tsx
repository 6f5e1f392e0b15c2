import { mailOf, type PlanChange } from '../../../local/rehearsal/calendar/compare-plans.ts';
import type { MailPlan, PlannedMail } from '../../../local/rehearsal/calendar/mail-plan.ts';
import { RoleMark } from './month-card.tsx';
import { counted, dateWithYear, purposeOf, timeOf } from './words.ts';

/** What is compared, and what came out. */
export interface Comparison {
  /** `sample-2027.yaml`, `Central half-day 3 moved to 2027-02-04T13:30`: what the differences come from. */
  readonly title: string;
  readonly changes: readonly PlanChange[];
}

const words = { added: 'More', gone: 'No longer', moved: 'At another time' } as const;

/** The differences between two rehearsals, once for all kinds of people that they are the same for. */
export function ChangeList({ plan, comparison: { title, changes } }: { plan: MailPlan; comparison: Comparison }) {
  const groups = [...Map.groupBy(changes, nameOf).values()];
  return (
    <>
      <p>
        {title}:{' '}
        {changes.length === 0 ? 'no e-mail changes' : `${counted(changes.length, 'e-mail')} of these people change`}.
      </p>
      {groups.length > 0 && (
        <ul class="changes">
          {groups.map((group) => (
            <ChangeItem plan={plan} group={group} />
          ))}
        </ul>
      )}
    </>
  );
}

function ChangeItem({ plan, group }: { plan: MailPlan; group: readonly PlanChange[] }) {
  const [change] = group;
  if (!change) return null;
  const mail = mailOf(change);
  const when = ({ date, at }: PlannedMail) => `${dateWithYear(date)} ${timeOf(at, plan.programme.zone)}`;
  const kinds = plan.kinds.filter(({ key }) => group.some((each) => mailOf(each).kind === key));
  return (
    <li class={`change ${change.change}`} data-change={change.change}>
      <span class="tag">{words[change.change]}</span>
      <span class="what">
        <RoleMark role={mail.role} /> {purposeOf(mail)}
      </span>
      <span class="when">
        {change.change === 'moved' && <s>{when(change.before)}</s>} {when(mail)}
      </span>
      <span class="kinds">{kinds.map((kind) => kind.title).join(' · ')}</span>
    </li>
  );
}

function nameOf(change: PlanChange): string {
  const { role, prompt, ordinal, at } = mailOf(change);
  const was = change.change === 'moved' ? change.before.at : '';
  return `${change.change} ${role} ${prompt} ${ordinal} ${at} ${was}`;
}
