import { expect, test } from 'vitest';
import { readLetter } from '../../../functions/given-up/read-letter.ts';
import { digestsArn, laneUrls, letters, noteDeliveryArn, promptMessage } from '../../support/given-up.ts';

const read = (letter: Parameters<typeof given>[0]) =>
  readLetter(given(letter), { lanes: laneUrls, functions: [noteDeliveryArn, digestsArn] });
const given = (letter: (typeof letters)[keyof typeof letters]) => ({ ...letter, receipt: 'receipt' });

test('a prompt that the mailer failed on is one for the lane that it was on', () => {
  expect(read(letters.prompt)).toEqual({ kind: 'prompt', lane: 'urgent', message: promptMessage });
});

test('an event on which a function failed is one for that function, whatever the version', () => {
  expect(read(letters.failed)).toMatchObject({
    kind: 'event',
    functionArn: noteDeliveryArn,
    event: { source: 'aws.ses' },
  });
});

test('an event that EventBridge could not hand over is one for whom it was', () => {
  expect(read(letters.undelivered)).toEqual({ kind: 'event', functionArn: digestsArn, event: { every: 'week' } });
});

test('a place in the table’s stream is nothing that could be sent', () => {
  expect(read(letters.batch)).toEqual({ kind: 'changes' });
});

test.each(['elsewhere', 'garbage'] as const)('what is %s is sent nowhere', (which) => {
  expect(read(letters[which])).toEqual({ kind: 'unknown' });
});

test('a prompt that names no occasion, or comes from another queue, is sent nowhere', () => {
  const of = (changes: object) =>
    readLetter({ ...given(letters.prompt), ...changes }, { lanes: laneUrls, functions: [] });
  expect(of({ body: '{"kind":"participant","id":"PART2345"}' })).toEqual({ kind: 'unknown' });
  expect(of({ queueArn: 'arn:aws:sqs:eu-west-2:000000000000:other' })).toEqual({ kind: 'unknown' });
});
