import type { BuiltInRule } from '../domain/built-in-mails.ts';
import type { RecipientRole } from '../domain/people.ts';
import { plannedPrompt } from '../domain/prompt.ts';
import { readAs } from '../domain/read-as.ts';
import { type EnterDeps, enterPrompt } from './enter-prompt.ts';
import type { PromptSubject } from './ledger-row.ts';

/** Enters an e-mail that every programme has, now: once for each anchor. `false` where it was entered before. */
export function enterBuiltIn(
  deps: EnterDeps,
  { kind, id }: PromptSubject,
  rule: BuiltInRule,
  about: { readonly anchor: string; readonly role: RecipientRole },
): Promise<boolean> {
  const planned = readAs(plannedPrompt, {
    ...about,
    prompt: rule.key,
    ordinal: 0,
    plannedFor: deps.clock.now(),
    because: `to ${rule.purpose}`,
    lane: rule.lane,
  });
  return enterPrompt(deps, { kind, id }, planned);
}
