import type { ConsoleContext } from './console-deps.ts';

/** The way to the next page of the list that is shown, with what it is filtered by. */
export function More({ c, next }: { c: ConsoleContext; next: string }) {
  const query = new URL(c.req.url).searchParams;
  query.set('after', next);
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`${c.req.path}?${query}`}>
        Show more
      </a>
    </p>
  );
}
