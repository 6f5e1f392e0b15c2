import { type FieldProps, FormField, fieldIds } from './form-field.tsx';
import { type Absent, type Attributes, classNames, isPresent } from './markup.ts';

export interface SelectOption {
  text: string;
  /** The text itself where none is given. */
  value?: string | number | undefined;
  selected?: boolean | undefined;
  disabled?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface SelectProps extends FieldProps {
  options: readonly (SelectOption | Absent)[];
  /** The value of the chosen option. */
  value?: string | number | undefined;
  disabled?: boolean | undefined;
}

/** One of many, where radios would fill the page: for filters and admins, seldom for the public. */
export function Select(props: SelectProps) {
  const { id, describedBy } = fieldIds(props);
  return (
    <FormField field={props}>
      <select
        class={classNames('govuk-select', props.classes, isPresent(props.error) && 'govuk-select--error')}
        id={id}
        name={props.name}
        disabled={props.disabled}
        aria-describedby={describedBy}
        {...props.attributes}
      >
        {props.options.map((option) => option && <Option option={option} chosen={props.value} />)}
      </select>
    </FormField>
  );
}

function Option({ option, chosen }: { option: SelectOption; chosen: string | number | undefined }) {
  return (
    <option
      value={option.value}
      selected={isSelected(option, chosen)}
      disabled={option.disabled}
      {...option.attributes}
    >
      {option.text}
    </option>
  );
}

function isSelected(option: SelectOption, chosen: string | number | undefined): boolean {
  if (option.selected !== undefined) return option.selected;
  return chosen !== undefined && chosen !== '' && (option.value ?? option.text) === chosen;
}
