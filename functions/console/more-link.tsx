/** The way to the next page of a list, where there is one. */
export function MoreLink({
  path,
  cohort,
  next,
}: {
  path: string;
  cohort: string | undefined;
  next: string | undefined;
}) {
  if (!next) return null;
  const query = new URLSearchParams({ ...(cohort && { cohort }), after: next });
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`${path}?${query}`}>
        Show more
      </a>
    </p>
  );
}
