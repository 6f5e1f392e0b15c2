import * as v from 'valibot';

/** A value is not what its schema says. The message names places and what belongs there, never what stood there. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** Reads a value by a schema. Throws `Malformed`: valibot's own error carries the value, which may be somebody's name. */
export function readAs<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new Malformed(withoutValues(result.issues));
}

/** What is wrong with a value, by place, without the value: it goes to logs. */
export function withoutValues(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map(issueWithoutValue).join('; ');
}

function issueWithoutValue(issue: v.BaseIssue<unknown>): string {
  // Of several schemas none fits: each is said.
  if (issue.issues) return issue.issues.map(issueWithoutValue).join(', or ');
  return `${v.getDotPath(issue) ?? 'the whole'}: ${ownMessage(issue) ?? `expected ${issue.expected}`}`;
}

/** valibot's own messages quote the value. Ours are fixed texts, but for those of forms, which only who typed it gets to see. */
function ownMessage({ message }: v.BaseIssue<unknown>): string | undefined {
  return message.startsWith('Invalid ') ? undefined : message;
}
