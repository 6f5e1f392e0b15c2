import * as v from 'valibot';
import { oneOrMore, whole } from '../domain/fields.ts';
import { type Observation, observationSlot, type WorkGroup, workGroup, workGroupStatus } from '../domain/work-group.ts';
import { changeFacts, type FactValues } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';

const progress = v.variant('change', [
  v.object({ change: v.literal('status'), to: workGroupStatus, because: v.string() }),
  v.object({
    change: v.literal('match'),
    matches: oneOrMore(v.object({ slotId: v.string(), visitorPairId: v.string() })),
    because: v.string(),
  }),
]);

export const groupProgressRequest = v.object({
  id: v.string(),
  step: v.object({ seen: whole, leg: whole, progress }),
});
type Request = v.InferOutput<typeof groupProgressRequest>;

/**
 * Records what the planner found to follow for a group, in one transaction on the version and leg that it planned on.
 * When either is old nothing is written, and the next plan decides anew: so a repeat changes nothing.
 */
export async function recordGroup(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  { id, step }: Request,
): Promise<{ recorded: boolean }> {
  const now = deps.clock.now();
  const facts = await deps.table.get(key.driven('work-group', id), workGroup);
  if (facts?.version !== step.seen) return { recorded: false };
  const recorded = await recordedOf(deps.table, id, step.progress, now);
  const { ok } = await deps.table.transact([
    changeFacts(facts, now, { set: recorded.set, where: { leg: step.leg } }),
    ...recorded.writes,
    logLine({ kind: 'work-group', id, cohortId: id }, `v${step.seen + 1}`, {
      what: step.progress.change,
      to: recorded.to,
      why: step.progress.because,
      by: 'programme',
      at: now,
    }),
  ]);
  deps.log.info(ok ? 'progress recorded' : 'progress out of date', { id, leg: step.leg, change: step.progress.change });
  return { recorded: ok };
}

interface Recorded {
  readonly set: FactValues<WorkGroup>;
  readonly writes: readonly Write[];
  readonly to: string;
}

async function recordedOf(
  table: Table,
  id: string,
  change: Request['step']['progress'],
  now: string,
): Promise<Recorded> {
  if (change.change === 'status') return { set: { status: change.to, statusSince: now }, writes: [], to: change.to };
  const visits = await Promise.all(change.matches.map((match) => visitOf(table, id, match, now)));
  const made = visits.filter((visit) => visit !== undefined);
  return {
    set: {},
    writes: made.map((visit) => ({ kind: 'put', item: { ...key.observation(id, visit.id), ...visit } })),
    to: made.map(({ id: visit }) => visit).join(', '),
  };
}

async function visitOf(
  table: Table,
  id: string,
  { slotId, visitorPairId }: { readonly slotId: string; readonly visitorPairId: string },
  now: string,
): Promise<(Omit<Observation, 'visitorPairId'> & { visitorPairId: string }) | undefined> {
  const slot = await table.get(key.observationSlot(id, slotId), observationSlot);
  if (slot?.state !== 'offered') return undefined;
  const { pairId: hostPairId, startsAt, endsAt, focus, lesson } = slot;
  return {
    id: `${slotId}-${visitorPairId}`,
    slotId,
    hostPairId,
    visitorPairId,
    startsAt,
    endsAt,
    focus,
    lesson,
    state: 'matched',
    revision: 1,
    revisedAt: now,
    notes: {},
  };
}
