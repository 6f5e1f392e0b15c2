import * as z from 'zod';
import { type Nomination, type NominationStatus, nomination, nominationStatus } from '../domain/nomination.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { present } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';

export const moveRequest = z.object({
  id: z.string(),
  step: z.object({ seen: z.int(), leg: z.int(), to: nominationStatus, because: z.string() }),
});

/** Moves a nomination to the status that the planner found, on the version and leg that it planned on. */
export async function moveNomination(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  { id, step }: z.infer<typeof moveRequest>,
): Promise<{ moved: boolean }> {
  const now = deps.clock.now();
  const facts = await deps.table.get(key.driven('nomination', id), nomination);
  const subject = { kind: 'nomination', id, seen: step.seen } as const;
  const { ok } = await deps.table.transact([
    changeFacts(subject, now, { set: { status: step.to, statusSince: now }, where: { leg: step.leg } }),
    {
      kind: 'put',
      item: {
        ...key.logEntry(key.driven('nomination', id).pk, now, `v${step.seen + 1}`),
        what: 'status',
        to: step.to,
        why: step.because,
        by: 'programme',
        at: now,
      },
    },
    ...(facts ? givenBack(facts, step.to) : []),
  ]);
  deps.log.info(ok ? 'nomination moved' : 'move out of date', { id, leg: step.leg, to: step.to });
  return { moved: ok };
}

/** The place that was kept for a colleague who does not come. */
export function givenBack({ keepsPlace, cohortId }: Nomination, to: NominationStatus): Write[] {
  if (!keepsPlace || (to !== 'declined' && to !== 'expired')) return [];
  return [{ kind: 'update', key: key.cohortPlaces(cohortId), increase: { taken: -1 }, where: { taken: present } }];
}
