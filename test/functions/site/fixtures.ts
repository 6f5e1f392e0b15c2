import * as v from 'valibot';
import {
  type Cohort,
  cohort as cohortSchema,
  type Session,
  session as sessionSchema,
} from '../../../functions/domain/cohort.ts';
import { shardOf } from '../../../functions/domain/driven.ts';
import { type Participant, participant as participantSchema } from '../../../functions/domain/participant.ts';
import { type People, people as peopleSchema } from '../../../functions/domain/people.ts';
import { type Programme, programme as programmeSchema } from '../../../functions/domain/programme.ts';

/** A two-year programme of this folder's own: 2 central days and 2 days in school in year 1. */
export const programme: Programme = v.parse(programmeSchema, {
  key: 'site-sample',
  version: 1,
  title: 'Sample Lead Teacher Programme',
  kind: 'lead-teacher',
  zone: 'Europe/London',
  years: [
    { number: 1, title: 'Year 1', status: 'year-1', needs: { central: 2, 'in-school': 2 } },
    { number: 2, title: 'Year 2', status: 'year-2', needs: {} },
  ],
  days: [
    { key: 'launch', title: 'Launch', kind: 'launch', mode: 'online', credit: 0.5, year: 1 },
    { key: 'central-1', title: 'Central day 1', kind: 'central', mode: 'face-to-face', credit: 1, year: 1 },
    { key: 'central-2', title: 'Central day 2', kind: 'central', mode: 'online', credit: 0.5, year: 1 },
    { key: 'catch-up-1', title: 'Catch-up', kind: 'catch-up', mode: 'online', credit: 1, year: 1 },
  ],
  gates: [],
  statuses: {
    participant: [{ key: 'year-1', label: 'Year 1' }],
    nomination: [{ key: 'awaiting-promises', label: 'Waiting for promises' }],
  },
  rules: {
    checkIn: { opensMinutesBefore: 30, closesMinutesAfter: 60, evidenceUntil: '+5 wd 17:00' },
    nomination: {
      expires: '+5 wd 17:00',
      refusalStands: '+10 wd 17:00',
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
      sends: [{ offset: '-2 wd 16:00', to: ['participant'] }],
      class: 'transactional',
      lane: 'routine',
      unsure: 'resend',
      until: 'session-start',
      shift: 'earlier',
      subject: 'participant',
      about: 'session',
      statuses: ['year-1'],
    },
  ],
});

const term = (year: number, key: string, title: string, startsOn: string, endsOn: string) => ({
  key,
  title,
  year,
  startsOn,
  endsOn,
});

export const cohort: Cohort = v.parse(cohortSchema, {
  id: 'site-2026',
  programme: { key: programme.key, version: 1 },
  hub: { id: 'sample', name: 'Sample Maths Hub', runBy: 'Sample Maths Hub', replyTo: 'hub@example.org' },
  title: 'Lead teachers 2026',
  sample: true,
  lead: { name: 'Lee Lead', email: 'lead@example.org' },
  capacity: 4,
  opensAt: '2026-03-03T09:00:00Z',
  closesAt: '2026-06-12T16:00:00Z',
  years: [
    { number: 1, startsOn: '2026-09-01', endsOn: '2027-07-20' },
    { number: 2, startsOn: '2027-09-01', endsOn: '2028-07-20' },
  ],
  terms: [
    term(1, 'autumn-2026', 'Autumn term 2026', '2026-09-01', '2026-12-18'),
    term(1, 'spring-2027', 'Spring term 2027', '2027-01-04', '2027-03-25'),
    term(1, 'summer-2027', 'Summer term 2027', '2027-04-12', '2027-07-20'),
    term(2, 'autumn-2027', 'Autumn term 2027', '2027-09-01', '2027-12-17'),
    term(2, 'spring-2028', 'Spring term 2028', '2028-01-04', '2028-03-31'),
    term(2, 'summer-2028', 'Summer term 2028', '2028-04-17', '2028-07-20'),
  ],
  holidays: [],
  calendarRevision: 1,
});

function sessionOf(id: string, changes: Record<string, unknown>): Session {
  return v.parse(sessionSchema, {
    id,
    cohortId: cohort.id,
    day: id,
    kind: 'central',
    mode: 'face-to-face',
    credit: 1,
    year: 1,
    venue: 'Sample Hall, Sampleton',
    checkInCode: 'KX7M4',
    revision: 1,
    icsSequence: 0,
    state: 'planned',
    ...changes,
  });
}

export const sessions = {
  launch: sessionOf('launch', {
    title: 'Launch',
    kind: 'launch',
    mode: 'online',
    credit: 0.5,
    startsAt: '2026-09-17T12:30:00Z',
    endsAt: '2026-09-17T15:00:00Z',
    joinUrl: 'https://meet.example.org/launch',
    checkInCode: 'AAAA2',
  }),
  central: sessionOf('central-1', {
    title: 'Central day 1',
    startsAt: '2026-10-08T08:30:00Z',
    endsAt: '2026-10-08T14:30:00Z',
  }),
  online: sessionOf('central-2', {
    title: 'Central day 2',
    mode: 'online',
    credit: 0.5,
    startsAt: '2026-11-19T14:00:00Z',
    endsAt: '2026-11-19T17:00:00Z',
    checkInCode: 'BBBB3',
  }),
  catchUp: sessionOf('catch-up-1', {
    title: 'Catch-up',
    kind: 'catch-up',
    mode: 'online',
    startsAt: '2027-06-10T08:30:00Z',
    endsAt: '2027-06-10T14:30:00Z',
    checkInCode: 'CCCC4',
  }),
};

export const participantId = 'PARTABCD';

export function participantFacts(changes: Partial<Participant> = {}): Participant {
  const facts = {
    kind: 'participant',
    id: participantId,
    shard: shardOf(participantId),
    nominationId: 'NAMEABCD',
    programme: { key: programme.key, version: 1 },
    cohortId: cohort.id,
    schoolUrn: '123456',
    schoolName: 'Sampleton School',
    status: 'year-1',
    statusSince: '2026-09-01T08:00:00Z',
    enrolledAt: '2026-05-01T08:00:00Z',
    reviews: {},
    decisions: {},
    version: 3,
    leg: 1,
    turn: 0,
    epoch: 0,
    legBeganAt: '2026-05-01T08:00:00Z',
    legBeganAtTurn: 0,
    restarts: [],
    dueBy: '2027-07-01T08:00:00.000Z',
  };
  return { ...v.parse(participantSchema, facts), ...changes };
}

export const participantPeople: People = v.parse(peopleSchema, {
  participant: { name: 'Pat Participant', email: 'pat@example.org' },
  head: { name: 'Hari Head', email: 'head@example.org' },
});
