import type { Cohort, Session } from './cohort.ts';
import type { Nomination } from './nomination.ts';
import type { CreditEntry, InSchoolDay, Participant, Place } from './participant.ts';
import type { Places } from './places.ts';
import type { Programme } from './programme.ts';
import type { PromptRow } from './prompt.ts';
import type { Guest, Observation, ObservationSlot, PairNote, Pulse, SupportRequest, WorkGroup } from './work-group.ts';

/** All that a participant's plan is made of, read consistently. */
export interface JourneyView {
  readonly programme: Programme;
  readonly cohort: Cohort;
  /** Those of the cohort that are theirs to go to: of a day with several sittings, one. */
  readonly sessions: readonly Session[];
  readonly participant: Participant;
  readonly places: readonly Place[];
  readonly credits: readonly CreditEntry[];
  readonly inSchoolDays: readonly InSchoolDay[];
  readonly prompts: readonly PromptRow[];
}

/** All that a digest of a cohort is made of. The journeys are read only where the digest speaks of each. */
export interface CohortView {
  readonly programme: Programme;
  readonly cohort: Cohort;
  readonly sessions: readonly Session[];
  readonly participants: readonly Participant[];
  readonly nominations: readonly Nomination[];
  readonly journeys: readonly JourneyView[];
  /** Participants' names by their ids, for the lead's e-mail only: no decision is made of them. */
  readonly names: ReadonlyMap<string, string>;
  readonly placesTaken: number;
}

/** All that a nomination's plan is made of. */
export interface NominationView {
  readonly programme: Programme;
  readonly cohort: Cohort;
  readonly sessions: readonly Session[];
  readonly nomination: Nomination;
  /** The cohort's, read after the nomination: a place that becomes free later wakes it. */
  readonly places: Places;
  readonly prompts: readonly PromptRow[];
}

/** All that a Work Group's plan is made of. */
export interface WorkGroupView {
  readonly programme: Programme;
  readonly cohort: Cohort;
  readonly sessions: readonly Session[];
  readonly group: WorkGroup;
  /** Everybody who has or had a place in it. */
  readonly participants: readonly Participant[];
  readonly pairNotes: readonly PairNote[];
  readonly pulses: readonly Pulse[];
  readonly slots: readonly ObservationSlot[];
  readonly observations: readonly Observation[];
  readonly supportRequests: readonly SupportRequest[];
  readonly guests: readonly Guest[];
  readonly prompts: readonly PromptRow[];
}
