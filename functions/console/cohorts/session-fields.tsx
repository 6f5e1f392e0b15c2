import type { Programme } from '../../domain/programme.ts';
import { DataTable } from '../../pages/components/data-table.tsx';
import { errorFor, type FieldError } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import type { CohortFile } from '../../programmes/cohort-file.ts';
import { closedOn } from '../../programmes/draft-cohort.ts';

interface SessionFieldsProps {
  readonly file: CohortFile;
  readonly programme: Programme;
  readonly errors: readonly FieldError[];
  /** What is to be said of a day, by its key. */
  readonly notes: ReadonlyMap<string, string>;
}

/** Every session of a cohort that is made, with what stands in the way of its day. */
export function SessionFields({ file, programme, errors, notes }: SessionFieldsProps) {
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
