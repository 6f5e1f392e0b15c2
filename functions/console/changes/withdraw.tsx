import * as v from 'valibot';
import { isTakingPart } from '../../domain/taking-part.ts';
import {
  decideReinstatement,
  reinstatableDays,
  reinstatableUntil,
  reinstateParticipant,
} from '../../participants/reinstate-participant.ts';
import { decideWithdrawal, withdrawalReasons, withdrawParticipant } from '../../participants/withdraw-participant.ts';
import { checkForm, choice } from '../../web/fields.ts';
import { type Change, type ChangeContext, type Plan, planned, type Typed } from './change.ts';
import { keysOf, NoteField, noteField, ReasonField } from './reason-fields.tsx';

const form = v.object({ why: choice(keysOf(withdrawalReasons), 'Choose why they withdraw'), note: noteField });

export const withdraw: Change = {
  key: 'withdraw',
  fits: (participant) => isTakingPart(participant) || participant.status === 'deferred',
  label: () => 'Withdraw',
  hint: 'They leave the programme; it can be taken back',
  title: (name) => `Withdraw ${name}`,
  button: 'Withdraw them',
  isWarning: true,
  fields: ['why', 'note'],
  Form: (props) => (
    <>
      <ReasonField
        {...props}
        reasons={withdrawalReasons}
        hint="They, their school and the lead are told. After a bereavement nothing is sent at all."
      />
      <NoteField {...props} />
    </>
  ),
  plan: planWithdrawal,
  done: { withdrawn: 'withdrawn' },
  refused: { 'not-active': { field: 'why', message: 'They no longer take part, so this was not recorded' } },
};

function planWithdrawal({ deps, view, by }: ChangeContext, typed: Typed): Plan {
  const checked = checkForm(form, typed);
  if (!checked.ok) return { ok: false, errors: checked.errors };
  const { why: reason, note } = checked.value;
  return planned({
    says: [
      'Reminders stop, and they are not expected at sessions any more. What they have earned stays on record.',
      `Their place in ${view.cohort.title} becomes free.`,
      'Every link that they were sent stops working.',
      `They can take it back themselves for five working days, and an admin for ${reinstatableDays} days.`,
      ...(view.participant.schoolMove ? ['The change of school that is on its way is dropped.'] : []),
    ],
    decide: decideWithdrawal(deps.table, { reason, note, by }),
    apply: () => withdrawParticipant(deps, view.participant.id, { reason, note, by }),
  });
}

export const reinstate: Change = {
  key: 'reinstate',
  fits: ({ status, statusSince }, now) => status === 'withdrawn' && now < reinstatableUntil(statusSince),
  label: () => 'Take the withdrawal back',
  hint: `For ${reinstatableDays} days after it`,
  title: (name) => `Take the withdrawal of ${name} back`,
  button: 'Take it back',
  fields: ['note'],
  Form: (props) => <NoteField {...props} />,
  plan: planReinstatement,
  done: { back: 'reinstated', 'not-withdrawn': 'reinstated' },
  refused: {
    full: { field: 'note', message: 'Every place of the cohort is taken by now' },
    'promised-to-a-colleague': {
      field: 'note',
      message: 'A colleague has been asked to take the place over. Decline that nomination first',
    },
    'too-late': {
      field: 'note',
      message: `More than ${reinstatableDays} days have passed: they have to be nominated again`,
    },
  },
};

function planReinstatement({ deps, view, by }: ChangeContext, typed: Typed): Plan {
  const checked = checkForm(v.object({ note: noteField }), typed);
  if (!checked.ok) return { ok: false, errors: checked.errors };
  const { note } = checked.value;
  return planned({
    says: [
      'They go on where they were, with what they had earned, and future sessions are theirs again.',
      `They take a place in ${view.cohort.title} again.`,
      'What they were sent before is not sent again. Sessions that they missed stay missed.',
    ],
    decide: decideReinstatement(deps.table, { note, by }),
    apply: () => reinstateParticipant(deps, view.participant.id, { note, by }),
  });
}
