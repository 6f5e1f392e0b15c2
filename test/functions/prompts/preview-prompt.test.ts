import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { upcomingOccasions } from '../../../functions/domain/journey.ts';
import { momentsFor } from '../../../functions/domain/moments-memo.ts';
import { occasion, promptRow } from '../../../functions/domain/prompt.ts';
import { readJourney } from '../../../functions/journeys/read-journey.ts';
import { answerPromise } from '../../../functions/nominations/answer-promise.ts';
import { replaceParticipant } from '../../../functions/participants/replace-participant.ts';
import { withdrawParticipant } from '../../../functions/participants/withdraw-participant.ts';
import { partition } from '../../../functions/platform/keys.ts';
import { previewPrompt, theirOwnLink } from '../../../functions/prompts/preview-prompt.ts';
import type { InMemoryWorld } from '../../../local/world/in-memory-world.ts';
import { enrolled, liveTwoYears, nominate, openWorld, sessionsOf } from '../../local/world/people.ts';

type Subject = { readonly kind: 'participant' | 'nomination'; readonly id: string };

async function rowsOf({ table }: InMemoryWorld, { kind, id }: Subject) {
  const rows = await table.queryAll({ pk: partition.subject(kind, id), prefix: 'E#PROMPT#' });
  return rows.map((row) => v.parse(promptRow, row));
}

/** Every e-mail of somebody, as an admin reads it later. */
async function readAll(of: InMemoryWorld, subject: Subject) {
  const rows = await rowsOf(of, subject);
  return Promise.all(rows.map(async (row) => ({ row, preview: await previewPrompt(of.deps, subject, row) })));
}

const by = 'sample-admin';
let world: InMemoryWorld;
let ids: { completed: string; silent: string; withdrawn: string; replaced: string };
let reference: string;

beforeAll(async () => {
  world = await openWorld();
  ids = {
    completed: await enrolled(world, 'Ash'),
    silent: await enrolled(world, 'Birch'),
    withdrawn: await enrolled(world, 'Cedar'),
    replaced: await enrolled(world, 'Elm'),
  };
  reference = await nominate(world, 'Dogwood');
  await answerPromise(world.deps, reference, { role: 'head', state: 'refused', reason: 'Sample', textVersion: '1' });

  await replaceParticipant(world.deps, ids.replaced, {
    name: 'Colleague Elm',
    email: 'colleague@elm.example.org',
    note: '',
    by,
  });
  await withdrawParticipant(world.deps, ids.withdrawn, { reason: 'left-teaching', note: '', by });
  await liveTwoYears(world, {
    [ids.completed]: { confirmsDetails: true, logsInSchool: true, leadsDepartment: true, attends: () => true },
  });
}, 120_000);

describe('an e-mail that an admin looks at', () => {
  test('is written again, whatever became of its subject since', async () => {
    const everybody: Subject[] = [
      ...Object.values(ids).map((id): Subject => ({ kind: 'participant', id })),
      { kind: 'nomination', id: reference },
    ];
    const all = (await Promise.all(everybody.map((each) => readAll(world, each)))).flat();
    expect(all.length).toBeGreaterThan(200);
    const roles = all.filter(({ preview }) => preview?.shows !== 'email');
    // Nobody named a subject leader for these.
    expect(new Set(roles.map(({ row, preview }) => `${row.role} ${preview?.shows}`))).toEqual(
      new Set(['subject-lead nobody']),
    );
  });

  test('holds none of its reader’s links, and says where they were', async () => {
    const texts = (await readAll(world, { kind: 'participant', id: ids.completed })).flatMap(({ preview }) =>
      preview?.shows === 'email' ? [preview.text] : [],
    );
    expect(texts.filter((text) => text.includes(theirOwnLink)).length).toBeGreaterThan(20);
    const addresses = texts.join('\n').match(/https?:\S+/g) ?? [];
    const published = (await sessionsOf(world)).map(({ joinUrl }) => joinUrl);
    expect(addresses.filter((address) => !published.includes(address))).toEqual([]);
  });

  test('says whom it goes to, and that a file for the calendar comes with it', async () => {
    const subject = { kind: 'participant', id: ids.completed } as const;
    const row = (await rowsOf(world, subject)).find(({ prompt }) => prompt === 'session-saved');
    const preview = row && (await previewPrompt(world.deps, subject, row));
    expect(preview).toMatchObject({ shows: 'email', isAhead: false, calendarFile: true, to: { name: 'Teacher' } });
  });

  test('can be one that is still to be sent, and stays unsent', async () => {
    const early = await openWorld();
    const subject = { kind: 'participant', id: await enrolled(early, 'Ash') } as const;
    const view = await readJourney(early.table, subject.id);
    if (!view) throw new Error('Nobody is enrolled');
    const moments = momentsFor(view.programme, view.cohort, view.sessions);
    const ahead = upcomingOccasions(view, moments, early.deps.clock.now());
    const before = await rowsOf(early, subject);
    const previews = await Promise.all(ahead.map((each) => previewPrompt(early.deps, subject, each.occasion)));
    expect(ahead.length).toBeGreaterThan(5);
    expect(previews.every((each) => each?.shows !== 'email' || each.isAhead)).toBe(true);
    expect(previews.filter((each) => each?.shows === 'email').length).toBeGreaterThan(5);
    expect(await rowsOf(early, subject)).toEqual(before);
  });

  test.each<[string, { prompt: string; anchor: string }]>([
    ['of a prompt that the programme does not have', { prompt: 'no-such-prompt', anchor: 'self' }],
    ['about a session that there is not', { prompt: 'session-reminder', anchor: 'session:no-such-session' }],
  ])('is not there %s', async (_, asked) => {
    const subject = { kind: 'participant', id: ids.completed } as const;
    expect(
      await previewPrompt(world.deps, subject, v.parse(occasion, { ...asked, ordinal: 0, role: 'participant' })),
    ).toBeUndefined();
  });
});
