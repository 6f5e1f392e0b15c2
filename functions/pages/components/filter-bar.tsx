import { Button } from './button.tsx';
import type { Content } from './markup.ts';

export interface FilterBarProps {
  /** The page that lists: a GET, so that a filtered list can be kept and sent as a link. */
  action: string;
  /** What a screen reader calls the form: “Filter participants”. */
  label: string;
  /** The fields. */
  children: Content;
  /** Further fields, folded away below them. */
  more?: Content;
  /** The list without filters, where some are set. */
  clearHref?: string | undefined;
  /** What came of it: “12 of 40 participants”. */
  outcome?: Content;
}

/** Search and filters above a list. */
export function FilterBar({ action, label, children, more, clearHref, outcome }: FilterBarProps) {
  return (
    <>
      <form class="tl-filters" method="get" action={action} aria-label={label}>
        {children}
        {more && <div class="tl-filters__more">{more}</div>}
        <div class="tl-filters__actions">
          <Button variant="secondary">Apply filters</Button>
          {clearHref && (
            <a class="govuk-link" href={clearHref}>
              Clear filters
            </a>
          )}
        </div>
      </form>
      {outcome && <p class="tl-filters__outcome">{outcome}</p>}
    </>
  );
}
