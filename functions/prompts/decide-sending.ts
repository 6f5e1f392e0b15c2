import { type BuiltInRule, builtInRuleOf, decideBuiltIn } from '../domain/built-in-mails.ts';
import { decideDelivery } from '../domain/delivery.ts';
import { decideDigest } from '../domain/digest.ts';
import type { DigestRule } from '../domain/digest-rule.ts';
import type { Instant } from '../domain/ids.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { Contact, People, RecipientRole } from '../domain/people.ts';
import { occasionKey, type PromptRowState } from '../domain/prompt.ts';
import type { PromptRule } from '../domain/prompt-rule.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import { contactOf, sameAddress } from './contact-of.ts';
import type { LedgerRow } from './ledger-row.ts';
import type { DrivenView, SubjectView } from './read-subject.ts';

/** A prompt's rule, a digest's, or that of an e-mail which is asked for on a page. */
export type SendableRule = PromptRule | DigestRule | BuiltInRule;

export type Sending =
  | { readonly send: true; readonly rule: SendableRule; readonly contact: Contact }
  | { readonly send: false; readonly state: 'suppressed' | 'missed' | 'held' | 'unknown'; readonly reason: string };

/**
 * The mailer's second look at a row, with the facts of this moment: is it still wanted and useful, is there an address
 * that takes mail, and was it perhaps sent already? A claim that expired after the call to SES had begun is sent again
 * or left to an admin as the prompt's own policy says; where it is not wanted any more, it is left to an admin too,
 * since nobody knows that it was not sent.
 */
export function decideSending(subject: SubjectView, people: People, row: LedgerRow, now: Instant): Sending {
  const wanted = decideWanted(subject, people, row, now);
  if (row.calledAt === undefined) return wanted;
  if (!wanted.send) return unknown(`it may have been sent, and is not wanted now: ${wanted.reason}`);
  return wanted.rule.unsure === 'resend' ? wanted : unknown('it may have been sent: its sender stopped half-way');
}

function decideWanted(subject: SubjectView, people: People, row: LedgerRow, now: Instant): Sending {
  const builtIn = builtInRuleOf(row.prompt);
  if (builtIn) return decideBuiltInSending(builtIn, subject, people, row, now);
  if (subject.kind === 'cohort') return decideDigestSending(subject, people, row, now);
  const rule = subject.programme.prompts.find(({ key }) => key === row.prompt);
  if (!rule) return noSuchPrompt;
  const decision = decideDelivery(
    subject.view,
    row,
    now,
    momentsFor(subject.view.programme, subject.view.cohort, subject.view.sessions),
  );
  if (!decision.send) return { send: false, state: decision.outcome, reason: decision.reason };
  const contact = contactOf(row.role, people, subject.cohort);
  const other = contact && writtenToAlready(subject, people, row, rule, contact);
  if (other)
    return { send: false, state: 'suppressed', reason: `the same person gets it as ${other.replaceAll('-', ' ')}` };
  return decideAddress(contact, rule, now);
}

function decideBuiltInSending(
  rule: BuiltInRule,
  subject: SubjectView,
  people: People,
  row: LedgerRow,
  now: Instant,
): Sending {
  const contact = contactOf(row.role, people, subject.cohort);
  const takesPart = subject.kind !== 'participant' || isTakingPart(subject.view.participant);
  const decision = decideBuiltIn(rule, row, { contact, isTakingPart: takesPart }, now);
  if (!decision.send) return { send: false, state: decision.outcome, reason: decision.reason };
  return decideAddress(contact, rule, now);
}

const noSuchPrompt: Sending = {
  send: false,
  state: 'suppressed',
  reason: 'the programme no longer has this prompt',
};

function decideDigestSending(
  { view, programme, cohort }: Extract<SubjectView, { kind: 'cohort' }>,
  people: People,
  row: LedgerRow,
  now: Instant,
): Sending {
  const rule = programme.digests.find(({ key }) => key === row.prompt);
  if (!rule) return noSuchPrompt;
  const decision = decideDigest(rule, view, row.plannedFor, now);
  if (!decision.send) return { send: false, state: decision.outcome, reason: decision.reason };
  return decideAddress(contactOf(rule.to, people, cohort), rule, now);
}

/**
 * The role in which the same person (by name and address: a shared mailbox alone is not enough) gets this very prompt,
 * where that role comes before this one and its row was not given up.
 */
function writtenToAlready(
  { view, cohort }: DrivenView,
  people: People,
  row: LedgerRow,
  rule: PromptRule,
  contact: Contact,
): RecipientRole | undefined {
  const roles = rule.sends[row.ordinal]?.to ?? [];
  return roles.slice(0, Math.max(0, roles.indexOf(row.role))).find((role) => {
    const other = contactOf(role, people, cohort);
    if (!other || !sameAddress(other.email, contact.email) || !sameName(other.name, contact.name)) return false;
    const key = occasionKey({ ...row, role });
    return view.prompts.some((sent) => occasionKey(sent) === key && carried.has(sent.state));
  });
}

const carried = new Set<PromptRowState>(['queued', 'sending', 'accepted', 'delivered']);

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function decideAddress(contact: Contact | undefined, rule: SendableRule, now: Instant): Sending {
  if (!contact) return { send: false, state: 'suppressed', reason: 'nobody is on file for this role' };
  if (contact.emailState === 'bounced')
    return { send: false, state: 'suppressed', reason: 'mail to the address on file does not arrive' };
  const unwanted = contact.emailState === 'complained' ? ifUnwanted(rule) : 'send';
  if (unwanted === 'suppress')
    return { send: false, state: 'suppressed', reason: 'the recipient marked our mail as unwanted' };
  if (unwanted === 'hold')
    return { send: false, state: 'held', reason: 'the recipient marked our mail as unwanted: an admin decides' };
  if (rule.class === 'nudge' && contact.nudgesOffUntil !== undefined && contact.nudgesOffUntil > now)
    return { send: false, state: 'suppressed', reason: 'the recipient turned reminders off for now' };
  return { send: true, rule, contact };
}

function unknown(reason: string): Sending {
  return { send: false, state: 'unknown', reason };
}

/** A nudge is not sent to who marked our mail as unwanted, an admin decides on the rest; what is built in says so itself. */
function ifUnwanted(rule: SendableRule): BuiltInRule['ifUnwanted'] {
  if ('ifUnwanted' in rule) return rule.ifUnwanted;
  return rule.class === 'nudge' ? 'suppress' : 'hold';
}
