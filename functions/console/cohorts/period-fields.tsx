import { capital } from '../../domain/wording.ts';
import { DataTable } from '../../pages/components/data-table.tsx';
import { errorFor, type FieldError } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import type { CohortFile } from '../../programmes/cohort-file.ts';

/** Rows for holidays that are not proposed. */
const emptyRows = 2;

interface PeriodRow {
  readonly title: string;
  readonly from: string;
  readonly to: string;
}

/** The first and last days of a cohort's years and terms, and the school holidays, each to be put right. */
export function CalendarFields({ file, errors }: { file: CohortFile; errors: readonly FieldError[] }) {
  const { years, terms, holidays } = file;
  const none = Array.from({ length: emptyRows }, () => ({ title: '', from: '', to: '' }));
  return (
    <>
      <PeriodTable
        caption="Years"
        name="year"
        errors={errors}
        rows={years.map(({ number, startsOn, endsOn }) => ({ title: `Year ${number}`, from: startsOn, to: endsOn }))}
      />
      <PeriodTable
        caption="Terms"
        name="term"
        errors={errors}
        rows={terms.map(({ title, startsOn, endsOn }) => ({ title: capital(title), from: startsOn, to: endsOn }))}
      />
      <PeriodTable caption="School holidays" name="holiday" errors={errors} titled rows={[...holidays, ...none]} />
      <p class="govuk-hint">Clear both days of a holiday to leave it out.</p>
    </>
  );
}

function PeriodTable({
  caption,
  name,
  rows,
  errors,
  titled,
}: {
  caption: string;
  name: 'year' | 'term' | 'holiday';
  rows: readonly PeriodRow[];
  errors: readonly FieldError[];
  /** Whether what a row is called is typed too. */
  titled?: boolean;
}) {
  return (
    <DataTable
      caption={caption}
      captionSize="s"
      columns={[
        { heading: titled ? 'Holiday' : caption.slice(0, -1) },
        { heading: 'First day' },
        { heading: 'Last day' },
      ]}
      rows={rows.map(({ title, from, to }, index) => {
        const field = (part: 'title' | 'from' | 'to', words: string, value: string) => (
          <Input
            name={`${name}-${part}-${index}`}
            label={
              <span class="govuk-visually-hidden">
                {words} {title || `holiday ${index + 1}`}
              </span>
            }
            type={part === 'title' ? 'text' : 'date'}
            formGroupClasses="tl-in-cell"
            value={value}
            error={errorFor(errors, `${name}-${part}-${index}`)}
          />
        );
        return [
          titled ? field('title', 'Name of', title) : title,
          field('from', 'First day of', from),
          field('to', 'Last day of', to),
        ];
      })}
      empty="None"
    />
  );
}
