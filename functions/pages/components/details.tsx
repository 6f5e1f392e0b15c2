import { type Attributes, type Content, classNames } from './markup.ts';

export interface DetailsProps {
  summary: Content;
  children: Content;
  id?: string | undefined;
  open?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Help that only some readers need, behind one line. */
export function Details({ summary, children, id, open, classes, attributes }: DetailsProps) {
  return (
    <details id={id} class={classNames('govuk-details', classes)} {...attributes} open={open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}
