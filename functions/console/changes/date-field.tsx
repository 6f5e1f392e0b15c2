import { dateOfParts } from '../../domain/local-time.ts';
import { DateInput } from '../../pages/components/date-input.tsx';
import type { FieldErrors } from '../../web/fields.ts';
import type { Typed } from './change.ts';

/** The names of a date's three fields. */
export function dateFields(prefix: string): string[] {
  return [`${prefix}-day`, `${prefix}-month`, `${prefix}-year`];
}

export function DateField(props: { prefix: string; legend: string; hint: string; typed: Typed; errors: FieldErrors }) {
  const { prefix, legend, hint, typed, errors } = props;
  return (
    <DateInput
      id={prefix}
      namePrefix={prefix}
      legend={legend}
      hint={hint}
      error={errors[`${prefix}-day`]}
      values={{
        day: typed[`${prefix}-day`],
        month: typed[`${prefix}-month`],
        year: typed[`${prefix}-year`],
      }}
    />
  );
}

/** The date that was typed as `2027-02-22`; `empty` where nothing was, `wrong` where it is no date. */
export function readDate(typed: Typed, prefix: string): string | 'empty' | 'wrong' {
  const [day = '', month = '', year = ''] = dateFields(prefix).map((field) => (typed[field] ?? '').trim());
  if (day === '' && month === '' && year === '') return 'empty';
  return dateOfParts(day, month, year) ?? 'wrong';
}
