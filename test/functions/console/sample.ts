import * as v from 'valibot';
import type { People } from '../../../functions/domain/people.ts';
import { people as peopleSchema } from '../../../functions/domain/people.ts';
import { key } from '../../../functions/platform/keys.ts';
import {
  aCredit,
  aNomination,
  anInSchoolDay,
  aParticipant,
  aPlace,
  aPromptRow,
  sampleCohort,
} from '../../support/factories.ts';
import { ConsoleWorld } from './world.ts';

/** Tue 9 Mar 2027, 10:00 London: in the middle of year 1. */
export const sampleNow = '2027-03-09T10:00:00.000Z';
export const secretToken = 'AQCEAAAAtask-token-that-nobody-may-see';

/** What somebody might type to break a page. */
export const hostile = '<script>alert(1)</script>"\'&<img src=x onerror=alert(2)>';

const given = { state: 'given', at: '2026-04-01T09:00:00.000Z' };
const waitFor = (kind: string, until: string, because: string) => ({
  token: secretToken,
  leg: 1,
  seen: 3,
  kind,
  until,
  because,
  basis: '1/1',
});

const named = (name: string): People =>
  v.parse(peopleSchema, {
    participant: { name, email: `${name.split(' ')[0]?.toLowerCase()}@school.example` },
    nominee: { name, email: `${name.split(' ')[0]?.toLowerCase()}@school.example` },
    nominator: { name: 'Nora Nominator', email: 'nora@school.example' },
    head: { name: 'Hari Head', email: 'head@school.example' },
  });

const driving = { version: 3, leg: 1, dueBy: '2027-03-17T09:00:00.000Z' };

export const ada = aParticipant({
  ...driving,
  id: 'ADAA2345',
  nominationId: 'NADA2345',
  schoolName: 'Exampleton Academy',
  status: 'year-1',
  wait: waitFor('AwaitSession', '2027-04-22T08:00:00.000Z', 'to prepare this participant for Central day 5'),
});
export const parked = aParticipant({
  ...driving,
  id: 'PARK2345',
  schoolName: 'St Sample’s School',
  status: 'year-1',
  wait: waitFor('ParkForAdmin', '2027-04-01T08:00:00.000Z', 'for an admin'),
  parked: { state: 'SendPrompts', reason: 'MalformedItem', since: '2027-03-08T09:00:00.000Z' },
});
export const inReview = aParticipant({
  ...driving,
  id: 'REVW2345',
  schoolName: 'A School With a Very Long Name Indeed, Church of England Voluntary Controlled',
  status: 'year-1-review',
  addressFailed: true,
  wait: waitFor(
    'AwaitReviewDecision',
    '2027-07-21T08:00:00.000Z',
    'for the lead or an admin to decide on the year 1 review',
  ),
});
export const withdrawn = aParticipant({
  ...driving,
  id: 'GNEE2345',
  schoolName: 'Left School',
  status: 'withdrawn',
  statusBefore: 'year-1',
  dueBy: undefined,
});
export const toDecide = aNomination({
  ...driving,
  id: 'DECD2345',
  schoolName: 'Hopeful High School',
  status: 'awaiting-decision',
  promises: { head: given, nominee: given },
  wait: waitFor(
    'AwaitDecision',
    '2027-03-12T09:00:00.000Z',
    'for an admin to decide, or else to tell the school that it takes longer',
  ),
  statements: {
    passion: 'She builds every lesson on representations and structure, and brings colleagues along with her.',
    trackRecord: 'She has led joint planning in the department for three years.',
  },
});
export const promising = aNomination({
  ...driving,
  id: 'PRMS2345',
  schoolName: 'Waiting Road Comprehensive',
  promises: { head: given, nominee: { state: 'awaited' } },
  wait: waitFor(
    'AwaitPromises',
    '2027-03-11T09:00:00.000Z',
    'for the nominee to answer, or else to remind the nominee of their promise',
  ),
});
export const declined = aNomination({
  ...driving,
  id: 'DCND2345',
  schoolName: 'Another School',
  status: 'declined',
  dueBy: undefined,
  decision: { outcome: 'declined', reason: 'The cohort is for schools that are new to it.', at: sampleNow },
});

/** A console with somebody in every state that its pages show; one person's name is an attack. */
export async function sampleConsole(): Promise<ConsoleWorld> {
  const world = new ConsoleWorld(sampleNow);
  await world.signInAll();
  await world.putCohort({ taken: 4 });
  await world.putDriven(ada, named('Ada Example'));
  await world.putDriven(parked, named('Priya Parked'));
  await world.putDriven(inReview, named('Rosalind Franklin-Reviewed-Sample'));
  await world.putDriven(withdrawn, named('Gone Sample'));
  await world.putDriven(toDecide, named('Hope Sample'));
  await world.putDriven(promising, named(hostile));
  await world.putDriven(declined, named('Dee Clined'));
  await putHistory(world);
  return world;
}

async function putHistory(world: ConsoleWorld): Promise<void> {
  const { id } = ada;
  const day = anInSchoolDay({ acknowledgedAt: '2026-11-12T09:00:00.000Z' });
  const attended = ['launch', 'central-1', 'central-2', 'central-4'];
  const places = [
    ...attended.map((session) => aPlace(session, 'attended', '2026-10-08T09:00:00.000Z')),
    aPlace('central-3', 'absent', '2027-01-21T18:00:00.000Z'),
  ];
  const credits = [
    ...attended.map((sessionId) =>
      aCredit({ id: `session:${sessionId}`, amount: sessionId === 'launch' ? 0.5 : 1, sessionId }),
    ),
    aCredit({ id: 'in-school:1', bucket: 'in-school', amount: 0.5, inSchoolDayId: day.id, by: 'lead' }),
  ];
  const prompts = [
    aPromptRow({ state: 'delivered' }),
    aPromptRow({
      anchor: 'session:central-2',
      state: 'delivered',
      plannedFor: '2026-11-17T16:00:00.000Z',
      because: 'to remind this participant about Central day 2',
    }),
    aPromptRow({
      anchor: 'session:central-3',
      state: 'bounced',
      plannedFor: '2027-01-19T16:00:00.000Z',
      because: 'to remind this participant about Central day 3',
      reason: 'mailbox full',
    }),
    aPromptRow({
      prompt: 'session-missed',
      anchor: 'session:central-3',
      state: 'suppressed',
      plannedFor: '2027-01-22T09:00:00.000Z',
      because: 'to ask this participant about Central day 3',
      reason: 'already answered',
    }),
  ];
  const received = aPromptRow({
    prompt: 'nomination-received',
    anchor: 'self',
    role: 'nominator',
    state: 'delivered',
    plannedFor: '2026-03-04T10:00:00.000Z',
    because: 'to tell the nominator that we have it',
  });
  await world.put(
    ...places.map((each) => ({ ...key.place(id, each.sessionId), ...each })),
    ...credits.map((each) => ({ ...key.credit(id, each.id), ...each })),
    { ...key.inSchoolDay(id, day.id), ...day },
    ...prompts.map((each) => ({ ...key.prompt('participant', id, each), ...each, lane: 'routine' })),
    { ...key.prompt('nomination', toDecide.id, received), ...received, lane: 'routine' },
  );
}

/** Every address that answers a GET for whoever may look. */
export const pages: readonly string[] = [
  '/admin',
  '/admin/nominations',
  `/admin/nominations/${toDecide.id}`,
  `/admin/nominations/${toDecide.id}/email?of=nomination-received%23self%230%23nominator`,
  `/admin/nominations/${promising.id}`,
  `/admin/nominations/${declined.id}`,
  '/admin/nominations/waiting-list',
  `/admin/nominations/bulk?outcome=accepted&id=${toDecide.id}`,
  '/admin/participants',
  `/admin/participants/${ada.id}`,
  `/admin/participants/${ada.id}/email?of=session-reminder%23session%3Acentral-2%230%23participant`,
  `/admin/participants/${ada.id}/email?of=session-reminder%23session%3Acentral-5%230%23participant`,
  `/admin/participants/${parked.id}`,
  `/admin/participants/${inReview.id}`,
  `/admin/participants/${withdrawn.id}`,
  '/admin/sessions',
  `/admin/sessions/${sampleCohort.id}/central-4`,
  `/admin/sessions/${sampleCohort.id}/central-5`,
];
