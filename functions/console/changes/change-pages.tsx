import type { Hono } from 'hono';
import type { Participant } from '../../domain/participant.ts';
import { readPeople } from '../../driving/read-people.ts';
import { readJourney } from '../../journeys/read-journey.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { listErrors } from '../../pages/components/field-errors.tsx';
import { InsetText } from '../../pages/components/inset-text.tsx';
import { type Effect, previewChange } from '../../participants/effect.ts';
import type { FieldErrors } from '../../web/fields.ts';
import { problemPage } from '../../web/problem-page.ts';
import { cohortsHere } from '../chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.tsx';
import { roleWords } from '../prompt-list.tsx';
import type { Change, ChangeContext, Planned, Typed } from './change.ts';
import { correct } from './correct.tsx';
import { defer } from './defer.tsx';
import { merge } from './merge.tsx';
import { replace } from './replace.tsx';
import { resume } from './resume.tsx';
import { school, schoolOff } from './school.tsx';
import { reinstate, withdraw } from './withdraw.tsx';

const changes: readonly Change[] = [correct, resume, defer, school, schoolOff, replace, reinstate, withdraw, merge];

/** What an admin may do for a participant as they are now. */
export function changesFor(participant: Participant, now: string): readonly Change[] {
  return changes.filter((change) => change.fits(participant, now));
}

/** A form, what would follow from it, and the change itself: each of the three on a page of its own. */
export function addChanges(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/participants/:id/change/:change', (c) =>
    withChange(deps, c, (opened) => formPage(c, opened, {}, {})),
  );
  app.post('/admin/participants/:id/change/:change', (c) => withChange(deps, c, (opened) => take(c, opened)));
}

interface Opened {
  readonly change: Change;
  readonly context: ChangeContext;
  readonly home: string;
  readonly address: string;
  readonly name: string;
}

async function withChange(
  deps: ConsoleDeps,
  c: ConsoleContext,
  answer: (opened: Opened) => Promise<Response>,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const change = changes.find(({ key }) => key === c.req.param('change'));
  const view = change && (await readJourney(deps.table, id));
  if (!change || !view) return problemPage(deps, c, { kind: 'not-found' });
  const people = await readPeople(deps.table, 'participant', id);
  const home = `/admin/participants/${id}`;
  const by = c.get('signedIn').subject;
  const context = { deps, view, people, by, now: deps.clock.now(), cohorts: await cohortsHere(deps, c) };
  const name = people.participant?.name ?? id;
  return answer({ change, context, home, address: `${home}/change/${change.key}`, name });
}

function formPage(c: ConsoleContext, opened: Opened, typed: Typed, errors: FieldErrors): Promise<Response> {
  const { change, context, home, address, name } = opened;
  const title = change.title(name, context.view.participant);
  return consolePage(context.deps, c, {
    title,
    width: 'reading',
    errors: listErrors(errors),
    before: <BackLink href={home}>Back to {name}</BackLink>,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <form method="post" action={address} novalidate>
          <change.Form context={context} typed={typed} errors={errors} />
          <Button name="step" value="preview">
            See what would happen
          </Button>
        </form>
      </>
    ),
  });
}

/** Works out what would follow; does it where the admin has seen just that, and nothing has changed since. */
async function take(c: ConsoleContext, opened: Opened): Promise<Response> {
  const { change, context } = opened;
  const posted = c.get('form');
  const typed: Typed = posted.texts(change.fields);
  const step = posted.text('step');
  if (step === 'edit') return formPage(c, opened, typed, {});
  const plan = await change.plan(context, typed);
  if (!plan.ok) return formPage(c, opened, typed, plan.errors);
  const { id, version } = context.view.participant;
  const preview = await previewChange(context.deps, id, plan.planned.decide);
  if (!preview) return problemPage(context.deps, c, { kind: 'not-found' });
  if (preview.kind === 'nothing') return settled(c, opened, typed, preview.outcome);
  const seen = posted.text('seen');
  if (step === 'confirm' && seen === String(version)) return settled(c, opened, typed, await plan.planned.apply());
  return previewPage(c, opened, typed, { planned: plan.planned, effect: preview.effect, again: step === 'confirm' });
}

function settled(c: ConsoleContext, opened: Opened, typed: Typed, outcome: string): Promise<Response> | Response {
  const { change, context, home } = opened;
  const done = change.done[outcome];
  if (done) return doneAt(c, home, done);
  const refused = change.refused[outcome];
  if (refused) return formPage(c, opened, typed, { [refused.field]: refused.message });
  return problemPage(context.deps, c, { kind: 'not-found' });
}

interface Previewed {
  readonly planned: Planned;
  readonly effect: Effect;
  /** It was confirmed, and something had changed since it was looked at. */
  readonly again: boolean;
}

function previewPage(c: ConsoleContext, opened: Opened, typed: Typed, previewed: Previewed): Promise<Response> {
  const { change, context, home, address, name } = opened;
  const { planned, effect, again } = previewed;
  const title = `Check: ${change.title(name, context.view.participant)}`;
  return consolePage(context.deps, c, {
    title,
    width: 'reading',
    before: <BackLink href={home}>Back to {name}</BackLink>,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {again && (
          <InsetText>
            Something has changed for {name} since you looked, so nothing was done. This is what would happen now.
          </InsetText>
        )}
        <h2 class="govuk-heading-m">What happens</h2>
        <Sentences sentences={planned.says} />
        <h2 class="govuk-heading-m">Emails</h2>
        <Sentences sentences={effectWords(effect)} />
        <form method="post" action={address} novalidate>
          <input type="hidden" name="seen" value={String(context.view.participant.version)} />
          {change.fields.map((field) => (
            <input type="hidden" name={field} value={typed[field] ?? ''} />
          ))}
          <div class="govuk-button-group">
            <Button name="step" value="confirm" variant={change.isWarning ? 'warning' : undefined} preventDoubleClick>
              {change.button}
            </Button>
            <Button name="step" value="edit" variant="secondary">
              Change the answers
            </Button>
          </div>
        </form>
      </>
    ),
  });
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
      {sentences.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  );
}

/** Who is written to, and what is not sent any more or is sent besides, as far as is known now. */
function effectWords({ told, stops, comes }: Effect): string[] {
  const emails = (count: number) => `${count} planned ${count === 1 ? 'email' : 'emails'}`;
  const roles = [...new Set(told.map(({ role }) => roleWords[role].toLowerCase()))];
  return [
    roles.length > 0 ? `At once to: ${roles.join(', ')}.` : 'Nobody is written to because of this.',
    ...(stops > 0 ? [`${emails(stops)} will not be sent.`] : []),
    ...(comes > 0 ? [`${emails(comes)} will be sent that ${comes === 1 ? 'was' : 'were'} not planned before.`] : []),
  ];
}
