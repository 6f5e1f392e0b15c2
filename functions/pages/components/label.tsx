import { type Attributes, type Content, classNames, isPresent, type TextSize } from './markup.ts';

export interface LabelProps {
  children?: Content;
  for?: string | undefined;
  size?: TextSize | undefined;
  isPageHeading?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** The words that name a form control; the page's heading too, where a page asks one thing. */
export function Label({ children, for: target, size, isPageHeading, classes, attributes }: LabelProps) {
  if (!isPresent(children)) return null;
  const label = (
    <label class={classNames('govuk-label', size && `govuk-label--${size}`, classes)} {...attributes} for={target}>
      {children}
    </label>
  );
  return isPageHeading ? <h1 class="govuk-label-wrapper">{label}</h1> : label;
}
