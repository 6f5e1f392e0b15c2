import * as v from 'valibot';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';

/** A row of the register's links: `other` is, in the words of `type`, the successor (or predecessor) of `urn`. */
export const linkRow = v.strictObject({ urn: v.string(), other: v.string(), name: v.string(), type: v.string() });

export const linkRequest = v.strictObject({ links: v.pipe(v.array(linkRow), v.maxLength(500)) });

export interface SchoolsLinked {
  readonly read: number;
  readonly added: number;
  readonly unchanged: number;
  /** Links that say nothing of who follows whom, and rows without two URNs. */
  readonly refused: number;
}

/**
 * Keeps which school follows which, from either end of a link; merged and split schools have several. A link that is
 * there already stays as it is.
 */
export async function linkSchools(
  deps: { readonly table: Table; readonly log: Log },
  { links }: v.InferOutput<typeof linkRequest>,
): Promise<SchoolsLinked> {
  let added = 0;
  let unchanged = 0;
  let refused = 0;
  for (const link of links) {
    const read = readLink(link);
    if (!read) refused += 1;
    else if (await deps.table.putNew({ ...key.schoolLink(read.closed, read.successor), successor: read.successor }))
      added += 1;
    else unchanged += 1;
  }
  deps.log.info('schools linked', { read: links.length, added, refused });
  return { read: links.length, added, unchanged, refused };
}

/** "Successor", "Successor - merged", "Predecessor - amalgamated" and the like; other links are of no use here. */
function readLink({
  urn,
  other,
  type,
}: v.InferOutput<typeof linkRow>): { closed: string; successor: string } | undefined {
  const [from, to] = [urn, other].map((each) => each.trim().replace(/^0+(?=\d{6}$)/, ''));
  if (!from || !to || !/^[1-9]\d{5}$/.test(from) || !/^[1-9]\d{5}$/.test(to)) return undefined;
  const kind = type.trim().toLowerCase();
  if (kind.startsWith('successor')) return { closed: from, successor: to };
  return kind.startsWith('predecessor') ? { closed: to, successor: from } : undefined;
}
