import type { Contact } from '../domain/people.ts';
import { readAs } from '../domain/read-as.ts';
import { peopleInRows, schoolFields } from '../imports/row-people.ts';
import { draftIdOf, type StagedImport, type StagedRow, stagedImport, stagedRow } from '../imports/staged-import.ts';
import { normaliseEmail } from '../nominations/normalise-email.ts';
import { normaliseName } from '../nominations/sameness.ts';
import { absent, type Condition, present } from '../platform/expressions.ts';
import { key, partition } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { retryChange } from '../web/retry-change.ts';
import type { Facts } from './find-person.ts';
import { isNamedIn, takeNameOut } from './name-in-text.ts';

/** Who is looked for in files: with the references of their records and the schools that those are of. */
export interface SoughtInFiles {
  readonly person: Contact;
  readonly records: readonly Facts[];
}

/** A row of a file that was handed in and is still kept, in which somebody stands. */
export interface ImportMention {
  readonly cohortId: string;
  readonly of: StagedImport['target']['of'];
  /** When it was handed in. */
  readonly at: string;
  readonly row: number;
  /** The row is about them; else it is somebody else's and names them. */
  readonly isTheirs: boolean;
  readonly as: readonly string[];
  /** What of the row is about them. Of the others that it names, nothing. */
  readonly cells: Readonly<Record<string, string>>;
}

type Cells = StagedRow['cells'];

/** Rows of files, of any cohort, that are about somebody or name them. They are kept for a week, until each is taken in. */
export async function importMentionsOf(table: Table, sought: SoughtInFiles): Promise<ImportMention[]> {
  return (await keptRows(table)).flatMap(({ staged, row }): ImportMention[] => {
    const found = findIn(staged, row.cells, sought);
    if (!found) return [];
    const { cohortId, of } = staged.target;
    const { isTheirs, as, theirs, texts } = found;
    const others = peopleInRows(of).flatMap(({ as: role, fields }) => (as.includes(role) ? [] : fields));
    const kept = isTheirs ? Object.keys(row.cells).filter((field) => !others.includes(field)) : [...theirs, ...texts];
    const cells = Object.fromEntries(kept.flatMap((field) => (row.cells[field] ? [[field, row.cells[field]]] : [])));
    return [{ cohortId, of, at: staged.at, row: row.row, isTheirs, as, cells }];
  });
}

/**
 * Takes somebody who is erased out of the files: rows about them go whole, with the form that was made of one and not sent;
 * from those of others go their name and address, and their name out of what was written. Twice is once.
 */
export async function forgetInImports(table: Table, sought: SoughtInFiles): Promise<void> {
  for (const { staged, row } of await keptRows(table)) {
    const found = findIn(staged, row.cells, sought);
    if (!found) continue;
    if (!found.isTheirs) {
      await forgetInRow(table, staged, row.row, sought);
      continue;
    }
    await table.write({ kind: 'delete', key: key.draft(draftIdOf(staged, row.row)) });
    await table.write({ kind: 'delete', key: key.importRow(staged.id, row.row) });
  }
}

/** A row that is taken in meanwhile has no cells any more, and none are put back into it. */
async function forgetInRow(table: Table, staged: StagedImport, number: number, sought: SoughtInFiles): Promise<void> {
  const place = key.importRow(staged.id, number);
  await retryChange(async () => {
    const row = await table.get(place, stagedRow);
    const found = row && findIn(staged, row.cells, sought);
    if (!found) return true;
    const { person } = sought;
    const own = found.isOfTheirSchool;
    const texts = found.texts.map((field) => [`cells.${field}`, takeNameOut(row.cells[field] ?? '', person, own)]);
    const why = row.outcome && { 'outcome.why': row.outcome.why.map((each) => takeNameOut(each, person, own)) };
    const write: Write = {
      kind: 'update',
      key: place,
      set: { ...Object.fromEntries(texts), ...why },
      remove: found.theirs.map((field) => `cells.${field}`),
      where: row.outcome ? isSettled : isOpen,
    };
    return (await table.write(write)).ok || undefined;
  });
}

const isOpen: Condition = { pk: present, outcome: absent };
const isSettled: Condition = { pk: present, outcome: present };

async function keptRows(table: Table): Promise<{ readonly staged: StagedImport; readonly row: StagedRow }[]> {
  const cohorts = await table.queryAll({ pk: key.cohortList('').pk });
  const files = await Promise.all(
    cohorts.map(({ sk }) => table.queryAll({ pk: partition.cohort(sk), prefix: importPrefix })),
  );
  const rows = await Promise.all(
    files.flat().map(async (file) => {
      const staged = readAs(stagedImport, file);
      const items = await table.queryAll({ pk: partition.import(staged.id), prefix: 'ROW#' });
      return items.map((item) => ({ staged, row: readAs(stagedRow, item) }));
    }),
  );
  return rows.flat().filter(({ row }) => Object.keys(row.cells).length > 0);
}

const importPrefix = key.import('', '').sk;

interface Found extends Pick<ImportMention, 'isTheirs' | 'as'> {
  /** The columns that are of them. */
  readonly theirs: readonly string[];
  /** What was written in words, and names them. */
  readonly texts: readonly string[];
  readonly isOfTheirSchool: boolean;
}

function findIn({ target: { of } }: StagedImport, cells: Cells, { person, records }: SoughtInFiles): Found | undefined {
  const roles = peopleInRows(of);
  const isOfTheirSchool = records.some((facts) => schoolsOf(facts).some((school) => isAt(cells, school)));
  const found = roles.filter(({ name, email }) => {
    const named = { name: cells[name] ?? '', email: cells[email] ?? '', school: schoolIn(cells) };
    return isThem(named, person, isOfTheirSchool);
  });
  const isByReference = records.some(({ id }) => id === (cells.reference ?? '').replace(/\s/g, '').toUpperCase());
  const structured = new Set(
    [...roles.flatMap(({ fields }) => fields), ...Object.values(schoolFields)].map((field) => field as string),
  );
  const texts = Object.entries(cells).flatMap(([field, text]) =>
    !structured.has(field) && isNamedIn(text, person, isOfTheirSchool) ? [field] : [],
  );
  if (found.length === 0 && !isByReference && texts.length === 0) return undefined;
  return {
    isTheirs: isByReference || found.some(({ isSubject }) => isSubject),
    as: isByReference ? roles.map(({ as }) => as) : found.map(({ as }) => as),
    theirs: found.flatMap(({ fields }) => fields),
    texts,
    isOfTheirSchool,
  };
}

/**
 * By their address, unless it stands beside a name that has nothing of theirs, since a mailbox may be shared; else by their
 * name, where the row says no school but theirs: what was typed wrongly is often why a row was refused. A name without a school
 * and with an address that is not theirs is somebody else's.
 */
function isThem(
  row: { readonly name: string; readonly email: string; readonly school: string },
  person: Contact,
  isOfTheirSchool: boolean,
): boolean {
  if (row.email !== '' && normaliseEmail(row.email) === normaliseEmail(person.email))
    return row.name === '' || sharesAName(row.name, person.name);
  if (row.name === '' || normaliseName(row.name) !== normaliseName(person.name)) return false;
  return isOfTheirSchool || (row.school === '' && row.email === '');
}

/** “J Smith” and “Jane Smith” at one address are one person. */
function sharesAName(one: string, other: string): boolean {
  const parts = new Set(other.split(/\s+/).map(normaliseName));
  return one.split(/\s+/).some((part) => parts.has(normaliseName(part)));
}

interface SchoolNamed {
  readonly urn: string;
  readonly name: string;
}

function schoolsOf(facts: Facts): SchoolNamed[] {
  const own = { urn: facts.schoolUrn, name: facts.schoolName };
  const spells = facts.kind === 'participant' ? facts.schoolSpells : [];
  return [own, ...spells.map(({ urn, name }) => ({ urn, name }))];
}

function schoolIn(cells: Cells): string {
  return cells[schoolFields.either] || cells[schoolFields.urn] || cells[schoolFields.name] || '';
}

function isAt(cells: Cells, { urn, name }: SchoolNamed): boolean {
  const typed = Object.values(schoolFields).flatMap((field) => (cells[field] ? [normaliseName(cells[field])] : []));
  return typed.some((each) => each === normaliseName(urn) || each === normaliseName(name));
}
