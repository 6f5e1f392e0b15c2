import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { checkIn } from '../../functions/check-ins/check-in.ts';
import type { Session } from '../../functions/domain/cohort.ts';
import { nomination } from '../../functions/domain/nomination.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { decideNomination } from '../../functions/nominations/decide-nomination.ts';
import { beginDraft, savePage } from '../../functions/nominations/nomination-draft.ts';
import { submitNomination } from '../../functions/nominations/submit-nomination.ts';
import { acknowledgeInSchoolDay } from '../../functions/participants/acknowledge-in-school-day.ts';
import { confirmDetails } from '../../functions/participants/confirm-details.ts';
import { saveDepartmentPlan, saveDepartmentReview } from '../../functions/participants/department.ts';
import { logInSchoolDay } from '../../functions/participants/log-in-school-day.ts';
import { undoWithdrawal } from '../../functions/participants/undo-withdrawal.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { key } from '../../functions/platform/keys.ts';
import { readCohort } from '../../functions/programmes/read-programme.ts';
import { InMemoryWorld, type TroubleOptions, type WorldDeps } from '../../local/world/in-memory-world.ts';
import { samplePages } from '../../test/local/world/people.ts';

const programmes = join(import.meta.dirname, '..', '..', 'programmes');
const read = (file: string) => ({ file, text: readFileSync(join(programmes, file), 'utf8') });
const cohortId = 'sample-2026';

/** How somebody lives through the two years. */
export const behaviours = [
  'attends-everything',
  'misses-a-day',
  'never-answers',
  'undoes-a-withdrawal',
  'refuses',
] as const;
export type Behaviour = (typeof behaviours)[number];

/** One school's nominee: a journey of a nomination and, mostly, of a participant. */
export interface Life {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly nominationId: string;
  /** None where the nominee refused. */
  participantId?: string;
}

/** The page failed each time that somebody asked. */
export class AskedInVain extends Error {
  override readonly name = 'AskedInVain';
}

/** Somebody asks a page for something until it is done, as a person would. */
export async function ask<T>(world: InMemoryWorld, work: (deps: WorldDeps) => Promise<T>): Promise<T> {
  let last: unknown;
  for (let times = 0; times < 100; times += 1) {
    try {
      const answer = await world.visit(work);
      await world.settle();
      return answer;
    } catch (error) {
      last = error;
      await world.settle();
    }
  }
  throw new AskedInVain('A page failed a hundred times', { cause: last });
}

/** A world with the sample cohort open, in which so many schools live the two years, each in the next of the ways. */
export async function liveTwoYears(
  count: number,
  trouble?: TroubleOptions,
): Promise<{ world: InMemoryWorld; lives: Life[] }> {
  const world = new InMemoryWorld('2026-03-02T09:00:00Z', trouble);
  await world.open(read('secondary-mastery-specialist.yaml'), read(join('cohorts', 'sample-2026.yaml')));
  await world.jumpTo('2026-03-04T10:00:00Z');
  const lives: Life[] = [];
  for (let index = 0; index < count; index += 1)
    lives.push(await nominate(world, `Sample${index + 1}`, behaviours[index % behaviours.length] ?? 'refuses'));
  for (const { at, act } of await calendarOf(world)) {
    await world.jumpTo(at);
    for (const life of lives) await act(world, life);
  }
  return { world, lives };
}

async function nominate(world: InMemoryWorld, name: string, behaviour: Behaviour): Promise<Life> {
  const draft = await ask(world, (deps) => beginDraft(deps, cohortId));
  if (!draft.begun) throw new AskedInVain('The window is closed');
  const pages = samplePages(name, String(900_000 + Number(name.replace(/\D/g, ''))));
  for (const page of Object.keys(pages) as (keyof typeof pages)[])
    await ask(world, (deps) => savePage(deps, draft.id, page, pages[page]));
  const submitted = await ask(world, (deps) => submitNomination(deps, draft.id));
  if (!submitted.submitted) throw new AskedInVain(`Not submitted: ${submitted.why}`);
  return { name, behaviour, nominationId: submitted.reference };
}

type Act = (world: InMemoryWorld, life: Life) => Promise<unknown>;

/** What everybody does, in the order of its moments. */
async function calendarOf(world: InMemoryWorld): Promise<{ at: string; act: Act }[]> {
  const { sessions } = await readCohort(world.table, cohortId);
  const acts: { at: string; act: Act }[] = [
    { at: '2026-03-05T10:00:00Z', act: promise },
    { at: '2026-03-09T10:00:00Z', act: decide },
    {
      at: '2026-03-20T10:00:00Z',
      act: whoTakesPart((deps, id) => confirmDetails(deps, id, { name: 'Teacher', needs: '' })),
    },
    { at: '2026-10-14T10:00:00Z', act: whoUndoes((deps, id) => withdrawParticipant(deps, id, withdrawal)) },
    { at: '2026-10-15T10:00:00Z', act: whoUndoes((deps, id) => undoWithdrawal(deps, id)) },
    { at: '2027-01-20T10:00:00Z', act: giveUp },
    ...sessions.map((session) => ({
      at: new Date(Date.parse(session.startsAt) + 300_000).toISOString(),
      act: ((inWorld, life) =>
        comes(life, session) &&
        ofParticipant(inWorld, life, (deps, id) => checkIn(deps, id, session.id, session.checkInCode))) as Act,
    })),
    ...['2026-11-10', '2027-01-26', '2027-02-23', '2027-05-11'].map((date) => ({
      at: `${date}T17:00:00Z`,
      act: whoTakesPart(async (deps, id) => {
        await logInSchoolDay(deps, id, { id: `day-${date}`, date, amount: 0.5, activity: 'Sample', reflection: '' });
        await acknowledgeInSchoolDay(deps, id, `day-${date}`);
      }),
    })),
    { at: '2027-09-10T10:00:00Z', act: whoTakesPart((deps, id) => saveDepartmentPlan(deps, id, 'Sample aims')) },
    ...(
      [
        ['2027-12-10T10:00:00Z', 'autumn-2027'],
        ['2028-03-24T10:00:00Z', 'spring-2028'],
        ['2028-07-12T10:00:00Z', 'summer-2028'],
      ] as const
    ).map(([at, term]) => ({
      at,
      act: whoTakesPart((deps, id) => saveDepartmentReview(deps, id, { term, reached: 4, of: 7, note: '' })),
    })),
    { at: '2028-10-01T09:00:00Z', act: async () => {} },
  ];
  return acts.sort((a, b) => a.at.localeCompare(b.at));
}

const withdrawal = { reason: 'started-in-error', note: '', by: 'admin' } as const;

async function promise(world: InMemoryWorld, { nominationId, behaviour }: Life): Promise<void> {
  for (const role of ['head', 'nominee'] as const) {
    const state = behaviour === 'refuses' && role === 'nominee' ? 'refused' : 'given';
    await ask(world, (deps) => answerPromise(deps, nominationId, { role, state, reason: '', textVersion: '1' }));
  }
}

async function decide(world: InMemoryWorld, life: Life): Promise<void> {
  const outcome = life.behaviour === 'refuses' ? 'declined' : 'accepted';
  await ask(world, (deps) => decideNomination(deps, life.nominationId, { outcome, reason: 'Sample', by: 'admin' }));
}

/** The administrator withdraws who never answered. */
async function giveUp(world: InMemoryWorld, life: Life): Promise<void> {
  if (life.behaviour !== 'never-answers') return;
  const gone = { reason: 'no-longer-responding', note: '', by: 'admin' } as const;
  await ofParticipant(world, life, (deps, id) => withdrawParticipant(deps, id, gone));
}

function whoTakesPart(does: (deps: WorldDeps, id: string) => Promise<unknown>): Act {
  return async (world, life) => {
    if (life.behaviour !== 'never-answers') await ofParticipant(world, life, does);
  };
}

function whoUndoes(does: (deps: WorldDeps, id: string) => Promise<unknown>): Act {
  return async (world, life) => {
    if (life.behaviour === 'undoes-a-withdrawal') await ofParticipant(world, life, does);
  };
}

async function ofParticipant(
  world: InMemoryWorld,
  life: Life,
  does: (deps: WorldDeps, id: string) => Promise<unknown>,
): Promise<void> {
  if (life.behaviour === 'refuses') return;
  life.participantId ??= await participantOf(world, life);
  const id = life.participantId;
  await ask(world, (deps) => does(deps, id));
}

async function participantOf(world: InMemoryWorld, { nominationId }: Life): Promise<string> {
  const facts = await world.table.get(key.driven('nomination', nominationId), nomination);
  return readAs(v.string(), facts?.participantId);
}

function comes({ behaviour }: Life, { id, kind }: Session): boolean {
  if (behaviour === 'misses-a-day') return id !== 'central-2' && id !== 'catch-up-2';
  return behaviour !== 'never-answers' && kind !== 'catch-up';
}
