import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Ineligibility, ineligibilitiesOf } from '../domain/eligibility.ts';
import { hasSecondaryAge, type School } from '../domain/school.ts';
import type { Condition } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { giasRow, readGiasRow, type Unreadable } from './read-gias-row.ts';
import { indexedWords } from './school-words.ts';

/** As many rows as a call takes: well within a function's time, and within what it may be handed. */
export const mostRows = 500;

export const importRequest = v.strictObject({ rows: v.pipe(v.array(giasRow), v.maxLength(mostRows)) });

/** A row that no school was made of, or a school that may not nominate, and why. */
export type Refusal = Unreadable | 'here-twice' | Ineligibility;

export interface SchoolsImported {
  readonly read: number;
  /** Schools that are now otherwise than before, those that are new among them. */
  readonly changed: number;
  readonly added: number;
  readonly unchanged: number;
  /** Rows that can't be read, and schools that may not nominate: these are kept, so that the form can say why. */
  readonly refused: number;
  /** A row may have several reasons. */
  readonly reasons: Readonly<Partial<Record<Refusal, number>>>;
}

const stored = v.object({ urn: v.string(), contentHash: v.string() });
type Stored = v.InferOutput<typeof stored>;

/**
 * Takes rows of the register in: reads what is stored of these schools, and writes those that differ, each with the rows
 * by which its name, postcode and number find it, in transactions of whole schools. Rows that were taken in before
 * change nothing.
 */
export async function importSchools(
  deps: { readonly table: Table; readonly log: Log },
  { rows }: v.InferOutput<typeof importRequest>,
): Promise<SchoolsImported> {
  const { schools, refusals } = sortOut(rows);
  const before = await readStored(deps.table, [...schools.keys()]);
  const changed = [...schools.values()].filter((school) => before.get(school.urn)?.contentHash !== hashOf(school));
  for (const writes of packed(changed.map((school) => writesOf(school, before.get(school.urn)))))
    await write(deps.table, writes);
  const report: SchoolsImported = {
    read: rows.length,
    changed: changed.length,
    added: changed.filter(({ urn }) => !before.has(urn)).length,
    unchanged: schools.size - changed.length,
    refused: refusals.length,
    reasons: counted(refusals.flat()),
  };
  deps.log.info('schools imported', { read: report.read, changed: report.changed, refused: report.refused });
  return report;
}

function sortOut(rows: readonly v.InferOutput<typeof giasRow>[]): {
  schools: Map<string, School>;
  refusals: Refusal[][];
} {
  const schools = new Map<string, School>();
  const refusals: Refusal[][] = [];
  for (const row of rows) {
    const read = readGiasRow(row);
    if (!read.ok) {
      refusals.push([read.why]);
      continue;
    }
    if (schools.has(read.school.urn)) refusals.push(['here-twice']);
    schools.set(read.school.urn, read.school);
  }
  const mayNot = [...schools.values()].map(ineligibilitiesOf).filter((reasons) => reasons.length > 0);
  return { schools, refusals: [...refusals, ...mayNot] };
}

function counted(reasons: readonly Refusal[]): Partial<Record<Refusal, number>> {
  const counts: Partial<Record<Refusal, number>> = {};
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

async function readStored(table: Table, urns: readonly string[]): Promise<Map<string, Stored>> {
  const found = await table.getMany(urns.map(key.school), stored);
  return new Map(found.map((each) => [each.urn, each]));
}

function hashOf(school: School): string {
  return createHash('sha256').update(JSON.stringify(school)).digest('base64url').slice(0, 22);
}

const whateverIsThere: Condition = { anyOf: [{ pk: { is: 'absent' } }, { pk: { is: 'present' } }] };

/**
 * Only schools with pupils of secondary age are found by name, others by their URN alone. Rows of an earlier name stay:
 * whoever searches looks at the school itself.
 */
function writesOf(school: School, before: Stored | undefined): Write[] {
  const { urn, name, status } = school;
  const isFound = hasSecondaryAge(school) && school.funding !== 'welsh';
  const words = isFound ? indexedWords(school) : [];
  const item = { ...key.school(urn), ...school, contentHash: hashOf(school) };
  return [
    { kind: 'put', item, ...(before && { where: { contentHash: before.contentHash } }) },
    ...words.map((word): Write => {
      const row = { ...key.schoolName(word, urn), urn, name, town: school.town, postcode: school.postcode, status };
      return { kind: 'put', item: row, where: whateverIsThere };
    }),
    ...(isFound && school.number
      ? [{ kind: 'put', item: { ...key.schoolNumber(school, urn), urn }, where: whateverIsThere } as const]
      : []),
  ];
}

/** At most 100 writes a transaction, no school torn apart. */
function* packed(groups: readonly (readonly Write[])[]): Generator<Write[]> {
  let pack: Write[] = [];
  for (const group of groups) {
    if (pack.length + group.length > 100) {
      yield pack;
      pack = [];
    }
    pack.push(...group);
  }
  if (pack.length > 0) yield pack;
}

/** Another import changed one of these schools since they were read: run it again. */
export class ImportedMeanwhile extends Error {
  override readonly name = 'ImportedMeanwhile';
}

async function write(table: Table, writes: readonly Write[]): Promise<void> {
  const { ok } = await table.transact(writes);
  if (!ok) throw new ImportedMeanwhile('Another import is writing the same schools: run it again when that is done');
}
