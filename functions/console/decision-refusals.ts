import type { Refusal } from '../nominations/decide-nomination.ts';

/** Why a decision was not recorded, in words. */
export const refusalWords: Readonly<Record<Refusal, string>> = {
  'not-ready': 'Not everybody has agreed yet. You can decline it now, and nothing else.',
  'already-decided': 'This nomination is decided already.',
  full: 'Every place of the cohort is taken. Put it on the waiting list instead.',
  'changed-meanwhile': 'Somebody changed this nomination just now. Look again, then decide.',
  'not-eligible': 'A condition is not met. To make an exception, enter the reason for it.',
  alike:
    'There is another nomination at this teacher’s address. Look at both, and say what you found, before you accept.',
  offered: 'A place is kept for the nominee, who has been asked to take it. Accept it, decline it, or wait.',
};
