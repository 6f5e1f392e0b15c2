import * as v from 'valibot';
import { Input } from '../../pages/components/input.tsx';
import { Radios } from '../../pages/components/radios.tsx';
import {
  type Correction,
  correctableRoles,
  correctPerson,
  decideCorrection,
} from '../../participants/correct-person.ts';
import { checkForm, choice, emailAddress, personName } from '../../web/fields.ts';
import { type Change, type ChangeContext, type Plan, planned, type Typed } from './change.ts';
import { NoteField, noteField } from './reason-fields.tsx';

const whose: Record<Correction['role'], string> = {
  participant: 'The participant’s',
  head: 'The headteacher’s',
  'subject-lead': 'The subject leader’s',
};

const form = v.object({
  role: choice(correctableRoles, 'Choose whose details are wrong'),
  name: personName('their'),
  email: emailAddress('their'),
  note: noteField,
});

export const correct: Change = {
  key: 'correct',
  fits: ({ status }) => status !== 'replaced' && status !== 'merged',
  label: () => 'Put a name or address right',
  hint: 'Of the participant, the headteacher or the subject leader',
  title: (name) => `Names and addresses around ${name}`,
  button: 'Put it right',
  fields: ['role', 'name', 'email', 'note'],
  Form: ({ context: { people }, typed, errors }) => (
    <>
      <Radios
        name="role"
        legend="Whose details are wrong?"
        error={errors.role}
        value={typed.role}
        items={correctableRoles.map((role) => {
          const contact = people[role];
          return {
            value: role,
            label: whose[role],
            hint: contact
              ? `${contact.name}, ${contact.email}${contact.emailState === 'ok' ? '' : ' (mail fails)'}`
              : 'Nobody is on file',
          };
        })}
      />
      <Input name="name" label="Name" error={errors.name} value={typed.name} />
      <Input name="email" type="email" label="Email address" error={errors.email} value={typed.email} />
      <NoteField typed={typed} errors={errors} />
    </>
  ),
  plan,
  done: { corrected: 'corrected' },
  refused: {
    'shared-address': {
      field: 'email',
      message: 'Somebody else around this participant has that address. Each person needs one of their own',
    },
  },
};

function plan({ deps, view, people, by }: ChangeContext, typed: Typed): Plan {
  const checked = checkForm(form, typed);
  if (!checked.ok) return { ok: false, errors: checked.errors };
  const correction = { ...checked.value, by };
  const known = people[correction.role];
  const moved = known?.email !== correction.email;
  return planned({
    says: [
      ...(known?.name !== correction.name ? [`The name becomes ${correction.name}.`] : []),
      ...(moved
        ? [
            `Mail goes to ${correction.email} from now on.`,
            'Every link that was sent to the old address stops working.',
            'What could not be delivered there and still helps is sent to the new one.',
          ]
        : []),
    ],
    decide: decideCorrection(deps.table, correction),
    apply: () => correctPerson(deps, view.participant.id, correction),
  });
}
