import * as v from 'valibot';
import { drivenKinds } from '../domain/driven.ts';
import { whole } from '../domain/fields.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';

export const finishRequest = v.object({
  kind: v.picklist(drivenKinds),
  id: v.string(),
  step: v.object({ seen: whole, leg: whole }),
});

/**
 * Ends the driving of a subject that has nothing left to do: it leaves the sweep's index. On the condition that nothing
 * changed since the plan; a change that came first is planned on instead (`finished: false`).
 */
export async function finish(
  deps: { readonly table: Table; readonly log: Log },
  { kind, id, step }: v.InferOutput<typeof finishRequest>,
): Promise<{ finished: boolean }> {
  const { ok } = await deps.table.write({
    kind: 'update',
    key: key.driven(kind, id),
    remove: ['dueBy', 'wakeDue', 'wait'],
    where: { version: step.seen, leg: step.leg },
  });
  deps.log.info(ok ? 'finished' : 'changed before the end', { kind, id, leg: step.leg });
  return { finished: ok };
}
