import type { MasteryExperience } from './nomination.ts';

/** What somebody brings to a pair, as people say it. */
export const masteryWords: Readonly<Record<MasteryExperience, string>> = {
  specialist: 'Mastery Specialist',
  advocate: 'Mastery Advocate',
  neither: 'new to the programmes',
};
