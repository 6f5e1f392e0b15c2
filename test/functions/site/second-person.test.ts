import { describe, expect, it } from 'vitest';
import { inSecondPerson } from '../../../functions/site/second-person.ts';

describe('a sentence about a participant', () => {
  it.each([
    ['to remind this participant about Central day 1', 'to remind you about Central day 1'],
    [
      'for the participant to log their in-school days, or else to remind them how much is left',
      'for you to log your in-school days, or else to remind you how much is left',
    ],
    ["to send this participant today's link", "to send you today's link"],
    ['the recipient turned reminders off for now', 'you turned reminders off for now'],
    ['to ask whether they were there', 'to ask whether you were there'],
    ['for the lead to acknowledge in-school days', 'for the lead to acknowledge in-school days'],
  ])('"%s" is said to them as "%s"', (about, to) => {
    expect(inSecondPerson(about)).toBe(to);
  });
});
