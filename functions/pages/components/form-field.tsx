import { ErrorMessage } from './error-message.tsx';
import { Fieldset } from './fieldset.tsx';
import { Hint } from './hint.tsx';
import { Label } from './label.tsx';
import { type Attributes, type Content, classNames, idList, isPresent, type TextSize } from './markup.ts';

/** What every single control has: its name, its words, and what is wrong with its answer. */
export interface FieldProps {
  name: string;
  /** The control's id, which the error summary links to; its name where none is given. */
  id?: string | undefined;
  label: Content;
  labelSize?: TextSize | undefined;
  labelIsPageHeading?: boolean | undefined;
  labelClasses?: string | undefined;
  hint?: Content;
  error?: Content;
  describedBy?: string | undefined;
  formGroupClasses?: string | undefined;
  /** Of the control itself, like `attributes`. */
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** What every group of controls has. Without a legend it has no fieldset. */
export interface GroupProps {
  legend?: Content;
  legendSize?: TextSize | undefined;
  legendIsPageHeading?: boolean | undefined;
  fieldsetDescribedBy?: string | undefined;
  hint?: Content;
  error?: Content;
  formGroupClasses?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

interface FormGroupProps {
  hasError: boolean;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  children: Content;
}

export function FormGroup({ hasError, classes, attributes, children }: FormGroupProps) {
  return (
    <div class={classNames('govuk-form-group', hasError && 'govuk-form-group--error', classes)} {...attributes}>
      {children}
    </div>
  );
}

/** The ids that tie a control to its hint and its error message. */
export function fieldIds(field: Pick<FieldProps, 'id' | 'name' | 'hint' | 'error' | 'describedBy'>) {
  const id = field.id ?? field.name;
  const hint = isPresent(field.hint) ? `${id}-hint` : undefined;
  const error = isPresent(field.error) ? `${id}-error` : undefined;
  return { id, describedBy: idList(field.describedBy, hint, error) };
}

function HintAndError({ id, hint, error }: { id: string; hint?: Content; error?: Content }) {
  return (
    <>
      {isPresent(hint) && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {isPresent(error) && <ErrorMessage id={`${id}-error`}>{error}</ErrorMessage>}
    </>
  );
}

/** A control with its label, hint and error message around it. */
export function FormField(props: { field: FieldProps; groupAttributes?: Attributes | undefined; children: Content }) {
  const { field } = props;
  const { id } = fieldIds(field);
  return (
    <FormGroup hasError={isPresent(field.error)} classes={field.formGroupClasses} attributes={props.groupAttributes}>
      <Label for={id} size={field.labelSize} isPageHeading={field.labelIsPageHeading} classes={field.labelClasses}>
        {field.label}
      </Label>
      <HintAndError id={id} hint={field.hint} error={field.error} />
      {props.children}
    </FormGroup>
  );
}

/** Controls with their legend, hint and error message around them. `id` is the prefix of their ids. */
export function FormFieldset(props: { id: string; group: GroupProps; role?: string; children: Content }) {
  const { id, group } = props;
  const { describedBy } = fieldIds({ ...group, id, name: id, describedBy: group.fieldsetDescribedBy });
  const inner = (
    <>
      <HintAndError id={id} hint={group.hint} error={group.error} />
      {props.children}
    </>
  );
  return (
    <FormGroup hasError={isPresent(group.error)} classes={group.formGroupClasses}>
      {isPresent(group.legend) ? (
        <Fieldset
          legend={group.legend}
          legendSize={group.legendSize}
          legendIsPageHeading={group.legendIsPageHeading}
          describedBy={describedBy}
          role={props.role}
        >
          {inner}
        </Fieldset>
      ) : (
        inner
      )}
    </FormGroup>
  );
}
