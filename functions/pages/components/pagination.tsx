import { type Attributes, type Content, classNames, isPresent } from './markup.ts';

export interface PaginationLink {
  href: string;
  /** “Previous page” or “Next page” where none is given. */
  text?: Content;
  /** What is on that page: only where there are no numbers. */
  label?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface PageNumber {
  number: number | string;
  href: string;
  current?: boolean | undefined;
  /** What a screen reader says instead of “Page 3”. */
  accessibleName?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface PaginationProps {
  previous?: PaginationLink | undefined;
  next?: PaginationLink | undefined;
  items?: readonly (PageNumber | 'ellipsis')[] | undefined;
  landmarkLabel?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** From page to page of a long list, or from one part of a guide to the next. */
export function Pagination(props: PaginationProps) {
  const { previous, next, items } = props;
  const block = items === undefined;
  return (
    <nav
      class={classNames('govuk-pagination', block && 'govuk-pagination--block', props.classes)}
      aria-label={props.landmarkLabel ?? 'Pagination'}
      {...props.attributes}
    >
      {previous && <ArrowLink direction="prev" link={previous} block={block} />}
      {items && (
        <ul class="govuk-pagination__list">
          {items.map((item) => (
            <PageItem item={item} />
          ))}
        </ul>
      )}
      {next && <ArrowLink direction="next" link={next} block={block} />}
    </nav>
  );
}

function PageItem({ item }: { item: PageNumber | 'ellipsis' }) {
  if (item === 'ellipsis') return <li class="govuk-pagination__item govuk-pagination__item--ellipsis">⋯</li>;
  return (
    <li class={classNames('govuk-pagination__item', item.current && 'govuk-pagination__item--current')}>
      <a
        class="govuk-link govuk-pagination__link"
        href={item.href}
        aria-label={item.accessibleName ?? `Page ${item.number}`}
        aria-current={item.current ? 'page' : undefined}
        {...item.attributes}
      >
        {item.number}
      </a>
    </li>
  );
}

interface ArrowLinkProps {
  direction: 'prev' | 'next';
  link: PaginationLink;
  block: boolean;
}

function ArrowLink({ direction, link, block }: ArrowLinkProps) {
  const arrowFirst = block || direction === 'prev';
  const plain = block && !link.label;
  return (
    <div class={`govuk-pagination__${direction}`}>
      <a class="govuk-link govuk-pagination__link" href={link.href} rel={direction} {...link.attributes}>
        {arrowFirst && <Arrow direction={direction} />}
        <span class={classNames('govuk-pagination__link-title', plain && 'govuk-pagination__link-title--decorated')}>
          {isPresent(link.text) ? link.text : <DefaultTitle direction={direction} />}
        </span>
        {link.label && block && (
          <>
            <span class="govuk-visually-hidden">:</span> <span class="govuk-pagination__link-label">{link.label}</span>
          </>
        )}
        {!arrowFirst && <Arrow direction={direction} />}
      </a>
    </div>
  );
}

function DefaultTitle({ direction }: { direction: 'prev' | 'next' }) {
  return (
    <>
      {direction === 'prev' ? 'Previous' : 'Next'}
      <span class="govuk-visually-hidden"> page</span>
    </>
  );
}

const arrowPaths = {
  prev: 'm6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z',
  next: 'm8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z',
};

function Arrow({ direction }: { direction: 'prev' | 'next' }) {
  return (
    <svg
      class={`govuk-pagination__icon govuk-pagination__icon--${direction}`}
      xmlns="http://www.w3.org/2000/svg"
      height="13"
      width="15"
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 15 13"
    >
      <path d={arrowPaths[direction]} />
    </svg>
  );
}
