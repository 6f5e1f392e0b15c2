import * as v from 'valibot';
import { type School, school } from '../domain/school.ts';
import { key, partition } from '../platform/keys.ts';
import type { Page, Table } from '../platform/table.ts';
import { postcodeWord, tellingWords, wordsOf } from './school-words.ts';

/** More than these are not shown: more of the name, the town or the postcode narrows the search. */
export const mostShown = 20;

export interface SchoolsFound {
  readonly schools: readonly School[];
  readonly more: boolean;
}

const nameRow = v.object({
  urn: v.string(),
  name: v.string(),
  town: v.string(),
  postcode: v.string(),
  status: v.string(),
});
type NameRow = v.InferOutput<typeof nameRow>;

/** A URN as people paste it, with spaces or zeros before; nothing where it is none. */
export function readUrn(typed: string): string | undefined {
  const digits = typed.replace(/^\s*urn:?/i, '').replace(/\s/g, '');
  const urn = digits.replace(/^0+(?=\d{6}$)/, '');
  return /^[1-9]\d{5}$/.test(urn) ? urn : undefined;
}

/** Schools by URN, by postcode, or by the beginnings of words of their name, town or postcode; open ones first. */
export async function findSchools(table: Table, typed: string): Promise<SchoolsFound> {
  const urn = readUrn(typed);
  if (urn) {
    const found = await readSchool(table, urn);
    return { schools: found ? [found] : [], more: false };
  }
  const code = postcodeWord(typed);
  const words = code ? [code] : tellingWords(wordsOf(typed));
  const { items, next } = await rowsUnder(table, words);
  const matching = distinct(items.filter((row) => matches(row, words))).toSorted(openFirst);
  const urns = matching.slice(0, mostShown).map((row) => row.urn);
  const schools = await table.getMany(urns.map(key.school), school);
  // A row may be of an earlier name.
  return {
    schools: schools.filter((each) => matches(each, words)),
    more: matching.length > mostShown || next !== undefined,
  };
}

/** Only names are looked up by; of a name and a town the first word that is in a name leads to the school. */
async function rowsUnder(table: Table, words: readonly string[]): Promise<Page<NameRow>> {
  for (const word of words.filter(({ length }) => length > 1).slice(0, 5)) {
    const found = await table.queryPage({ pk: partition.schoolNames(word), prefix: word }, nameRow);
    if (found.items.length > 0) return found;
  }
  return { items: [] };
}

export async function readSchool(table: Table, urn: string): Promise<School | undefined> {
  return table.get(key.school(urn), school);
}

const link = v.object({ successor: v.string() });

/**
 * The open schools that followed a closed one: by the register's links, from one to the next; where it has none, those
 * that have the same number within the same authority, as an academy has its predecessor's.
 */
export async function successorsOf(table: Table, closed: School): Promise<School[]> {
  const followed = new Map<string, School>();
  let next = [closed];
  for (let step = 0; step < 5 && next.length > 0; step += 1) {
    const urns = (await Promise.all(next.map((each) => linkedFrom(table, each)))).flat();
    const fresh = [...new Set(urns)].filter((urn) => urn !== closed.urn && !followed.has(urn));
    next = await table.getMany(fresh.map(key.school), school);
    for (const each of next) followed.set(each.urn, each);
    next = next.filter(({ status }) => status === 'closed');
  }
  return [...followed.values()].filter(({ status }) => status !== 'closed');
}

async function linkedFrom(table: Table, from: School): Promise<string[]> {
  const links = await table.queryPage({ pk: partition.school(from.urn), prefix: 'SUCCESSOR#' }, link);
  if (links.items.length > 0) return links.items.map(({ successor }) => successor);
  if (!from.number) return [];
  const same = await table.queryPage({ pk: partition.schoolNumber(from) }, v.object({ urn: v.string() }));
  return same.items.map(({ urn }) => urn).filter((urn) => urn !== from.urn);
}

function matches(
  { name, town, postcode }: Pick<School, 'name' | 'town' | 'postcode'>,
  words: readonly string[],
): boolean {
  const own = [...wordsOf(`${name} ${town} ${postcode}`), postcodeWord(postcode) ?? ''];
  return words.every((word) => own.some((each) => each.startsWith(word)));
}

function distinct(rows: readonly NameRow[]): NameRow[] {
  return [...new Map(rows.map((row) => [row.urn, row])).values()];
}

function openFirst(a: NameRow, b: NameRow): number {
  const closed = Number(a.status === 'closed') - Number(b.status === 'closed');
  return closed || a.name.localeCompare(b.name, 'en');
}
