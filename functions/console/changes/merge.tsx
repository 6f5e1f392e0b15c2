import * as v from 'valibot';
import { participantId } from '../../domain/ids.ts';
import { formatDays } from '../../domain/wording.ts';
import { readPeople } from '../../driving/read-people.ts';
import { Input } from '../../pages/components/input.tsx';
import { decideMerge, mergeParticipants, previewMerge } from '../../participants/merge-participants.ts';
import { checkForm } from '../../web/fields.ts';
import { type Change, type ChangeContext, type Plan, planned, type Typed } from './change.ts';
import { NoteField, noteField } from './reason-fields.tsx';

const form = v.object({
  duplicate: v.pipe(
    v.string(),
    v.transform((typed) => typed.replace(/\s+/g, '').toUpperCase()),
    v.check(
      (reference) => v.is(participantId, reference),
      'Enter the reference of the other record: eight letters and numbers, like ABCD2345',
    ),
  ),
  note: noteField,
});

const refused = {
  'same-record': { field: 'duplicate', message: 'That is the reference of this record' },
  'no-such-record': { field: 'duplicate', message: 'There is no record with that reference' },
  'not-active': { field: 'duplicate', message: 'One of the two records is closed already' },
  'too-much': {
    field: 'duplicate',
    message:
      'The other record holds more than can be taken over in one step, so nothing was changed. Merge the other way round, into the record that holds more',
  },
} as const;

export const merge: Change = {
  key: 'merge',
  fits: ({ status }) => status !== 'replaced' && status !== 'merged' && status !== 'completed',
  label: () => 'Merge a duplicate',
  hint: 'Another record of the same person becomes part of this one',
  title: (name) => `Merge a duplicate into the record of ${name}`,
  button: 'Merge the records',
  isWarning: true,
  fields: ['duplicate', 'note'],
  Form: (props) => (
    <>
      <Input
        name="duplicate"
        label="Reference of the other record"
        hint="It is above the name on its page. This record is the one that is kept."
        classes="govuk-input--width-10"
        autocapitalize="characters"
        spellcheck={false}
        error={props.errors.duplicate}
        value={props.typed.duplicate}
      />
      <NoteField {...props} />
    </>
  ),
  plan,
  done: { merged: 'merged' },
  refused,
};

async function plan({ deps, view, by, cohorts }: ChangeContext, typed: Typed): Promise<Plan> {
  const checked = checkForm(form, typed);
  if (!checked.ok) return { ok: false, errors: checked.errors };
  const { duplicate, note } = checked.value;
  const found = await previewMerge(deps, view, duplicate);
  if (found && !cohorts.some(({ id }) => id === found.other.participant.cohortId))
    return { ok: false, errors: { duplicate: refused['no-such-record'].message } };
  return planned({
    says: found ? await dryRun(deps, found, duplicate) : [],
    decide: decideMerge(deps.table, { duplicate, note, by }),
    apply: () => mergeParticipants(deps, view.participant.id, { duplicate, note, by }),
  });
}

/** All that would happen, before any of it does. */
async function dryRun(
  deps: ChangeContext['deps'],
  { merging, other }: NonNullable<Awaited<ReturnType<typeof previewMerge>>>,
  duplicate: string,
): Promise<string[]> {
  const name = (await readPeople(deps.table, 'participant', duplicate)).participant?.name ?? duplicate;
  const moved = merging.credits.reduce((sum, { amount }) => sum + amount, 0);
  const both = merging.doubled.reduce((sum, { amount }) => sum + amount, 0);
  return [
    `The record ${duplicate} of ${name}, ${other.participant.schoolName}, closes. Its emails can still be read there.`,
    `This record goes on with its own journey, place and address.`,
    moved > 0
      ? `${formatDays(moved)} earned there (${merging.credits.length} entries) count here from now on.`
      : 'Nothing that was earned there is missing here.',
    ...(both > 0 ? [`${formatDays(both)} are in both records and count once.`] : []),
    ...(merging.places.length > 0 ? [`Attendance of ${merging.places.length} sessions is taken over.`] : []),
    ...(merging.inSchoolDays.length > 0
      ? [`${merging.inSchoolDays.length} logged days in school are taken over.`]
      : []),
    ...(other.participant.status === 'withdrawn' ? [] : [`A place in ${other.cohort.title} becomes free.`]),
  ];
}
