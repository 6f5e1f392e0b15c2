import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';
import { giasBatches, giasLinkBatches } from '../../functions/schools/gias-batches.ts';

/** Calls the function that takes rows in, wherever it runs, and answers what it answered. */
export type CallImport = (payload: unknown) => Promise<unknown>;

const counts = v.looseObject({
  read: v.pipe(v.number(), v.integer()),
  changed: v.optional(v.pipe(v.number(), v.integer())),
  added: v.pipe(v.number(), v.integer()),
  unchanged: v.pipe(v.number(), v.integer()),
  refused: v.pipe(v.number(), v.integer()),
  reasons: v.optional(v.record(v.string(), v.pipe(v.number(), v.integer())), () => ({})),
});

export interface TakenIn {
  readonly read: number;
  readonly changed: number;
  readonly added: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly reasons: Readonly<Record<string, number>>;
}

type Report = { -readonly [Key in keyof TakenIn]: TakenIn[Key] extends number ? number : Record<string, number> };

/** Takes the register's schools in, batch after batch as the file is read; `progress` hears how many rows are done. */
export async function takeInSchools(
  text: AsyncIterable<string> | Iterable<string>,
  call: CallImport,
  progress: (rows: number) => void = () => {},
): Promise<TakenIn> {
  const report = nothingYet();
  for await (const { rows, ragged } of giasBatches(text)) {
    if (rows.length > 0) add(report, readAs(counts, await call({ rows })));
    addRagged(report, ragged);
    progress(report.read);
  }
  return report;
}

/** Takes the register's links in. */
export async function takeInLinks(text: AsyncIterable<string> | Iterable<string>, call: CallImport): Promise<TakenIn> {
  const report = nothingYet();
  for await (const { rows, ragged } of giasLinkBatches(text)) {
    if (rows.length > 0) add(report, readAs(counts, await call({ links: rows })));
    addRagged(report, ragged);
  }
  return report;
}

function nothingYet(): Report {
  return { read: 0, changed: 0, added: 0, unchanged: 0, refused: 0, reasons: {} };
}

function add(
  report: Report,
  { read, changed, added, unchanged, refused, reasons }: v.InferOutput<typeof counts>,
): void {
  report.read += read;
  report.changed += changed ?? added;
  report.added += added;
  report.unchanged += unchanged;
  report.refused += refused;
  for (const [reason, count] of Object.entries(reasons)) report.reasons[reason] = (report.reasons[reason] ?? 0) + count;
}

function addRagged(report: Report, ragged: number): void {
  if (ragged === 0) return;
  add(report, { read: ragged, added: 0, unchanged: 0, refused: ragged, reasons: { 'wrong-number-of-cells': ragged } });
}
