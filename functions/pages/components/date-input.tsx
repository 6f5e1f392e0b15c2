import { FormFieldset, type GroupProps } from './form-field.tsx';
import { Input } from './input.tsx';
import { classNames, isPresent } from './markup.ts';

const dateParts = ['day', 'month', 'year'] as const;
export type DatePart = (typeof dateParts)[number];

export interface DateInputProps extends GroupProps {
  id: string;
  /** `started` makes the fields' names `started-day`, `started-month`, `started-year`. */
  namePrefix?: string | undefined;
  /** As typed, so that a wrong date comes back as it was. */
  values?: Partial<Record<DatePart, string | number>> | undefined;
  /** Which parts the error is about; all of them where there is an error and none is named. */
  wrongParts?: readonly DatePart[] | undefined;
  labels?: Partial<Record<DatePart, string>> | undefined;
}

const partLabels: Record<DatePart, string> = { day: 'Day', month: 'Month', year: 'Year' };

/** A date that people know or can look up, typed as three numbers. */
export function DateInput(props: DateInputProps) {
  return (
    // A fieldset of text inputs needs the role for JAWS to announce its description (govuk-frontend).
    <FormFieldset id={props.id} group={props} role="group">
      <div class={classNames('govuk-date-input', props.classes)} {...props.attributes} id={props.id}>
        {dateParts.map((part) => (
          <div class="govuk-date-input__item">
            <Input
              label={props.labels?.[part] ?? partLabels[part]}
              labelClasses="govuk-date-input__label"
              id={`${props.id}-${part}`}
              name={props.namePrefix ? `${props.namePrefix}-${part}` : part}
              classes={partClasses(props, part)}
              value={props.values?.[part]}
              inputmode="numeric"
            />
          </div>
        ))}
      </div>
    </FormFieldset>
  );
}

function partClasses({ error, wrongParts }: DateInputProps, part: DatePart): string {
  const wrong = wrongParts?.length ? wrongParts.includes(part) : isPresent(error);
  return classNames(
    'govuk-date-input__input',
    wrong && 'govuk-input--error',
    part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
  );
}
