import type { Pair } from '../domain/pairs.ts';
import { school } from '../domain/school.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** The name of a school's Trust by the school's URN, as the register has it. */
export type Trusts = ReadonlyMap<string, string>;

/** Which Trust each school of a group is of; a school without one, or that the register lacks, is not among them. */
export async function readTrusts(table: Table, pairs: readonly Pair[]): Promise<Trusts> {
  const urns = [...new Set(pairs.map(({ schoolUrn }) => schoolUrn).filter((urn) => urn !== ''))];
  const schools = await table.getMany(
    urns.map((urn) => key.school(urn)),
    school,
  );
  return new Map(schools.flatMap(({ urn, trust }) => (trust ? [[urn, trust.name] as const] : [])));
}

/** The other pairs of the group whose school is of the same Trust. */
export function ofSameTrust(trusts: Trusts, pairs: readonly Pair[], { id, schoolUrn }: Pair): Pair[] {
  const own = trusts.get(schoolUrn);
  return own === undefined ? [] : pairs.filter((other) => other.id !== id && trusts.get(other.schoolUrn) === own);
}
