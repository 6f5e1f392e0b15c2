import { type Attributes, type Content, classNames } from './markup.ts';

export interface BackLinkProps {
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  /** “Back” where nothing is given. */
  children?: Content;
}

/** To the page before, at the top of a page in a journey of several. */
export function BackLink({ href = '#', classes, attributes, children = 'Back' }: BackLinkProps) {
  return (
    <a href={href} class={classNames('govuk-back-link', classes)} {...attributes}>
      {children}
    </a>
  );
}
