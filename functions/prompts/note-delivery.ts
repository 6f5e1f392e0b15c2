import type { Instant } from '../domain/ids.ts';
import type { NeedFacts } from '../domain/needs.ts';
import type { RecipientRole } from '../domain/people.ts';
import { occasionKey, type PromptRowState } from '../domain/prompt.ts';
import { readAs } from '../domain/read-as.ts';
import type { FactValues } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { key, partition, type TableKey } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { addresseeSubject } from './addressee.ts';
import { changeWithBump } from './change-with-bump.ts';
import { contactMarks } from './contact-marks.ts';
import type { DeliveryEvent, DeliveryNews } from './delivery-event.ts';
import { type LedgerRow, ledgerRow } from './ledger-row.ts';

export interface NoteDeliveryDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

export type DeliveryNoted = 'noted' | 'known-already' | 'no-such-prompt';

/** The row changed each time that an event was to be entered. */
class DeliveryContended extends Error {
  override readonly name = 'DeliveryContended';
}

/**
 * What each news may follow. SES repeats events and sends them out of order: the weightier one stands, whatever order
 * they came in. News of a delivery also settles a row whose sender died before writing down that SES had taken it.
 */
const unsettled = ['queued', 'sending', 'accepted', 'suppressed', 'held', 'missed', 'unknown'] as const;
const mayFollow: Record<DeliveryNews['state'], readonly PromptRowState[]> = {
  delivered: unsettled,
  bounced: [...unsettled, 'delivered'],
  complained: [...unsettled, 'delivered', 'bounced'],
};

const tries = 5;

/**
 * Enters a delivery, bounce or complaint in the ledger. A bounce or complaint also bumps the subject, so that the
 * planner decides what follows, and marks the contact that it came from, all in one transaction. What went out in the
 * same e-mail is entered first. Repeating it changes nothing.
 */
export async function noteDelivery(deps: NoteDeliveryDeps, event: DeliveryEvent): Promise<DeliveryNoted> {
  const rowKey = key.prompt(event.subject.kind, event.subject.id, event.occasion);
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const row = await deps.table.get(rowKey, ledgerRow);
    if (!row) return log(deps, event, 'no-such-prompt');
    if (row.digest !== undefined) await noteMailMates(deps, event, row);
    if (!mayFollow[event.news.state].includes(row.state)) return log(deps, event, 'known-already');
    if (await enter(deps, event, rowKey, row)) return log(deps, event, 'noted');
  }
  throw new DeliveryContended(`${occasionKey(event.occasion)} of ${event.subject.id} changed ${tries} times`);
}

/**
 * The message names one occasion of a digest. The others went with it where they have its message id, or were being
 * sent with it when their sender died.
 */
async function noteMailMates(deps: NoteDeliveryDeps, event: DeliveryEvent, named: LedgerRow): Promise<void> {
  const { subject, messageId, news } = event;
  const rows = await deps.table.queryAll({ pk: partition.subject(subject.kind, subject.id), prefix: 'E#PROMPT#' });
  const now = deps.clock.now();
  for (const row of rows.map((item) => readAs(ledgerRow, item))) {
    const isMate = row.digest === named.digest && row.role === named.role && occasionKey(row) !== occasionKey(named);
    const wasSent = row.messageId === messageId || (row.state === 'sending' && row.calledAt !== undefined);
    if (isMate && wasSent && mayFollow[news.state].includes(row.state))
      await deps.table.write(rowUpdate(event, key.prompt(subject.kind, subject.id, row), row, now));
  }
}

/** `false` when the row or the contact has changed since they were read. */
async function enter(deps: NoteDeliveryDeps, event: DeliveryEvent, rowKey: TableKey, row: LedgerRow): Promise<boolean> {
  const { subject, occasion, news } = event;
  const now = deps.clock.now();
  const update = rowUpdate(event, rowKey, row, now);
  if (news.state === 'delivered') return (await deps.table.write(update)).ok;
  const addressee = addresseeSubject(subject, occasion.anchor);
  const marks = await contactMarks(deps.table, addressee, occasion.role, news, now);
  const failed = marks.stopped && news.state === 'bounced';
  // Of a Work Group's prompt, the participant's own journey hears, and tells the group.
  return changeWithBump(deps, addressee, [update, ...marks.writes], (facts) =>
    failed ? failedAddress(facts, occasion.role, now) : {},
  );
}

/** The fact of a failed address: a participant's own, or anybody's around a nomination, which waits for their answers. */
function failedAddress(facts: NeedFacts, role: RecipientRole, now: Instant): FactValues<NeedFacts> {
  if (facts.kind === 'participant' && role === 'participant') return { addressFailed: true, addressFailedAt: now };
  if (facts.kind !== 'nomination') return {};
  const roles = [...new Set([...(facts.addressesFailed?.roles ?? []), role])];
  return { addressesFailed: { roles, at: now } };
}

function rowUpdate({ messageId, news }: DeliveryEvent, rowKey: TableKey, row: LedgerRow, now: Instant) {
  const reason = news.state === 'delivered' ? undefined : news.reason;
  return {
    kind: 'update',
    key: rowKey,
    set: {
      state: news.state,
      settledAt: now,
      messageId: row.messageId ?? messageId,
      acceptedAt: row.acceptedAt ?? now,
      ...(reason && { reason }),
    },
    remove: ['leaseUntil', 'dueBy', 'shard', 'need', 'needFrom', ...(reason ? [] : ['reason'])],
    where: { state: row.state, attempts: row.attempts },
  } as const satisfies Write;
}

function log(deps: NoteDeliveryDeps, event: DeliveryEvent, outcome: DeliveryNoted): DeliveryNoted {
  const ids = { ...event.subject, prompt: event.occasion.prompt, news: event.news.state, outcome };
  if (event.news.state === 'delivered' || outcome !== 'noted') deps.log.info('delivery event', ids);
  else deps.log.alarm('mail did not arrive', ids);
  return outcome;
}
