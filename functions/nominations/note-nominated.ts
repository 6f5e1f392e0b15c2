import * as v from 'valibot';
import { whole } from '../domain/fields.ts';
import { nominationId } from '../domain/ids.ts';
import { type Nomination, nomination } from '../domain/nomination.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { key } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { emailHash } from './normalise-email.ts';

const nominatedRow = v.object({ nominations: v.array(nominationId), revision: whole });

/** A nomination and the addresses of those whom it nominates. */
export interface Nominated {
  readonly id: Nomination['id'];
  readonly cohortId: string;
  readonly addresses: readonly string[];
}

/**
 * Finds the other nominations of whoever reads these addresses, of any school and cohort, and writes this one beside
 * them; those for the same cohort are told of this one. Only admins ever see it: no page or e-mail tells one school of
 * another. The writes belong into the transaction of whatever nominates; when one fails, call this again.
 */
export async function noteNominated(
  table: Table,
  { id, cohortId, addresses }: Nominated,
  now: string,
): Promise<{ readonly alike: Nomination['id'][]; readonly writes: Write[] }> {
  const hashes = [...new Set(addresses.map(emailHash))];
  const rows = await Promise.all(hashes.map((hash) => table.get(key.nominated(hash), nominatedRow)));
  const alike = [...new Set(rows.flatMap((row) => row?.nominations ?? []))].filter((other) => other !== id);
  const others = await table.getMany(
    alike.map((other) => key.driven('nomination', other)),
    nomination,
  );
  return {
    alike,
    writes: [
      ...hashes.map((hash, index) => rowWith(id, hash, rows[index])),
      ...others.filter((other) => other.cohortId === cohortId && !other.alike.some((each) => each === id)).map(tell),
    ],
  };

  function tell(other: Nomination): Write {
    return changeFacts(other, now, { set: { alike: [...other.alike, id] } });
  }
}

function rowWith(id: string, hash: string, row: v.InferOutput<typeof nominatedRow> | undefined): Write {
  if (!row) return { kind: 'put', item: { ...key.nominated(hash), nominations: [id], revision: 1 } };
  const nominations = [...new Set([...row.nominations, id])];
  return {
    kind: 'update',
    key: key.nominated(hash),
    set: { nominations, revision: row.revision + 1 },
    where: { revision: row.revision },
  };
}
