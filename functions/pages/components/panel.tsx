import { type Attributes, type Content, classNames, isPresent } from './markup.ts';

export interface PanelProps {
  title: Content;
  /** Below the title, as a reference to keep. */
  children?: Content;
  headingLevel?: 1 | 2 | 3 | 4 | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** “It is done”, at the top of the page that ends a journey. */
export function Panel({ title, children, headingLevel = 1, classes, attributes }: PanelProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div class={classNames('govuk-panel govuk-panel--confirmation', classes)} {...attributes}>
      <Heading class="govuk-panel__title">{title}</Heading>
      {isPresent(children) && <div class="govuk-panel__body">{children}</div>}
    </div>
  );
}
