import type * as v from 'valibot';
import type { DeliveryDecision } from './delivery.ts';
import { type Instant, promptKey } from './ids.ts';
import type { Contact } from './people.ts';
import type { PromptRow } from './prompt.ts';
import { readAs } from './read-as.ts';

/**
 * An e-mail that every programme has, and so no programme's file: what somebody asks for on a page, and what concerns
 * whoever takes part in anything. No execution plans it: it is entered in the ledger where it follows from.
 */
export interface BuiltInRule {
  readonly key: v.InferOutput<typeof promptKey>;
  /** The catalogue's code, `P3`. */
  readonly code: string;
  /** What it is called where people read of it. */
  readonly title: string;
  readonly template: 'sign-in-code' | 'opt-out-saved' | 'certificate-link' | 'privacy-changed';
  /** Completes "planned to …". No personal data. */
  readonly purpose: string;
  readonly class: 'transactional';
  readonly lane: 'urgent' | 'routine';
  readonly unsure: 'resend' | 'ask';
  /** After so long it helps nobody. */
  readonly usefulMs: number;
  /** What becomes of it where the recipient marked our mail as unwanted. */
  readonly ifUnwanted: 'send' | 'suppress' | 'hold';
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How long a code can be typed from the moment at which it was asked for. */
export const codeMinutes = 10;

/** Goes out at once, by day and by night, alone: an occasion of its own each time that somebody asks. */
export const signInCodeRule: BuiltInRule = {
  key: readAs(promptKey, 'sign-in-code'),
  code: 'P3',
  title: 'Sign-in code',
  template: 'sign-in-code',
  purpose: 'send the code that was asked for on the page',
  class: 'transactional',
  lane: 'urgent',
  unsure: 'resend',
  usefulMs: codeMinutes * minuteMs,
  ifUnwanted: 'send',
};

export const optOutSavedRule: BuiltInRule = {
  key: readAs(promptKey, 'opt-out-saved'),
  code: 'P4',
  title: 'Reminders turned off',
  template: 'opt-out-saved',
  purpose: 'confirm that reminders are off, and until when',
  class: 'transactional',
  lane: 'urgent',
  unsure: 'resend',
  usefulMs: dayMs,
  ifUnwanted: 'suppress',
};

/** Whoever has completed is driven by nothing that would plan it: it is entered when it is asked for. */
export const certificateLinkRule: BuiltInRule = {
  key: readAs(promptKey, 'certificate-link'),
  code: 'P7',
  title: 'Fresh link to certificate',
  template: 'certificate-link',
  purpose: 'send a fresh link to the certificate',
  class: 'transactional',
  lane: 'urgent',
  unsure: 'resend',
  usefulMs: dayMs,
  ifUnwanted: 'hold',
};

export const privacyChangedRule: BuiltInRule = {
  key: readAs(promptKey, 'privacy-changed'),
  code: 'C8',
  title: 'Privacy notice changed',
  template: 'privacy-changed',
  purpose: 'say what has changed in the privacy notice',
  class: 'transactional',
  lane: 'routine',
  unsure: 'ask',
  usefulMs: 14 * dayMs,
  ifUnwanted: 'hold',
};

export const builtInRules: readonly BuiltInRule[] = [
  signInCodeRule,
  optOutSavedRule,
  certificateLinkRule,
  privacyChangedRule,
];

export function builtInRuleOf(prompt: string): BuiltInRule | undefined {
  return builtInRules.find(({ key }) => key === prompt);
}

/** `code:2026-10-06T15:05:00.000Z`: each time of asking is an occasion. */
export function askedAnchor(what: 'code' | 'opt-out' | 'certificate', at: Instant): string {
  return `${what}:${at}`;
}

/** `privacy:2027-09`: each version of the notice is an occasion. */
export function privacyAnchor(version: string): string {
  return `privacy:${version}`;
}

/** What an anchor ends in: the moment of asking, or the notice's version. */
export function afterColon(anchor: string): string {
  return anchor.slice(anchor.indexOf(':') + 1);
}

/** The mailer's second look: is it still of use, and still so? `isTakingPart` is of the participant that it is about. */
export function decideBuiltIn(
  rule: BuiltInRule,
  { plannedFor }: Pick<PromptRow, 'plannedFor'>,
  facts: { readonly contact: Contact | undefined; readonly isTakingPart: boolean },
  now: Instant,
): DeliveryDecision {
  if (Date.parse(now) >= Date.parse(plannedFor) + rule.usefulMs)
    return { send: false, outcome: 'missed', reason: 'it would have come too late to be of use' };
  const off = facts.contact?.nudgesOffUntil;
  if (rule === optOutSavedRule && (off === undefined || off <= now))
    return { send: false, outcome: 'suppressed', reason: 'reminders are on again' };
  if (rule === privacyChangedRule && !facts.isTakingPart)
    return { send: false, outcome: 'suppressed', reason: 'not taking part at the moment' };
  return { send: true };
}
