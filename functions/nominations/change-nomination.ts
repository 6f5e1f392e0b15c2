import { type Nomination, type NominationStatus, nomination } from '../domain/nomination.ts';
import type { Places } from '../domain/places.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { type CohortRead, readCohort } from '../programmes/read-programme.ts';
import { retryChange } from '../web/retry-change.ts';
import { readPlaces } from './change-places.ts';
import { changeStatus } from './change-status.ts';

export interface NominationDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a change is decided on, read consistently, the nomination first: nothing of its e-mails, which may be unreadable. */
export interface NominationRead extends CohortRead {
  readonly nomination: Nomination;
  readonly places: Places;
}

/** What a change comes to. Without `change` nothing is written: it was so already, or it is refused. */
export interface NominationVerdict<Outcome> {
  readonly outcome: Outcome;
  /** What it comes to when the move needs a place and none is free. */
  readonly full?: Outcome;
  readonly change?: {
    /** The status that it moves to; without one it stays where it is. */
    readonly to?: NominationStatus;
    readonly set?: Partial<Nomination>;
    readonly remove?: readonly (keyof Nomination)[];
    /** Rows beside the facts, on their own conditions: where one fails it is decided again. */
    readonly writes?: readonly Write[];
    readonly what: string;
    readonly why: string;
    readonly by: string;
  };
}

/**
 * Changes a nomination as `decide` says of what is there now, in one transaction with a line of the log and with the
 * places that its status takes or gives back, and wakes its execution. When somebody else came first it is decided
 * again. Answers nothing where there is no such nomination.
 */
export async function changeNomination<Outcome>(
  deps: NominationDeps,
  id: string,
  decide: (view: NominationRead, now: string) => NominationVerdict<Outcome> | Promise<NominationVerdict<Outcome>>,
): Promise<Outcome | undefined> {
  const { settled } = await retryChange<{ settled: Outcome | undefined }>(async () => {
    const view = await read(deps.table, id);
    if (!view) return { settled: undefined };
    const now = deps.clock.now();
    const verdict = await decide(view, now);
    if (!verdict.change) return { settled: verdict.outcome };
    const writes = writesOf(view, verdict.change, now);
    if (!writes) return { settled: verdict.full };
    const { ok } = await deps.table.transact([...writes, ...(verdict.change.writes ?? [])]);
    deps.log.info('nomination changed', { id, what: verdict.change.what, written: ok });
    return ok ? { settled: verdict.outcome } : undefined;
  });
  return settled;
}

async function read(table: Table, id: string): Promise<NominationRead | undefined> {
  const facts = await table.get(key.driven('nomination', id), nomination);
  if (!facts) return undefined;
  const cohort = await readCohort(table, facts.cohortId);
  return { ...cohort, nomination: facts, places: await readPlaces(table, facts.cohortId) };
}

function writesOf(
  { nomination, cohort, places }: NominationRead,
  { to, set, remove, what, why, by }: NonNullable<NominationVerdict<unknown>['change']>,
  now: string,
): Write[] | undefined {
  // A status that stays keeps its moment, and with it the e-mails that were sent of it.
  const since = to === undefined || to === nomination.status ? { statusSince: nomination.statusSince } : {};
  return changeStatus({
    facts: nomination,
    to: to ?? nomination.status,
    set: { ...since, ...set },
    ...(remove && { remove }),
    cohort,
    places,
    now,
    log: { what, why, by },
  });
}
