import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { checkIn } from '../../functions/check-ins/check-in.ts';
import type { Session } from '../../functions/domain/cohort.ts';
import { momentsFor } from '../../functions/domain/moments-memo.ts';
import { type MasteryExperience, nomination } from '../../functions/domain/nomination.ts';
import type { Pair } from '../../functions/domain/pairs.ts';
import { type GroupSituation, groupSituationOf, pairById } from '../../functions/domain/work-group-situation.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { decideNomination } from '../../functions/nominations/decide-nomination.ts';
import { beginDraft, savePage } from '../../functions/nominations/nomination-draft.ts';
import { submitNomination } from '../../functions/nominations/submit-nomination.ts';
import { key } from '../../functions/platform/keys.ts';
import { readCohort } from '../../functions/programmes/read-programme.ts';
import { readWorkGroup } from '../../functions/work-groups/read-work-group.ts';
import { InMemoryWorld } from '../../local/world/in-memory-world.ts';

export const groupId = 'sample-work-group-2026';

const file = (path: string) => ({
  file: path,
  text: readFileSync(new URL(`../../programmes/${path}`, import.meta.url), 'utf8'),
});

/** A world in which the window of the sample Work Group is open. */
export async function openGroup(changes: (cohort: string) => string = (text) => text): Promise<InMemoryWorld> {
  const world = new InMemoryWorld('2026-03-02T09:00:00Z');
  await openGroupIn(world, changes);
  return world;
}

/** Opens the sample Work Group, and waits for its window. */
export async function openGroupIn(
  world: InMemoryWorld,
  changes: (cohort: string) => string = (text) => text,
): Promise<void> {
  const cohort = file('cohorts/sample-work-group-2026.yaml');
  await world.open(file('secondary-work-group.yaml'), { ...cohort, text: changes(cohort.text) });
  await world.jumpTo('2026-03-04T10:00:00Z');
}

export const laterGroup = 'later-work-group';

/** Another group beside it, to which somebody may move. */
export async function openLaterGroup(world: InMemoryWorld): Promise<void> {
  const cohort = file('cohorts/sample-work-group-2026.yaml');
  const text = cohort.text.replace(`id: ${groupId}`, `id: ${laterGroup}`);
  await world.open(file('secondary-work-group.yaml'), { ...cohort, text });
}

export interface SamplePair {
  readonly id: string;
  readonly members: readonly [string, string];
}

/** A school nominates a pair, all promise, an admin accepts. */
export async function enrolPair(
  world: InMemoryWorld,
  name: string,
  experience: readonly [MasteryExperience, MasteryExperience] = ['specialist', 'neither'],
  to: string = groupId,
): Promise<SamplePair> {
  const id = await nominatePair(world, name, experience, to);
  for (const role of ['head', 'nominee', 'partner'] as const)
    await answerPromise(world.deps, id, { role, state: 'given', reason: '', textVersion: '1' });
  await world.settle();
  const decided = await decideNomination(world.deps, id, { outcome: 'accepted', reason: '', by: 'admin' });
  if (!decided.decided) throw new Error(`Not accepted: ${decided.why}`);
  await world.settle();
  const facts = await world.table.get(key.driven('nomination', id), nomination);
  const ids = v.parse(v.object({ participantId: v.string(), partnerParticipantId: v.string() }), facts);
  return { id, members: [ids.participantId, ids.partnerParticipantId] };
}

async function nominatePair(
  world: InMemoryWorld,
  name: string,
  experience: readonly [MasteryExperience, MasteryExperience],
  to: string,
): Promise<string> {
  const at = `${name.toLowerCase()}.example.org`;
  const draft = await beginDraft(world.deps, to);
  if (!draft.begun) throw new Error('The window is closed');
  const urn = urnOf(name);
  const pages = {
    school: { school: urn },
    found: { schoolName: `Sample ${name} School`, urn, place: '', reasons: '' },
    you: { yourName: `Nominator ${name}`, yourEmail: `maths@${at}`, yourRole: 'Head of mathematics' },
    nominee: { nomineeName: `First ${name}`, nomineeEmail: `first@${at}`, nomineeRole: 'Teacher' },
    career: { earlyCareer: 'no', experience: experience[0] },
    partner: {
      partnerName: `Second ${name}`,
      partnerEmail: `second@${at}`,
      partnerRole: 'Teacher',
      sharedMailbox: '',
    },
    'partner-career': { partnerEarlyCareer: 'no', partnerExperience: experience[1] },
    priorities: { priorities: 'We want to plan together.' },
    head: { headIs: 'another', headName: `Head ${name}`, headEmail: `head@${at}` },
    'subject-leader': { subjectLeadAware: 'yes' },
    needs: { needs: '' },
  } as const;
  for (const page of Object.keys(pages) as (keyof typeof pages)[])
    await savePage(world.deps, draft.id, page, pages[page]);
  const submitted = await submitNomination(world.deps, draft.id);
  if (!submitted.submitted) throw new Error(`Not submitted: ${submitted.why}`);
  await world.settle();
  return submitted.reference;
}

/** A made-up number for a made-up school, the same for the same name. */
export function urnOf(name: string): string {
  const sum = [...name].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 99_999, 7);
  return String(900_000 + sum);
}

export async function groupOf(world: InMemoryWorld, id: string = groupId): Promise<GroupSituation> {
  const view = await readWorkGroup(world.table, id);
  if (!view) throw new Error(`There is no group ${id}`);
  return groupSituationOf(view, momentsFor(view.programme, view.cohort, view.sessions), world.clock.now());
}

export async function pairNow(world: InMemoryWorld, { id }: SamplePair): Promise<Pair> {
  const pair = pairById(await groupOf(world), id);
  if (!pair) throw new Error(`There is no pair ${id}`);
  return pair;
}

export async function groupSessions(world: InMemoryWorld, id: string = groupId): Promise<Session[]> {
  const { sessions } = await readCohort(world.table, id);
  return [...sessions].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}

/** They come and check in five minutes after the start. */
export async function attendAll(
  world: InMemoryWorld,
  sessionId: string,
  ids: readonly string[],
  of: string = groupId,
): Promise<void> {
  const session = (await groupSessions(world, of)).find((each) => each.id === sessionId);
  if (!session) throw new Error(`There is no session ${sessionId}`);
  await world.jumpTo(new Date(Date.parse(session.startsAt) + 300_000).toISOString());
  for (const id of ids) {
    const checked = await checkIn(world.deps, id, session.id, session.checkInCode);
    if (checked.outcome !== 'checked-in') throw new Error(`Not checked in: ${checked.outcome}`);
  }
  await world.settle();
}

/** The e-mails of a prompt, as `address: subject`, in order of time. */
export function mailsOf(world: InMemoryWorld, prompt: string): string[] {
  return world.mailer.mails.filter(({ tags }) => tags.prompt === prompt).map(({ to, subject }) => `${to}: ${subject}`);
}
