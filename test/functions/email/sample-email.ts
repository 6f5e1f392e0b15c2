import type { EmailContent } from '../../../functions/email/content.ts';

/** An e-mail with every kind of block. */
export function sampleEmail(changes: Partial<EmailContent> = {}): EmailContent {
  return {
    subject: 'Central Day 4 has moved to Thursday 11 March',
    preheader: 'The same place, a week later.',
    greeting: "Dear Róisín O'Neil,",
    blocks: [
      {
        kind: 'paragraph',
        text: 'Central Day 4 takes place a week later than we told you. Place and times stay the same.',
      },
      {
        kind: 'dateFact',
        label: 'When',
        at: '2027-03-11T09:30:00Z',
        until: '2027-03-11T15:30:00Z',
        zone: 'Europe/London',
        where: 'Elm Park School, Hull Road',
        was: { at: '2027-03-04T09:30:00Z' },
      },
      { kind: 'notice', title: 'Cover', text: 'Your headteacher has been told of the new date.' },
      { kind: 'heading', text: 'Before you come' },
      { kind: 'list', items: ['Read pages 4 to 9.', 'Bring two pieces of your pupils’ work.'] },
      { kind: 'quote', text: 'The hall is needed for examinations.', by: 'Rosa Lind, cohort lead' },
      { kind: 'facts', facts: [{ label: 'Earned so far', value: '3.5 of 5.5 days' }] },
      { kind: 'links', links: [{ label: 'Your programme', url: 'https://throughline.example/me/7KQ2WXAB' }] },
    ],
    action: { label: 'Tell us if you can’t come', url: 'https://throughline.example/reply?t=aGVsbG8.c2ln&s=4' },
    signature: ['Rosa Lind', 'Elm Valley Maths Hub'],
    footer: {
      why: 'You get this because you have a place in the Secondary Mastery Specialist Programme.',
      preferencesUrl: 'https://throughline.example/preferences/4f9a',
      runBy: 'Elm Valley Maths Hub',
    },
    ...changes,
  };
}

/** Everything that the sample says to a reader, in order. */
export const sampleWords = [
  'Central Day 4 has moved to Thursday 11 March',
  "Dear Róisín O'Neil,",
  'Central Day 4 takes place a week later than we told you. Place and times stay the same.',
  'When',
  'Thursday 11 March 2027, 9:30am to 3:30pm (UK time)',
  'It was',
  'Thursday 4 March 2027, 9:30am (UK time)',
  'Where',
  'Elm Park School, Hull Road',
  'Cover',
  'Your headteacher has been told of the new date.',
  'Before you come',
  'Read pages 4 to 9.',
  'Bring two pieces of your pupils’ work.',
  'The hall is needed for examinations.',
  'Rosa Lind, cohort lead',
  'Earned so far',
  '3.5 of 5.5 days',
  'Your programme',
  'Tell us if you can’t come',
  'https://throughline.example/reply?t=aGVsbG8.c2ln&s=4',
  'Rosa Lind',
  'Elm Valley Maths Hub',
  'You get this because you have a place in the Secondary Mastery Specialist Programme.',
  'Choose which reminders you get',
  'Throughline is run by Elm Valley Maths Hub.',
] as const;
