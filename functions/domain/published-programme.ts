import * as v from 'valibot';
import { programme } from './programme.ts';
import { capital } from './wording.ts';

/** Rules of a file must have a title; those that were published before there were any are called what their keys say. */
const rules = v.array(
  v.pipe(
    v.looseObject({ key: v.string() }),
    v.transform((rule) => ({ title: titleFromKey(rule.key), ...rule })),
  ),
);

const titledLater = v.looseObject({ prompts: rules, digests: v.optional(rules, () => []) });

/** A published version as it stands in the table, whichever release wrote it. */
export const publishedProgramme = v.pipe(v.unknown(), v.transform(withTitles), programme);

/** `session-followup`: “Session followup”. */
export function titleFromKey(key: string): string {
  return capital(key.replaceAll('-', ' '));
}

/** Content of another shape is left as it is: the programme's own schema says what is wrong with it. */
function withTitles(content: unknown): v.InferInput<typeof programme> {
  const read = v.safeParse(titledLater, content);
  return (read.success ? read.output : content) as v.InferInput<typeof programme>;
}
