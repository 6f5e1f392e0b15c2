import * as v from 'valibot';
import { isTakingPart } from '../../domain/taking-part.ts';
import { formatPlainDate } from '../../domain/wording.ts';
import { decideDeferral, deferParticipant, deferralReasons } from '../../participants/defer-participant.ts';
import { checkForm, choice } from '../../web/fields.ts';
import { type Change, type ChangeContext, type Plan, planned, type Typed } from './change.ts';
import { DateField, dateFields, readDate } from './date-field.tsx';
import { keysOf, NoteField, noteField, ReasonField } from './reason-fields.tsx';

const form = v.object({ why: choice(keysOf(deferralReasons), 'Choose why they pause'), note: noteField });

export const defer: Change = {
  key: 'pause',
  fits: (participant) => isTakingPart(participant) || participant.status === 'deferred',
  label: ({ status }) => (status === 'deferred' ? 'Change the date of return' : 'Pause'),
  hint: 'Their place and what they have earned are kept',
  title: (name, { status }) => (status === 'deferred' ? `When does ${name} return?` : `Pause ${name}`),
  button: 'Pause them',
  fields: ['why', ...dateFields('returns'), 'note'],
  Form: (props) => (
    <>
      <ReasonField
        {...props}
        reasons={deferralReasons}
        hint="They, their school and the lead are told. After a bereavement nothing is sent at all."
      />
      <DateField
        {...props}
        prefix="returns"
        legend="When are they expected back?"
        hint="Leave it empty if nobody knows yet. We ask them four weeks and one week before."
      />
      <NoteField {...props} />
    </>
  ),
  plan,
  done: { deferred: 'paused' },
  refused: {
    'return-is-past': { field: 'returns-day', message: 'The date of return must be in the future' },
    'not-active': { field: 'why', message: 'They no longer take part, so this was not recorded' },
  },
};

function plan({ deps, view, by }: ChangeContext, typed: Typed): Plan {
  const checked = checkForm(form, typed);
  const date = readDate(typed, 'returns');
  if (!checked.ok || date === 'wrong') {
    const wrong = { 'returns-day': 'The date of return must be a real date, like 22 2 2027' };
    return { ok: false, errors: { ...(!checked.ok && checked.errors), ...(date === 'wrong' && wrong) } };
  }
  const { why: reason, note } = checked.value;
  const deferral = { reason, note, by, ...(date !== 'empty' && { returnsOn: date }) };
  return planned({
    says: [
      'Nothing is asked of them while they pause: no sessions, no reminders, no absences.',
      `Their place in ${view.cohort.title} is kept.`,
      date === 'empty'
        ? 'No date of return is set: nobody is reminded of it.'
        : `They are expected back on ${formatPlainDate(date)}. Nothing starts by itself on that day: bring them back here.`,
    ],
    decide: decideDeferral(deferral),
    apply: () => deferParticipant(deps, view.participant.id, deferral),
  });
}
