import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { whole } from '../domain/fields.ts';
import { cohortId, instant, sessionId } from '../domain/ids.ts';
import { readAs } from '../domain/read-as.ts';
import { type Clock, days, shiftInstant } from '../platform/clock.ts';
import { absent, type Condition } from '../platform/expressions.ts';
import { key, partition } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import { newSecretId } from '../platform/random.ts';
import { type Item, mostWritesAtOnce, type Table, type Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import type { Sheet, SheetRow } from './read-sheet.ts';

/** What a file is of: nominations that were collected elsewhere, or who was at a session. */
export const importTarget = v.variant('of', [
  v.object({ of: v.literal('nominations'), cohortId }),
  v.object({ of: v.literal('attendance'), cohortId, sessionId }),
]);
export type ImportTarget = v.InferOutput<typeof importTarget>;

/** A file that was handed in: looked at, being taken in, or dealt with. */
export const stagedImport = v.object({
  id: v.string(),
  target: importTarget,
  /** What the ids of the forms are made from that its rows are handed in as: nobody who knows its own id can open them. */
  seed: v.string(),
  by: v.string(),
  at: instant,
  state: v.picklist(['staged', 'taking-in', 'done']),
  rows: whole,
  ignored: v.array(v.string()),
  guessed: v.boolean(),
  reason: v.optional(v.string()),
  expiresAt: whole,
});
export type StagedImport = v.InferOutput<typeof stagedImport>;

/**
 * What became of a row. `made`: there is something new by it; `there`: it was so already; `refused` and `failed`: nothing
 * was done, for what the row says or for a mistake of ours.
 */
export const rowOutcome = v.object({
  became: v.picklist(['made', 'there', 'refused', 'failed']),
  /** The nomination or participant that it is about. */
  id: v.optional(v.string()),
  why: v.optional(v.array(v.string()), () => []),
});
export type RowOutcome = v.InferOutput<typeof rowOutcome>;

/** A row that is dealt with keeps what it said only where nothing came of it, so that it can be put right. */
export const stagedRow = v.object({
  row: whole,
  cells: v.record(v.string(), v.string()),
  outcome: v.optional(rowOutcome),
});
export type StagedRow = v.InferOutput<typeof stagedRow>;

/** For so long a file may wait to be taken in, and what became of it be looked at. */
export const keptDays = 7;

export interface StageDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

export interface HandedIn {
  /** Of the form by which it came: the same form with the same rows, sent twice, is one import. */
  readonly formId: string;
  readonly target: ImportTarget;
  readonly sheet: Sheet;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

/** Puts the rows of a file aside, and nothing else: they are looked at, and taken in or thrown away. Twice is once. Answers its id. */
export async function stageImport(deps: StageDeps, { formId, target, sheet, by }: HandedIn): Promise<string> {
  const id = hash(JSON.stringify([formId, target, by, sheet.rows]), 30);
  const now = deps.clock.now();
  const expiresAt = Math.floor(Date.parse(shiftInstant(now, days(keptDays))) / 1000);
  const puts = sheet.rows.map(({ row, cells }: SheetRow): Write => {
    return { kind: 'put', item: { ...key.importRow(id, row), row, cells, expiresAt }, where: newOrSame };
  });
  for (let start = 0; start < puts.length; start += mostWritesAtOnce)
    await deps.table.transact(puts.slice(start, start + mostWritesAtOnce));
  const { ignored, guessed } = sheet;
  const head: StagedImport = {
    ...{ id, target, seed: newSecretId(), by, at: now, state: 'staged', rows: puts.length },
    ...{ ignored: [...ignored], guessed, expiresAt },
  };
  await deps.table.putNew({ ...key.import(target.cohortId, id), ...head });
  deps.log.info('file handed in', { import: id, of: target.of, cohort: target.cohortId, rows: puts.length, by });
  return id;
}

/** Before the head of the import is there nobody works on its rows. */
const newOrSame: Condition = { anyOf: [{ pk: absent }, { outcome: absent }] };

/** The import of that id, unless there is none or its time is over (the table's own clean-up lags). */
export async function readImport(deps: StageDeps, cohort: string, id: string): Promise<StagedImport | undefined> {
  const found = await deps.table.get(key.import(cohort, id), stagedImport);
  return found && found.expiresAt * 1000 > deps.clock.nowMs() ? found : undefined;
}

/** What was handed in for a cohort in the last days, the newest first. */
export async function listImports(deps: StageDeps, cohort: string): Promise<StagedImport[]> {
  const rows = await deps.table.queryAll({ pk: partition.cohort(cohort), prefix: 'IMPORT#' });
  return rows
    .map((row) => readAs(stagedImport, row))
    .filter(({ expiresAt }) => expiresAt * 1000 > deps.clock.nowMs())
    .sort((a, b) => b.at.localeCompare(a.at));
}

/** The rows of an import, in the file's order. */
export async function readRows({ table }: StageDeps, id: string): Promise<StagedRow[]> {
  const rows = await table.queryAll({ pk: partition.import(id), prefix: 'ROW#' });
  return rows.map((row) => readAs(stagedRow, row));
}

/** Throws away what was handed in and not begun; answers whether it is gone. */
export async function discardImport(deps: StageDeps, { id, target }: StagedImport): Promise<boolean> {
  const place = key.import(target.cohortId, id);
  const { ok } = await deps.table.write({ kind: 'delete', key: place, where: { state: 'staged' } });
  if (!ok) return false;
  const rows = await deps.table.queryAll({ pk: partition.import(id), prefix: 'ROW#' });
  const deletions = rows.map(({ pk, sk }: Item): Write => ({ kind: 'delete', key: { pk, sk } }));
  for (let start = 0; start < deletions.length; start += mostWritesAtOnce)
    await deps.table.transact(deletions.slice(start, start + mostWritesAtOnce));
  deps.log.info('file thrown away', { import: id });
  return true;
}

/** Moves an import on, with a line in the cohort's record; nothing where somebody else did. */
export async function moveImport(
  deps: StageDeps,
  { id, target: { of, cohortId: cohort } }: StagedImport,
  to: { readonly from: StagedImport['state']; readonly state: StagedImport['state']; readonly reason?: string },
  line: { readonly what: string; readonly to: string; readonly why: string; readonly by: string },
): Promise<boolean> {
  const writes: Write[] = [
    {
      kind: 'update',
      key: key.import(cohort, id),
      set: { state: to.state, ...(to.reason !== undefined && { reason: to.reason }) },
      where: { state: to.from },
    },
    logLine(
      { kind: 'cohort', id: cohort, cohortId: cohort },
      `import-${id.slice(0, 10)}-${to.state === 'taking-in' ? 1 : 2}`,
      {
        ...line,
        at: deps.clock.now(),
      },
    ),
  ];
  const { ok } = await retryChange(() => deps.table.transact(writes));
  deps.log.info('import moved on', { import: id, of, state: to.state, written: ok });
  return ok;
}

/** Notes what became of a row, once; of those that something came of, what they said goes. */
export async function noteOutcome(deps: StageDeps, importId: string, row: number, outcome: RowOutcome): Promise<void> {
  const keeps = outcome.became === 'refused' || outcome.became === 'failed';
  await deps.table.write({
    kind: 'update',
    key: key.importRow(importId, row),
    set: { outcome, ...(!keeps && { cells: {} }) },
    where: { row, outcome: absent },
  });
}

/** The id of the form that a row is handed in as: the same row of the same import is the same form. */
export function draftIdOf({ seed }: Pick<StagedImport, 'seed'>, row: number): string {
  return hash(`${seed}\n${row}`, 40);
}

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
