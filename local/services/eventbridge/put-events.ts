import * as v from 'valibot';

export const putEventsRequest = v.strictObject({
  Entries: v.pipe(
    v.array(
      v.strictObject({
        Source: v.optional(v.string()),
        DetailType: v.optional(v.string()),
        Detail: v.optional(v.string()),
        EventBusName: v.optional(v.string()),
        /** Epoch seconds. */
        Time: v.optional(v.number()),
        Resources: v.optional(v.array(v.string()), () => []),
      }),
    ),
    v.minLength(1),
    v.maxLength(10),
  ),
});
export type PutEventsEntry = v.InferOutput<typeof putEventsRequest>['Entries'][number];

/** What is wrong with one entry; the others are taken all the same. */
export interface EntryFailure {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

export interface CheckedEntry {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Record<string, unknown>;
}

/** EventBridge's limit for an entry (bytes). */
const entryLimit = 262_144;

/** An entry's own fields, or what EventBridge says is wrong with them. */
export function checkEntry({ Source, DetailType, Detail }: PutEventsEntry): CheckedEntry | EntryFailure {
  if (!Source) return missing('Source');
  if (!DetailType) return missing('DetailType');
  if (Detail === undefined) return missing('Detail');
  if (Source.startsWith('aws.'))
    return failure('NotAuthorizedForSourceException', `Not authorized for the source ${Source}.`);
  if (Buffer.byteLength(Detail) + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) > entryLimit)
    return failure('InvalidArgument', 'Entry size is greater than 256 KB.');
  const detail = parseDetail(Detail);
  return detail
    ? { source: Source, detailType: DetailType, detail }
    : failure('MalformedDetail', 'Detail is malformed.');
}

/** A JSON object, or nothing. */
function parseDetail(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function missing(parameter: string): EntryFailure {
  const message = `Parameter ${parameter} is not valid. Reason: ${parameter} is a required argument.`;
  return failure('InvalidArgument', message);
}

function failure(ErrorCode: string, ErrorMessage: string): EntryFailure {
  return { ErrorCode, ErrorMessage };
}
