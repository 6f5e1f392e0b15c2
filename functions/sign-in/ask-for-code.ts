import { askedAnchor, codeMinutes, signInCodeRule } from '../domain/built-in-mails.ts';
import type { Cohort } from '../domain/cohort.ts';
import { emailHash } from '../nominations/normalise-email.ts';
import { days, minutes, shiftInstant } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import { newSecretId } from '../platform/random.ts';
import { enterBuiltIn } from '../prompts/enter-built-in.ts';
import type { EnterDeps } from '../prompts/enter-prompt.ts';
import { takeLimit } from '../web/take-limit.ts';
import type { DeviceKind } from './known-device.ts';

export type CodeAsked =
  /** `id` is for the asking browser alone: a code counts only where it was asked for. */
  | { readonly outcome: 'asked'; readonly id: string }
  | { readonly outcome: 'too-many'; readonly tryAgainAt: string }
  /** Our mail to that address comes back. */
  | { readonly outcome: 'unreachable' };

/** Codes that one lead may be sent: somebody who has their link shall not fill their mailbox. */
const limits = [
  { most: 3, windowMs: minutes(10) },
  { most: 12, windowMs: days(1) },
] as const;

/**
 * Has a sign-in code sent to a cohort's lead: counts it, remembers the asking browser, and enters the e-mail in the
 * ledger. The code itself is kept nowhere: it follows from the moment at which it was asked for.
 */
export async function askForCode(
  deps: EnterDeps & { readonly log: Log },
  cohort: Cohort,
  device: DeviceKind,
): Promise<CodeAsked> {
  if (cohort.lead.emailState === 'bounced') return { outcome: 'unreachable' };
  for (const { most, windowMs } of limits) {
    const what = `sign-in-code#${emailHash(cohort.lead.email)}#${most}`;
    const taken = await takeLimit(deps, { what, most, windowMs });
    if (!taken.ok) return { outcome: 'too-many', tryAgainAt: taken.tryAgainAt };
  }
  const askedAt = deps.clock.now();
  const id = newSecretId();
  const expiresAt = Math.floor(Date.parse(shiftInstant(askedAt, minutes(2 * codeMinutes))) / 1000);
  await deps.table.putNew({ ...key.codeAsked(id), cohortId: cohort.id, device, askedAt, tries: 0, expiresAt });
  await enterBuiltIn(deps, { kind: 'cohort', id: cohort.id }, signInCodeRule, {
    anchor: askedAnchor('code', askedAt),
    role: 'lead',
  });
  deps.log.info('sign-in code asked for', { cohort: cohort.id });
  return { outcome: 'asked', id };
}
