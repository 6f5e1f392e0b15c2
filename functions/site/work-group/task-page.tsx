import type { Hono } from 'hono';
import * as v from 'valibot';
import { likelyPupilNames } from '../../domain/pupil-names.ts';
import { formatPeriod } from '../../domain/wording.ts';
import { taskDone } from '../../domain/work-group.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { listErrors } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import { Radios } from '../../pages/components/radios.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { checkForm, type FieldErrors, note } from '../../web/fields.ts';
import { problemPage } from '../../web/problem-page.ts';
import type { WebEnv } from '../../web/web-deps.ts';
import { answerPulse } from '../../work-groups/answer-pulse.ts';
import { homeOf } from '../me.tsx';
import type { SiteDeps } from '../site-deps.ts';
import { goTo, type SiteContext, sitePage } from '../site-page.tsx';
import { zone } from '../zone.ts';
import { type MemberLink, namesMessage, withMember } from './open-group.ts';

const fields = ['done', 'withWhom', 'changed', 'reached', 'of'] as const;
type Typed = Record<(typeof fields)[number], string>;

const count = (what: string) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^\d{0,3}$/, `Enter ${what} as a number, like 4`),
    v.transform((typed) => (typed === '' ? 0 : Number(typed))),
  );

const form = v.pipe(
  v.object({
    done: v.picklist(taskDone.options, 'Select whether you have done it'),
    withWhom: note('who took part', 200),
    changed: v.pipe(
      note('what changed', 1000),
      v.check(
        (text) => likelyPupilNames(text).length === 0,
        ({ input }) => namesMessage(likelyPupilNames(input)),
      ),
    ),
    reached: count('how many colleagues took part'),
    of: count('how many colleagues teach mathematics'),
  }),
  v.forward(
    v.check(
      ({ reached, of }) => reached <= of,
      'Enter how many teach mathematics with you: no more can take part than there are',
    ),
    ['of'],
  ),
);

/** One minute about the task since a session: done, with whom, what changed. */
export function taskRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/me/:token/tasks/:session', (c) => withMember(deps, c, (opened) => show(deps, c, opened)));
  app.post('/me/:token/tasks/:session', (c) => withMember(deps, c, (opened) => save(deps, c, opened)));
}

function show(deps: SiteDeps, c: SiteContext, opened: MemberLink, typed?: Typed, errors: FieldErrors = {}) {
  const { situation, view } = opened;
  const task = situation.tasks.find(({ after }) => after.session.id === c.req.param('session'));
  if (!task) return problemPage(deps, c, { kind: 'not-found' });
  const known = situation.view.pulses.find(
    (pulse) => pulse.sessionId === task.after.session.id && pulse.participantId === view.participant.id,
  );
  const given = typed ?? {
    done: known?.done ?? '',
    withWhom: known?.withWhom ?? '',
    changed: known?.changed ?? '',
    reached: known?.of ? String(known.reached) : '',
    of: known?.of ? String(known.of) : '',
  };
  const next = task.before.session;
  return sitePage(deps, c, {
    title: 'How did it go with your department?',
    cohort: view.cohort,
    errors: listErrors(errors),
    before: <BackLink href={homeOf(opened)} />,
    children: (
      <form method="post" action={`${homeOf(opened)}/tasks/${task.after.session.id}`} novalidate>
        <span class="govuk-caption-l">Since {task.after.session.title}</span>
        <h1 class="govuk-heading-l">How did it go with your department?</h1>
        <p class="govuk-body">
          The next session is {next.title}, {formatPeriod(next.startsAt, next.endsAt, zone)}.
        </p>
        <Answers typed={given} errors={errors} />
        <Button preventDoubleClick>Send my answer</Button>
      </form>
    ),
  });
}

function Answers({ typed, errors }: { typed: Typed; errors: FieldErrors }) {
  return (
    <>
      <Radios
        name="done"
        legend="Have you tried it with your department?"
        legendSize="m"
        items={[
          { value: 'yes', label: 'Yes' },
          { value: 'partly', label: 'In part' },
          { value: 'not-yet', label: 'Not yet' },
        ]}
        value={typed.done}
        error={errors.done}
      />
      <Input
        name="withWhom"
        label="Who took part? (optional)"
        hint="For example, the Year 8 team"
        value={typed.withWhom}
        error={errors.withWhom}
      />
      <Textarea
        name="changed"
        label="What changed? (optional)"
        hint="A sentence is enough. No names of pupils, please."
        rows={3}
        value={typed.changed}
        error={errors.changed}
      />
      <Input
        name="reached"
        label="How many colleagues took part?"
        inputmode="numeric"
        classes="govuk-input--width-3"
        value={typed.reached}
        error={errors.reached}
      />
      <Input
        name="of"
        label="How many colleagues teach mathematics with you?"
        hint="Leave both empty where nobody else does: what you change in your own lessons is enough."
        inputmode="numeric"
        classes="govuk-input--width-3"
        value={typed.of}
        error={errors.of}
      />
    </>
  );
}

async function save(deps: SiteDeps, c: SiteContext, opened: MemberLink): Promise<Response> {
  const typed = c.var.form.texts(fields);
  const checked = checkForm(form, typed);
  if (!checked.ok) return show(deps, c, opened, typed, checked.errors);
  const sessionId = c.req.param('session') ?? '';
  const outcome = await answerPulse(deps, opened.groupId, opened.view.participant.id, { sessionId, ...checked.value });
  switch (outcome) {
    case 'saved':
      return goTo(c, `${homeOf(opened)}?done=task`);
    case 'not-yet':
      return show(deps, c, opened, typed, { done: 'The session has not been yet' });
    case 'no-such-task':
    case 'not-taking-part':
      return problemPage(deps, c, { kind: 'not-found' });
  }
}
