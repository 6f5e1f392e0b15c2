import { type Attributes, type Content, classNames, isPresent, type TextSize } from './markup.ts';

export interface FieldsetProps {
  legend?: Content;
  legendSize?: TextSize | undefined;
  legendIsPageHeading?: boolean | undefined;
  legendClasses?: string | undefined;
  describedBy?: string | undefined;
  role?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  children?: Content;
}

/** Controls that answer one question, named by its legend. */
export function Fieldset(props: FieldsetProps) {
  const { legend, legendSize, legendClasses } = props;
  const names = classNames(
    'govuk-fieldset__legend',
    legendSize && `govuk-fieldset__legend--${legendSize}`,
    legendClasses,
  );
  return (
    <fieldset
      class={classNames('govuk-fieldset', props.classes)}
      role={props.role}
      aria-describedby={props.describedBy}
      {...props.attributes}
    >
      {isPresent(legend) && (
        <legend class={names}>
          {props.legendIsPageHeading ? <h1 class="govuk-fieldset__heading">{legend}</h1> : legend}
        </legend>
      )}
      {props.children}
    </fieldset>
  );
}
