import { type FieldProps, FormField, fieldIds } from './form-field.tsx';
import { type Attributes, type Content, classNames, isPresent } from './markup.ts';

export interface TextareaProps extends FieldProps {
  value?: string | undefined;
  rows?: number | undefined;
  autocomplete?: string | undefined;
  spellcheck?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Below the control, inside its form group. */
  after?: Content;
  groupAttributes?: Attributes | undefined;
}

/** Several lines of text. */
export function Textarea(props: TextareaProps) {
  const { id, describedBy } = fieldIds(props);
  return (
    <FormField field={props} groupAttributes={props.groupAttributes}>
      <textarea
        class={classNames('govuk-textarea', isPresent(props.error) && 'govuk-textarea--error', props.classes)}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        spellcheck={props.spellcheck}
        disabled={props.disabled}
        aria-describedby={describedBy}
        autocomplete={props.autocomplete}
        {...props.attributes}
      >
        {props.value}
      </textarea>
      {props.after}
    </FormField>
  );
}
