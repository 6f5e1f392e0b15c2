import type { AskedRule } from '../domain/asked-mail.ts';
import type { RecipientRole } from '../domain/people.ts';
import { plannedPrompt } from '../domain/prompt.ts';
import { type EnterDeps, enterPrompt } from './enter-prompt.ts';
import type { PromptSubject } from './ledger-row.ts';

/** Has the e-mail sent that answers what somebody did on a page: once for each anchor, on the urgent lane. */
export async function askForMail(
  deps: EnterDeps,
  { kind, id }: PromptSubject,
  rule: AskedRule,
  about: { readonly anchor: string; readonly role: RecipientRole },
): Promise<void> {
  const planned = plannedPrompt.parse({
    ...about,
    prompt: rule.key,
    ordinal: 0,
    plannedFor: deps.clock.now(),
    because: `to ${rule.purpose}`,
    lane: rule.lane,
  });
  await enterPrompt(deps, { kind, id }, planned);
}
