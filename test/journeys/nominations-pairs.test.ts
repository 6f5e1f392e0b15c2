import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { decideNomination } from '../../functions/nominations/decide-nomination.ts';
import { beginDraft, savePage } from '../../functions/nominations/nomination-draft.ts';
import { submitNomination } from '../../functions/nominations/submit-nomination.ts';
import { setCapacity } from '../../functions/nominations/waiting-list.ts';
import { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { samplePages } from '../local/world/people.ts';
import { browserOf, factsOf, lastMailTo, linkIn, mailsOf, placesOf, statusOf } from './nominating.ts';

const cohort = 'sample-work-group-2026';
const folder = join(import.meta.dirname, '..', '..', 'programmes');
const read = (file: string) => ({ file, text: readFileSync(join(folder, file), 'utf8') });
const by = 'sample-admin';

/** On the waiting list with the promises of the head and of both of the pair. */
async function waitingPair(world: InMemoryWorld, name: string): Promise<string> {
  const draft = await beginDraft(world.deps, cohort);
  if (!draft.begun) throw new Error('The window is closed');
  const at = `${name.toLowerCase()}.example.org`;
  const { passion: _passion, 'track-record': _record, ...shared } = samplePages(name);
  const pages = {
    ...shared,
    career: { earlyCareer: 'no', experience: 'advocate' },
    partner: {
      partnerName: `Partner ${name}`,
      partnerEmail: `partner@${at}`,
      partnerRole: 'Teacher',
      sharedMailbox: '',
    },
    'partner-career': { partnerEarlyCareer: 'no', partnerExperience: 'neither' },
    priorities: { priorities: 'Sample words about planning together.' },
  };
  for (const [page, answers] of Object.entries(pages))
    await savePage(world.deps, draft.id, page as keyof typeof pages, answers as Record<string, string>);
  const submitted = await submitNomination(world.deps, draft.id);
  if (!submitted.submitted) throw new Error(`Not submitted: ${submitted.why}`);
  const id = submitted.reference;
  await world.settle();
  for (const role of ['head', 'nominee', 'partner'] as const)
    await answerPromise(world.deps, id, { role, state: 'given', reason: '', textVersion: '1' });
  await world.settle();
  await decideNomination(world.deps, id, { outcome: 'waitlisted', reason: 'Sample reason', by });
  await world.settle();
  return id;
}

const offerTo = (world: InMemoryWorld, who: string) => linkIn(lastMailTo(world, `${who}@ash.example.org`), 'offer');

describe('two places that are kept for a pair', () => {
  let world: InMemoryWorld;
  let ash: string;

  beforeEach(async () => {
    world = new InMemoryWorld('2026-03-02T09:00:00Z');
    await world.open(read('secondary-work-group.yaml'), read(join('cohorts', `${cohort}.yaml`)));
    await world.jumpTo('2026-03-04T10:00:00Z');
    await setCapacity(world.deps, cohort, { capacity: 1, by: 'sample-admin' });
    ash = await waitingPair(world, 'Ash');
    await setCapacity(world.deps, cohort, { capacity: 2, by: 'sample-admin' });
    await world.settle();
  });

  test('are offered to each of the two by their own e-mail, and the headteacher is told', async () => {
    expect(await statusOf(world, ash)).toBe('offered');
    expect(await placesOf(world, cohort)).toMatchObject({ taken: 2, waiting: [] });
    expect(mailsOf(world, 'place-offered').map(({ to }) => to)).toEqual([
      'teacher@ash.example.org',
      'partner@ash.example.org',
      'head@ash.example.org',
    ]);
    expect(offerTo(world, 'partner')).not.toBe(offerTo(world, 'teacher'));
    expect(await browserOf(world).get(offerTo(world, 'partner'))).toContain('This question is for P.\u00a0A.');
  });

  test('are theirs when both take them, and not before', async () => {
    const browser = browserOf(world);
    const [teacher, partner] = [offerTo(world, 'teacher'), offerTo(world, 'partner')];
    await browser.post(partner, { answer: 'take' });
    await browser.post(partner, { answer: 'take' });
    expect(await statusOf(world, ash)).toBe('offered');
    expect(await browser.get(`${partner}/done`)).toContain('We now wait for the other teacher');
    await browser.post(teacher, { answer: 'take' });
    expect(await factsOf(world, ash)).toMatchObject({
      status: 'accepted',
      participantId: expect.any(String),
      partnerParticipantId: expect.any(String),
    });
    expect(await browser.get(`${partner}/done`)).toContain('The place is yours');
  });

  test('remind only the one who has not answered', async () => {
    await browserOf(world).post(offerTo(world, 'teacher'), { answer: 'take' });
    const before = mailsOf(world, 'place-offered').length;
    await world.jumpTo('2026-03-06T12:00:00Z');
    const reminded = mailsOf(world, 'place-offered').slice(before);
    expect(reminded.map(({ to }) => to)).toEqual(['partner@ash.example.org']);
  });

  test('are passed on when one of the two passes, unless that one takes it back in time', async () => {
    const browser = browserOf(world);
    const [teacher, partner] = [offerTo(world, 'teacher'), offerTo(world, 'partner')];
    await browser.post(partner, { answer: 'pass' });
    await browser.post(teacher, { answer: 'take' });
    expect(await statusOf(world, ash)).toBe('offered');
    await browser.post(partner, { answer: 'take' });
    expect(await statusOf(world, ash)).toBe('accepted');
  });

  test('go to the next when one of the two has passed for good, whatever the other said', async () => {
    const browser = browserOf(world);
    const [teacher, partner] = [offerTo(world, 'teacher'), offerTo(world, 'partner')];
    await browser.post(teacher, { answer: 'take' });
    await browser.post(partner, { answer: 'pass' });
    await world.jumpTo('2026-03-06T09:01:00Z');
    expect(await statusOf(world, ash)).toBe('not-taken');
    expect(await placesOf(world, cohort)).toMatchObject({ taken: 0 });
    await browser.post(teacher, { answer: 'take' });
    expect(await statusOf(world, ash)).toBe('not-taken');
  });
});
