import { type Attributes, type Content, classNames } from './markup.ts';

export interface Breadcrumb {
  content: Content;
  /** Without one, it is the page that the reader is on. */
  href?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface BreadcrumbsProps {
  items: readonly Breadcrumb[];
  collapseOnMobile?: boolean | undefined;
  label?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Where a page is in the whole: for the admin's pages, which are reached from many sides. */
export function Breadcrumbs({ items, collapseOnMobile, label = 'Breadcrumb', classes, attributes }: BreadcrumbsProps) {
  const names = classNames('govuk-breadcrumbs', classes, collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile');
  return (
    <nav class={names} {...attributes} aria-label={label}>
      <ol class="govuk-breadcrumbs__list">
        {items.map((item) =>
          item.href ? (
            <li class="govuk-breadcrumbs__list-item">
              <a class="govuk-breadcrumbs__link" href={item.href} {...item.attributes}>
                {item.content}
              </a>
            </li>
          ) : (
            <li class="govuk-breadcrumbs__list-item" aria-current="page">
              {item.content}
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}
