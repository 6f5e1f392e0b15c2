import * as v from 'valibot';
import type { JourneyView } from '../../domain/views.ts';
import { formatDays } from '../../domain/wording.ts';
import { Radios } from '../../pages/components/radios.tsx';
import { nameParticipantStatus } from '../../pages/components/status-tags.tsx';
import { decideResumption, resumeParticipant } from '../../participants/resume-participant.ts';
import { checkForm } from '../../web/fields.ts';
import { type Change, type ChangeContext, type Plan, planned, type Typed } from './change.ts';
import { NoteField, noteField } from './reason-fields.tsx';

const form = v.object({
  cohort: v.pipe(v.string(), v.minLength(1, 'Choose the cohort in which they go on')),
  note: noteField,
});

export const resume: Change = {
  key: 'resume',
  fits: ({ status }) => status === 'deferred',
  label: () => 'Bring back',
  hint: 'In this cohort or a later one',
  title: (name) => `Bring ${name} back`,
  button: 'Bring them back',
  fields: ['cohort', 'note'],
  Form: (props) => (
    <>
      <Radios
        name="cohort"
        legend="In which cohort do they go on?"
        hint="They go on with the version of the programme that the cohort runs."
        error={props.errors.cohort}
        value={props.typed.cohort || props.context.view.cohort.id}
        items={props.context.cohorts.map(({ id, title }) => ({
          value: id,
          label: title,
          ...(id === props.context.view.cohort.id && { hint: 'Their own' }),
        }))}
      />
      <NoteField {...props} />
    </>
  ),
  plan,
  done: { resumed: 'resumed' },
  refused: {
    full: { field: 'cohort', message: 'Every place of that cohort is taken. Choose another one' },
    'not-deferred': { field: 'cohort', message: 'They are not paused any more, so this was not recorded' },
  },
};

async function plan({ deps, view, cohorts, by, now }: ChangeContext, typed: Typed): Promise<Plan> {
  const checked = checkForm(form, typed);
  if (!checked.ok) return { ok: false, errors: checked.errors };
  const { cohort: cohortId, note } = checked.value;
  if (!cohorts.some(({ id }) => id === cohortId))
    return { ok: false, errors: { cohort: 'Choose the cohort in which they go on' } };
  const decide = decideResumption(deps.table, { cohortId, note, by });
  const { change } = await decide(view, now);
  return planned({
    says: change ? differenceOf(view, { ...view, ...change.after }, change.set?.status, now) : [],
    decide,
    apply: () => resumeParticipant(deps, view.participant.id, { cohortId, note, by }),
  });
}

/** What going on there is like beside where they were, in words. */
function differenceOf(
  before: JourneyView,
  after: JourneyView,
  status: JourneyView['participant']['status'] | undefined,
  now: string,
) {
  const earned = before.credits.reduce((sum, { amount }) => sum + amount, 0);
  const excused = new Set(after.places.filter(({ state }) => state === 'excused').map(({ sessionId }) => sessionId));
  const ahead = after.sessions.filter(
    ({ id, state, kind, endsAt }) => state === 'planned' && kind !== 'catch-up' && endsAt > now && !excused.has(id),
  );
  const spared = after.sessions.filter(({ id, endsAt }) => endsAt > now && excused.has(id)).map(({ title }) => title);
  return [
    `They go on in ${after.cohort.title}${status ? `, as “${nameParticipantStatus(status)}”` : ''}.`,
    `What they have earned stays theirs: ${formatDays(earned)}. What fell due while they were away was not for them.`,
    `${ahead.length} ${ahead.length === 1 ? 'session is' : 'sessions are'} still to come${ahead.length > 0 ? `: ${ahead.map(({ title }) => title).join(', ')}` : ''}.`,
    ...(spared.length > 0
      ? [`They have had these days already and are not asked to come again: ${spared.join(', ')}.`]
      : []),
    ...versionWords(before, after),
    ...(before.cohort.id === after.cohort.id
      ? []
      : [`Their place in ${before.cohort.title} becomes free, and one in ${after.cohort.title} is theirs.`]),
  ];
}

/** Where the programme is another one by now: which of its days and e-mails are new, and which are gone. */
function versionWords({ programme: old }: JourneyView, { programme }: JourneyView): string[] {
  if (old.key === programme.key && old.version === programme.version) return [];
  const names = (days: readonly { title: string }[]) => days.map(({ title }) => title).join(', ');
  const newDays = programme.days.filter(({ key }) => old.days.every((day) => day.key !== key));
  const goneDays = old.days.filter(({ key }) => programme.days.every((day) => day.key !== key));
  const newPrompts = programme.prompts.filter(({ key }) => old.prompts.every((prompt) => prompt.key !== key));
  const gonePrompts = old.prompts.filter(({ key }) => programme.prompts.every((prompt) => prompt.key !== key));
  return [
    `The programme is ${programme.title}, version ${programme.version}, instead of ${old.title}, version ${old.version}.`,
    ...(newDays.length > 0 ? [`New days: ${names(newDays)}.`] : []),
    ...(goneDays.length > 0
      ? [`Days that are gone: ${names(goneDays)}. What was earned on them counts all the same.`]
      : []),
    ...(newPrompts.length + gonePrompts.length > 0
      ? [
          `It has ${newPrompts.length} emails that theirs had not, and ${gonePrompts.length} fewer of those that it had.`,
        ]
      : []),
  ];
}
