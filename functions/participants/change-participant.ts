import type { Participant } from '../domain/participant.ts';
import type { JourneyView } from '../domain/views.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { readJourney } from '../journeys/read-journey.ts';
import type { Clock } from '../platform/clock.ts';
import { absent, type Condition, present } from '../platform/expressions.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';

export interface ParticipantDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who changed it: the participant by their own link, the cohort's lead by theirs, or an admin by their id. */
type ChangedBy = string;

/** What a change comes to. Without `change` nothing is written: it was so already, or it is refused. */
export interface Decided<Outcome> {
  readonly outcome: Outcome;
  /** What it comes to when a row beside the facts is not as it has to be. */
  readonly otherwise?: Outcome;
  readonly change?: {
    /** New values of the participant's facts, and facts to take away. */
    readonly set?: Partial<Participant>;
    readonly remove?: readonly (keyof Participant)[];
    /** Rows beside the facts. They are safe to put: whatever touches them raises the version that is checked. */
    readonly writes?: readonly Write[];
    /** A line of the log that admins read. `why` holds no personal data but what people wrote themselves. */
    readonly what: string;
    readonly to: string;
    readonly why: string;
    readonly by: ChangedBy;
    /** What a preview reads beside the facts afterwards: another cohort's calendar, other places. */
    readonly after?: Partial<JourneyView>;
  };
  /** What was asked for and something weightier had come before: it is on the record, and changes nothing. */
  readonly overruled?: { readonly what: string; readonly why: string; readonly by: ChangedBy };
}

/** What is to be done, from the facts of this moment; it may read what lies beside them, and writes nothing. */
export type Decide<Outcome> = (view: JourneyView, now: string) => Decided<Outcome> | Promise<Decided<Outcome>>;

/**
 * Changes a participant's facts as `decide` says of what is there now, in one transaction with the rows beside them and
 * a line of the log, and wakes their journey. When somebody else came first it is decided again. Answers nothing where
 * there is no such participant.
 */
export async function changeParticipant<Outcome>(
  deps: ParticipantDeps,
  id: string,
  decide: Decide<Outcome>,
): Promise<Outcome | undefined> {
  const { settled } = await retryChange<{ settled: Outcome | undefined }>(async () => {
    const view = await readJourney(deps.table, id);
    if (!view) return { settled: undefined };
    const now = deps.clock.now();
    const { outcome, otherwise, change, overruled } = await decide(view, now);
    if (overruled) await recordOverruled(deps, view.participant, overruled, now);
    if (!change) return { settled: outcome };
    const written = await deps.table.transact(writesOf(view.participant, change, now));
    deps.log.info('participant changed', {
      id,
      what: change.what,
      by: change.by,
      ...(change.set?.statusReason && { reason: change.set.statusReason }),
      written: written.ok,
    });
    if (written.ok) return { settled: outcome };
    const factsHeld = written.failed.length > 0 && !written.failed.includes(0);
    return factsHeld && otherwise !== undefined ? { settled: otherwise } : undefined;
  });
  return settled;
}

async function recordOverruled(
  { table }: ParticipantDeps,
  facts: Participant,
  { what, why, by }: NonNullable<Decided<unknown>['overruled']>,
  now: string,
): Promise<void> {
  const nonce = `v${facts.version}-${what.replaceAll(' ', '-')}`;
  await table.write({ ...logLine(facts, nonce, { what, to: 'not done', why, by, at: now }), where: newOrKnown });
}

function writesOf(facts: Participant, change: NonNullable<Decided<unknown>['change']>, now: string): Write[] {
  const { set, remove, writes = [], what, to, why, by } = change;
  return [
    changeFacts(facts, now, { ...(set && { set }), ...(remove && { remove }) }),
    ...writes,
    logLine(facts, `v${facts.version + 1}`, {
      what,
      ...(set?.status && { from: facts.status }),
      to,
      why,
      by,
      at: now,
    }),
  ];
}

/** The words for the record of a change that came too late. */
export function overruledBy({ status }: Pick<Participant, 'status'>, what: string, by: string) {
  return { what, why: `they are ${status} already`, by };
}

/** For a row that may be there already: the participant's version is what is checked. */
export const newOrKnown: Condition = { anyOf: [{ pk: absent }, { pk: present }] };
