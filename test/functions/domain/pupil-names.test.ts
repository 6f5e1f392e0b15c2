import { describe, expect, it } from 'vitest';
import { likelyPupilNames } from '../../../functions/domain/pupil-names.ts';

describe('notes about a lesson', () => {
  it.each([
    ['Amelia said that it is the same.', 'Amelia'],
    ['The teacher asked Jayden for his method.', 'Jayden'],
    ['A pupil called Zofia explained it.', 'Zofia'],
    ['We looked at Oliver’s book together.', 'Oliver'],
  ])('“%s” seems to name a pupil', (text, name) => {
    expect(likelyPupilNames(text)).toContain(name);
  });

  it.each([
    'A pupil said that a half is two quarters.',
    'Year 8 explained their methods to each other. The discussion was calm.',
    'We use bar models from September on. Mastery is not speed.',
    'It was a good lesson, and everybody had something to say.',
  ])('“%s” names nobody', (text) => {
    expect(likelyPupilNames(text)).toEqual([]);
  });
});
