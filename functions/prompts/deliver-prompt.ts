import * as v from 'valibot';
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
import { addresseeSubject } from './addressee.ts';
import { changeWithBump } from './change-with-bump.ts';
import { decideSending, type SendableRule, type Sending } from './decide-sending.ts';
import {
  type Claim,
  claimRows,
  countFailure,
  giveBack,
  markCalled,
  recordAccepted,
  type SpokenOf,
  settleAsRead,
  settleHeld,
} from './ledger.ts';
import { type LedgerRow, ledgerRow } from './ledger-row.ts';
import { isLeased, isUnsettled, rowsOfMail } from './mail-rows.ts';
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
  /** `others` fell due to the same person at the same moment, and are in the same e-mail. */
  readonly compose: (sendable: Sendable, others: readonly Sendable[]) => Promise<OutgoingMail>;
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
  if (!isUnsettled(row)) return 'settled-before';
  if (isLeased(row, deps.clock.now())) return 'come-again';
  const facts = await readFacts(deps, message, rowKey, row);
  if (!facts) return 'nobody';
  const rows = await rowsOfMail(deps.table, facts.subject, message, row);
  const now = deps.clock.now();
  if (rows.some((each) => isLeased(each, now))) return 'come-again';
  const sendables: Sendable[] = [];
  let settled: Delivery = 'not-sent';
  for (const each of rows) {
    const sending = decideSending(facts.subject, facts.people, each, now);
    if (sending.send) sendables.push({ ...facts, row: each, now, contact: sending.contact, rule: sending.rule });
    else if ((await settle(deps, facts.subject, each, sending)) === 'come-again') settled = 'come-again';
  }
  const [first, ...others] = sendables;
  if (!first || settled === 'come-again') return settled;
  return claimAndSend(deps, message, [first, ...others]);
}

/** What goes out as one e-mail: nearly always one prompt. */
type Sendables = readonly [Sendable, ...Sendable[]];

async function claimAndSend(deps: DeliverDeps, message: PromptMessage, sendables: Sendables): Promise<Delivery> {
  const rows = sendables.map(({ subject, row }) => ({
    key: key.prompt(message.kind, message.id, row),
    row,
    spokenOf: sessionSpokenOf(subject, row),
  }));
  const claims = await claimRows(deps, rows);
  if (claims) return send(deps, claims, sendables);
  const changed = await Promise.all(rows.map(({ spokenOf }) => hasChanged(deps, spokenOf)));
  return changed.includes(true) ? deliverPrompt(deps, message) : 'come-again';
}

/** What is decided on. Facts that can't be read are a failure of the try, as a template that fails is. */
async function readFacts(
  deps: DeliverDeps,
  message: PromptMessage,
  rowKey: TableKey,
  row: LedgerRow,
): Promise<Pick<Sendable, 'subject' | 'people'> | undefined> {
  try {
    const subject = await readSubject(deps.table, message, row);
    const { kind, id } = addresseeSubject(message, message.occasion.anchor);
    return subject && { subject, people: await readPeople(deps.table, kind, id) };
  } catch (error) {
    await countFailure(deps, rowKey, row);
    throw error;
  }
}

function sessionSpokenOf({ view, cohort }: SubjectView, { anchor }: LedgerRow): SpokenOf | undefined {
  const session = view.sessions.find(({ id }) => id === sessionIdOf(anchor));
  return session && { key: key.session(cohort.id, session.id), revision: session.revision };
}

const sessionMark = v.pick(session, ['revision']);

/** A session that changed between reading and claiming: the decision is made again at once. */
async function hasChanged({ table }: DeliverDeps, spokenOf: SpokenOf | undefined): Promise<boolean> {
  const now = spokenOf && (await table.get(spokenOf.key, sessionMark));
  return now !== undefined && now.revision !== spokenOf?.revision;
}

/** Writes down why it is not sent. What the planner has to know of bumps the subject. */
async function settle(
  deps: DeliverDeps,
  subject: SubjectView,
  row: LedgerRow,
  { state, reason }: Extract<Sending, { send: false }>,
): Promise<Delivery> {
  const end = settleAsRead(key.prompt(subject.kind, subject.id, row), row, { state, reason }, deps.clock.now());
  const quiet = state === 'suppressed' || state === 'held';
  const settled = quiet ? (await deps.table.write(end)).ok : await changeWithBump(deps, subject, [end]);
  if (!settled) return 'come-again';
  const ids = { ...idsOf(subject, row), anchor: row.anchor, role: row.role, state };
  if (state === 'suppressed' || state === 'missed') deps.log.info('prompt not sent', ids);
  else deps.log.alarm('prompt waits for an admin', ids);
  return 'not-sent';
}

async function send(deps: DeliverDeps, claims: readonly Claim[], sendables: Sendables): Promise<Delivery> {
  const mail = await compose(deps, claims, sendables);
  if (!(await markCalled(deps, claims))) return 'come-again';
  const answer = await handOver(deps, mail);
  const [{ subject, row }] = sendables;
  const ids = { ...idsOf(subject, row), prompts: sendables.length };
  if (answer.taken) {
    const recorded = await recordAccepted(deps, claims, answer.messageId);
    deps.log.info('prompt sent', { ...ids, messageId: answer.messageId, recorded });
    return 'sent';
  }
  switch (answer.why) {
    case 'throttled':
      await giveBack(deps, claims, 'throttled');
      return 'come-again';
    case 'refused':
      deps.log.alarm('mail service refuses', { ...ids, reason: answer.reason });
      await giveBack(deps, claims, 'failure');
      return 'come-again';
    case 'not-allowed': {
      deps.log.info('prompt not sent', { ...ids, state: 'suppressed' });
      const ends = settleHeld(claims, { state: 'suppressed', reason: notOnList }, deps.clock.now());
      return (await deps.table.transact(ends)).ok ? 'not-sent' : 'come-again';
    }
    case 'rejected': {
      deps.log.alarm('mail rejected', ids);
      const ends = settleHeld(claims, { state: 'bounced', reason: answer.reason }, deps.clock.now());
      return (await changeWithBump(deps, subject, ends)) ? 'not-sent' : 'come-again';
    }
  }
}

/** For the log; `correlation` is the form's: the reference that the nomination got when it was posted. */
function idsOf(subject: SubjectView, { prompt }: LedgerRow): Readonly<Record<string, string>> {
  const { kind, id } = subject;
  switch (subject.kind) {
    case 'participant':
      return { kind, id, prompt, correlation: subject.view.participant.nominationId };
    case 'nomination':
      return { kind, id, prompt, correlation: id };
    case 'cohort':
    case 'work-group':
      return { kind, id, prompt };
  }
}

const notOnList = 'this environment mails an allow-list only, and the address is not on it';

/** A template that fails must not keep the row claimed: it is given back, and the failure counted. */
async function compose(
  deps: DeliverDeps,
  claims: readonly Claim[],
  [first, ...others]: Sendables,
): Promise<OutgoingMail> {
  try {
    return await deps.compose(first, others);
  } catch (error) {
    await giveBack(deps, claims, 'failure');
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
