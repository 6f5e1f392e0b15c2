import type * as z from 'zod';
import type { DeliveryDecision } from './delivery.ts';
import { type Instant, promptKey } from './ids.ts';
import type { Contact } from './people.ts';
import type { PromptRow } from './prompt.ts';

/**
 * An e-mail that answers what somebody does on a page, in any programme: no plan has it, so it goes out at once, by
 * day and by night, alone, and is an occasion of its own each time.
 */
export interface AskedRule {
  readonly key: z.infer<typeof promptKey>;
  /** The catalogue's code, `P3`. */
  readonly code: string;
  readonly template: 'sign-in-code' | 'opt-out-saved';
  /** Completes "planned to …". No personal data. */
  readonly purpose: string;
  readonly class: 'transactional';
  readonly lane: 'urgent';
  readonly unsure: 'resend';
  readonly usefulMs: number;
  /** What becomes of it where the recipient marked our mail as unwanted. */
  readonly ifUnwanted: 'send' | 'suppress';
}

const minuteMs = 60_000;
const common = { class: 'transactional', lane: 'urgent', unsure: 'resend' } as const;

/** How long a code can be typed from the moment at which it was asked for. */
export const codeMinutes = 10;

export const signInCodeRule: AskedRule = {
  ...common,
  key: promptKey.parse('sign-in-code'),
  code: 'P3',
  template: 'sign-in-code',
  purpose: 'send the code that was asked for on the page',
  usefulMs: codeMinutes * minuteMs,
  ifUnwanted: 'send',
};

export const optOutSavedRule: AskedRule = {
  ...common,
  key: promptKey.parse('opt-out-saved'),
  code: 'P4',
  template: 'opt-out-saved',
  purpose: 'confirm that reminders are off, and until when',
  usefulMs: 24 * 60 * minuteMs,
  ifUnwanted: 'suppress',
};

export const askedRules: readonly AskedRule[] = [signInCodeRule, optOutSavedRule];

export function askedRuleOf(prompt: string): AskedRule | undefined {
  return askedRules.find(({ key }) => key === prompt);
}

/** `code:2026-10-06T15:05:00.000Z`: each time of asking is an occasion. */
export function askedAnchor(what: 'code' | 'opt-out', at: Instant): string {
  return `${what}:${at}`;
}

/** When the e-mail of an anchor was asked for. */
export function askedAt(anchor: string): Instant {
  return anchor.slice(anchor.indexOf(':') + 1);
}

/** The mailer's second look: is it still of use, and still so? */
export function decideAsked(
  rule: AskedRule,
  { plannedFor }: Pick<PromptRow, 'plannedFor'>,
  contact: Contact | undefined,
  now: Instant,
): DeliveryDecision {
  if (Date.parse(now) >= Date.parse(plannedFor) + rule.usefulMs)
    return { send: false, outcome: 'missed', reason: 'it would have come too late to be of use' };
  const off = contact?.nudgesOffUntil;
  if (rule === optOutSavedRule && (off === undefined || off <= now))
    return { send: false, outcome: 'suppressed', reason: 'reminders are on again' };
  return { send: true };
}
