import type { DrivenKind } from '../domain/driven.ts';
import { nextJourneyStep } from '../domain/journey.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import { nextNominationStep } from '../domain/nomination-plan.ts';
import type { JourneyStep, NominationStep, WorkGroupStep } from '../domain/step.ts';
import { nextWorkGroupStep } from '../domain/work-group-plan.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { readNomination } from '../nominations/read-nomination.ts';
import type { Clock } from '../platform/clock.ts';
import { absent, type Condition } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { settledRow } from '../prompts/ledger-row.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { readWorkGroup } from '../work-groups/read-work-group.ts';
import { changeFacts, drivenFacts } from './change-facts.ts';

interface SkipDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

interface Subject {
  readonly kind: DrivenKind;
  readonly id: string;
}

/** What stands in the way of somebody who is parked, as far as it can be skipped; the words are for an admin. */
export type Skippable =
  | { readonly can: true; readonly what: readonly string[] }
  /** `nothing`: the next step is a wait, so trying again is enough. `step`: it has to be done. `plan`: it cannot be told. */
  | { readonly can: false; readonly because: 'nothing' | 'step' | 'plan' };

export type Skipped = 'skipped' | 'not-parked' | 'cannot-skip' | 'unknown';

/** A transaction takes 100 writes; three are the facts, the log and one to spare. What is left stays due. */
const mostAtOnce = 97;

/** Says what skipping would skip: the same plan that the journey would make now. */
export async function whatToSkip(deps: SkipDeps, subject: Subject): Promise<Skippable> {
  const step = await stepInTheWay(deps, subject);
  if (step === undefined) return { can: false, because: 'plan' };
  switch (step.do) {
    case 'SendPrompts':
      return {
        can: true,
        what: step.prompts.slice(0, mostAtOnce).map(({ because, role }) => `an e-mail ${because} (${role})`),
      };
    case 'RecordProgress':
      return step.progress.change === 'absent'
        ? { can: true, what: step.progress.sessionIds.map((id) => `recording an absence from ${id}`) }
        : { can: false, because: 'step' };
    case 'Wait':
    case 'HandOver':
    case 'Finish':
      return { can: false, because: 'nothing' };
    case 'MoveOn':
    case 'Enrol':
    case 'RecordGroup':
      return { can: false, because: 'step' };
  }
}

/**
 * An admin's "skip" for whatever is parked: the step that stands in the way is recorded as skipped, with the reason,
 * and the journey plans past it. E-mails get their rows as `missed`, and are never sent; an absence that could not be
 * recorded becomes an excused place. Nothing else can be skipped: a status or an enrolment is asked for again until it
 * is there.
 */
export async function skipParked(
  deps: SkipDeps,
  subject: Subject,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<Skipped> {
  return retryChange<Skipped>(async () => {
    const item = await deps.table.get(key.driven(subject.kind, subject.id), drivenFacts);
    if (!item) return 'unknown';
    if (!item.parked) return 'not-parked';
    const step = await stepInTheWay(deps, subject);
    const now = deps.clock.now();
    const skips = step && skipWrites(subject, step, { seen: item.version, reason }, now);
    if (!skips) return 'cannot-skip';
    const { ok } = await deps.table.transact([
      changeFacts(item, now, { set: { restarts: [] }, remove: ['parked'] }),
      ...skips,
      logLine({ ...subject, cohortId: item.cohortId }, `v${item.version + 1}`, {
        what: 'skipped after parking',
        to: `${skips.length} skipped`,
        why: reason,
        by,
        at: now,
      }),
    ]);
    deps.log.info('parked step skipped', { ...subject, skipped: skips.length, written: ok });
    return ok ? 'skipped' : undefined;
  });
}

/** What the planner would do now; nothing where it is the planner itself that fails, as it does on facts that are broken. */
async function stepInTheWay({ table, clock, log }: SkipDeps, { kind, id }: Subject): Promise<AnyStep | undefined> {
  try {
    return await steps[kind](table, id, clock.now());
  } catch (error) {
    log.failure('cannot be planned', error, { kind, id });
    return undefined;
  }
}

type AnyStep = JourneyStep | NominationStep | WorkGroupStep;

const steps: Record<DrivenKind, (table: Table, id: string, now: string) => Promise<AnyStep | undefined>> = {
  participant: journeyStep,
  nomination: nominationStep,
  'work-group': workGroupStep,
};

async function workGroupStep(table: Table, id: string, now: string): Promise<WorkGroupStep | undefined> {
  const view = await readWorkGroup(table, id);
  return view && nextWorkGroupStep(view, momentsFor(view.programme, view.cohort, view.sessions), now);
}

async function journeyStep(table: Table, id: string, now: string): Promise<JourneyStep | undefined> {
  const view = await readJourney(table, id);
  return view && nextJourneyStep(view, momentsFor(view.programme, view.cohort, view.sessions), now);
}

async function nominationStep(table: Table, id: string, now: string): Promise<NominationStep | undefined> {
  const view = await readNomination(table, id);
  return view && nextNominationStep(view, momentsFor(view.programme, view.cohort, view.sessions), now);
}

/** Nothing where the step cannot be skipped. */
function skipWrites(
  { kind, id }: Subject,
  step: AnyStep,
  { seen, reason }: { readonly seen: number; readonly reason: string },
  now: string,
): Write[] | undefined {
  if (step.do === 'SendPrompts') {
    const end = { state: 'missed', reason: `skipped by an admin: ${reason}` } as const;
    return step.prompts.slice(0, mostAtOnce).map((planned): Write => {
      const row = settledRow(planned, { seen }, end, now);
      return { kind: 'put', item: { ...key.prompt(kind, id, row), ...row }, where: notEntered };
    });
  }
  if (step.do === 'RecordProgress' && step.progress.change === 'absent') {
    return step.progress.sessionIds.map((sessionId): Write => {
      const excused = { sessionId, state: 'excused', source: 'admin', at: now };
      return { kind: 'put', item: { ...key.place(id, sessionId), ...excused }, where: openPlace };
    });
  }
  return undefined;
}

const notEntered: Condition = { anyOf: [{ pk: absent }, { state: 'suppressed' }] };
const openPlace: Condition = { anyOf: [{ pk: absent }, { state: 'expected' }] };
