import type { Hono } from 'hono';
import * as z from 'zod';
import type { Cohort } from '../../domain/cohort.ts';
import type { Programme } from '../../domain/programme.ts';
import { capital } from '../../domain/wording.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { DataTable } from '../../pages/components/data-table.tsx';
import { errorFor, type FieldError } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import { Select } from '../../pages/components/select.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { partition } from '../../platform/keys.ts';
import { checkCohort } from '../../programmes/check-cohort.ts';
import { type ContentMistake, checkContent } from '../../programmes/check-content.ts';
import { type CohortFile, cohortFile } from '../../programmes/cohort-file.ts';
import { closedOn, draftCohort } from '../../programmes/draft-cohort.ts';
import { openCohort } from '../../programmes/open-cohort.ts';
import { readCohort, readProgramme } from '../../programmes/read-programme.ts';
import { line, passage } from '../../web/fields.ts';
import type { PostedForm } from '../../web/posted-form.ts';
import { cohortsHere } from '../chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.tsx';

const path = '/admin/cohorts/new';

/**
 * A new cohort: what it is like (another cohort, or a version of a programme on another's calendar) and when it begins;
 * then every date of it to look at and put right; then it is made, with a line of its record.
 */
export function addNewCohort(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get(path, async (c) => {
    const begun = await readBegun(deps, c, c.req.query());
    return begun.ok
      ? datesPage(deps, c, begun, { file: begun.file, reason: '', errors: [] })
      : beginPage(deps, c, begun);
  });
  app.post(path, (c) => create(deps, c));
}

interface NotBegun {
  readonly ok: false;
  readonly cohorts: readonly Cohort[];
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

interface Begun {
  readonly ok: true;
  readonly programme: Programme;
  readonly file: CohortFile;
  /** What was asked for, to be asked for again. */
  readonly query: Readonly<Record<'from' | 'programme' | 'title' | 'first', string>>;
}

const beginning = z.object({
  from: z.string(),
  /** `key#version`; none is the other cohort's own. */
  programme: z.string().regex(/^([a-z0-9-]+#\d+)?$/, { error: 'Select a version of a programme' }),
  title: line('the title of the new cohort'),
  first: z.iso.date({ error: 'Enter the first day of its first year' }),
});

/** What the first page asked, and what it comes to; before anything was typed there is nothing wrong with it. */
async function readBegun(
  deps: ConsoleDeps,
  c: ConsoleContext,
  given: Readonly<Record<string, string>>,
): Promise<Begun | NotBegun> {
  const cohorts = await cohortsHere(deps, c);
  const typed = { from: given.from ?? cohorts.at(-1)?.id ?? '', programme: '', title: '', first: '', ...given };
  if (given.title === undefined) return { ok: false, cohorts, typed, errors: [] };
  const read = beginning.safeParse(typed);
  const like = cohorts.find(({ id }) => id === typed.from);
  const errors = [
    ...(like ? [] : [{ field: 'from', message: 'Select a cohort' }]),
    ...(read.success ? [] : read.error.issues.map(({ path: [field], message }) => ({ field: String(field), message }))),
  ];
  if (!like || !read.success) return { ok: false, cohorts, typed, errors };
  const { programme: chosen, title, first } = read.data;
  const [key = '', version = ''] = chosen.split('#');
  const programme = await readProgramme(deps.table, key ? { key, version: Number(version) } : like.programme);
  const file = draftCohort({
    like: await readCohort(deps.table, like.id),
    programme,
    id: idOf(title),
    title,
    firstDay: first,
  });
  return { ok: true, programme, file, query: { from: like.id, programme: chosen, title, first } };
}

/** `Mastery Specialists 2027 to 2029`: `mastery-specialists-2027-to-2029`. */
function idOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 60).replace(/-$/, '');
}

async function beginPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  { cohorts, typed, errors }: NotBegun,
): Promise<Response> {
  return consolePage(deps, c, {
    title: 'Create a cohort',
    before: <BackLink href="/admin/cohorts" />,
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Create a cohort</h1>
        <form method="get" action={path} novalidate>
          <Select
            name="from"
            label="Like which cohort"
            hint="Its hub, lead, places and school holidays are taken over; its dates move by whole weeks."
            value={typed.from}
            error={errorFor(errors, 'from')}
            options={cohorts.map(({ id, title }) => ({ value: id, text: title }))}
          />
          <Select
            name="programme"
            label="Programme"
            hint="Of the same programme its sessions move along; of another, dates are proposed."
            value={typed.programme}
            error={errorFor(errors, 'programme')}
            options={[{ value: '', text: 'As that cohort has it' }, ...(await versionsOf(deps, cohorts))]}
          />
          <Input name="title" label="Title of the new cohort" value={typed.title} error={errorFor(errors, 'title')} />
          <Input
            name="first"
            label="First day of its first year"
            type="date"
            classes="govuk-input--width-10"
            value={typed.first}
            error={errorFor(errors, 'first')}
          />
          <Button>See its dates</Button>
        </form>
      </>
    ),
  });
}

/** Every published version of the programmes that the hub runs. */
async function versionsOf({ table }: ConsoleDeps, cohorts: readonly Cohort[]) {
  const keys = [...new Set(cohorts.map(({ programme }) => programme.key))];
  const read = await Promise.all(
    keys.map(async (name) => {
      const rows = await table.queryAll({ pk: partition.programme(name), prefix: 'V#' });
      return Promise.all(
        rows.map(({ sk }) => readProgramme(table, { key: name, version: Number(sk.slice('V#'.length)) })),
      );
    }),
  );
  return read
    .flat()
    .map(({ key, version, title }) => ({ value: `${key}#${version}`, text: `${title}, version ${version}` }));
}

interface Dates {
  readonly file: CohortFile;
  readonly reason: string;
  readonly errors: readonly FieldError[];
}

/** Every date as it would be, each to be put right: this is the preview, and the form that makes it. */
async function datesPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  { programme, query }: Begun,
  { file, reason, errors }: Dates,
): Promise<Response> {
  const [opensOn = '', opensAt = ''] = file.nominations.opens.split(' ');
  const [closesOn = '', closesAt = ''] = file.nominations.closes.split(' ');
  return consolePage(deps, c, {
    title: `Create ${file.title}`,
    before: <BackLink href={`${path}?from=${query.from}`} />,
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Create a cohort</span> {file.title}
        </h1>
        <p class="govuk-body">
          {programme.title}, version {programme.version}. Nothing has been made yet. Look at every date: those beside
          which something stands fall on a day without school.
        </p>
        <form method="post" action={path} novalidate>
          {Object.entries(query).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <SessionFields file={file} programme={programme} errors={errors} />
          <div class="tl-in-row tl-in-row--spaced">
            <Input name="opens-on" label="Nominations open on" type="date" value={opensOn} />
            <Input name="opens-at" label="at" type="time" value={opensAt} />
            <Input
              name="closes-on"
              label="and close on"
              type="date"
              value={closesOn}
              error={errorFor(errors, 'closes-on')}
            />
            <Input name="closes-at" label="at" id="closes-at" type="time" value={closesAt} />
          </div>
          <div class="tl-in-row tl-in-row--spaced">
            <Input name="lead-name" label="Led by" value={file.lead.name} error={errorFor(errors, 'lead-name')} />
            <Input
              name="lead-email"
              label="Their email address"
              type="email"
              value={file.lead.email}
              error={errorFor(errors, 'lead-email')}
            />
            <Input
              name="capacity"
              label="Places"
              inputmode="numeric"
              classes="govuk-input--width-4"
              value={file.capacity}
              error={errorFor(errors, 'capacity')}
            />
          </div>
          <Textarea
            name="reason"
            label="Reason"
            hint="Kept in the record"
            rows={2}
            value={reason}
            error={errorFor(errors, 'reason')}
          />
          <Button preventDoubleClick>Create the cohort</Button>
        </form>
      </>
    ),
  });
}

function SessionFields({
  file,
  programme,
  errors,
}: {
  file: CohortFile;
  programme: Programme;
  errors: readonly FieldError[];
}) {
  const titles = new Map(programme.days.map(({ key, title }) => [key, title]));
  return (
    <DataTable
      caption="Sessions"
      columns={[
        { heading: 'Session' },
        { heading: 'Day' },
        { heading: 'From' },
        { heading: 'To' },
        { heading: 'Where' },
        { heading: 'Link' },
      ]}
      rows={file.sessions.map(({ day, on, starts, ends, venue, joinUrl }) => {
        const title = titles.get(day) ?? day;
        const field = (name: string, words: string, value: string, type?: 'date' | 'time') => (
          <Input
            name={`${name}-${day}`}
            label={
              <span class="govuk-visually-hidden">
                {words} of {title}
              </span>
            }
            type={type}
            formGroupClasses="tl-in-cell"
            value={value}
            error={errorFor(errors, `${name}-${day}`)}
          />
        );
        const closed = closedOn(on, file.holidays);
        return [
          <>
            {title}
            {closed && (
              <>
                <br />
                <strong>On {closed}</strong>
              </>
            )}
          </>,
          field('on', 'Day', on, 'date'),
          field('starts', 'Start', starts, 'time'),
          field('ends', 'End', ends, 'time'),
          field('venue', 'Venue', venue),
          field('link', 'Link', joinUrl ?? ''),
        ];
      })}
      empty="The programme has no days."
    />
  );
}

async function create(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const form = c.get('form');
  const begun = await readBegun(deps, c, form.texts(['from', 'programme', 'title', 'first']));
  if (!begun.ok) return beginPage(deps, c, begun);
  const typed = asTyped(begun.file, form);
  const reason = passage('the reason', 1000).safeParse(form.text('reason'));
  const read = checkContent(typed, cohortFile, (file) => checkCohort(file, begun.programme));
  const errors = [
    ...(read.ok ? [] : read.mistakes.map((mistake) => mistakeIn(typed, mistake))),
    ...(reason.success ? [] : [{ field: 'reason', message: reason.error.issues[0]?.message ?? '' }]),
  ];
  const again = { file: typed, reason: form.text('reason'), errors };
  if (!read.ok || !reason.success) return datesPage(deps, c, begun, again);
  const by = c.get('signedIn').subject;
  const { cohortId, outcome } = await openCohort(
    deps,
    { file: typed.title, cohort: typed },
    { by, reason: reason.data },
  );
  if (outcome === 'opened') return doneAt(c, `/admin/cohorts/${cohortId}`, 'created');
  const taken = { field: 'reason', message: 'There is a cohort of this title already. Go back and choose another.' };
  return datesPage(deps, c, begun, { ...again, errors: [taken] });
}

/** The draft with what was typed in place of what was proposed. */
function asTyped(file: CohortFile, form: PostedForm): CohortFile {
  return {
    ...file,
    capacity: Number(form.text('capacity')),
    lead: { ...file.lead, name: form.text('lead-name').trim(), email: form.text('lead-email').trim() },
    nominations: {
      opens: `${form.text('opens-on')} ${form.text('opens-at')}`,
      closes: `${form.text('closes-on')} ${form.text('closes-at')}`,
    },
    sessions: file.sessions.map(({ joinUrl: _link, ...session }) => {
      const text = (name: string) => form.text(`${name}-${session.day}`).trim();
      const link = text('link');
      return {
        ...session,
        on: text('on'),
        starts: text('starts'),
        ends: text('ends'),
        venue: text('venue'),
        ...(link && { joinUrl: link }),
      };
    }),
  };
}

/** A mistake of the file in the words of its form. */
function mistakeIn(file: CohortFile, { path: at, reason }: ContentMistake): FieldError {
  const field = fieldOf(file, at);
  if (field === 'capacity') return { field, message: 'Enter how many places there are, like 20' };
  if (field === 'lead-email') return { field, message: 'Enter the lead’s email address, like name@school.example' };
  if (field.startsWith('link-')) return { field, message: 'Enter a link, which an online session needs' };
  if (/^(starts|ends|on)-/.test(field) && reason.includes('must be'))
    return { field, message: 'Enter a day and times' };
  return { field, message: capital(reason) };
}

/** Which field of the form a mistake of the file is about; the first of the page where it is about the whole. */
function fieldOf(file: CohortFile, at: readonly PropertyKey[]): string {
  const [part, index, value] = at;
  if (part === 'sessions' && typeof index === 'number') {
    const names: Readonly<Record<string, string>> = { joinUrl: 'link' };
    const name = value === undefined ? 'link' : (names[String(value)] ?? (value === 'day' ? 'on' : String(value)));
    return `${name}-${file.sessions[index]?.day}`;
  }
  if (part === 'nominations') return 'closes-on';
  if (part === 'lead') return `lead-${String(index)}`;
  return part === 'capacity' ? 'capacity' : 'reason';
}
