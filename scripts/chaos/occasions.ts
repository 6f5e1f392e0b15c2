import { occasionKey } from '../../functions/domain/prompt.ts';
import type { LedgerRow } from '../../functions/prompts/ledger-row.ts';

const instant = /(\d{4}-\d\d-\d\d)T[\d:.]+Z/g;

/**
 * A subject's rows by occasion, with moments in an anchor as days: a fault may move them by minutes. Two occasions that
 * differ in their minutes alone stay two.
 */
export function byOccasion(rows: readonly LedgerRow[]): ReadonlyMap<string, LedgerRow> {
  const named = new Map<string, LedgerRow>();
  for (const row of rows) {
    const name = occasionKey(row).replace(instant, '$1');
    let times = 1;
    while (named.has(times === 1 ? name : `${name} (${times})`)) times += 1;
    named.set(times === 1 ? name : `${name} (${times})`, row);
  }
  return named;
}
