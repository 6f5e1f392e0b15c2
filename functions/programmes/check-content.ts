import { en } from 'zod/locales';
import * as z from 'zod/mini';

/** Mistakes are read by people: zod's small build says what it expects only where a language is chosen. */
z.config(en());

export type Path = readonly PropertyKey[];

/** What is wrong with a file's content, and at which of its values. */
export interface ContentMistake {
  readonly path: Path;
  readonly reason: string;
}

export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly mistakes: readonly ContentMistake[] };

/** Checks content by a zod schema and then by rules of its own. */
export function checkContent<Schema extends z.core.$ZodType>(
  content: unknown,
  schema: Schema,
  check: (value: z.output<Schema>) => readonly ContentMistake[],
): Checked<z.output<Schema>> {
  const parsed = z.safeParse(schema, content);
  if (!parsed.success) return { ok: false, mistakes: parsed.error.issues.flatMap(issueMistakes) };
  const mistakes = check(parsed.data);
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value: parsed.data };
}

/** `programmes/x.yaml, prompts.3.template: there is no e-mail template "y"` */
export function formatContentMistake(file: string, { path, reason }: ContentMistake): string {
  return `${file}${path.length > 0 ? `, ${path.map(String).join('.')}` : ''}: ${reason}`;
}

function issueMistakes(issue: z.core.$ZodIssue): ContentMistake[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], reason: `"${key}" is not known here` }));
  }
  const name = issue.path.at(-1);
  return [{ path: issue.path, reason: typeof name === 'string' ? `${name}: ${issue.message}` : issue.message }];
}
