import * as v from 'valibot';
import { isTakingPart } from '../../domain/taking-part.ts';
import { formatPlainDate } from '../../domain/wording.ts';
import { Input } from '../../pages/components/input.tsx';
import { Radios } from '../../pages/components/radios.tsx';
import {
  callOffSchoolChange,
  changeSchool,
  decideCallingOff,
  decideSchoolChange,
  type SchoolChange,
} from '../../participants/school-change.ts';
import { checkForm, choice, emailAddress, type FieldErrors, line, personName } from '../../web/fields.ts';
import { type Change, type ChangeContext, type ChangeFormProps, type Plan, planned, type Typed } from './change.ts';
import { DateField, dateFields, readDate } from './date-field.tsx';
import { NoteField, noteField } from './reason-fields.tsx';

const form = v.object({
  kind: choice(['in-hub', 'other-hub', 'outside', 'successor'], 'Choose where they go'),
  schoolName: line('the name of the school', 120),
  urn: v.pipe(
    v.string(),
    v.transform((typed) => typed.replace(/\s+/g, '')),
    v.regex(/^(\d{6})?$/, 'A URN has six digits, like 123456'),
  ),
  headName: v.string(),
  headEmail: v.string(),
  becomes: v.string(),
  note: noteField,
});
const headForm = v.object({ headName: personName('the headteacher’s'), headEmail: emailAddress('the headteacher’s') });

export const school: Change = {
  key: 'school',
  fits: (participant) => isTakingPart(participant) || participant.status === 'deferred',
  label: ({ schoolMove }) => (schoolMove ? 'Correct the change of school' : 'Change of school'),
  hint: 'From a day in the past or to come',
  title: (name) => `${name} goes to another school`,
  button: 'Record the change',
  fields: ['kind', 'schoolName', 'urn', ...dateFields('from'), 'headName', 'headEmail', 'becomes', 'note'],
  Form: SchoolForm,
  plan,
  done: { asked: 'school-asked', recorded: 'school-recorded' },
  refused: {
    'same-school': { field: 'urn', message: 'They are at the school with that URN already' },
    'before-enrolment': { field: 'from-day', message: 'The date must be after they joined the programme' },
    'not-active': { field: 'kind', message: 'They no longer take part, so this was not recorded' },
  },
};

function SchoolForm({ typed, errors }: ChangeFormProps) {
  return (
    <>
      <Radios
        name="kind"
        legend="Where do they go?"
        error={errors.kind}
        value={typed.kind}
        items={[
          {
            value: 'in-hub',
            label: 'To another state-funded secondary school of this hub',
            hint: 'Its headteacher is asked first',
            conditional: <HeadFields typed={typed} errors={errors} />,
          },
          {
            value: 'successor',
            label: 'Nowhere: their school has closed and goes on under another name or number',
            hint: 'As when it becomes an academy',
          },
          { value: 'other-hub', label: 'To a school of another hub', hint: 'The other hub has to take them on' },
          { value: 'outside', label: 'Out of state-funded secondary schools, or abroad' },
        ]}
      />
      <Input name="schoolName" label="Name of the school" error={errors.schoolName} value={typed.schoolName} />
      <Input
        name="urn"
        label="URN (optional outside England)"
        hint="Six digits. Check the postcode too: many schools share a name."
        classes="govuk-input--width-10"
        inputmode="numeric"
        error={errors.urn}
        value={typed.urn}
      />
      <DateField
        prefix="from"
        legend="First day there"
        hint="It may be past or still to come. For example, 1 9 2027"
        typed={typed}
        errors={errors}
      />
      <Radios
        name="becomes"
        legend="If they leave this hub, what happens on that day?"
        error={errors.becomes}
        value={typed.becomes}
        items={[
          { value: 'pause', label: 'They pause', hint: 'Their place is kept, as when another hub is found' },
          { value: 'withdraw', label: 'They withdraw' },
        ]}
      />
      <NoteField typed={typed} errors={errors} />
    </>
  );
}

function HeadFields({ typed, errors }: Pick<ChangeFormProps, 'typed' | 'errors'>) {
  return (
    <>
      <Input name="headName" label="The headteacher’s name" error={errors.headName} value={typed.headName} />
      <Input
        name="headEmail"
        type="email"
        label="The headteacher’s email address"
        error={errors.headEmail}
        value={typed.headEmail}
      />
    </>
  );
}

function plan({ deps, view, by }: ChangeContext, typed: Typed): Plan {
  const read = readChange(typed, by, view.participant.enrolledAt);
  if (!read.ok) return read;
  const { change } = read;
  return planned({
    says: wordsOf(change, view.participant.schoolName),
    decide: decideSchoolChange(deps.table, change),
    apply: () => changeSchool(deps, view.participant.id, change),
  });
}

function readChange(
  typed: Typed,
  by: string,
  enrolledAt: string,
): { ok: true; change: SchoolChange } | { ok: false; errors: FieldErrors } {
  const checked = checkForm(form, typed);
  const from = readDate(typed, 'from');
  const wrongDate = from === 'empty' || from === 'wrong' || isTooFar(from, enrolledAt);
  const errors = {
    ...(checked.ok ? {} : checked.errors),
    ...(wrongDate && { 'from-day': 'Enter their first day there, as a real date within five years' }),
  };
  if (!checked.ok || wrongDate) return { ok: false, errors };
  const { kind, schoolName: name, urn, becomes, note } = checked.value;
  const common = { name, urn, from, note, by };
  if (kind !== 'outside' && urn === '') return { ok: false, errors: { urn: 'Enter the URN of the school' } };
  if (kind === 'successor') return { ok: true, change: { ...common, to: 'successor' } };
  if (kind === 'in-hub') {
    const head = checkForm(headForm, { headName: typed.headName, headEmail: typed.headEmail });
    if (!head.ok) return head;
    return {
      ok: true,
      change: { ...common, to: 'in-hub', head: { name: head.value.headName, email: head.value.headEmail } },
    };
  }
  if (becomes !== 'pause' && becomes !== 'withdraw')
    return { ok: false, errors: { becomes: 'Choose what happens on that day' } };
  return { ok: true, change: { ...common, to: 'elsewhere', becomes } };
}

/** The calendar that a journey is planned on ends a few years after the cohort does. */
function isTooFar(from: string, enrolledAt: string): boolean {
  return Number(from.slice(0, 4)) - Number(enrolledAt.slice(0, 4)) > 5;
}

function wordsOf(change: SchoolChange, schoolName: string): string[] {
  const day = formatPlainDate(change.from);
  const kept = 'They keep their place and what they have earned.';
  switch (change.to) {
    case 'in-hub':
      return [
        `${change.head.name} is asked by email whether ${change.name} can support them, and reminded twice.`,
        `Once they have agreed, and not before ${day}, the participant belongs to ${change.name}. Until then nothing changes.`,
        `Then ${schoolName} is told that it has no more part in it.`,
        kept,
      ];
    case 'successor':
      return [`From ${day} their school is ${change.name}. Nobody is asked again.`, kept];
    case 'elsewhere':
      return change.becomes === 'pause'
        ? [`On ${day} they pause. Their place is kept, and nothing is asked of them until they are brought back.`]
        : [`On ${day} they withdraw: their place becomes free, and they and ${schoolName} are told.`];
  }
}

export const schoolOff: Change = {
  key: 'school-off',
  fits: ({ schoolMove }) => schoolMove !== undefined,
  label: () => 'Call the change of school off',
  hint: 'They stay where they are',
  title: (name) => `${name} stays at the same school`,
  button: 'Call it off',
  fields: ['note'],
  Form: (props) => <NoteField {...props} />,
  plan: ({ deps, view, by }, typed) => {
    const checked = checkForm(v.object({ note: noteField }), typed);
    if (!checked.ok) return { ok: false, errors: checked.errors };
    const off = { note: checked.value.note, by };
    return planned({
      says: [
        `They stay at ${view.participant.schoolName}. Whoever was asked for the other school is not reminded any more.`,
      ],
      decide: decideCallingOff(off),
      apply: () => callOffSchoolChange(deps, view.participant.id, off),
    });
  },
  done: { 'called-off': 'school-off' },
  refused: {},
};
