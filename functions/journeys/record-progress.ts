import * as v from 'valibot';
import { oneOrMore, whole } from '../domain/fields.ts';
import { type Participant, participant, participantStatus } from '../domain/participant.ts';
import { type Change, changeFacts, type FactValues } from '../driving/change-facts.ts';
import { schoolChanging } from '../participants/school-change.ts';
import type { Clock } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { toldWrites } from '../work-groups/tell-group.ts';

const progress = v.variant('change', [
  v.object({ change: v.literal('status'), to: participantStatus, because: v.string() }),
  v.object({ change: v.literal('school'), because: v.string() }),
  v.object({
    change: v.literal('pair'),
    standing: v.picklist(['in', 'unreachable', 'paused', 'out']),
    because: v.string(),
  }),
  v.object({ change: v.literal('reach'), reachable: v.boolean(), because: v.string() }),
  v.object({ change: v.literal('absent'), sessionIds: oneOrMore(v.string()), because: v.string() }),
]);

export const progressRequest = v.object({
  id: v.string(),
  step: v.object({ seen: whole, leg: whole, cohortId: v.string(), progress }),
});
export type ProgressRequest = v.InferOutput<typeof progressRequest>;

/**
 * Records what the planner found to follow from time and the programme, in one transaction on the version and leg that
 * it planned on. When either is old nothing is written, and the next plan decides anew: so a repeat changes nothing.
 */
export async function recordProgress(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  { id, step }: ProgressRequest,
): Promise<{ recorded: boolean }> {
  const now = deps.clock.now();
  const { progress } = step;
  const facts = await deps.table.get(key.driven('participant', id), participant);
  if (facts?.version !== step.seen) return { recorded: false };
  const recorded = await recordedOf(deps.table, facts, progress, now);
  const writes: Write[] = [
    changeFacts(facts, now, { ...recorded, where: { leg: step.leg } }),
    ...recorded.writes,
    logLine({ kind: 'participant', id, cohortId: step.cohortId }, `v${step.seen + 1}`, {
      what: progress.change,
      to: recorded.to,
      why: progress.because,
      by: 'programme',
      at: now,
    }),
  ];
  const { ok } = await deps.table.transact(writes);
  deps.log.info(ok ? 'progress recorded' : 'progress out of date', { id, leg: step.leg, change: progress.change });
  return { recorded: ok };
}

interface Recorded {
  readonly set?: FactValues<Participant>;
  readonly remove?: Change<Participant>['remove'];
  readonly writes: readonly Write[];
  /** For the log. */
  readonly to: string;
}

/** The facts and rows that a change is made of. */
async function recordedOf(
  table: Table,
  facts: Participant,
  progress: ProgressRequest['step']['progress'],
  now: string,
): Promise<Recorded> {
  switch (progress.change) {
    case 'status':
      return { set: { status: progress.to, statusSince: now }, writes: [], to: progress.to };
    case 'absent':
      return { writes: absences(facts.id, progress.sessionIds, now), to: progress.sessionIds.join(', ') };
    case 'reach':
      return progress.reachable
        ? { remove: ['outOfReachSince'], writes: [], to: 'within reach' }
        : { set: { outOfReachSince: now }, writes: [], to: 'out of reach' };
    case 'pair':
      return {
        set: { 'pair.told': progress.standing },
        writes: await toldWrites(table, facts, now),
        to: progress.standing,
      };
    case 'school': {
      const changing = await schoolChanging(table, facts, now);
      return { ...changing, writes: changing?.writes ?? [], to: facts.schoolMove?.name ?? '' };
    }
  }
}

function absences(id: string, sessionIds: readonly string[], now: string): Write[] {
  return sessionIds.map(
    (sessionId): Write => ({
      kind: 'put',
      item: { ...key.place(id, sessionId), sessionId, state: 'absent', source: 'programme', at: now },
      where: { anyOf: [{ pk: absent }, { state: 'expected' }] },
    }),
  );
}
