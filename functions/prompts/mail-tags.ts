import * as z from 'zod/mini';
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

const one = z.pipe(
  z.tuple([z.string()]),
  z.transform(([value]) => value),
);
const tags = z.object({
  kind: z.pipe(one, z.enum(ledgerKinds)),
  subject: one,
  occasion: z.pipe(one, z.transform(readOccasion)),
});

/** Reads the tags of a delivery event; nothing where the message was not a prompt of ours. */
export function readMailTags(found: unknown): { subject: PromptSubject; occasion: Occasion } | undefined {
  const parsed = tags.safeParse(found);
  if (!parsed.success) return undefined;
  return { subject: { kind: parsed.data.kind, id: parsed.data.subject }, occasion: parsed.data.occasion };
}

function readOccasion(encoded: string, context: z.core.ParsePayload): Occasion {
  const [prompt, anchor, ordinal, role] = Buffer.from(encoded, 'base64url').toString('utf8').split('#');
  const parsed = occasion.safeParse({ prompt, anchor, ordinal: Number(ordinal), role });
  if (parsed.success) return parsed.data;
  context.issues.push({ code: 'custom', message: 'not an occasion', input: encoded });
  return z.NEVER;
}
