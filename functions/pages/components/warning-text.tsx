import { type Attributes, type Content, classNames } from './markup.ts';

export interface WarningTextProps {
  children: Content;
  /** What a screen reader says before the warning. */
  prefix?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Something with consequences: said before the button, not after it. */
export function WarningText({ children, prefix = 'Warning', classes, attributes }: WarningTextProps) {
  return (
    <div class={classNames('govuk-warning-text', classes)} {...attributes}>
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{prefix}</span> {children}
      </strong>
    </div>
  );
}
