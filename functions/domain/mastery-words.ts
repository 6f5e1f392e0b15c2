import type { MasteryExperience } from './nomination.ts';
import type { Participant } from './participant.ts';

/** What one member of a pair brings, and what two of the same bring, as people say it. */
const words: Readonly<Record<MasteryExperience, readonly [one: string, two: string]>> = {
  specialist: ['a Mastery Specialist', 'two Mastery Specialists'],
  advocate: ['a Mastery Advocate', 'two Mastery Advocates'],
  neither: ['a colleague', 'two colleagues'],
};

/** "a Mastery Specialist and a colleague"; nothing of nobody. */
export function pairWords(members: readonly Pick<Participant, 'pair'>[]): string {
  const brought = members.map(({ pair }) => pair?.experience ?? 'neither');
  const [first, second] = brought;
  if (first !== undefined && first === second && brought.length === 2) return words[first][1];
  return brought.map((each) => words[each][0]).join(' and ');
}
