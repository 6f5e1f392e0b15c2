import { type Driven, type DrivenKind, driven, executionName } from '../domain/driven.ts';
import type { Instant } from '../domain/ids.ts';
import { markOf } from '../domain/needs.ts';
import { type Clock, days, shiftInstant } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import type { Workflows } from '../platform/workflows.ts';

export interface BeginLegDeps {
  readonly table: Table;
  readonly workflows: Workflows;
  readonly clock: Clock;
  readonly log: Log;
}

export interface BeginLeg {
  readonly kind: DrivenKind;
  readonly id: string;
  /** The leg that drives now and is to be followed: 0 where none has begun. */
  readonly after: number;
  /** `restart` counts towards the three a day after which the journey parks. */
  readonly because: 'first' | 'hand-over' | 'restart';
}

export type LegBegun = 'begun' | 'already-begun' | 'not-driven';

/** A third restart within this time parks the journey: starting it once more would only fail once more. */
const restartWindowMs = days(1);
const restartsBeforeParking = 2;

/**
 * Begins the leg after `after`: first the conditional write `leg n -> n + 1` (with `version + 1`, so that the old leg
 * is woken and sees that it no longer drives), then the execution of that name. Safe to repeat after a crash between
 * the two: the execution's name is the leg's.
 */
export async function beginLeg(deps: BeginLegDeps, request: BeginLeg): Promise<LegBegun> {
  const item = await deps.table.get(key.driven(request.kind, request.id), driven);
  if (!item?.dueBy) return 'not-driven';
  if (item.leg === request.after) {
    const next = await claimLeg(deps, request, item);
    if (!next) return beginLeg(deps, request);
    await startExecution(deps, request, next);
    return 'begun';
  }
  if (item.leg === request.after + 1) await startExecution(deps, request, item);
  return 'already-begun';
}

/** Answers the leg as written, or nothing when the item changed meanwhile and must be read again. */
async function claimLeg(
  deps: BeginLegDeps,
  { kind, id, because }: BeginLeg,
  item: Driven,
): Promise<Pick<Driven, 'epoch' | 'leg'> | undefined> {
  const now = deps.clock.now();
  const restarts = because === 'restart' ? recentRestarts(item, now).concat(now) : recentRestarts(item, now);
  // What an admin has to look at already stays the reason that they read.
  const park = because === 'restart' && restarts.length > restartsBeforeParking && !item.parked;
  const leg = item.leg + 1;
  const { ok } = await deps.table.write({
    kind: 'update',
    key: key.driven(kind, id),
    set: {
      leg,
      legBeganAt: now,
      legBeganAtTurn: item.turn,
      restarts,
      version: item.version + 1,
      wakeDue: now,
      dueBy: now,
      ...(park && {
        parked: { state: 'Restart', reason: 'it stopped three times within a day', since: now },
        ...markOf({ kind: 'stopped', from: now }),
      }),
    },
    where: { leg: item.leg, turn: item.turn, version: item.version },
  });
  if (!ok) return undefined;
  deps.log.info('leg begun', { kind, id, leg, because });
  return { epoch: item.epoch, leg };
}

async function startExecution(
  deps: BeginLegDeps,
  { kind, id }: BeginLeg,
  leg: Pick<Driven, 'epoch' | 'leg'>,
): Promise<void> {
  const outcome = await deps.workflows.start(kind, id, leg);
  deps.log.info('execution asked for', { kind, execution: executionName(id, leg), outcome });
}

function recentRestarts(item: Driven, now: Instant): Instant[] {
  const since = shiftInstant(now, -restartWindowMs);
  return item.restarts.filter((at) => at > since);
}
