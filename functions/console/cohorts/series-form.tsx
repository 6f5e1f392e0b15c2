import type { Programme } from '../../domain/programme.ts';
import { Button } from '../../pages/components/button.tsx';
import { Details } from '../../pages/components/details.tsx';
import { errorFor } from '../../pages/components/field-errors.tsx';
import { Input } from '../../pages/components/input.tsx';
import { Select } from '../../pages/components/select.tsx';
import type { SeriesAsked, SeriesField } from './read-series.ts';

/** Asks for sessions at regular dates; the page that answers shows every date that it makes, and nothing is made by it. */
export function SeriesForm({
  action,
  query,
  programme,
  series: { typed, isAsked, errors },
}: {
  action: string;
  query: Readonly<Record<string, string>>;
  programme: Programme;
  series: SeriesAsked;
}) {
  const field = (name: SeriesField, label: string, type?: 'date' | 'time') => (
    <Input name={name} label={label} type={type} value={typed[name]} error={errorFor(errors, name)} />
  );
  return (
    <Details summary="Lay the sessions out at regular dates" open={isAsked}>
      <form method="get" action={action} novalidate>
        {Object.entries(query).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <p class="govuk-body">
          What it makes stands in place of the dates below, clear of holidays, for you to look at and put right. What
          you have typed below is lost.
        </p>
        <div class="tl-in-row tl-in-row--spaced">
          {programme.years.length > 1 ? (
            <Select
              name="series-year"
              label="Year"
              value={typed['series-year']}
              options={programme.years.map(({ number, title }) => ({ value: String(number), text: title }))}
            />
          ) : (
            <input type="hidden" name="series-year" value="1" />
          )}
          {field('series-from', 'First session on', 'date')}
          <Input
            name="series-every"
            label="Weeks between sessions"
            inputmode="numeric"
            classes="govuk-input--width-3"
            value={typed['series-every']}
            error={errorFor(errors, 'series-every')}
          />
        </div>
        <div class="tl-in-row tl-in-row--spaced">
          {field('series-half-starts', 'Half days from', 'time')}
          {field('series-half-ends', 'to', 'time')}
          {field('series-whole-starts', 'Whole days from', 'time')}
          {field('series-whole-ends', 'to', 'time')}
        </div>
        <div class="tl-in-row tl-in-row--spaced">
          <Input
            name="series-venue"
            label="Where the group meets"
            classes="govuk-input--width-20"
            value={typed['series-venue']}
            error={errorFor(errors, 'series-venue')}
          />
          <Input
            name="series-link"
            label="Link, where it meets online"
            classes="govuk-input--width-20"
            value={typed['series-link']}
            error={errorFor(errors, 'series-link')}
          />
        </div>
        <Button variant="secondary">See these dates</Button>
      </form>
    </Details>
  );
}
