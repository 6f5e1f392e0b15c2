import type { Hono } from 'hono';
import * as v from 'valibot';
import { previewInsetDay, type SchoolOfCohort, schoolsOfCohort, setInsetDay } from '../cohorts/set-inset-day.ts';
import type { Cohort } from '../domain/cohort.ts';
import { plainDate } from '../domain/ids.ts';
import { formatPlainDate } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import type { FieldError } from '../pages/components/field-errors.tsx';
import { errorFor } from '../pages/components/field-errors.tsx';
import { Select } from '../pages/components/select.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { checkForm, passage } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayAct } from './authenticate.ts';
import { DateField, dateFields, readDate } from './changes/date-field.tsx';
import { CohortFilter, chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';

const path = '/admin/school-days';
const form = v.object({ reason: passage('the reason', 1000) });

/** Schools' own INSET days: what is sent to their participants is counted by the days on which they are open. */
export function addSchoolDays(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get(path, (c) => show(deps, c));
  app.post(path, (c) => save(deps, c));
}

/** A change that was asked for in the address, and is shown before it is made. */
interface Asked {
  readonly school: SchoolOfCohort;
  readonly day: string;
  readonly closed: boolean;
}

async function show(
  deps: ConsoleDeps,
  c: ConsoleContext,
  errors: readonly FieldError[] = [],
  asked?: Asked,
): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const { cohort } = chosen;
  const schools = cohort ? await schoolsOfCohort(deps, cohort) : [];
  const typed = Object.fromEntries(dateFields('day').map((field) => [field, c.req.query(field) ?? '']));
  const read = asked ? { asked } : cohort ? readAsked(cohort, schools, c.req.query('school'), typed) : {};
  const acts = mayAct(c.get('signedIn'));
  const wrong = 'wrong' in read && read.wrong ? oneError('day-day', read.wrong) : [];
  return consolePage(deps, c, {
    title: 'Schools’ INSET days',
    errors: [...errors, ...wrong],
    children: (
      <>
        <h1 class="govuk-heading-l">Schools’ INSET days</h1>
        <p class="govuk-body">
          Emails count the working days of each participant’s own school. Term dates come with the cohort; a school’s
          own INSET days are kept here.
        </p>
        <CohortFilter chosen={chosen} action={path} />
        {cohort && 'asked' in read && read.asked && (
          <Preview deps={deps} cohort={cohort} asked={read.asked} acts={acts} errors={errors} />
        )}
        {cohort && <Days cohort={cohort} schools={schools} acts={acts} />}
        {cohort && acts && schools.length > 0 && (
          <AskForm cohort={cohort} schools={schools} typed={typed} wrong={wrong} urn={c.req.query('school')} />
        )}
      </>
    ),
  });
}

type Read = { readonly asked?: Asked; readonly wrong?: string };

function readAsked(
  { years }: Cohort,
  schools: readonly SchoolOfCohort[],
  urn: string | undefined,
  typed: Readonly<Record<string, string>>,
): Read {
  const school = schools.find((each) => each.urn === urn);
  if (!school) return {};
  const day = readDate(typed, 'day');
  if (day === 'empty' || day === 'wrong') return { wrong: 'Enter the day as numbers, for example 23 10 2026' };
  if (!years.some(({ startsOn, endsOn }) => day >= startsOn && day <= endsOn))
    return { wrong: 'The day must be within a year of the cohort' };
  return { asked: { school, day, closed: !school.insetDays.includes(day) } };
}

function Days({ cohort, schools, acts }: { cohort: Cohort; schools: readonly SchoolOfCohort[]; acts: boolean }) {
  return (
    <DataTable
      caption="Schools of the cohort"
      columns={[{ heading: 'School' }, { heading: 'URN' }, { heading: 'Its own INSET days' }]}
      rows={schools.map(({ urn, name, insetDays }) => [
        name,
        urn,
        insetDays.length === 0
          ? 'None'
          : insetDays.map((day, index) => (
              <>
                {index > 0 && <br />}
                {formatPlainDate(day)}{' '}
                {acts && (
                  <a class="govuk-link" href={addressOf(cohort.id, urn, day)}>
                    Open again<span class="govuk-visually-hidden"> {formatPlainDate(day)}</span>
                  </a>
                )}
              </>
            )),
      ])}
      empty="No school is in the cohort yet."
    />
  );
}

function addressOf(cohort: string, school: string, day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${path}?${new URLSearchParams({ cohort, school, 'day-day': date, 'day-month': month, 'day-year': year })}`;
}

function AskForm(props: {
  cohort: Cohort;
  schools: readonly SchoolOfCohort[];
  typed: Readonly<Record<string, string>>;
  wrong: readonly FieldError[];
  urn: string | undefined;
}) {
  const { cohort, schools, typed, wrong, urn } = props;
  return (
    <form method="get" action={path} novalidate>
      <h2 class="govuk-heading-m">Add an INSET day</h2>
      <input type="hidden" name="cohort" value={cohort.id} />
      <Select
        name="school"
        label="School"
        value={urn}
        options={schools.map((each) => ({ value: each.urn, text: `${each.name} (${each.urn})` }))}
      />
      <DateField
        prefix="day"
        legend="On which day is it closed to pupils?"
        hint="For example, 23 10 2026"
        typed={typed}
        errors={{ 'day-day': errorFor(wrong, 'day-day') ?? '' }}
      />
      <Button variant="secondary">See what would change</Button>
    </form>
  );
}

async function Preview(props: {
  deps: ConsoleDeps;
  cohort: Cohort;
  asked: Asked;
  acts: boolean;
  errors: readonly FieldError[];
}) {
  const { deps, cohort, asked, acts, errors } = props;
  const { school, day, closed } = asked;
  const changes = await previewInsetDay(deps, cohort, school, { urn: school.urn, day, closed });
  const what = `${school.name} ${closed ? 'is closed' : 'is open again'} on ${formatPlainDate(day)}`;
  return (
    <>
      <DataTable
        caption={`If ${what}: emails that`}
        columns={[
          { heading: 'Participant' },
          { heading: 'Move', numeric: true },
          { heading: 'Go at once', numeric: true },
        ]}
        rows={changes.map(({ id, change }) => [
          <a class="govuk-link" href={`/admin/participants/${id}`}>
            {id}
          </a>,
          change.move.length,
          change.atOnce.length,
        ])}
        empty="Nobody of this school takes part yet."
      />
      {acts && (
        <form method="post" action={path} novalidate>
          <input type="hidden" name="cohort" value={cohort.id} />
          <input type="hidden" name="school" value={school.urn} />
          <input type="hidden" name="day" value={day} />
          <input type="hidden" name="closed" value={closed ? 'yes' : 'no'} />
          <Textarea
            name="reason"
            label="Reason"
            hint="Kept in the record. You can take it back in the same way."
            rows={2}
            error={errorFor(errors, 'reason')}
          />
          <Button preventDoubleClick>{closed ? 'Close the day' : 'Open the day again'}</Button>
        </form>
      )}
    </>
  );
}

async function save(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const posted = c.get('form');
  const { cohorts } = await chosenCohort(deps, c);
  const cohort = cohorts.find(({ id }) => id === posted.text('cohort'));
  const day = posted.text('day');
  const urn = posted.text('school');
  const school = cohort && (await schoolsOfCohort(deps, cohort)).find((each) => each.urn === urn);
  if (!cohort || !school || !v.is(plainDate, day)) return problemPage(deps, c, { kind: 'not-found' });
  const closed = posted.text('closed') === 'yes';
  const checked = checkForm(form, posted.texts(['reason']));
  if (!checked.ok) return show(deps, c, oneError('reason', checked.errors.reason ?? ''), { school, day, closed });
  const change = { urn, day, closed, ...checked.value, by: c.get('signedIn').subject };
  const done = await setInsetDay(deps, cohort.id, change);
  return done === 'set' ? doneAt(c, path, 'inset-day') : problemPage(deps, c, { kind: 'not-found' });
}
