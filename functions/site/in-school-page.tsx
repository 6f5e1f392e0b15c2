import type { Hono } from 'hono';
import * as v from 'valibot';
import type { PlainDate } from '../domain/ids.ts';
import { dateOfParts, isAtWeekend, localOf } from '../domain/local-time.ts';
import type { InSchoolDay } from '../domain/participant.ts';
import { formatDays, formatPlainDate } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { DateInput } from '../pages/components/date-input.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { type LoggedDay, logInSchoolDay } from '../participants/log-in-school-day.ts';
import { newSecretId } from '../platform/random.ts';
import { type Checked, checkForm, choice, type FieldErrors, line, note } from '../web/fields.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { homeOf, withParticipant } from './me.tsx';
import type { ParticipantLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const fields = ['id', 'date-day', 'date-month', 'date-year', 'amount', 'activity', 'reflection', 'weekend'] as const;
type Typed = Record<(typeof fields)[number], string>;

const rest = v.object({
  amount: choice(['0.5', '1'], 'Select whether it was half a day or a whole day'),
  activity: line('what you did', 200),
  reflection: note('what you took from it', 2000),
});

/** The participant's days of development in school: what is logged, and logging another. */
export function inSchoolRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/me/:token/in-school', (c) => withParticipant(deps, c, (opened) => show(deps, c, opened, emptyForm(), {})));
  app.post('/me/:token/in-school', (c) => withParticipant(deps, c, (opened) => log(deps, c, opened)));
}

/** The id is the day's own from now on: the form sent twice logs it once. */
function emptyForm(): Typed {
  const blank = Object.fromEntries(fields.map((name) => [name, ''])) as Typed;
  return { ...blank, id: newSecretId() };
}

function show(
  deps: SiteDeps,
  c: SiteContext,
  opened: ParticipantLink,
  typed: Typed,
  errors: FieldErrors,
): Promise<Response> {
  return sitePage(deps, c, {
    title: 'Your days in school',
    cohort: opened.view.cohort,
    errors: listErrors(errors),
    before: <BackLink href={homeOf(opened)} />,
    children: (
      <>
        <h1 class="govuk-heading-l">Your days in school</h1>
        <LoggedDays days={opened.view.inSchoolDays} />
        <form method="post" action={`${homeOf(opened)}/in-school`} novalidate>
          <h2 class="govuk-heading-m">Log a day or half a day</h2>
          <DayFields typed={typed} errors={errors} />
          <Button preventDoubleClick>Log it</Button>
        </form>
      </>
    ),
  });
}

function LoggedDays({ days }: { days: readonly InSchoolDay[] }) {
  return (
    <DataTable
      caption="What you have logged"
      columns={[{ heading: 'Date' }, { heading: 'What' }, { heading: 'Length' }, { heading: 'Acknowledged' }]}
      rows={days
        .toSorted((a, b) => a.date.localeCompare(b.date))
        .map(({ date, amount, activity, acknowledgedAt }) => [
          formatPlainDate(date),
          activity,
          formatDays(amount),
          acknowledgedAt ? 'Yes' : 'Not yet',
        ])}
      empty="You have logged no day yet."
    />
  );
}

function DayFields({ typed, errors }: { typed: Typed; errors: FieldErrors }) {
  return (
    <>
      <input type="hidden" name="id" value={typed.id} />
      <DateInput
        id="date"
        namePrefix="date"
        legend="When was it?"
        legendSize="s"
        hint="For example, 12 11 2026"
        values={{ day: typed['date-day'], month: typed['date-month'], year: typed['date-year'] }}
        error={errors['date-day']}
      />
      {(errors.weekend || typed.weekend) && (
        <Checkboxes
          name="weekend"
          items={[{ value: 'yes', label: 'Yes, it was at the weekend' }]}
          values={[typed.weekend]}
          error={errors.weekend}
        />
      )}
      <Radios
        name="amount"
        legend="How long was it?"
        legendSize="s"
        items={[
          { value: '0.5', label: 'Half a day' },
          { value: '1', label: 'A whole day' },
        ]}
        value={typed.amount}
        error={errors.amount}
        classes="govuk-radios--inline"
      />
      <Input
        name="activity"
        label="What did you do?"
        hint="For example, planned a sequence of lessons with a colleague"
        value={typed.activity}
        error={errors.activity}
      />
      <Textarea
        name="reflection"
        label="What did you take from it? (optional)"
        hint="No names of pupils, please."
        rows={4}
        value={typed.reflection}
        error={errors.reflection}
      />
    </>
  );
}

/** Checks the form as of today: a real date, not ahead, not before they joined, at a weekend only when that is meant. */
function readDay(typed: Typed, enrolledAt: string, now: string): Checked<LoggedDay> {
  const date = readDate(typed);
  const today = localOf(now, zone).date;
  const joined = localOf(enrolledAt, zone).date;
  const wrong = wrongDate(date, today, joined);
  const checked = checkForm(rest, typed);
  const errors: Record<string, string> = {
    ...(wrong && { 'date-day': wrong }),
    ...(!wrong && date && isAtWeekend(date) && typed.weekend !== 'yes' && { weekend: weekendQuestion(date) }),
    ...(checked.ok ? {} : checked.errors),
  };
  if (!checked.ok || !date || Object.keys(errors).length > 0) return { ok: false, errors };
  const { amount, activity, reflection } = checked.value;
  const id = /^[\w-]{10,40}$/.test(typed.id) ? typed.id : newSecretId();
  return { ok: true, value: { id, date, amount: amount === '1' ? 1 : 0.5, activity, reflection } };
}

function wrongDate(date: PlainDate | undefined, today: PlainDate, joined: PlainDate): string | undefined {
  if (!date) return 'Enter a real date, like 12 11 2026';
  if (date > today) return 'The date must be today or in the past';
  if (date < joined) return 'The date must be after you joined the programme';
  return undefined;
}

function weekendQuestion(date: PlainDate): string {
  return `${formatPlainDate(date)} is at the weekend. Tick the box if that is right, or change the date`;
}

function readDate(typed: Typed): PlainDate | undefined {
  return dateOfParts(typed['date-day'].trim(), typed['date-month'].trim(), typed['date-year'].trim());
}

async function log(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  const typed = c.var.form.texts(fields);
  const read = readDay(typed, opened.view.participant.enrolledAt, deps.clock.now());
  if (!read.ok) return show(deps, c, opened, typed, read.errors);
  const outcome = await logInSchoolDay(deps, opened.view.participant.id, read.value);
  switch (outcome) {
    case 'logged':
      return goTo(c, `${homeOf(opened)}?done=logged`);
    case 'too-much-that-day':
      return show(deps, c, opened, typed, {
        amount: 'With what you have logged already, it is more than one day on that date',
      });
    case 'not-taking-part':
      return show(deps, c, opened, typed, { 'date-day': 'You are not taking part in the programme at the moment' });
  }
}
