import * as v from 'valibot';
import { ledgerKinds } from '../domain/driven.ts';
import { type Occasion, occasion, occasionKey } from '../domain/prompt.ts';
import type { PromptSubject } from './ledger-row.ts';

/** SES takes at most 256 characters a tag, and of those only letters, digits, `-` and `_`. */
const longestTag = 256;

class TagTooLong extends Error {
  override readonly name = 'TagTooLong';
}

/**
 * What a message carries through SES, so that its delivery events find their row. `prompt` is there for people and
 * dashboards; the occasion's key, in base64url, says it all.
 */
export function mailTags(subject: PromptSubject, about: Occasion): Record<string, string> {
  const encoded = Buffer.from(occasionKey(about)).toString('base64url');
  if (encoded.length > longestTag) throw new TagTooLong(`The occasion ${occasionKey(about)} does not fit a tag of SES`);
  return { kind: subject.kind, subject: subject.id, prompt: about.prompt, occasion: encoded };
}

const one = v.pipe(
  v.strictTuple([v.string()]),
  v.transform(([value]) => value),
);
const tags = v.object({
  kind: v.pipe(one, v.picklist(ledgerKinds)),
  subject: one,
  occasion: v.pipe(one, v.transform(occasionParts), occasion),
});

/** Reads the tags of a delivery event; nothing where the message was not a prompt of ours. */
export function readMailTags(found: unknown): { subject: PromptSubject; occasion: Occasion } | undefined {
  const parsed = v.safeParse(tags, found);
  if (!parsed.success) return undefined;
  return { subject: { kind: parsed.output.kind, id: parsed.output.subject }, occasion: parsed.output.occasion };
}

function occasionParts(encoded: string) {
  const [prompt, anchor, ordinal, role] = Buffer.from(encoded, 'base64url').toString('utf8').split('#');
  return { prompt, anchor, ordinal: Number(ordinal), role };
}
