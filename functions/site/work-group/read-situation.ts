import { momentsFor } from '../../domain/moments-memo.ts';
import { type GroupSituation, groupSituationOf } from '../../domain/work-group-situation.ts';
import { readWorkGroup } from '../../work-groups/read-work-group.ts';
import type { SiteDeps } from '../site-deps.ts';

/** What goes on in a cohort's Work Group now; nothing where it has none. */
export async function readSituation(
  { table, clock }: Pick<SiteDeps, 'table' | 'clock'>,
  cohortId: string,
): Promise<GroupSituation | undefined> {
  const view = await readWorkGroup(table, cohortId);
  return view && groupSituationOf(view, momentsFor(view.programme, view.cohort, view.sessions), clock.nowMs());
}
