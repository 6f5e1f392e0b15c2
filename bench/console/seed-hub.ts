import { newDriven } from '../../functions/domain/driven.ts';
import { type Nomination, nomination } from '../../functions/domain/nomination.ts';
import { type Participant, participant } from '../../functions/domain/participant.ts';
import { people } from '../../functions/domain/people.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import { yamlContent } from '../../functions/programmes/yaml-content.ts';
import type { Cloud } from '../../local/cloud.ts';
import type { ProgrammeFiles } from '../../local/start/programme-files.ts';
import { type Put, putDriven, type SeededCloud } from '../../scripts/seed/seeded-cloud.ts';

/** How full the hub is: half of its participants in one cohort, the others in Work Groups. */
export const hub = { inOneCohort: 2500, workGroups: 50, inAWorkGroup: 50, nominations: 2500 } as const;
export const participantsOfHub = hub.inOneCohort + hub.workGroups * hub.inAWorkGroup;

export const fullCohort = 'sample-2026';
const programmeFile = 'secondary-mastery-specialist';
const groupFile = 'sample-work-group-2026';

/** One in so many needs somebody, of each kind in turn: a hundred or so of a kind is a bad morning. */
const oneInNeed = 20;

/** Fills the table of a cloud that runs: what an enrolment writes, without the execution that would follow it. */
export async function seedHub({ cloud, files, put }: SeededCloud, now: string): Promise<void> {
  await openWorkGroups(cloud, files.cohorts);
  await publishAnotherVersion(cloud, files.programmes);
  for (let number = 0; number < hub.inOneCohort; number += 1)
    await putOne(put, aParticipant(number, fullCohort, 'secondary-mastery-specialist', now), number, now);
  for (let group = 0; group < hub.workGroups; group += 1)
    for (let member = 0; member < hub.inAWorkGroup; member += 1) {
      const number = hub.inOneCohort + group * hub.inAWorkGroup + member;
      const facts = aParticipant(number, groupId(group), 'secondary-work-group', now);
      await putOne(put, facts, number, now);
    }
  for (let number = 0; number < hub.nominations; number += 1) await putOne(put, aNomination(number, now), number, now);
}

async function openWorkGroups(cloud: Cloud, cohorts: ProgrammeFiles['cohorts']): Promise<void> {
  const sample = cohorts.find(({ file }) => file.includes(groupFile));
  if (!sample) throw new Error(`There is no sample cohort ${groupFile}`);
  const content = yamlContent(sample.text) as Record<string, unknown>;
  for (let group = 0; group < hub.workGroups; group += 1) {
    const cohort = { ...content, id: groupId(group), title: `Sample Work Group ${group + 1}` };
    const outcome = await cloud.invoke('throughline-local-open-cohort', { cohort, file: 'bench' });
    if (!('payload' in outcome)) throw new Error(`A Work Group could not be opened: ${outcome.error.errorMessage}`);
  }
}

/** The full cohort's programme once more, so that there is a version to move to. */
async function publishAnotherVersion(cloud: Cloud, programmes: ProgrammeFiles['programmes']): Promise<void> {
  const first = programmes.find(({ file }) => file.includes(programmeFile));
  if (!first) throw new Error(`There is no programme ${programmeFile}`);
  const content = { ...(yamlContent(first.text) as Record<string, unknown>), version: 2 };
  const outcome = await cloud.invoke('throughline-local-publish-programmes', {
    programmes: [{ file: 'bench', content }],
  });
  if (!('payload' in outcome)) throw new Error(`The version was not published: ${outcome.error.errorMessage}`);
}

function groupId(group: number): string {
  return `bench-group-${String(group + 1).padStart(3, '0')}`;
}

/** References have neither 0 nor 1: octal digits, each two higher. */
function referenceOf(prefix: string, number: number): string {
  const digits = [...number.toString(8).padStart(6, '0')].map((digit) => String(Number(digit) + 2));
  return `${prefix}${digits.join('')}`;
}

async function putOne(put: Put, facts: Participant | Nomination, number: number, now: string): Promise<void> {
  const who = { name: `${given(number)} ${family(number)}`, email: `teacher-${number}@example.org` };
  const head = { name: `Sample Head ${number}`, email: `head-${number}@example.org` };
  const named = facts.kind === 'participant' ? { participant: who, head } : { nominee: who, head, nominator: head };
  await putDriven(put, facts, readAs(people, named), now);
}

const given = (number: number): string => ['Ada', 'Ben', 'Cleo', 'Dev', 'Esme', 'Finn', 'Gita'][number % 7] ?? '';
const family = (number: number): string => `Sample-${number}`;

const statuses = ['onboarding', 'year-1', 'year-1', 'year-1', 'year-2', 'deferred', 'withdrawn'] as const;

function aParticipant(number: number, cohortId: string, programme: string, now: string): Participant {
  const id = referenceOf('PP', number);
  const facts = readAs(participant, {
    ...newDriven(id, now),
    kind: 'participant',
    id,
    nominationId: referenceOf('NN', number),
    programme: { key: programme, version: 1 },
    cohortId,
    schoolUrn: String(100_000 + number),
    schoolName: `Sample School ${number}`,
    status: statuses[number % statuses.length],
    statusSince: '2026-09-15T08:00:00.000Z',
    enrolledAt: '2026-04-01T09:00:00.000Z',
    reviews: {},
    decisions: {},
    dueBy: '2027-04-22T08:00:00.000Z',
    wait: waitFor(id, 'AwaitSession', 'to prepare this participant for Central day 5'),
  });
  return number % oneInNeed === 0 ? inNeed(facts, number / oneInNeed, now) : facts;
}

function inNeed(facts: Participant, turn: number, now: string): Participant {
  switch (turn % 4) {
    case 0:
      return { ...facts, parked: { state: 'SendPrompts', reason: 'MalformedItem', since: now } };
    case 1:
      return { ...facts, status: 'year-1-review' };
    case 2:
      return { ...facts, status: 'year-1', addressFailed: true, addressFailedAt: now };
    default:
      return { ...facts, status: 'year-1', outOfReachSince: now };
  }
}

const promised = { state: 'given', at: '2027-02-01T09:00:00.000Z' };
const nominationStatuses = ['accepted', 'accepted', 'accepted', 'declined', 'waitlisted', 'awaiting-promises'] as const;

function aNomination(number: number, now: string): Nomination {
  const id = referenceOf('NN', number);
  const isToDecide = number % oneInNeed === 1;
  return readAs(nomination, {
    ...newDriven(id, now),
    kind: 'nomination',
    id,
    programme: { key: 'secondary-mastery-specialist', version: 1 },
    cohortId: fullCohort,
    schoolUrn: String(100_000 + number),
    schoolName: `Sample School ${number}`,
    status: isToDecide ? 'awaiting-decision' : nominationStatuses[number % nominationStatuses.length],
    statusSince: '2027-02-01T09:00:00.000Z',
    submittedAt: '2027-01-15T09:00:00.000Z',
    late: false,
    promises: { head: promised, nominee: promised },
    headIsNominator: false,
    statements: {},
    nomineeRole: 'Teacher',
    subjectLeadAware: true,
    dueBy: '2027-04-22T08:00:00.000Z',
    wait: waitFor(id, 'AwaitDecision', 'for an admin to decide'),
  });
}

function waitFor(id: string, kind: string, because: string) {
  return { token: `bench-${id}`, leg: 0, seen: 1, kind, until: '2027-04-22T08:00:00.000Z', because, basis: '1/1' };
}
