import type { Instant } from '../domain/ids.ts';
import type { PromptRowState } from '../domain/prompt.ts';
import { type Clock, minutes, shiftInstant } from '../platform/clock.ts';
import { absent, type Where } from '../platform/expressions.ts';
import type { TableKey } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import type { LedgerRow } from './ledger-row.ts';

type Update = Extract<Write, { kind: 'update' }>;

interface LedgerDeps {
  readonly table: Table;
  readonly clock: Clock;
}

/** A row that this invocation holds: `attempts` is the number of its claim, and no later claim has the same. */
export interface Claim {
  readonly key: TableKey;
  readonly attempts: number;
  readonly failures: number;
}

/** Longer than the mailer may run (30 s), shorter than a message stays hidden (180 s): a redelivery finds it expired. */
const leaseMs = minutes(2);

/** What makes a row of the ledger leave the sweep's index and its claim. */
const whenSettled = ['leaseUntil', 'dueBy', 'shard'] as const;

export function leaseExpired(row: LedgerRow, now: Instant): boolean {
  return row.leaseUntil === undefined || row.leaseUntil < now;
}

/** The session that a message speaks of, as it was read: changed since, the message would say what is no longer so. */
export interface SpokenOf {
  readonly key: TableKey;
  readonly revision: number;
}

/**
 * `queued -> sending`, or the same for a lease that expired, on the condition that the row is still as it was read:
 * nobody claimed it since, and whoever held it has not called SES since; and that the session that it speaks of is the
 * one that was read. So a plan that comes after a session's change finds every message that tells of an older time.
 */
export async function claimRow(
  { table, clock }: LedgerDeps,
  rowKey: TableKey,
  row: LedgerRow,
  spokenOf?: SpokenOf,
): Promise<Claim | undefined> {
  const leaseUntil = shiftInstant(clock.now(), leaseMs);
  const attempts = row.attempts + 1;
  const claim: Update = {
    kind: 'update',
    key: rowKey,
    set: { state: 'sending', attempts, leaseUntil, dueBy: leaseUntil, aboutRevision: spokenOf?.revision },
    remove: ['calledAt', 'reason'],
    where: asRead(row),
  };
  const { ok } = spokenOf
    ? await table.transact([claim, { kind: 'check', key: spokenOf.key, where: { revision: spokenOf.revision } }])
    : await table.write(claim);
  return ok ? { key: rowKey, attempts, failures: row.failures } : undefined;
}

/** Just before the call to SES. `false` when the claim was lost: the call must not be made. */
export async function markCalled({ table, clock }: LedgerDeps, claim: Claim): Promise<boolean> {
  return (await table.write({ kind: 'update', key: claim.key, set: { calledAt: clock.now() }, where: held(claim) })).ok;
}

/** SES has it. `false` when the row has moved on already, as when the delivery event was faster. */
export async function recordAccepted({ table, clock }: LedgerDeps, claim: Claim, messageId: string): Promise<boolean> {
  const { ok } = await table.write({
    kind: 'update',
    key: claim.key,
    set: { state: 'accepted', messageId, acceptedAt: clock.now() },
    remove: whenSettled,
    where: held(claim),
  });
  return ok;
}

/** Nothing was sent: the row is queued again. `because: 'failure'` counts towards being held for an admin. */
export async function giveBack(
  { table, clock }: LedgerDeps,
  claim: Claim,
  because: 'throttled' | 'failure',
): Promise<void> {
  const failures = claim.failures + (because === 'failure' ? 1 : 0);
  await table.write({
    kind: 'update',
    key: claim.key,
    set: { state: 'queued', failures, dueBy: clock.now() },
    remove: ['leaseUntil', 'calledAt'],
    where: held(claim),
  });
}

/** A try failed before the row was claimed: it counts towards being held, while the row is still as it was read. */
export async function countFailure({ table }: LedgerDeps, rowKey: TableKey, row: LedgerRow): Promise<void> {
  await table.write({ kind: 'update', key: rowKey, set: { failures: row.failures + 1 }, where: asRead(row) });
}

/** The decision not to send a row that was read: it applies while the row is still as it was read. */
export function settleAsRead(
  rowKey: TableKey,
  row: LedgerRow,
  end: { readonly state: PromptRowState; readonly reason: string },
  now: Instant,
): Update {
  return { kind: 'update', key: rowKey, set: { ...end, settledAt: now }, remove: whenSettled, where: asRead(row) };
}

/** The end of a row that this invocation holds. */
export function settleHeld(
  claim: Claim,
  end: { readonly state: PromptRowState; readonly reason: string },
  now: Instant,
): Update {
  return { kind: 'update', key: claim.key, set: { ...end, settledAt: now }, remove: whenSettled, where: held(claim) };
}

function held({ attempts }: Claim): Where {
  return { state: 'sending', attempts };
}

function asRead(row: LedgerRow): Where {
  return { state: row.state, attempts: row.attempts, calledAt: row.calledAt ?? absent };
}
