import fc from 'fast-check';
import { adjustCredit } from '../../functions/check-ins/adjust-credit.ts';
import { answerPlace } from '../../functions/check-ins/answer-place.ts';
import { markRegister, registerMarks } from '../../functions/check-ins/mark-register.ts';
import type { SessionChange } from '../../functions/domain/session-change.ts';
import { releaseParked } from '../../functions/driving/release-parked.ts';
import { deferParticipant } from '../../functions/participants/defer-participant.ts';
import { reinstateParticipant } from '../../functions/participants/reinstate-participant.ts';
import { resumeParticipant } from '../../functions/participants/resume-participant.ts';
import { changeSchool } from '../../functions/participants/school-change.ts';
import { undoWithdrawal } from '../../functions/participants/undo-withdrawal.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { days, shiftInstant } from '../../functions/platform/clock.ts';
import { moveCohort } from '../../functions/programmes/move-cohort.ts';
import { changeSession } from '../../functions/sessions/change-session.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { sampleCohort, sessionsOf } from '../local/world/people.ts';
import { aParticipantId, aSessionId } from '../support/ids.ts';
import { drivingOf } from './invariants.ts';
import { factsOf, laterCohort } from './people-world.ts';

/** Something that somebody, or fate, does to a participant's journey. What is refused changes nothing, and may be. */
export interface Act {
  /** As fast-check prints it where a story goes wrong. */
  readonly says: string;
  readonly does: (world: InMemoryWorld, id: string) => Promise<unknown>;
}

const by = 'sample-admin';
const theSessions = ['launch', 'central-1', 'central-2', 'central-3', 'central-4', 'catch-up-1', 'catch-up-2'] as const;
const aSession = fc.constantFrom(...theSessions);

function act(says: string, does: Act['does']): Act {
  return { says, does };
}

async function change(world: InMemoryWorld, sessionId: string, what: SessionChange): Promise<unknown> {
  const session = (await sessionsOf(world)).find(({ id }) => id === sessionId);
  if (!session) throw new Error(`There is no session ${sessionId}`);
  const request = {
    cohortId: sampleCohort,
    sessionId,
    seen: session.revision,
    change: what,
    reason: 'A sample reason',
  };
  return changeSession(world.deps, { ...request, by });
}

/** A session moved by so many days from where it is, as far as the programme lets it. */
async function shifted(world: InMemoryWorld, sessionId: string, by: number) {
  const session = (await sessionsOf(world)).find(({ id }) => id === sessionId);
  const from = (at = '') => shiftInstant(at, days(by));
  return { startsAt: from(session?.startsAt), endsAt: from(session?.endsAt) };
}

const sessionActs: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(aSession, fc.integer({ min: -30, max: 40 }))
    .map(([session, by]) =>
      act(`${session} moves by ${by} days`, async (world) =>
        change(world, session, { change: 'edit', ...(await shifted(world, session, by)) }),
      ),
    ),
  aSession.map((session) => act(`${session} is cancelled`, (world) => change(world, session, { change: 'cancel' }))),
  fc
    .tuple(aSession, fc.integer({ min: 0, max: 60 }))
    .map(([session, by]) =>
      act(`${session} comes back ${by} days later`, async (world) =>
        change(world, session, { change: 'reinstate', ...(await shifted(world, session, by)) }),
      ),
    ),
  aSession.map((session) =>
    act(`${session} has another venue`, (world) =>
      change(world, session, { change: 'edit', venue: `Sample Hall of ${world.deps.clock.now()}` }),
    ),
  ),
  aSession.map((session) =>
    act(`they go to a second sitting of ${session}`, async (world, id) =>
      change(world, session, {
        change: 'split',
        id: aSessionId(`${session}-again`),
        checkInCode: 'SAMPLE',
        members: [aParticipantId(id)],
        ...(await shifted(world, session, 1)),
        mode: 'face-to-face',
        venue: 'Sample Library',
      }),
    ),
  ),
);

const peopleActs: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(fc.constantFrom('parental-leave' as const, 'bereavement' as const), fc.integer({ min: 3, max: 300 }))
    .map(([reason, away]) =>
      act(`they pause for ${away} days: ${reason}`, (world, id) => {
        const returnsOn = shiftInstant(world.deps.clock.now(), days(away)).slice(0, 10);
        return deferParticipant(world.deps, id, { reason, returnsOn, note: '', by });
      }),
    ),
  fc.constantFrom(
    act('they come back', (world, id) => resumeParticipant(world.deps, id, { cohortId: sampleCohort, note: '', by })),
    act('they come back next year', (world, id) =>
      resumeParticipant(world.deps, id, { cohortId: laterCohort, note: '', by }),
    ),
    act('they withdraw', (world, id) => withdrawParticipant(world.deps, id, { reason: 'other', note: '', by })),
    act('they withdraw after a bereavement', (world, id) =>
      withdrawParticipant(world.deps, id, { reason: 'bereavement', note: '', by }),
    ),
    act('they take the withdrawal back', (world, id) => undoWithdrawal(world.deps, id)),
    act('an admin takes the withdrawal back', (world, id) => reinstateParticipant(world.deps, id, { note: '', by })),
    act('their school becomes an academy', (world, id) =>
      changeSchool(world.deps, id, {
        to: 'successor',
        urn: '900009',
        name: 'Sample Academy Trust School',
        from: world.deps.clock.now().slice(0, 10),
        note: '',
        by,
      }),
    ),
  ),
);

const creditActs: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(aSession, fc.constantFrom(...registerMarks))
    .map(([session, mark]) =>
      act(`the lead marks ${session} ${mark}`, (world, id) => markRegister(world.deps, id, session, mark)),
    ),
  aSession.map((session) =>
    act(`they cannot come to ${session}`, (world, id) =>
      answerPlace(world.deps, id, session, { says: 'cannot-come', reason: '' }),
    ),
  ),
  fc
    .tuple(fc.constantFrom('central' as const, 'in-school' as const), fc.constantFrom(-1, -0.5, 0.5, 1))
    .map(([bucket, amount]) =>
      act(`${amount} ${bucket} days by an admin`, (world, id) => {
        const entry = { id: world.deps.clock.now(), kind: 'adjustment', bucket, amount, reason: 'A sample' } as const;
        return adjustCredit(world.deps, id, entry);
      }),
    ),
);

const fates: fc.Arbitrary<Act> = fc.oneof(
  fc
    .constantFrom(1, 2)
    .map((version) =>
      act(`the cohort goes by version ${version}`, (world) =>
        moveCohort(world.deps, sampleCohort, { version, reason: 'A sample', by }),
      ),
    ),
  fc.constantFrom(
    act('the execution is aborted', async (world, id) => world.executions.abort(await drivingOf(world, id))),
    act('the execution is lost, and the sweep comes', async (world, id) => {
      const name = await drivingOf(world, id);
      world.executions.forget(name);
      const { wait } = await factsOf(world, id);
      await world.jumpTo(shiftInstant(wait?.until ?? world.deps.clock.now(), 20 * 60_000));
      return world.sweep();
    }),
    act('an admin lets a parked journey go on', (world, id) =>
      releaseParked(world.deps, { kind: 'participant', id, by }),
    ),
  ),
  fc
    .tuple(
      fc.constantFrom('PlanJourney', 'SendPrompts', 'RecordProgress', 'updateItem'),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([called, times]) =>
      act(`the next ${times} calls of ${called} fail`, async (world) => {
        let left = times;
        world.beforeCall = (name) => {
          if (name !== called || left === 0) return;
          left -= 1;
          const error = called === 'updateItem' ? 'DynamoDb.ThrottlingException' : 'Lambda.ServiceException';
          throw Object.assign(new Error('on purpose'), { name: error });
        };
      }),
    ),
);

export const anAct: fc.Arbitrary<Act> = fc.oneof(sessionActs, peopleActs, peopleActs, creditActs, fates);
