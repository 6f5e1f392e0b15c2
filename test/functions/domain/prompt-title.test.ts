import { expect, test } from 'vitest';
import { builtInRules } from '../../../functions/domain/built-in-mails.ts';
import { promptTitle } from '../../../functions/domain/prompt-title.ts';
import { sampleProgramme } from '../../support/factories.ts';

test('an e-mail is called what its programme says, or the service for those that every programme has', () => {
  expect(promptTitle(sampleProgramme, 'session-followup')).toBe('Session follow-up');
  expect(promptTitle(sampleProgramme, 'weekly-digest')).toBe('Weekly summary for lead');
  expect(promptTitle(undefined, 'sign-in-code')).toBe('Sign-in code');
});

test('an e-mail that the programme has no more, or whose programme is not known, is called what its key says', () => {
  expect(promptTitle(sampleProgramme, 'session-missed')).toBe('Session missed');
  expect(promptTitle(undefined, 'session-followup')).toBe('Session followup');
});

test('what every programme has is told apart too', () => {
  const titles = builtInRules.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});
