import * as v from 'valibot';

export type Path = readonly PropertyKey[];

/** What is wrong with a file's content, and at which of its values. */
export interface ContentMistake {
  readonly path: Path;
  readonly reason: string;
}

export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly mistakes: readonly ContentMistake[] };

/** Checks content by a schema and then by rules of its own. */
export function checkContent<Schema extends v.GenericSchema>(
  content: unknown,
  schema: Schema,
  check: (value: v.InferOutput<Schema>) => readonly ContentMistake[],
): Checked<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, content);
  if (!parsed.success) return { ok: false, mistakes: parsed.issues.map(issueMistake) };
  const mistakes = check(parsed.output);
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value: parsed.output };
}

/** `programmes/x.yaml, prompts.3.template: there is no e-mail template "y"` */
export function formatContentMistake(file: string, { path, reason }: ContentMistake): string {
  return `${file}${path.length > 0 ? `, ${path.map(String).join('.')}` : ''}: ${reason}`;
}

function issueMistake({ type, expected, received, path: items, message }: v.BaseIssue<unknown>): ContentMistake {
  const path = (items ?? []).map(({ key }) => key as PropertyKey);
  const name = path.at(-1);
  if (type === 'strict_object' && expected === 'never') return { path, reason: `"${String(name)}" is not known here` };
  if (typeof name !== 'string') return { path, reason: inWords(message) };
  return { path, reason: received === 'undefined' ? `"${name}" is missing` : `${name}: ${inWords(message)}` };
}

/** A schema without a message of its own gets valibot's: “Invalid type: Expected number but received "x"”. */
function inWords(message: string): string {
  return message.replace(/^Invalid [\w ]+: Expected (.+) but received (.+)$/, 'must be $1, not $2');
}
