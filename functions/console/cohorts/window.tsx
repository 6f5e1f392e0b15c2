import type { Hono } from 'hono';
import * as v from 'valibot';
import { judgeWindow, type NominationWindow, setWindow, type WindowSet } from '../../cohorts/set-window.ts';
import type { Cohort } from '../../domain/cohort.ts';
import { clockTime } from '../../domain/fields.ts';
import { instantOf, localOf } from '../../domain/local-time.ts';
import { formatMoment } from '../../domain/wording.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { errorFor, type FieldError, listErrors } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import { InsetText } from '../../pages/components/inset-text.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { readCohort } from '../../programmes/read-programme.ts';
import { checkForm, day, passage } from '../../web/fields.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage, doneAt, oneError } from '../console-page.tsx';
import { zone } from '../zone.ts';
import { windowWords } from './window-words.ts';

const names = ['opens-on', 'opens-at', 'closes-on', 'closes-at', 'reason'] as const;
type Typed = Readonly<Record<(typeof names)[number], string>>;

const form = v.object({
  'opens-on': day('Enter the day on which nominations open'),
  'opens-at': clockTime('Enter the time at which nominations open, like 09:00'),
  'closes-on': day('Enter the day on which nominations close'),
  'closes-at': clockTime('Enter the time at which nominations close, like 09:00'),
  reason: passage('the reason', 1000),
});

/** Opens and closes a cohort for nominations: typed, shown for what it comes to, and then done. */
export function addWindow(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  const path = '/admin/cohorts/:id/window' as const;
  app.get(path, (c) => formPage(deps, c, c.req.param('id')));
  app.post(path, (c) => post(deps, c, c.req.param('id')));
}

interface Again {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

async function formPage(deps: ConsoleDeps, c: ConsoleContext, id: string, again?: Again): Promise<Response> {
  const { cohort } = await readCohort(deps.table, id);
  const now = deps.clock.now();
  const { typed, errors } = again ?? { typed: typedOf(cohort), errors: [] };
  return consolePage(deps, c, {
    title: 'Open or close nominations',
    before: <BackLink href={`/admin/cohorts/${id}`} />,
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{cohort.title}</span> Open or close nominations
        </h1>
        <InsetText>{windowWords(cohort, now)}.</InsetText>
        <p class="govuk-body">
          It is {formatMoment(now, zone)}. To open nominations now, or to close them now, enter today and this time.
        </p>
        <form method="post" action={`/admin/cohorts/${id}/window`} novalidate>
          <MomentFields what="opens" words="Nominations open" typed={typed} errors={errors} />
          <MomentFields what="closes" words="Nominations close" typed={typed} errors={errors} />
          <Textarea
            name="reason"
            label="Reason"
            hint="Kept in the record"
            rows={2}
            value={typed.reason}
            error={errorFor(errors, 'reason')}
          />
          <Button>See what it comes to</Button>
        </form>
      </>
    ),
  });
}

function MomentFields({ what, words, typed, errors }: Again & { what: 'opens' | 'closes'; words: string }) {
  return (
    <fieldset class="govuk-fieldset">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{words}</legend>
      <div class="tl-in-row tl-in-row--spaced">
        <Input
          name={`${what}-on`}
          label="Day"
          type="date"
          classes="govuk-input--width-10"
          value={typed[`${what}-on`]}
          error={errorFor(errors, `${what}-on`)}
        />
        <Input
          name={`${what}-at`}
          label="Time"
          type="time"
          classes="govuk-input--width-5"
          value={typed[`${what}-at`]}
          error={errorFor(errors, `${what}-at`)}
        />
      </div>
    </fieldset>
  );
}

function typedOf({ opensAt, closesAt }: Cohort): Typed {
  const [opens, closes] = [localOf(opensAt, zone), localOf(closesAt, zone)];
  return {
    'opens-on': opens.date,
    'opens-at': opens.time,
    'closes-on': closes.date,
    'closes-at': closes.time,
    reason: '',
  };
}

async function post(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const typed = c.get('form').texts(names);
  const checked = checkForm(form, typed);
  if (!checked.ok) return formPage(deps, c, id, { typed, errors: listErrors(checked.errors) });
  const { reason, ...moments } = checked.value;
  const window = {
    opensAt: instantOf(`${moments['opens-on']} ${moments['opens-at']}`, zone),
    closesAt: instantOf(`${moments['closes-on']} ${moments['closes-at']}`, zone),
  };
  const { cohort } = await readCohort(deps.table, id);
  const wrong = judgeWindow(cohort, window);
  if (wrong) return formPage(deps, c, id, { typed, errors: oneError('closes-on', wrongWords[wrong]) });
  if (c.get('form').text('step') !== 'apply') return previewPage(deps, c, { cohort, typed, window });
  const set = await setWindow(deps, id, { window, reason, by: c.get('signedIn').subject });
  if (set !== 'set') return formPage(deps, c, id, { typed, errors: oneError('closes-on', wrongWords[set]) });
  return doneAt(c, `/admin/cohorts/${id}`, 'window');
}

const wrongWords: Readonly<Record<Exclude<WindowSet, 'set'>, string>> = {
  'closes-first': 'Nominations must close after they open',
  'after-start': 'Nominations must close before the first year begins',
};

async function previewPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  { cohort, typed, window }: { cohort: Cohort; typed: Typed; window: NominationWindow },
): Promise<Response> {
  const path = `/admin/cohorts/${cohort.id}/window`;
  return consolePage(deps, c, {
    title: 'What it comes to',
    before: <BackLink href={path} />,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{cohort.title}</span> What it comes to
        </h1>
        <p class="govuk-body">Nothing has been changed yet.</p>
        <ul class="govuk-list govuk-list--bullet">
          {effectsOf(cohort, window, deps.clock.now()).map((effect) => (
            <li>{effect}</li>
          ))}
        </ul>
        <form method="post" action={path} novalidate>
          {names.map((name) => (
            <input type="hidden" name={name} value={typed[name]} />
          ))}
          <input type="hidden" name="step" value="apply" />
          <Button preventDoubleClick>Set it so</Button>
        </form>
      </>
    ),
  });
}

/** What schools see from then on, and what becomes of nominations that are under way. */
function effectsOf(cohort: Cohort, window: NominationWindow, now: string): string[] {
  const isOpen = ({ opensAt, closesAt }: NominationWindow) =>
    Date.parse(opensAt) <= Date.parse(now) && Date.parse(now) < Date.parse(closesAt);
  const after = isOpen(window);
  const atOnce = after
    ? 'Nominations open at once: schools can choose this cohort on the form.'
    : 'Nominations close at once: a form that comes later is marked as late, and you decide whether it counts.';
  return [
    isOpen(cohort) === after ? `Nominations stay ${after ? 'open' : 'closed'} for now.` : atOnce,
    `From then on: ${windowWords(window, now)}.`,
    'Nominations that are under way go on; what is counted from the day of closing moves along.',
  ];
}
