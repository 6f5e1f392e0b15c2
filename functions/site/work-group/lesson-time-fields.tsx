import { DateInput } from '../../pages/components/date-input.tsx';
import { Input } from '../../pages/components/input.tsx';

interface LessonTimeFieldsProps {
  /** What stands before the fields' ids where a page has several of them. */
  readonly prefix: string;
  readonly typed: Partial<Record<'day' | 'month' | 'year' | 'time', string>>;
  readonly error: string | undefined;
}

/** When a lesson is: a day and a time. */
export function LessonTimeFields({ prefix, typed, error }: LessonTimeFieldsProps) {
  return (
    <>
      <DateInput
        id={`${prefix}day`}
        legend="On which day?"
        legendSize="s"
        hint="For example, 25 11 2026"
        values={{ day: typed.day, month: typed.month, year: typed.year }}
        error={error}
      />
      <Input
        name="time"
        id={`${prefix}time`}
        label="When does it begin?"
        hint="For example, 9:30"
        classes="govuk-input--width-5"
        value={typed.time}
      />
    </>
  );
}
