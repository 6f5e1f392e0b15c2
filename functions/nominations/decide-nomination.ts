import { mayTakePart } from '../domain/eligibility.ts';
import { isOver, isPromised, type Nomination, type NominationStatus, nomination } from '../domain/nomination.ts';
import { placesAfter } from '../domain/places.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { changeNomination, type NominationDeps, type NominationRead } from './change-nomination.ts';
import { readNomination } from './read-nomination.ts';

export const outcomes = ['accepted', 'waitlisted', 'declined', 'withdrawn'] as const;

export interface Decision {
  readonly outcome: (typeof outcomes)[number];
  readonly reason: string;
  /** The status that the admin saw when they decided: where it is another by now, they look again. */
  readonly seen?: NominationStatus;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

/** Why a decision can't be recorded as things stand. */
export type Refusal =
  | 'not-ready'
  | 'already-decided'
  | 'full'
  | 'changed-meanwhile'
  | 'alike'
  | 'offered'
  | 'not-eligible';

export type Decided = { readonly decided: true } | { readonly decided: false; readonly why: Refusal | 'unknown' };

/**
 * Records an admin's decision: on a nomination that has every promise (declining and taking it back need none), taking a
 * place of the cohort with an acceptance, joining or leaving the waiting list, all in one transaction. Who does not meet
 * a condition is accepted as an exception, which needs a reason. The same decision twice is one.
 */
export async function decideNomination(deps: NominationDeps, id: string, decision: Decision): Promise<Decided> {
  const { outcome, reason, by } = decision;
  const decided = await changeNomination<Decided>(deps, id, async (view, now) => {
    if (view.nomination.status === outcome) return { outcome: { decided: true } };
    const why = await refusalOf(deps.table, view, decision);
    if (why) return { outcome: { decided: false, why } };
    const set = { decision: { outcome, reason, at: now }, ...exception(view.nomination, decision, now) };
    const change = { to: outcome, set, what: 'decision', why: reason, by };
    return { outcome: { decided: true }, full: { decided: false, why: 'full' }, change };
  });
  return decided ?? { decided: false, why: 'unknown' };
}

export interface PreviewedDecision {
  readonly facts: Nomination;
  readonly refused?: Refusal;
  /** How many places it would take more than the nomination has, and how many the cohort has left. */
  readonly seats: number;
  readonly placesLeft: number;
}

/** What a decision would come to now, with nothing written: for a preview, and to look again afterwards. */
export async function previewDecision(
  table: Table,
  id: string,
  decision: Pick<Decision, 'outcome' | 'reason'>,
): Promise<PreviewedDecision | undefined> {
  const view = await readNomination(table, id);
  if (!view) return undefined;
  const { nomination: facts, places, cohort } = view;
  const seats = Math.max(0, placesAfter(places, facts, decision.outcome).taken - places.taken);
  const preview = { facts, seats, placesLeft: cohort.capacity - places.taken };
  if (facts.status === decision.outcome) return preview;
  const refused = await refusalOf(table, view, decision);
  return { ...preview, ...(refused && { refused }) };
}

async function refusalOf(
  table: Table,
  { nomination: facts }: Pick<NominationRead, 'nomination'>,
  { outcome, seen, reason }: Pick<Decision, 'outcome' | 'seen' | 'reason'>,
): Promise<Refusal | undefined> {
  const { status } = facts;
  if (!isDecidable(status)) return 'already-decided';
  if (seen !== undefined && seen !== status) return 'changed-meanwhile';
  if (outcome === 'declined' || outcome === 'withdrawn') return undefined;
  if (status === 'offered') return outcome === 'accepted' ? undefined : 'offered';
  if (!isPromised(facts) || status === 'awaiting-promises') return 'not-ready';
  if (outcome === 'accepted' && !mayTakePart(facts.eligibility) && reason === '') return 'not-eligible';
  return (await rivals(table, facts)).length > 0 && !facts.alikeChecked ? 'alike' : undefined;
}

/** Who does not meet a condition is accepted as an exception: its reason is kept with the facts. */
function exception({ eligibility }: Nomination, { outcome, reason }: Decision, now: string): Partial<Nomination> {
  if (outcome !== 'accepted' || mayTakePart(eligibility)) return {};
  return { eligibility: { ...eligibility, override: { reason, at: now } } };
}

/** Whether there is still something to decide. */
export function isDecidable(status: NominationStatus): boolean {
  return !isOver(status) && status !== 'accepted';
}

/** Those at the same address for the same cohort that are not over: two of them can't both be accepted unlooked at. */
export async function rivals(table: Table, { alike, cohortId }: Nomination): Promise<Nomination[]> {
  const others = await table.getMany(
    alike.map((id) => key.driven('nomination', id)),
    nomination,
  );
  return others.filter((other) => other.cohortId === cohortId && !isOver(other.status));
}
