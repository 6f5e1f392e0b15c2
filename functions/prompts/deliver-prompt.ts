import { session } from '../domain/cohort.ts';
import type { Instant } from '../domain/ids.ts';
import type { Contact, People } from '../domain/people.ts';
import { sessionIdOf } from '../domain/told.ts';
import { readPeople } from '../driving/read-people.ts';
import type { Clock } from '../platform/clock.ts';
import { key, type TableKey } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Mailer, MailTaken, OutgoingMail } from '../platform/mail.ts';
import type { PromptMessage } from '../platform/prompt-queue.ts';
import type { Table } from '../platform/table.ts';
import { changeWithBump } from './change-with-bump.ts';
import { decideSending, type SendableRule, type Sending } from './decide-sending.ts';
import {
  type Claim,
  claimRow,
  countFailure,
  giveBack,
  leaseExpired,
  markCalled,
  recordAccepted,
  type SpokenOf,
  settleAsRead,
  settleHeld,
} from './ledger.ts';
import { type LedgerRow, ledgerRow } from './ledger-row.ts';
import { readSubject, type SubjectView } from './read-subject.ts';

/** A prompt that is to be sent now, and all that its words are made of. */
export interface Sendable {
  readonly subject: SubjectView;
  readonly people: People;
  readonly contact: Contact;
  readonly rule: SendableRule;
  readonly row: LedgerRow;
  readonly now: Instant;
}

export interface DeliverDeps {
  readonly table: Table;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly log: Log;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
  readonly compose: (sendable: Sendable) => Promise<OutgoingMail>;
}

/** `come-again`: the message must stay on its queue. Everything else is done with it. */
export type Delivery = 'sent' | 'not-sent' | 'settled-before' | 'nobody' | 'come-again';

/**
 * Delivers one queued prompt, once: reads its row and subject afresh, decides again, claims the row, renders, marks the
 * call, hands the message to SES and writes down that SES has it. Stopped at any point and repeated, it sends one
 * e-mail; only where it stopped between the call to SES and its record does the prompt's own policy decide.
 */
export async function deliverPrompt(deps: DeliverDeps, message: PromptMessage): Promise<Delivery> {
  const rowKey = key.prompt(message.kind, message.id, message.occasion);
  const row = await deps.table.get(rowKey, ledgerRow);
  if (!row) return 'nobody';
  if (row.state !== 'queued' && row.state !== 'sending') return 'settled-before';
  if (row.state === 'sending' && !leaseExpired(row, deps.clock.now())) return 'come-again';
  const facts = await readFacts(deps, message, rowKey, row);
  if (!facts) return 'nobody';
  const { subject, people } = facts;
  const now = deps.clock.now();
  const sending = decideSending(subject, people, row, now);
  if (!sending.send) return settle(deps, subject, rowKey, row, sending);
  const spokenOf = sessionSpokenOf(subject, row);
  const claim = await claimRow(deps, rowKey, row, spokenOf);
  if (!claim) return (await hasChanged(deps, spokenOf)) ? deliverPrompt(deps, message) : 'come-again';
  return send(deps, claim, { subject, people, row, now, contact: sending.contact, rule: sending.rule });
}

/** What is decided on. Facts that can't be read are a failure of the try, as a template that fails is. */
async function readFacts(
  deps: DeliverDeps,
  message: PromptMessage,
  rowKey: TableKey,
  row: LedgerRow,
): Promise<Pick<Sendable, 'subject' | 'people'> | undefined> {
  try {
    const subject = await readSubject(deps.table, message, row.role);
    return subject && { subject, people: await readPeople(deps.table, message.kind, message.id) };
  } catch (error) {
    await countFailure(deps, rowKey, row);
    throw error;
  }
}

function sessionSpokenOf({ view, cohort }: SubjectView, { anchor }: LedgerRow): SpokenOf | undefined {
  const session = view.sessions.find(({ id }) => id === sessionIdOf(anchor));
  return session && { key: key.session(cohort.id, session.id), revision: session.revision };
}

/** A session that changed between reading and claiming: the decision is made again at once. */
async function hasChanged({ table }: DeliverDeps, spokenOf: SpokenOf | undefined): Promise<boolean> {
  const now = spokenOf && (await table.get(spokenOf.key, session.pick({ revision: true })));
  return now !== undefined && now.revision !== spokenOf?.revision;
}

/** Writes down why it is not sent. What the planner has to know of bumps the subject. */
async function settle(
  deps: DeliverDeps,
  subject: SubjectView,
  rowKey: TableKey,
  row: LedgerRow,
  { state, reason }: Extract<Sending, { send: false }>,
): Promise<Delivery> {
  const end = settleAsRead(rowKey, row, { state, reason }, deps.clock.now());
  const quiet = state === 'suppressed' || state === 'held';
  const settled = quiet ? (await deps.table.write(end)).ok : await changeWithBump(deps, subject, [end]);
  if (!settled) return 'come-again';
  const ids = { kind: subject.kind, id: subject.id, prompt: row.prompt, anchor: row.anchor, role: row.role, state };
  if (state === 'suppressed' || state === 'missed') deps.log.info('prompt not sent', ids);
  else deps.log.alarm('prompt waits for an admin', ids);
  return 'not-sent';
}

async function send(deps: DeliverDeps, claim: Claim, sendable: Sendable): Promise<Delivery> {
  const mail = await compose(deps, claim, sendable);
  if (!(await markCalled(deps, claim))) return 'come-again';
  const answer = await handOver(deps, mail);
  const ids = { kind: sendable.subject.kind, id: sendable.subject.id, prompt: sendable.row.prompt };
  if (answer.taken) {
    const recorded = await recordAccepted(deps, claim, answer.messageId);
    deps.log.info('prompt sent', { ...ids, messageId: answer.messageId, recorded });
    return 'sent';
  }
  switch (answer.why) {
    case 'throttled':
      await giveBack(deps, claim, 'throttled');
      return 'come-again';
    case 'refused':
      deps.log.alarm('mail service refuses', { ...ids, reason: answer.reason });
      await giveBack(deps, claim, 'failure');
      return 'come-again';
    case 'not-allowed': {
      deps.log.info('prompt not sent', { ...ids, state: 'suppressed' });
      const end = settleHeld(claim, { state: 'suppressed', reason: notOnList }, deps.clock.now());
      return (await deps.table.write(end)).ok ? 'not-sent' : 'come-again';
    }
    case 'rejected': {
      deps.log.alarm('mail rejected', ids);
      const end = settleHeld(claim, { state: 'bounced', reason: answer.reason }, deps.clock.now());
      return (await changeWithBump(deps, sendable.subject, [end])) ? 'not-sent' : 'come-again';
    }
  }
}

const notOnList = 'this environment mails an allow-list only, and the address is not on it';

/** A template that fails must not keep the row claimed: it is given back, and the failure counted. */
async function compose(deps: DeliverDeps, claim: Claim, sendable: Sendable): Promise<OutgoingMail> {
  try {
    return await deps.compose(sendable);
  } catch (error) {
    await giveBack(deps, claim, 'failure');
    throw error;
  }
}

const throttleTries = 3;
const firstPauseMs = 500;

/** Meets a throttle with three more tries, each after a random part of a pause that doubles (0.5 s, 1 s, 2 s). */
async function handOver(deps: DeliverDeps, mail: OutgoingMail): Promise<MailTaken> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await deps.mailer.send(mail);
    if (answer.taken || answer.why !== 'throttled' || attempt === throttleTries) return answer;
    await deps.clock.sleepUntil(deps.clock.nowMs() + deps.random() * firstPauseMs * 2 ** attempt);
  }
}
