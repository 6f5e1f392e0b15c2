import type { ConsoleContext } from '../console-deps.ts';

/** The way to what is kept about somebody, for those who may hand it out. */
export function DataLink({ c, home }: { c: ConsoleContext; home: string }) {
  if (!c.get('signedIn').permissions.has('export')) return null;
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`${home}/data`}>
        What is kept about them: as a file for them, or to erase
      </a>
    </p>
  );
}
