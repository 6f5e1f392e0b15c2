import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Cohort, Session } from '../../functions/domain/cohort.ts';
import { type Nomination, nomination } from '../../functions/domain/nomination.ts';
import {
  type CreditEntry,
  creditEntry,
  type InSchoolDay,
  inSchoolDay,
  type Participant,
  type Place,
  participant,
  place,
} from '../../functions/domain/participant.ts';
import type { Programme } from '../../functions/domain/programme.ts';
import { type PromptRow, promptRow } from '../../functions/domain/prompt.ts';
import type { JourneyView, NominationView } from '../../functions/domain/views.ts';
import { readCohortFile } from '../../functions/programmes/read-cohort-file.ts';
import { readProgrammeFile } from '../../functions/programmes/read-programme-file.ts';
import { templateKeys } from '../../functions/prompts/templates/template-keys.ts';

/** The project's own programme and sample cohort: the objects that most tests start from. Do not change them. */
export const programmeText = readFileSync(
  new URL('../../programmes/secondary-mastery-specialist.yaml', import.meta.url),
  'utf8',
);
export const cohortText = readFileSync(new URL('../../programmes/cohorts/sample-2026.yaml', import.meta.url), 'utf8');

export const sampleProgramme: Programme = theProgramme();
const sample = theCohort();
export const sampleCohort: Cohort = sample.cohort;
export const sampleSessions: readonly Session[] = sample.sessions;

function theProgramme(): Programme {
  const read = readProgrammeFile(programmeText, 'programme.yaml', templateKeys);
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  return read.programme;
}

function theCohort(): { cohort: Cohort; sessions: readonly Session[] } {
  const read = readCohortFile(cohortText, 'cohort.yaml', () => sampleProgramme, sampleCode);
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  return read;
}

function sampleCode(sessionId: string): string {
  return `CODE${sessionId.length}${sessionId.slice(-1).toUpperCase()}`;
}

const driven = {
  version: 1,
  leg: 1,
  turn: 0,
  epoch: 0,
  legBeganAt: '2026-04-01T09:00:00.000Z',
  legBeganAtTurn: 0,
  restarts: [],
  shard: 'S1',
};

/** Enrolled on Wed 1 Apr 2026 10:00 London. */
export function aParticipant(given: Partial<Record<keyof Participant, unknown>> = {}): Participant {
  return v.parse(participant, {
    ...driven,
    kind: 'participant',
    id: 'PART2345',
    nominationId: 'NEMN2345',
    programme: { key: sampleProgramme.key, version: sampleProgramme.version },
    cohortId: sampleCohort.id,
    schoolUrn: '100001',
    schoolName: 'Example School',
    status: 'onboarding',
    statusSince: '2026-04-01T09:00:00.000Z',
    enrolledAt: '2026-04-01T09:00:00.000Z',
    reviews: {},
    decisions: {},
    addressFailed: false,
    ...given,
  });
}

/** Submitted on Tue 3 Mar 2026 09:30 London. */
export function aNomination(given: Partial<Record<keyof Nomination, unknown>> = {}): Nomination {
  return v.parse(nomination, {
    ...driven,
    legBeganAt: '2026-03-03T09:30:00.000Z',
    kind: 'nomination',
    id: 'NEMN2345',
    programme: { key: sampleProgramme.key, version: sampleProgramme.version },
    cohortId: sampleCohort.id,
    schoolUrn: '100001',
    schoolName: 'Example School',
    status: 'awaiting-promises',
    statusSince: '2026-03-03T09:30:00.000Z',
    submittedAt: '2026-03-03T09:30:00.000Z',
    late: false,
    promises: { head: { state: 'awaited' }, nominee: { state: 'awaited' } },
    headIsNominator: false,
    statements: { passion: 'Passion.', trackRecord: 'Record.' },
    nomineeRole: 'Head of mathematics',
    subjectLeadAware: true,
    ...given,
  });
}

export function aPlace(sessionId: string, state: Place['state'], at: string, given: Partial<Place> = {}): Place {
  return v.parse(place, { sessionId, state, source: 'participant', at, ...given });
}

export function aCredit(given: Partial<Record<keyof CreditEntry, unknown>> = {}): CreditEntry {
  return v.parse(creditEntry, {
    id: 'credit-1',
    bucket: 'central',
    amount: 1,
    reason: 'attended',
    by: 'participant',
    at: '2026-10-08T09:00:00.000Z',
    ...given,
  });
}

export function anInSchoolDay(given: Partial<Record<keyof InSchoolDay, unknown>> = {}): InSchoolDay {
  return v.parse(inSchoolDay, {
    id: 'day-1',
    date: '2026-11-10',
    amount: 0.5,
    activity: 'Planned together',
    reflection: 'Useful',
    loggedAt: '2026-11-10T16:00:00.000Z',
    ...given,
  });
}

export function aPromptRow(given: Partial<Record<keyof PromptRow, unknown>> = {}): PromptRow {
  return v.parse(promptRow, {
    prompt: 'session-reminder',
    anchor: 'session:central-1',
    ordinal: 0,
    role: 'participant',
    state: 'queued',
    plannedFor: '2026-10-06T15:00:00.000Z',
    because: 'to remind this participant about Central day 1',
    queuedAt: '2026-10-06T15:00:00.000Z',
    atVersion: 1,
    attempts: 0,
    ...given,
  });
}

export function aJourney(given: Partial<JourneyView> = {}): JourneyView {
  return {
    programme: sampleProgramme,
    cohort: sampleCohort,
    sessions: sampleSessions,
    participant: aParticipant(),
    places: [],
    credits: [],
    inSchoolDays: [],
    prompts: [],
    ...given,
  };
}

export function aNominationView(given: Partial<NominationView> = {}): NominationView {
  return {
    programme: sampleProgramme,
    cohort: sampleCohort,
    sessions: sampleSessions,
    nomination: aNomination(),
    places: { taken: 0, waiting: [], revision: 0 },
    prompts: [],
    ...given,
  };
}
