import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { checkIn } from '../../../functions/check-ins/check-in.ts';
import type { Session } from '../../../functions/domain/cohort.ts';
import { nomination } from '../../../functions/domain/nomination.ts';
import { answerPromise } from '../../../functions/nominations/answer-promise.ts';
import { decideNomination } from '../../../functions/nominations/decide-nomination.ts';
import { beginDraft, savePage } from '../../../functions/nominations/nomination-draft.ts';
import { submitNomination } from '../../../functions/nominations/submit-nomination.ts';
import { acknowledgeInSchoolDay } from '../../../functions/participants/acknowledge-in-school-day.ts';
import { confirmDetails } from '../../../functions/participants/confirm-details.ts';
import { saveDepartmentPlan, saveDepartmentReview } from '../../../functions/participants/department.ts';
import { logInSchoolDay } from '../../../functions/participants/log-in-school-day.ts';
import { key } from '../../../functions/platform/keys.ts';
import { readCohort } from '../../../functions/programmes/read-programme.ts';
import { InMemoryWorld } from '../../../local/world/in-memory-world.ts';

const programmes = join(import.meta.dirname, '..', '..', '..', 'programmes');
const read = (file: string) => ({ file, text: readFileSync(join(programmes, file), 'utf8') });

export const sampleCohort = 'sample-2026';

/** A world in which the sample cohort's window is open. */
export async function openWorld(): Promise<InMemoryWorld> {
  const world = new InMemoryWorld('2026-03-02T09:00:00Z');
  await world.open(read('secondary-mastery-specialist.yaml'), read(join('cohorts', 'sample-2026.yaml')));
  await world.jumpTo('2026-03-04T10:00:00Z');
  return world;
}

export async function sessionsOf(world: InMemoryWorld): Promise<Session[]> {
  const { sessions } = await readCohort(world.table, sampleCohort);
  return [...sessions].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}

/** What is typed otherwise than usual, page by page. */
export type Typed = Partial<Record<'found' | 'you' | 'nominee' | 'head', Record<string, string>>>;

/** What somebody types into the pages of the form, for a sample school of that name. */
export function samplePages(name: string, urn = '900001') {
  const at = `${name.toLowerCase()}.example.org`;
  return {
    school: { school: urn },
    found: { schoolName: `Sample ${name} School`, urn: urn, place: '', reasons: '' },
    you: { yourName: `Nominator ${name}`, yourEmail: `maths@${at}`, yourRole: 'Head of mathematics' },
    nominee: {
      nomineeName: `Teacher ${name}`,
      nomineeEmail: `teacher@${at}`,
      nomineeRole: 'Teacher',
    },
    career: { earlyCareer: 'no' },
    passion: { passion: 'Sample words about mastery.' },
    'track-record': { workedWhere: 'both', trackRecord: 'Sample words about colleagues.' },
    head: { headIs: 'another', headName: `Head ${name}`, headEmail: `head@${at}` },
    'subject-leader': { subjectLeadAware: 'yes' },
    needs: { needs: '' },
  } as const;
}

/** Fills the form for a cohort and does not send it; answers the form's id. */
export async function beginFilled(
  world: InMemoryWorld,
  name: string,
  typed: Typed = {},
  cohort: string = sampleCohort,
): Promise<string> {
  const draft = await beginDraft(world.deps, cohort);
  if (!draft.begun) throw new Error('The window is closed');
  const pages = samplePages(name);
  for (const page of Object.keys(pages) as (keyof typeof pages)[])
    await savePage(world.deps, draft.id, page, { ...pages[page], ...typed[page as keyof Typed] });
  return draft.id;
}

/** Nominates by the form's own pages and answers the reference. */
export async function nominate(
  world: InMemoryWorld,
  name: string,
  typed: Typed = {},
  cohort: string = sampleCohort,
): Promise<string> {
  const submitted = await submitNomination(world.deps, await beginFilled(world, name, typed, cohort));
  if (!submitted.submitted) throw new Error(`Not submitted: ${submitted.why}`);
  await world.settle();
  return submitted.reference;
}

/** Both promise, an admin accepts; answers the participant's id. */
export async function enrolled(world: InMemoryWorld, name: string): Promise<string> {
  const id = await nominate(world, name);
  for (const role of ['head', 'nominee'] as const)
    await answerPromise(world.deps, id, { role, state: 'given', reason: '', textVersion: '1' });
  await world.settle();
  const decided = await decideNomination(world.deps, id, { outcome: 'accepted', reason: '', by: 'admin' });
  if (!decided.decided) throw new Error(`Not accepted: ${decided.why}`);
  await world.settle();
  const facts = await world.table.get(key.driven('nomination', id), nomination);
  return v.parse(v.string(), facts?.participantId);
}

/** What somebody does over two years; whatever is not named they don't do. */
export interface Behaviour {
  readonly confirmsDetails?: boolean;
  readonly attends?: (session: Session) => boolean;
  readonly logsInSchool?: boolean;
  readonly leadsDepartment?: boolean;
}

/** Lets the participants live their two years on the world's clock, in the order of its dates. */
export async function liveTwoYears(world: InMemoryWorld, people: Readonly<Record<string, Behaviour>>): Promise<void> {
  const { deps } = world;
  const each = async (does: (id: string, behaviour: Behaviour) => Promise<unknown>) => {
    for (const [id, behaviour] of Object.entries(people)) await does(id, behaviour);
    await world.settle();
  };
  const on: [string, () => Promise<void>][] = [
    [
      '2026-03-20T10:00:00Z',
      () =>
        each(
          async (id, { confirmsDetails }) =>
            confirmsDetails && confirmDetails(deps, id, { name: 'Teacher', needs: '' }),
        ),
    ],
    ...(await sessionsOf(world)).map((session): [string, () => Promise<void>] => [
      new Date(Date.parse(session.startsAt) + 300_000).toISOString(),
      () => each(async (id, { attends }) => attends?.(session) && checkIn(deps, id, session.id, session.checkInCode)),
    ]),
    ...['2026-11-10', '2027-01-26', '2027-02-23', '2027-05-11'].map((date): [string, () => Promise<void>] => [
      `${date}T17:00:00Z`,
      () =>
        each(async (id, { logsInSchool }) => {
          if (!logsInSchool) return;
          await logInSchoolDay(deps, id, { id: `day-${date}`, date, amount: 0.5, activity: 'Sample', reflection: '' });
          await acknowledgeInSchoolDay(deps, id, `day-${date}`);
        }),
    ]),
    [
      '2027-09-10T10:00:00Z',
      () => each(async (id, { leadsDepartment }) => leadsDepartment && saveDepartmentPlan(deps, id, 'Sample aims')),
    ],
    ...[
      ['2027-12-10T10:00:00Z', 'autumn-2027'],
      ['2028-03-24T10:00:00Z', 'spring-2028'],
      ['2028-07-12T10:00:00Z', 'summer-2028'],
    ].map(([at = '', term = '']): [string, () => Promise<void>] => [
      at,
      () =>
        each(
          async (id, { leadsDepartment }) =>
            leadsDepartment && saveDepartmentReview(deps, id, { term, reached: 4, of: 7, note: '' }),
        ),
    ]),
  ];
  for (const [at, happens] of on.sort(([a], [b]) => a.localeCompare(b))) {
    await world.jumpTo(at);
    await happens();
  }
  await world.jumpTo('2028-08-31T09:00:00Z');
}
