import * as v from 'valibot';
import { Input } from '../../pages/components/input.tsx';
import { enrolmentsOf } from '../../participants/person.ts';
import { decideReplacement, isReplaceable, replaceParticipant } from '../../participants/replace-participant.ts';
import { newReference } from '../../platform/random.ts';
import { checkForm, emailAddress, personName } from '../../web/fields.ts';
import { type Change, type ChangeContext, type Plan, planned, type Typed } from './change.ts';
import { NoteField, noteField } from './reason-fields.tsx';

const form = v.object({
  name: personName('the colleague’s'),
  email: emailAddress('the colleague’s'),
  note: noteField,
});

export const replace: Change = {
  key: 'replace',
  fits: (participant) => isReplaceable(participant),
  label: () => 'Replace by a colleague',
  hint: 'The place goes on with somebody else of the school',
  title: (name) => `Replace ${name} by a colleague`,
  button: 'Ask the colleague',
  fields: ['name', 'email', 'note'],
  Form: (props) => (
    <>
      <Input name="name" label="The colleague’s name" error={props.errors.name} value={props.typed.name} />
      <Input
        name="email"
        type="email"
        label="The colleague’s email address"
        hint="They are asked at this address whether they want to take part."
        error={props.errors.email}
        value={props.typed.email}
      />
      <NoteField {...props} />
    </>
  ),
  plan,
  done: { asked: 'replacing' },
  refused: {
    'another-is-asked': {
      field: 'email',
      message: 'Another colleague has been asked already and has not answered yet',
    },
    'same-person': { field: 'email', message: 'That is the address of the person who is to be replaced' },
    full: { field: 'email', message: 'They had left, and every place of the cohort is taken by now' },
    'not-replaceable': { field: 'email', message: 'They no longer have a place, so this was not recorded' },
  },
};

async function plan({ deps, view, by }: ChangeContext, typed: Typed): Promise<Plan> {
  const checked = checkForm(form, typed);
  if (!checked.ok) return { ok: false, errors: checked.errors };
  const replacement = { ...checked.value, by };
  const earlier = await enrolmentsOf(deps.table, replacement.email);
  return planned({
    says: [
      `${replacement.name} is asked by email whether they want to take part, and reminded twice. The headteacher has promised already and is not asked again.`,
      'Nothing changes until they agree. Then this record closes, and the place goes on with a record of their own.',
      'What has been earned stays with who earned it: credit is not passed on.',
      ...(view.participant.status === 'withdrawn'
        ? ['A place of the cohort is kept for them while they are asked.']
        : []),
      ...(earlier.length > 0
        ? [`They have taken part before (${earlier.join(', ')}): the new record is linked to that one.`]
        : []),
    ],
    decide: decideReplacement(deps.table, replacement, newReference()),
    apply: () => replaceParticipant(deps, view.participant.id, replacement),
  });
}
