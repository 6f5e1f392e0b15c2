import type { Participant, ParticipantStatus } from './participant.ts';

const takingPart: readonly ParticipantStatus[] = [
  'onboarding',
  'year-1',
  'year-1-review',
  'year-2',
  'completion-review',
];

/** Whether somebody is in the programme now: neither paused nor out of it nor through. */
export function isTakingPart({ status }: Pick<Participant, 'status'>): boolean {
  return takingPart.includes(status);
}
