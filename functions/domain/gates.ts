import type { HalfDayLedger } from './half-days.ts';
import type { Participant } from './participant.ts';
import type { Gate, Requirement } from './programme.ts';
import type { TermMoments } from './timetable.ts';

export interface GateFacts {
  readonly participant: Participant;
  readonly ledger: HalfDayLedger;
  readonly terms: readonly TermMoments[];
  /** The programme's gates: an earlier one that was waived is not asked for again. */
  readonly gates: readonly Gate[];
  /** What lies before this (epoch ms) was not theirs. */
  readonly since: number;
}

/** Whether what is asked for lies with the participant's department or with days to be earned. */
export type MissingKind = 'days' | 'department';

export interface Missing {
  readonly kind: MissingKind;
  readonly requirement: Requirement;
  /** In words, without personal data: "1 central day", "the department plan". */
  readonly what: string;
}

/** What a gate still asks for; nothing when it may be passed, or when somebody decided that it may. */
export function missingFor(gate: Gate, facts: GateFacts): Missing[] {
  return isDecided(gate, facts) ? [] : unmet(gate, facts);
}

/** Passed, waived, or what is missing was given more time, where a later gate asks for it again. */
function isDecided(gate: Gate, { participant, gates }: GateFacts): boolean {
  const outcome = participant.decisions[gate.key]?.outcome;
  if (outcome === 'extend')
    return gates.some(({ year, requires }) => year > gate.year && requires.includes('earlier-years'));
  return outcome !== undefined;
}

function unmet(gate: Gate, facts: GateFacts): Missing[] {
  return gate.requires.flatMap((requirement): Missing[] => {
    switch (requirement) {
      case 'central':
      case 'in-school':
        return missingDays(requirement, facts, [gate.year]);
      case 'earlier-years':
        return missingDays(requirement, facts, yearsCarriedOver(gate, facts));
      case 'department-plan':
        return facts.participant.departmentPlan
          ? []
          : [{ kind: 'department', requirement, what: 'the department plan' }];
      case 'termly-reviews':
        return reviewsMissing(gate.year, facts).map(({ term }) => ({
          kind: 'department',
          requirement,
          what: `the department review for ${term.title}`,
        }));
      case 'department-reach':
        return hasReach(facts.participant)
          ? []
          : [{ kind: 'department', requirement, what: 'evidence that colleagues were reached' }];
      default:
        return assertNever(requirement);
    }
  });
}

function missingDays(requirement: Requirement, { ledger }: GateFacts, years: readonly number[]): Missing[] {
  return ledger
    .filter(({ year, bucket, short }) => {
      return short > 0 && years.includes(year) && (requirement === 'earlier-years' || bucket === requirement);
    })
    .map(({ bucket, short }) => ({
      kind: 'days',
      requirement,
      what: `${short} ${bucket} ${short > 1 ? 'days' : 'day'}`,
    }));
}

/** Earlier years whose gate nobody passed or waived: what was extended is still owed. */
function yearsCarriedOver(gate: Gate, { gates, participant }: GateFacts): number[] {
  return gates.filter(({ year }) => year < gate.year && !isForgiven(year, gates, participant)).map(({ year }) => year);
}

/** Whether somebody decided that what is missing of a year need not be made up. */
export function isForgiven(
  year: number,
  gates: readonly Gate[],
  { decisions }: Pick<Participant, 'decisions'>,
): boolean {
  return gates.some((gate) => {
    const outcome = decisions[gate.key]?.outcome;
    return gate.year === year && (outcome === 'pass' || outcome === 'waive');
  });
}

/** Terms of a year for which no department review was given, leaving out those before the participant came (back). */
export function reviewsMissing(year: number, { terms, participant, since }: GateFacts): TermMoments[] {
  return terms.filter(
    ({ term, endsAt }) => term.year === year && endsAt > since && participant.reviews[term.key] === undefined,
  );
}

/** A review that names somebody reached, or that says that there is nobody else to reach. */
function hasReach({ reviews }: Participant): boolean {
  return Object.values(reviews).some(({ reached, of }) => reached > 0 || of === 0);
}

function assertNever(requirement: never): never {
  throw new Error(`unknown requirement ${String(requirement)}`);
}
