import { isTakingPart } from '../domain/taking-part.ts';
import { changeParticipant, type Decide, overruledBy, type ParticipantDeps } from './change-participant.ts';

/** The coded reasons for a pause, with their words. `bereavement` stops every automatic e-mail. */
export const deferralReasons = {
  'parental-leave': 'Parental leave',
  'long-term-sickness': 'Long-term sickness',
  'career-break': 'Career break',
  'school-capacity': 'The school cannot release them for now',
  bereavement: 'Bereavement',
  other: 'Another reason',
} as const;
export type DeferralReason = keyof typeof deferralReasons;

export interface Deferral {
  readonly reason: DeferralReason;
  /** When they are expected back, where that is known. */
  readonly returnsOn?: string | undefined;
  readonly note: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type Deferred = 'deferred' | 'return-is-past' | 'not-active' | 'unknown';

/**
 * Pauses a participant: nothing is asked of them until they resume, and their place is kept. Somebody who is paused
 * already gets another reason or date of return. Twice is once.
 */
export async function deferParticipant(deps: ParticipantDeps, id: string, deferral: Deferral): Promise<Deferred> {
  return (await changeParticipant(deps, id, decideDeferral(deferral))) ?? 'unknown';
}

export function decideDeferral({ reason, returnsOn, note, by }: Deferral): Decide<Deferred> {
  return ({ participant }, now) => {
    const paused = participant.status === 'deferred';
    if (!paused && !isTakingPart(participant))
      return { outcome: 'not-active', overruled: overruledBy(participant, 'deferral', by) };
    if (paused && participant.statusReason === reason && participant.returnsOn === returnsOn)
      return { outcome: 'deferred' };
    if (returnsOn !== undefined && returnsOn <= now.slice(0, 10)) return { outcome: 'return-is-past' };
    return {
      outcome: 'deferred',
      change: {
        set: {
          status: 'deferred',
          statusSince: now,
          statusReason: reason,
          ...(returnsOn && { returnsOn }),
          ...(!paused && { pausedFrom: participant.status }),
        },
        remove: returnsOn ? ['parked'] : ['parked', 'returnsOn'],
        what: paused ? 'deferral changed' : 'deferred',
        to: returnsOn ? `expected back on ${returnsOn}` : 'no date of return yet',
        why: [deferralReasons[reason], note].filter(Boolean).join(': '),
        by,
      },
    };
  };
}
