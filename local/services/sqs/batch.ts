import { ServiceError } from '../service.ts';

/** SQS takes at most ten entries in one batch. */
const batchLimit = 10;

/**
 * Does one thing for each entry: what fails is listed beside what did not. Throws for a batch that is wrong as a whole
 * (empty, too long, an id twice).
 */
export function inBatch<E extends { readonly Id: string }>(
  entries: readonly E[],
  perform: (entry: E) => Record<string, unknown>,
): Record<string, unknown> {
  checkBatch(entries);
  const Successful: unknown[] = [];
  const Failed: unknown[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...perform(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.name, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function checkBatch(entries: ReadonlyArray<{ readonly Id: string }>): void {
  if (entries.length === 0)
    throw new ServiceError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > batchLimit)
    throw new ServiceError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${batchLimit}. You have sent ${entries.length}.`,
    );
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new ServiceError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
}
