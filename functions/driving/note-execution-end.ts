import type { DrivenKind } from '../domain/driven.ts';
import { driven, executionName } from '../domain/driven.ts';
import { key } from '../platform/keys.ts';
import { type BeginLegDeps, beginLeg } from './begin-leg.ts';

/**
 * An execution failed, timed out or was aborted: when it is the one that drives, the next leg begins at once, without
 * waiting for the sweep. Repeated and late events find that it no longer drives, and do nothing. One that is parked and
 * could not even wait for an admin would only fail again, and again at once: that one is left to the sweep.
 */
export async function noteExecutionEnd(
  deps: BeginLegDeps,
  ended: { kind: DrivenKind; name: string },
): Promise<'restarted' | 'not-the-driver' | 'left-to-the-sweep'> {
  const id = ended.name.split('-')[0] ?? '';
  const item = await deps.table.get(key.driven(ended.kind, id), driven);
  if (!item?.dueBy || executionName(id, item) !== ended.name) return 'not-the-driver';
  deps.log.alarm('execution ended early', { kind: ended.kind, execution: ended.name });
  if (item.parked && item.wait?.leg !== item.leg) return 'left-to-the-sweep';
  await beginLeg(deps, { kind: ended.kind, id, after: item.leg, because: 'restart' });
  return 'restarted';
}
