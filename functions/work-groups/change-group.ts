import { momentsFor } from '../domain/moments-memo.ts';
import type { WorkGroup } from '../domain/work-group.ts';
import { type GroupSituation, groupSituationOf } from '../domain/work-group-situation.ts';
import { changeFacts } from '../driving/change-facts.ts';
import type { Clock } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { readWorkGroup } from './read-work-group.ts';

export interface GroupDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a change comes to. Without `change` nothing is written: it was so already, or it is refused. */
export interface GroupDecided<Outcome> {
  readonly outcome: Outcome;
  readonly change?: {
    readonly set?: Partial<WorkGroup>;
    /** Rows beside the group's facts: whatever touches them raises the version that is checked. */
    readonly writes: readonly Write[];
    /** A line of the log that admins read, without names. */
    readonly what: string;
    readonly to: string;
    readonly why: string;
    readonly by: string;
  };
}

/**
 * Changes what goes on in a Work Group as `decide` says of what is there now, in one transaction with a line of the log,
 * and wakes the group. When somebody else came first it is decided again. A group whose year is over takes changes too,
 * and nobody is woken. Answers nothing where there is no such group.
 */
export async function changeGroup<Outcome>(
  deps: GroupDeps,
  id: string,
  decide: (situation: GroupSituation, now: string) => GroupDecided<Outcome>,
): Promise<Outcome | undefined> {
  const { settled } = await retryChange<{ settled: Outcome | undefined }>(async () => {
    const view = await readWorkGroup(deps.table, id);
    if (!view) return { settled: undefined };
    const now = deps.clock.now();
    const moments = momentsFor(view.programme, view.cohort, view.sessions);
    const { outcome, change } = decide(groupSituationOf(view, moments, Date.parse(now)), now);
    if (!change) return { settled: outcome };
    const written = await deps.table.transact(writesOf(view.group, change, now));
    deps.log.info('group changed', { id, what: change.what, by: change.by, written: written.ok });
    return written.ok ? { settled: outcome } : undefined;
  });
  return settled;
}

function writesOf(facts: WorkGroup, change: NonNullable<GroupDecided<unknown>['change']>, now: string): Write[] {
  const { set = {}, writes, what, to, why, by } = change;
  return [
    bumpOf(facts, set, now),
    ...writes,
    logLine(facts, `v${facts.version + 1}`, {
      what,
      to,
      why,
      by,
      at: now,
    }),
  ];
}

/** The rise of a group’s version, with what else of it changes; whose year is over wakes nobody. */
export function bumpOf(group: WorkGroup, set: Partial<WorkGroup>, now: string): Write {
  const { id, version, dueBy } = group;
  if (dueBy) return changeFacts(group, now, { set });
  return {
    kind: 'update',
    key: key.driven('work-group', id),
    set: { ...set, version: version + 1 },
    where: { version, dueBy: absent },
  };
}
