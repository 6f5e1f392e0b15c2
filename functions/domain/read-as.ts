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
  return issues
    .map((issue) => `${v.getDotPath(issue) ?? 'the whole'}: expected ${issue.expected ?? `to pass its ${issue.type}`}`)
    .join('; ');
}
