import type { NominationStatus } from './nomination.ts';
import type { Standing } from './pairs.ts';
import type { ParticipantStatus } from './participant.ts';
import type { PlannedPrompt } from './prompt.ts';
import type { WorkGroupStatus } from './work-group.ts';

/**
 * What a plan says to do now. `Wait` names the wait's state in the state machine (`AwaitSession`, …), the moment at
 * which something falls due, and why, in words for an admin that complete "Waiting until …".
 */
export type WaitStep<Kind extends string> = {
  readonly do: 'Wait';
  readonly kind: Kind;
  readonly until: string;
  readonly because: string;
};

export type SendStep = { readonly do: 'SendPrompts'; readonly prompts: readonly PlannedPrompt[] };

/** The leg has lived long enough: the next one takes over. */
export type HandOverStep = { readonly do: 'HandOver'; readonly because: string };

export const journeyWaits = [
  'AwaitStart',
  'AwaitDetails',
  'AwaitSession',
  'AwaitCheckIn',
  'AwaitInSchoolDays',
  'AwaitDepartmentReview',
  'AwaitReviewDecision',
  'AwaitNextMoment',
  'PauseWhileDeferred',
  'AwaitUndo',
] as const;
export type JourneyWait = (typeof journeyWaits)[number];

/** Changes that the programme itself makes as time passes; each is applied once, on the version that was planned on. */
export type Progress =
  | { readonly change: 'status'; readonly to: ParticipantStatus; readonly because: string }
  | { readonly change: 'school'; readonly because: string }
  /** Their Work Group is told that they take part, pause, can't be reached or are gone. */
  | { readonly change: 'pair'; readonly standing: Standing; readonly because: string }
  /** What the programme needs can no longer be reached with the sessions that are left, or can again. */
  | { readonly change: 'reach'; readonly reachable: boolean; readonly because: string }
  | { readonly change: 'absent'; readonly sessionIds: readonly string[]; readonly because: string };

export type JourneyStep =
  | SendStep
  | WaitStep<JourneyWait>
  | HandOverStep
  | { readonly do: 'RecordProgress'; readonly progress: Progress }
  | { readonly do: 'Finish'; readonly because: string };

export const nominationWaits = [
  'AwaitPromises',
  'AwaitDecision',
  'AwaitSchoolAnswer',
  'AwaitPlace',
  'AwaitOffer',
] as const;
export type NominationWait = (typeof nominationWaits)[number];

export type NominationStep =
  | SendStep
  | WaitStep<NominationWait>
  | HandOverStep
  | {
      readonly do: 'MoveOn';
      readonly to: NominationStatus;
      readonly because: string;
      /** Until when an offer can be taken. */
      readonly answerBy?: string;
    }
  | { readonly do: 'Enrol' }
  | { readonly do: 'Finish'; readonly because: string };

export const workGroupWaits = [
  'AwaitPairs',
  'AwaitSession',
  'AwaitAnswers',
  'AwaitObservation',
  'AwaitSupport',
  'AwaitNextMoment',
] as const;
export type WorkGroupWait = (typeof workGroupWaits)[number];

/** What a Work Group itself does as time passes. */
export type GroupProgress =
  | { readonly change: 'status'; readonly to: WorkGroupStatus; readonly because: string }
  | {
      readonly change: 'match';
      readonly matches: readonly { readonly slotId: string; readonly visitorPairId: string }[];
      readonly because: string;
    };

export type WorkGroupStep =
  | SendStep
  | WaitStep<WorkGroupWait>
  | HandOverStep
  | { readonly do: 'RecordGroup'; readonly progress: GroupProgress }
  | { readonly do: 'Finish'; readonly because: string };
