import { type FieldProps, FormField, fieldIds } from './form-field.tsx';
import { type Content, classNames, isPresent } from './markup.ts';

export interface InputProps extends FieldProps {
  value?: string | number | undefined;
  type?: 'text' | 'email' | 'tel' | 'search' | 'number' | 'password' | 'date' | 'time' | 'date' | undefined;
  /** As `given-name`, `email`: asked by WCAG 1.3.5 where the answer is about the person who types. */
  autocomplete?: string | undefined;
  autocapitalize?: 'none' | 'sentences' | 'words' | 'characters' | undefined;
  inputmode?: 'text' | 'decimal' | 'numeric' | 'email' | 'tel' | 'search' | 'url' | undefined;
  pattern?: string | undefined;
  spellcheck?: boolean | undefined;
  disabled?: boolean | undefined;
  prefix?: Content;
  suffix?: Content;
}

/** One line of text. */
export function Input(props: InputProps) {
  const control = <InputControl {...props} />;
  const affixed = isPresent(props.prefix) || isPresent(props.suffix);
  return (
    <FormField field={props}>
      {affixed ? (
        <div class="govuk-input__wrapper">
          {isPresent(props.prefix) && <Affix kind="prefix">{props.prefix}</Affix>}
          {control}
          {isPresent(props.suffix) && <Affix kind="suffix">{props.suffix}</Affix>}
        </div>
      ) : (
        control
      )}
    </FormField>
  );
}

function InputControl(props: InputProps) {
  const { id, describedBy } = fieldIds(props);
  return (
    <input
      class={classNames('govuk-input', props.classes, isPresent(props.error) && 'govuk-input--error')}
      id={id}
      name={props.name}
      type={props.type ?? 'text'}
      spellcheck={props.spellcheck}
      value={props.value}
      disabled={props.disabled}
      aria-describedby={describedBy}
      autocomplete={props.autocomplete}
      autocapitalize={props.autocapitalize}
      pattern={props.pattern}
      inputmode={props.inputmode}
      {...props.attributes}
    />
  );
}

function Affix({ kind, children }: { kind: 'prefix' | 'suffix'; children: Content }) {
  return (
    <div class={`govuk-input__${kind}`} aria-hidden="true">
      {children}
    </div>
  );
}
