import type { ConsoleContext } from './console-deps.ts';

/** What a list shows, page after page, as a file: with the filters, from its beginning. */
export function ExportLink({ c, href }: { c: ConsoleContext; href: string }) {
  const query = new URL(c.req.url).searchParams;
  query.delete('after');
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`${href}?${query}`} download>
        Save this list as a spreadsheet (CSV)
      </a>
    </p>
  );
}
