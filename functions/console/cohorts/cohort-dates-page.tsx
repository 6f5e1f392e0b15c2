import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { Details } from '../../pages/components/details.tsx';
import { errorFor, type FieldError } from '../../pages/components/field-errors.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import type { CohortFile } from '../../programmes/cohort-file.ts';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { type Begun, newCohortPath } from './begin-cohort.tsx';
import { HubFields, LeadFields, VariantField, WindowFields } from './cohort-fields.tsx';
import { CalendarFields } from './period-fields.tsx';
import { SeriesForm } from './series-form.tsx';
import { SessionFields } from './session-fields.tsx';

export interface Dates {
  readonly file: CohortFile;
  readonly reason: string;
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
