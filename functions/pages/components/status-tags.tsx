import type { NominationStatus } from '../../domain/nomination.ts';
import type { ParticipantStatus } from '../../domain/participant.ts';
import { Tag, type TagColour } from './tag.tsx';

interface StatusWords {
  words: string;
  colour?: TagColour;
}

const participantWords: Record<ParticipantStatus, StatusWords> = {
  onboarding: { words: 'Joining', colour: 'teal' },
  'year-1': { words: 'Year 1' },
  'year-1-review': { words: 'Year 1 review', colour: 'yellow' },
  'year-2': { words: 'Year 2' },
  'completion-review': { words: 'Completion review', colour: 'yellow' },
  completed: { words: 'Completed', colour: 'green' },
  deferred: { words: 'Deferred', colour: 'purple' },
  withdrawn: { words: 'Withdrawn', colour: 'grey' },
  replaced: { words: 'Replaced', colour: 'grey' },
  merged: { words: 'Merged', colour: 'grey' },
};

const nominationWords: Record<NominationStatus, StatusWords> = {
  'awaiting-promises': { words: 'Waiting for replies' },
  'awaiting-decision': { words: 'To decide', colour: 'yellow' },
  asked: { words: 'School asked' },
  accepted: { words: 'Accepted', colour: 'green' },
  waitlisted: { words: 'Waiting list', colour: 'purple' },
  offered: { words: 'Place offered', colour: 'purple' },
  'not-taken': { words: 'Place not taken', colour: 'grey' },
  declined: { words: 'Declined', colour: 'grey' },
  withdrawn: { words: 'Withdrawn', colour: 'grey' },
  expired: { words: 'Expired', colour: 'grey' },
};

/** What a participant's status is called on pages and in exports. */
export function nameParticipantStatus(status: ParticipantStatus): string {
  return participantWords[status].words;
}

/** What a nomination's status is called on pages and in exports. */
export function nameNominationStatus(status: NominationStatus): string {
  return nominationWords[status].words;
}

export function ParticipantStatusTag({ status }: { status: ParticipantStatus }) {
  const { words, colour } = participantWords[status];
  return <Tag colour={colour}>{words}</Tag>;
}

export function NominationStatusTag({ status }: { status: NominationStatus }) {
  const { words, colour } = nominationWords[status];
  return <Tag colour={colour}>{words}</Tag>;
}
