import * as v from 'valibot';
import {
  type Cohort,
  cohort as cohortSchema,
  type Session,
  session as sessionSchema,
} from '../../../functions/domain/cohort.ts';
import { shardOf } from '../../../functions/domain/driven.ts';
import { type Nomination, nomination as nominationSchema } from '../../../functions/domain/nomination.ts';
import { type Participant, participant as participantSchema } from '../../../functions/domain/participant.ts';
import { type People, people as peopleSchema } from '../../../functions/domain/people.ts';
import { type Programme, programme as programmeSchema } from '../../../functions/domain/programme.ts';
import { type PlannedPrompt, plannedPrompt } from '../../../functions/domain/prompt.ts';

/** A small programme of this folder's own: two prompts about sessions, one of each policy, and one of a nomination. */
export const programme: Programme = v.parse(programmeSchema, {
  key: 'prompt-ledger-sample',
  version: 1,
  title: 'Sample programme',
  kind: 'lead-teacher',
  zone: 'Europe/London',
  years: [{ number: 1, title: 'Year 1', status: 'year-1', needs: { central: 1 } }],
  days: [{ key: 'central-1', title: 'Central day 1', kind: 'central', mode: 'face-to-face', credit: 1, year: 1 }],
  gates: [],
  statuses: {
    participant: [
      { key: 'onboarding', label: 'Getting started' },
      { key: 'year-1', label: 'Year 1' },
      { key: 'withdrawn', label: 'Withdrawn' },
    ],
    nomination: [{ key: 'awaiting-promises', label: 'Waiting for promises' }],
  },
  rules: {
    checkIn: { opensMinutesBefore: 30, closesMinutesAfter: 60, evidenceUntil: '+5 wd 17:00' },
    nomination: {
      expires: '+5 wd 17:00',
      refusalStands: '+5 wd 17:00',
      answerStands: '+10 wd 17:00',
      offerStands: '+3 wd 17:00',
      lastOffer: '-5 wd 17:00',
      carryStands: '+10 wd 17:00',
    },
    undoWithdrawal: '+5 wd 17:00',
  },
  prompts: [
    {
      key: 'session-reminder',
      code: 'S3',
      title: 'Session reminder',
      template: 'session-reminder',
      purpose: 'remind this participant about {about}',
      sends: Array.from({ length: 25 }, () => ({
        offset: '-2 wd 16:00',
        to: ['participant', 'lead', 'subject-lead'],
      })),
      class: 'transactional',
      lane: 'routine',
      unsure: 'resend',
      until: 'session-start',
      shift: 'earlier',
      subject: 'participant',
      about: 'session',
      statuses: ['year-1'],
    },
    {
      key: 'session-prep',
      code: 'S2',
      title: 'Session preparation',
      template: 'session-prep',
      purpose: 'prepare this participant for {about}',
      sends: [{ offset: '-2 wd 16:00', to: ['participant'] }],
      class: 'nudge',
      lane: 'routine',
      unsure: 'ask',
      until: 'session-start',
      shift: 'earlier',
      subject: 'participant',
      about: 'session',
      statuses: ['year-1'],
    },
    {
      key: 'head-commitment',
      code: 'N2',
      title: 'Request for commitment',
      template: 'head-commitment',
      purpose: 'ask the headteacher for the promise',
      sends: [{ offset: 'at once', to: ['head'] }],
      class: 'transactional',
      lane: 'urgent',
      unsure: 'ask',
      until: 'window-close',
      subject: 'nomination',
      about: 'promise',
      statuses: ['awaiting-promises'],
    },
  ],
});

export const cohort: Cohort = v.parse(cohortSchema, {
  id: 'ledger-2026',
  programme: { key: programme.key, version: 1 },
  hub: { id: 'sample', name: 'Sample Maths Hub', runBy: 'Sample School', replyTo: 'hub@example.org' },
  title: 'Sample 2026',
  sample: true,
  lead: { name: 'Sample Lead', email: 'lead@example.org' },
  capacity: 4,
  opensAt: '2026-03-03T09:00:00Z',
  closesAt: '2026-06-12T16:00:00Z',
  years: [{ number: 1, startsOn: '2026-09-01', endsOn: '2027-07-20' }],
  terms: [{ key: 'autumn-2026', title: 'autumn term', year: 1, startsOn: '2026-09-01', endsOn: '2026-12-18' }],
  holidays: [],
  calendarRevision: 1,
});

export const session: Session = v.parse(sessionSchema, {
  id: 'central-day-1',
  cohortId: cohort.id,
  day: 'central-1',
  title: 'Central day 1',
  kind: 'central',
  mode: 'face-to-face',
  credit: 1,
  year: 1,
  startsAt: '2026-10-08T08:30:00Z',
  endsAt: '2026-10-08T14:30:00Z',
  venue: 'Sample Hall',
  checkInCode: 'ABCD',
  revision: 1,
  icsSequence: 0,
  state: 'planned',
});

/** The moment at which both session prompts are due: Tuesday 6 October 2026, 16:00 in London. */
export const dueAt = '2026-10-06T15:00:00.000Z';

const drivenFacts = {
  version: 3,
  leg: 1,
  turn: 0,
  epoch: 0,
  legBeganAt: '2026-09-01T08:00:00Z',
  legBeganAtTurn: 0,
  restarts: [],
  dueBy: '2027-07-01T08:00:00.000Z',
  programme: { key: programme.key, version: 1 },
  cohortId: cohort.id,
  schoolUrn: '100000',
  schoolName: 'Sample School',
};

export function participantFacts(changes: Partial<Participant> = {}): Participant {
  const facts = {
    ...drivenFacts,
    kind: 'participant',
    id: 'PARTABCD',
    shard: shardOf('PARTABCD'),
    nominationId: 'NAMEABCD',
    status: 'year-1',
    statusSince: '2026-09-01T08:00:00Z',
    enrolledAt: '2026-05-01T08:00:00Z',
    reviews: {},
    decisions: {},
  };
  return { ...v.parse(participantSchema, facts), ...changes };
}

export function nominationFacts(changes: Partial<Nomination> = {}): Nomination {
  const facts = {
    ...drivenFacts,
    kind: 'nomination',
    id: 'NAMEABCD',
    shard: shardOf('NAMEABCD'),
    status: 'awaiting-promises',
    statusSince: '2026-05-01T08:00:00Z',
    submittedAt: '2026-05-01T08:00:00Z',
    late: false,
    promises: { head: { state: 'awaited' }, nominee: { state: 'awaited' } },
    headIsNominator: false,
    statements: { passion: 'p', trackRecord: 't' },
    nomineeRole: 'Teacher of mathematics',
    subjectLeadAware: true,
  };
  return { ...v.parse(nominationSchema, facts), ...changes };
}

export const samplePeople: People = v.parse(peopleSchema, {
  participant: { name: 'Pat Sample', email: 'pat@example.org' },
  head: { name: 'Hari Head', email: 'head@example.org' },
});

/** A prompt about the sample session, as a plan names it. */
export function planned(changes: Partial<PlannedPrompt> & { prompt?: PlannedPrompt['prompt'] } = {}): PlannedPrompt {
  const prompt = v.parse(plannedPrompt, {
    prompt: 'session-reminder',
    anchor: `session:${session.id}`,
    ordinal: 0,
    role: 'participant',
    plannedFor: dueAt,
    because: 'to remind this participant about Central day 1',
    lane: 'routine',
  });
  return { ...prompt, ...changes };
}
