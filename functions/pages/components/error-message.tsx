import { type Attributes, type Content, classNames } from './markup.ts';

export interface ErrorMessageProps {
  children: Content;
  id?: string | undefined;
  /** What a screen reader says before the message; an empty string leaves it out. */
  prefix?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** What is wrong with one answer and how to put it right, above its control. */
export function ErrorMessage({ children, id, prefix = 'Error', classes, attributes }: ErrorMessageProps) {
  return (
    <p id={id} class={classNames('govuk-error-message', classes)} {...attributes}>
      {prefix === '' ? (
        children
      ) : (
        <>
          <span class="govuk-visually-hidden">{prefix}:</span> {children}
        </>
      )}
    </p>
  );
}
