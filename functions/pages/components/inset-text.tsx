import { type Attributes, type Content, classNames } from './markup.ts';

export interface InsetTextProps {
  children: Content;
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** A passage set apart from what surrounds it. */
export function InsetText({ children, id, classes, attributes }: InsetTextProps) {
  return (
    <div id={id} class={classNames('govuk-inset-text', classes)} {...attributes}>
      {children}
    </div>
  );
}
