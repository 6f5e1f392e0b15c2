import { type Attributes, type Content, classNames } from './markup.ts';

export interface SkipLinkProps {
  children: Content;
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** The first stop of the keyboard on every page: past the header, to the content. */
export function SkipLink({ children, href = '#content', classes, attributes }: SkipLinkProps) {
  return (
    <a href={href} class={classNames('govuk-skip-link', classes)} {...attributes} data-module="govuk-skip-link">
      {children}
    </a>
  );
}
