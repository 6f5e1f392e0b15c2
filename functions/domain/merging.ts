import { addCreditEntry, reversalOf } from './credit-entries.ts';
import type { CreditEntry, InSchoolDay, Participant, Place } from './participant.ts';
import type { JourneyView } from './views.ts';

/** What would become part of the record that is kept, and what would not. */
export interface Merging {
  readonly credits: readonly CreditEntry[];
  /** What takes the moved credits out of the ledger that they were in. */
  readonly reversals: readonly CreditEntry[];
  /** Entries that the kept record has already, by their reason. */
  readonly doubled: readonly CreditEntry[];
  readonly inSchoolDays: readonly InSchoolDay[];
  readonly places: readonly Place[];
  readonly facts: Partial<Pick<Participant, 'detailsConfirmedAt' | 'departmentPlan' | 'reviews' | 'decisions'>>;
}

/**
 * Joins two records of one person, both read at one moment: what only the duplicate knows is added to the record that is
 * kept, and nothing that the kept one knows is overwritten. A session or day in school earns once.
 */
export function mergeOf(kept: JourneyView, duplicate: JourneyView, now: string): Merging {
  const prefix = `merged:${duplicate.participant.id}`;
  const known = new Set(kept.inSchoolDays.map(({ date, amount }) => `${date} ${amount}`));
  const inSchoolDays = duplicate.inSchoolDays.filter(({ date, amount }) => !known.has(`${date} ${amount}`));
  const moving = standing(duplicate.credits).filter(
    ({ inSchoolDayId }) => inSchoolDayId === undefined || inSchoolDays.some(({ id }) => id === inSchoolDayId),
  );
  let ledger = kept.credits;
  const credits: CreditEntry[] = [];
  const taken: CreditEntry[] = [];
  for (const entry of moving) {
    const copy = { ...entry, id: `${prefix}:${entry.id}` };
    const added = addCreditEntry(ledger, copy);
    if (!added.ok) continue;
    ledger = added.entries;
    credits.push(copy);
    taken.push(entry);
  }
  return {
    credits,
    reversals: taken.map((entry) =>
      reversalOf(entry, {
        id: `${prefix}:reversal:${entry.id}`,
        reason: 'counted in another record',
        by: 'admin',
        at: now,
      }),
    ),
    doubled: standing(duplicate.credits).filter((entry) => !taken.includes(entry)),
    inSchoolDays,
    places: duplicate.places.filter((place) => isWeightier(place, kept.places)),
    facts: factsOf(kept.participant, duplicate.participant),
  };
}

/** Entries that were not taken back. */
function standing(credits: readonly CreditEntry[]): CreditEntry[] {
  return credits.filter(
    ({ id, reverses }) => reverses === undefined && !credits.some((other) => other.reverses === id),
  );
}

const weights: Record<Place['state'], number> = {
  expected: 0,
  absent: 1,
  apologies: 2,
  substitute: 3,
  excused: 4,
  partial: 5,
  attended: 6,
};

function isWeightier({ sessionId, state }: Place, known: readonly Place[]): boolean {
  const there = known.find((place) => place.sessionId === sessionId);
  return there === undefined || weights[state] > weights[there.state];
}

function factsOf(kept: Participant, duplicate: Participant): Merging['facts'] {
  const detailsConfirmedAt = kept.detailsConfirmedAt ?? duplicate.detailsConfirmedAt;
  const departmentPlan = kept.departmentPlan ?? duplicate.departmentPlan;
  return {
    ...(detailsConfirmedAt && { detailsConfirmedAt }),
    ...(departmentPlan && { departmentPlan }),
    reviews: { ...duplicate.reviews, ...kept.reviews },
    decisions: { ...duplicate.decisions, ...kept.decisions },
  };
}
