import type { DrivenKind } from '../domain/driven.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { changeFacts, drivenFacts } from './change-facts.ts';

/**
 * An admin's "try again" for whatever is parked: the mark goes, the restarts are forgotten, and the change wakes the
 * parked execution, which plans anew. Pressing it twice is pressing it once.
 */
export async function releaseParked(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  subject: { readonly kind: DrivenKind; readonly id: string; readonly by: string },
): Promise<'released' | 'not-parked' | 'unknown'> {
  const { kind, id, by } = subject;
  return retryChange<'released' | 'not-parked' | 'unknown'>(async () => {
    const item = await deps.table.get(key.driven(kind, id), drivenFacts);
    if (!item) return 'unknown';
    if (!item.parked) return 'not-parked';
    const now = deps.clock.now();
    const { ok } = await deps.table.transact([
      changeFacts(item, now, { set: { restarts: [] }, remove: ['parked'] }),
      logLine({ kind, id, cohortId: item.cohortId }, `v${item.version + 1}`, {
        what: 'tried again after parking',
        why: item.parked.reason,
        by,
        at: now,
      }),
    ]);
    deps.log.info('parked released', { kind, id, written: ok });
    return ok ? 'released' : undefined;
  });
}
