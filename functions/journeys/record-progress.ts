import * as z from 'zod';
import { participantStatus } from '../domain/participant.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';

const progress = z.discriminatedUnion('change', [
  z.object({ change: z.literal('status'), to: participantStatus, because: z.string() }),
  z.object({ change: z.literal('absent'), sessionIds: z.array(z.string()).min(1), because: z.string() }),
]);

export const progressRequest = z.object({
  id: z.string(),
  step: z.object({ seen: z.int(), leg: z.int(), progress }),
});
export type ProgressRequest = z.infer<typeof progressRequest>;

/**
 * Records what the planner found to follow from time and the programme, in one transaction on the version and leg that
 * it planned on. When either is old nothing is written, and the next plan decides anew: so a repeat changes nothing.
 */
export async function recordProgress(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  { id, step }: ProgressRequest,
): Promise<{ recorded: boolean }> {
  const now = deps.clock.now();
  const subject = { kind: 'participant', id, seen: step.seen } as const;
  const facts = step.progress.change === 'status' ? { set: { status: step.progress.to, statusSince: now } } : {};
  const writes: Write[] = [
    changeFacts(subject, now, { ...facts, where: { leg: step.leg } }),
    ...absences(id, step.progress, now),
    {
      kind: 'put',
      item: {
        ...key.logEntry(key.driven('participant', id).pk, now, `v${step.seen + 1}`),
        what: step.progress.change,
        to: step.progress.change === 'status' ? step.progress.to : step.progress.sessionIds.join(', '),
        why: step.progress.because,
        by: 'programme',
        at: now,
      },
    },
  ];
  const { ok } = await deps.table.transact(writes);
  deps.log.info(ok ? 'progress recorded' : 'progress out of date', { id, leg: step.leg, change: step.progress.change });
  return { recorded: ok };
}

function absences(id: string, progress: ProgressRequest['step']['progress'], now: string): Write[] {
  if (progress.change !== 'absent') return [];
  return progress.sessionIds.map(
    (sessionId): Write => ({
      kind: 'put',
      item: { ...key.place(id, sessionId), sessionId, state: 'absent', source: 'programme', at: now },
      where: { anyOf: [{ pk: absent }, { state: 'expected' }] },
    }),
  );
}
