import { type Attributes, type Content, classNames } from './markup.ts';

export type TagColour = 'grey' | 'green' | 'teal' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow';

export interface TagProps {
  children: Content;
  /** Blue where none is given. Never the only sign of what is meant: the words say it. */
  colour?: TagColour | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** The status of a thing in one or two words. */
export function Tag({ children, colour, classes, attributes }: TagProps) {
  return (
    <strong class={classNames('govuk-tag', classes, colour && `govuk-tag--${colour}`)} {...attributes}>
      {children}
    </strong>
  );
}
