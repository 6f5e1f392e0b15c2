import { type Attributes, type Content, classNames, isPresent } from './markup.ts';

export interface SummarisedError {
  content: Content;
  /** `#id` of the control; of the first one for radios, checkboxes and dates. */
  href?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface ErrorSummaryProps {
  errors: readonly SummarisedError[];
  title?: Content;
  description?: Content;
  disableAutoFocus?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Everything that is wrong with a page's answers, at its top, each linked to its control. */
export function ErrorSummary(props: ErrorSummaryProps) {
  const { errors, title = 'There is a problem', description } = props;
  return (
    <div
      class={classNames('govuk-error-summary', props.classes)}
      data-disable-auto-focus={props.disableAutoFocus?.toString()}
      {...props.attributes}
      data-module="govuk-error-summary"
    >
      <div role="alert">
        <h2 class="govuk-error-summary__title">{title}</h2>
        <div class="govuk-error-summary__body">
          {isPresent(description) && <p>{description}</p>}
          {errors.length > 0 && (
            <ul class="govuk-list govuk-error-summary__list">
              {errors.map((error) => (
                <li>{error.href ? <ErrorLink {...error} href={error.href} /> : error.content}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}

function ErrorLink({ content, href, attributes }: SummarisedError & { href: string }) {
  return (
    <a href={href} {...attributes}>
      {content}
    </a>
  );
}
