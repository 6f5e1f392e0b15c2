import type { PlaceAnswer } from '../../functions/check-ins/answer-place.ts';
import type { PromisingRole } from '../../functions/domain/nomination.ts';
import type { WithdrawalReason } from '../../functions/participants/withdraw-participant.ts';

/** What somebody does, at a moment that was thrown for beforehand. */
export type Deed = {
  /** Epoch milliseconds. */
  readonly at: number;
} & (
  | { readonly does: 'nominate' }
  | { readonly does: 'promise'; readonly role: PromisingRole; readonly state: 'given' | 'refused' }
  | { readonly does: 'decide'; readonly outcome: 'accepted' | 'declined' }
  | { readonly does: 'confirm-details' }
  | { readonly does: 'check-in'; readonly sessionId: string }
  | { readonly does: 'answer-place'; readonly sessionId: string; readonly says: PlaceAnswer['says'] }
  | { readonly does: 'mark-attended'; readonly sessionId: string }
  | { readonly does: 'log-in-school'; readonly dayId: string; readonly date: string }
  | { readonly does: 'note-in-school'; readonly dayId: string }
  | { readonly does: 'save-plan' }
  | { readonly does: 'save-review'; readonly term: string }
  | { readonly does: 'decide-gate'; readonly gate: string; readonly outcome: 'extend' | 'waive' }
  | { readonly does: 'leave'; readonly reason: WithdrawalReason }
);

/** One person's two years. */
export interface Life {
  readonly person: number;
  /** Whether both promise and the admin accepts. */
  readonly enrols: boolean;
  readonly deeds: readonly Deed[];
}
