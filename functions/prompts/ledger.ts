import type { Instant } from '../domain/ids.ts';
import type { PromptRowState } from '../domain/prompt.ts';
import { type Clock, minutes, shiftInstant } from '../platform/clock.ts';
import { absent, type Where } from '../platform/expressions.ts';
import type { TableKey } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { heldMark, type LedgerRow } from './ledger-row.ts';

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

/** A row that is to be claimed, as it was read, and what its words speak of. */
export interface Claimable {
  readonly key: TableKey;
  readonly row: LedgerRow;
  readonly spokenOf: SpokenOf | undefined;
}

/**
 * `queued -> sending`, or the same for a lease that expired, on the condition that the row is still as it was read:
 * nobody claimed it since, and whoever held it has not called SES since; and that the session that it speaks of is the
 * one that was read. So a plan that comes after a session's change finds every message that tells of an older time.
 * The rows of one e-mail are claimed together or not at all, as is every step after: no crash comes between them.
 */
export async function claimRows(
  { table, clock }: LedgerDeps,
  rows: readonly Claimable[],
): Promise<readonly Claim[] | undefined> {
  const leaseUntil = shiftInstant(clock.now(), leaseMs);
  const claims = rows.map(({ key, row }) => ({ key, attempts: row.attempts + 1, failures: row.failures }));
  const updates = rows.map(
    ({ key, row, spokenOf }): Update => ({
      kind: 'update',
      key,
      set: {
        state: 'sending',
        attempts: row.attempts + 1,
        leaseUntil,
        dueBy: leaseUntil,
        aboutRevision: spokenOf?.revision,
      },
      remove: ['calledAt', 'reason'],
      where: asRead(row),
    }),
  );
  return (await writeTogether(table, [...updates, ...checksOf(rows)])) ? claims : undefined;
}

/** A transaction takes one write of an item: each session is looked at once. */
function checksOf(rows: readonly Claimable[]): Write[] {
  const spokenOf = new Map(rows.flatMap(({ spokenOf: about }) => (about ? [[about.key.sk, about]] : [])));
  return [...spokenOf.values()].map(({ key, revision }) => ({ kind: 'check', key, where: { revision } }));
}

async function writeTogether(table: Table, writes: readonly Write[]): Promise<boolean> {
  const [only] = writes;
  return (writes.length === 1 && only ? await table.write(only) : await table.transact(writes)).ok;
}

function updateHeld(
  { table }: LedgerDeps,
  claims: readonly Claim[],
  change: (claim: Claim) => Pick<Update, 'set' | 'remove'>,
): Promise<boolean> {
  return writeTogether(
    table,
    claims.map((claim): Update => ({ kind: 'update', key: claim.key, ...change(claim), where: held(claim) })),
  );
}

/** Just before the call to SES. `false` when the claim was lost: the call must not be made. */
export async function markCalled(deps: LedgerDeps, claims: readonly Claim[]): Promise<boolean> {
  const calledAt = deps.clock.now();
  return updateHeld(deps, claims, () => ({ set: { calledAt } }));
}

/** SES has it. `false` when the row has moved on already, as when the delivery event was faster. */
export async function recordAccepted(deps: LedgerDeps, claims: readonly Claim[], messageId: string): Promise<boolean> {
  const set = { state: 'accepted', messageId, acceptedAt: deps.clock.now() };
  return updateHeld(deps, claims, () => ({ set, remove: whenSettled }));
}

/** Nothing was sent: the row is queued again. `because: 'failure'` counts towards being held for an admin. */
export async function giveBack(
  deps: LedgerDeps,
  claims: readonly Claim[],
  because: 'throttled' | 'failure',
): Promise<void> {
  const dueBy = deps.clock.now();
  await updateHeld(deps, claims, ({ failures }) => ({
    set: { state: 'queued', failures: failures + (because === 'failure' ? 1 : 0), dueBy },
    remove: ['leaseUntil', 'calledAt'],
  }));
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
  const set = { ...end, settledAt: now, ...heldMark(end.state, now) };
  return { kind: 'update', key: rowKey, set, remove: whenSettled, where: asRead(row) };
}

/** The end of the rows that this invocation holds. */
export function settleHeld(
  claims: readonly Claim[],
  end: { readonly state: PromptRowState; readonly reason: string },
  now: Instant,
): Update[] {
  const set = { ...end, settledAt: now };
  return claims.map((claim) => ({ kind: 'update', key: claim.key, set, remove: whenSettled, where: held(claim) }));
}

function held({ attempts }: Claim): Where {
  return { state: 'sending', attempts };
}

function asRead(row: LedgerRow): Where {
  return { state: row.state, attempts: row.attempts, calledAt: row.calledAt ?? absent };
}
