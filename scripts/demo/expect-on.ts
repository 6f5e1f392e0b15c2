import type { Visitor } from './visitor.ts';

/** What somebody would have expected in the story did not happen. */
export class StoryWentWrong extends Error {
  override readonly name = 'StoryWentWrong';
}

/** Holds the page in front of a visitor to some words. */
export function expectOn(visitor: Visitor, words: string): void {
  if (!visitor.has(words))
    throw new StoryWentWrong(`The page should say "${words}" and says:\n${visitor.text.slice(0, 2000)}`);
}
