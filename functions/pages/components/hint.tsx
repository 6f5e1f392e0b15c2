import { type Attributes, type Content, classNames } from './markup.ts';

export interface HintProps {
  children?: Content;
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Help with answering, between a label and its control. */
export function Hint({ children, id, classes, attributes }: HintProps) {
  return (
    <div id={id} class={classNames('govuk-hint', classes)} {...attributes}>
      {children}
    </div>
  );
}
