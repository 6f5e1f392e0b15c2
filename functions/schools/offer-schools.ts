import type { School } from '../domain/school.ts';
import type { Table } from '../platform/table.ts';
import { findSchools, successorsOf } from './find-schools.ts';

/** A school that may be chosen; `instead` names the closed one that was searched for. */
interface OfferedSchool {
  readonly school: School;
  readonly instead?: School;
}

export interface SchoolOffer {
  readonly offered: readonly OfferedSchool[];
  /** Closed, and nobody followed. */
  readonly gone: readonly School[];
  readonly more: boolean;
}

/** The schools that somebody may mean by what they typed: open ones, and what followed those that have closed. */
export async function offerSchools(table: Table, typed: string): Promise<SchoolOffer> {
  const { schools, more } = await findSchools(table, typed);
  const open = schools.filter(({ status }) => status !== 'closed').map((school): OfferedSchool => ({ school }));
  const closed = schools.filter(({ status }) => status === 'closed');
  const followed = await Promise.all(
    closed.map(async (instead) => ({ instead, successors: await successorsOf(table, instead) })),
  );
  const offered = [
    ...open,
    ...followed.flatMap(({ instead, successors }) => successors.map((school): OfferedSchool => ({ school, instead }))),
  ];
  return {
    offered: [...new Map(offered.map((each) => [each.school.urn, each])).values()],
    gone: followed.filter(({ successors }) => successors.length === 0).map(({ instead }) => instead),
    more,
  };
}
