import { afterAll, beforeAll, expect, test } from 'vitest';
import { Visitor } from '../../scripts/demo/visitor.ts';
import { type SeededCloud, startSeededCloud } from '../../scripts/seed/seeded-cloud.ts';
import { promptMessage } from '../support/given-up.ts';

let seeded: SeededCloud;
beforeAll(async () => {
  seeded = await startSeededCloud('2027-03-09T10:00:00.000Z');
}, 300_000);
afterAll(async () => {
  await seeded?.cloud.close();
});

async function local(path: string, body: object): Promise<void> {
  const { url } = seeded.cloud;
  const headers = { 'content-type': 'application/json', origin: url };
  const answer = await fetch(`${url}/_local/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
}

const queueNamed = (part: RegExp) => {
  const found = seeded.cloud.world.inventory.queues.find(({ name }) => part.test(name));
  if (!found) throw new Error(`There is no queue ${part}`);
  return found.arn;
};
const messages = (part: RegExp) => seeded.cloud.world.sqs.messages(queueNamed(part));

test('what the functions of the template gave up is sent to them again from the console, with no grant more than it needs', async () => {
  const { cloud } = seeded;
  // The mailer and the digests fail for good: a prompt of nobody's, and the morning's digests.
  for (const target of ['deliver-prompts', 'enter-digests'])
    await local('faults', { target: `throughline-local-${target}`, kind: 'throw', times: 100 });
  cloud.world.sqs.send(queueNamed(/Urgent/), { body: JSON.stringify(promptMessage) });
  await local('clock', { by: 'P1D' });
  expect(messages(/DeadLetters/)).toHaveLength(2);

  const admin = await new Visitor().open(`${cloud.url}/admin`);
  await admin.press('Sign in');
  await admin.press('Sample Admin');
  expect(admin.text).toContain('About 2 messages were given up');
  await admin.follow('See what to do');
  expect(admin.text).toContain('about participant PART2345');
  expect(admin.text).toContain('The digests of a day or a week');

  const answered = async () => {
    admin.choose('Send it again').fill('Reason', 'The cause is mended.');
    await admin.press('Do it');
    await local('clock', { by: 'PT1H' });
    await admin.open(`${cloud.url}/admin/dead-letters`);
  };
  // Not mended after all: both come back.
  await answered();
  expect(messages(/DeadLetters/)).toHaveLength(2);
  expect(admin.text).toContain('The cause is mended.');
  cloud.world.faults.clear();
  await answered();
  expect(messages(/DeadLetters/)).toEqual([]);
  expect(messages(/Urgent/)).toEqual([]);
  expect(admin.text).toContain('Nothing was given up.');
}, 120_000);
