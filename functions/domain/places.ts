import * as v from 'valibot';
import { whole, wholeFrom0 } from './fields.ts';
import { isOver, type Nomination, type NominationStatus } from './nomination.ts';

/**
 * A cohort's places and its waiting list: one item, so that a place and whoever it is kept for change together.
 * `revision` rises with every change: whoever changes it has seen what is there.
 */
export const places = v.object({
  taken: whole,
  /** Nominations on the waiting list, the first first. */
  waiting: v.optional(v.array(v.string()), () => []),
  revision: v.optional(wholeFrom0, 0),
});
export type Places = v.InferOutput<typeof places>;

export const noPlaceTaken: Places = { taken: 0, waiting: [], revision: 0 };

/**
 * Whether a nomination of this status has a place: an offer keeps one, so that no two are made for one seat. Whoever
 * takes a colleague's place over has it from them, or has one kept until it is over.
 */
function holdsPlace({ replaces, keepsPlace }: Pick<Nomination, 'replaces' | 'keepsPlace'>, status: NominationStatus) {
  if (replaces) return keepsPlace === true && !isOver(status);
  return status === 'offered' || status === 'accepted';
}

/** How many places a nomination takes: one for each teacher. */
export function seatsOf({ promises }: Pick<Nomination, 'promises'>): number {
  return promises.partner ? 2 : 1;
}

/** The places after a nomination's move to another status. Whoever joins the list joins at its end. */
export function placesAfter(
  before: Places,
  facts: Pick<Nomination, 'id' | 'status' | 'promises' | 'replaces' | 'keepsPlace'>,
  to: NominationStatus,
): Pick<Places, 'taken' | 'waiting'> {
  const others = before.waiting.filter((each) => each !== facts.id);
  return {
    taken: before.taken + seatsOf(facts) * (Number(holdsPlace(facts, to)) - Number(holdsPlace(facts, facts.status))),
    waiting: to !== 'waitlisted' ? others : facts.status === 'waitlisted' ? before.waiting : [...others, facts.id],
  };
}

/** Who is to be told that there may be a place for them: the first on the list, while a place is free. */
export function nextInLine(
  { taken, waiting }: Pick<Places, 'taken' | 'waiting'>,
  capacity: number,
): string | undefined {
  return taken < capacity ? waiting[0] : undefined;
}

/** "2" for the second on the list; none for who is not on it. */
export function positionOf({ waiting }: Pick<Places, 'waiting'>, id: string): number | undefined {
  const index = waiting.indexOf(id);
  return index < 0 ? undefined : index + 1;
}
