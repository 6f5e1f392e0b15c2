import type { Programme } from '../../domain/programme.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { DataTable } from '../../pages/components/data-table.tsx';
import { Details } from '../../pages/components/details.tsx';
import { errorFor, type FieldError } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import { Select } from '../../pages/components/select.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import type { CohortFile } from '../../programmes/cohort-file.ts';
import { closedOn } from '../../programmes/draft-cohort.ts';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { type Begun, newCohortPath } from './begin-cohort.tsx';
import { CalendarFields } from './period-fields.tsx';
import { SeriesForm } from './series-form.tsx';

export interface Dates {
  readonly file: CohortFile;
  readonly reason: string;
  readonly errors: readonly FieldError[];
}

interface Fields {
  readonly file: CohortFile;
  readonly errors: readonly FieldError[];
}

/** Every date as it would be, each to be put right: this is the preview, and the form that makes it. */
export async function datesPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  { programme, query, isLikeNone, series }: Begun,
  { file, reason, errors }: Dates,
): Promise<Response> {
  return consolePage(deps, c, {
    title: `Create ${file.title}`,
    before: <BackLink href={`${newCohortPath}?from=${query.from}`} />,
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
        <SeriesForm action={newCohortPath} query={query} programme={programme} series={series} />
        <form method="post" action={newCohortPath} novalidate>
          {Object.entries(query).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          {isLikeNone && <HubFields file={file} errors={errors} />}
          {isLikeNone && <VariantField file={file} programme={programme} />}
          <SessionFields file={file} programme={programme} errors={errors} notes={series.notes} />
          <WindowFields file={file} errors={errors} />
          <LeadFields file={file} errors={errors} />
          <Details
            summary="Years, terms and school holidays"
            open={isLikeNone || errors.some(({ field }) => /^(year|term|holiday)-/.test(field))}
          >
            {isLikeNone && (
              <p class="govuk-body">
                These are as most schools in England have them. Put them right by the term dates of your councils.
              </p>
            )}
            <CalendarFields file={file} errors={errors} />
          </Details>
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

function HubFields({ file: { hub }, errors }: Fields) {
  return (
    <>
      <div class="tl-in-row tl-in-row--spaced">
        <Input
          name="hub-name"
          label="Hub"
          classes="govuk-input--width-20"
          value={hub.name}
          error={errorFor(errors, 'hub-name')}
        />
        <Input
          name="hub-id"
          label="Short name of the hub"
          hint="As the sign-in’s groups have it: hub:north-hub is north-hub"
          autocapitalize="none"
          spellcheck={false}
          classes="govuk-input--width-20"
          value={hub.id}
          error={errorFor(errors, 'hub-id')}
        />
      </div>
      <div class="tl-in-row tl-in-row--spaced">
        <Input
          name="hub-runBy"
          label="Who runs it"
          hint="Stands at the end of every page and email"
          classes="govuk-input--width-30"
          value={hub.runBy}
          error={errorFor(errors, 'hub-runBy')}
        />
        <Input
          name="hub-replyTo"
          label="Where answers to its emails go"
          hint="An email address"
          type="email"
          value={hub.replyTo}
          error={errorFor(errors, 'hub-replyTo')}
        />
      </div>
    </>
  );
}

function VariantField({ file, programme }: { file: CohortFile; programme: Programme }) {
  if (programme.variants.length === 0) return null;
  return (
    <Select
      name="variant"
      label="Which kind"
      value={file.variant ?? ''}
      options={[
        { value: '', text: 'None in particular' },
        ...programme.variants.map(({ key, title }) => ({ value: key, text: title })),
      ]}
    />
  );
}

function WindowFields({ file: { nominations }, errors }: Fields) {
  const [opensOn = '', opensAt = ''] = nominations.opens.split(' ');
  const [closesOn = '', closesAt = ''] = nominations.closes.split(' ');
  return (
    <div class="tl-in-row tl-in-row--spaced">
      <Input name="opens-on" label="Nominations open on" type="date" value={opensOn} />
      <Input name="opens-at" label="at" type="time" value={opensAt} />
      <Input name="closes-on" label="and close on" type="date" value={closesOn} error={errorFor(errors, 'closes-on')} />
      <Input name="closes-at" label="at" id="closes-at" type="time" value={closesAt} />
    </div>
  );
}

function LeadFields({ file: { lead, capacity }, errors }: Fields) {
  return (
    <div class="tl-in-row tl-in-row--spaced">
      <Input name="lead-name" label="Led by" value={lead.name} error={errorFor(errors, 'lead-name')} />
      <Input
        name="lead-email"
        label="Their email address"
        type="email"
        value={lead.email}
        error={errorFor(errors, 'lead-email')}
      />
      <Input
        name="capacity"
        label="Places"
        inputmode="numeric"
        classes="govuk-input--width-4"
        value={capacity}
        error={errorFor(errors, 'capacity')}
      />
    </div>
  );
}

function SessionFields({
  file,
  programme,
  errors,
  notes,
}: Fields & { programme: Programme; notes: ReadonlyMap<string, string> }) {
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
            {notes.has(day) && (
              <>
                <br />
                <span class="govuk-!-font-weight-regular">{notes.get(day)}</span>
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
