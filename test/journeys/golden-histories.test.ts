import { readFileSync } from 'node:fs';
import { beforeEach, describe, test } from 'vitest';
import { nomination } from '../../functions/domain/nomination.ts';
import type { SessionChange } from '../../functions/domain/session-change.ts';
import { answerPromise } from '../../functions/nominations/answer-promise.ts';
import { decideNomination } from '../../functions/nominations/decide-nomination.ts';
import { deferParticipant } from '../../functions/participants/defer-participant.ts';
import { replaceParticipant } from '../../functions/participants/replace-participant.ts';
import { resumeParticipant } from '../../functions/participants/resume-participant.ts';
import { answerSchoolPromise, changeSchool } from '../../functions/participants/school-change.ts';
import { undoWithdrawal } from '../../functions/participants/undo-withdrawal.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { key } from '../../functions/platform/keys.ts';
import { moveCohort } from '../../functions/programmes/move-cohort.ts';
import { publishProgrammes } from '../../functions/programmes/publish-programmes.ts';
import { yamlContent } from '../../functions/programmes/yaml-content.ts';
import { templateKeys } from '../../functions/prompts/templates/template-keys.ts';
import { changeSession } from '../../functions/sessions/change-session.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, liveTwoYears, nominate, openWorld, sampleCohort, sessionsOf } from '../local/world/people.ts';
import { expectGolden, HistoryKeeper } from './golden-history.ts';
import { drivingOf } from './invariants.ts';
import { attend, factsOf } from './people-world.ts';

const by = 'sample-admin';
let world: InMemoryWorld;
beforeEach(async () => {
  world = await openWorld();
});

const participantOf = async (reference: string) =>
  (await world.table.get(key.driven('nomination', reference), nomination))?.participantId ?? '';

async function change(sessionId: string, what: SessionChange): Promise<void> {
  const session = (await sessionsOf(world)).find(({ id }) => id === sessionId);
  const asked = { cohortId: sampleCohort, sessionId, seen: session?.revision ?? 0, change: what };
  await changeSession(world.deps, { ...asked, reason: 'The hall is flooded', by });
  await world.settle();
}

describe('the history of somebody', () => {
  test('who is nominated and accepted', async () => {
    const keeper = new HistoryKeeper(world);
    const id = await nominate(world, 'Ash');
    await world.jumpTo('2026-03-06T10:00:00Z');
    await answerPromise(world.deps, id, { role: 'head', state: 'given', reason: '', textVersion: '1' });
    await world.jumpTo('2026-03-10T10:00:00Z');
    await answerPromise(world.deps, id, { role: 'nominee', state: 'given', reason: '', textVersion: '1' });
    await world.jumpTo('2026-03-16T10:00:00Z');
    await decideNomination(world.deps, id, { outcome: 'accepted', reason: '', by });
    await world.jumpTo('2026-04-30T10:00:00Z');
    expectGolden(
      'nominated-and-accepted',
      await keeper.tell([
        { kind: 'nomination', id, called: 'the nomination' },
        { kind: 'participant', id: await participantOf(id), called: 'the participant' },
      ]),
    );
  });

  /** The history of one participant from a moment on, while something happens to them. */
  async function historyOf(name: string, from: string, happens: (id: string) => Promise<void>): Promise<void> {
    const id = await enrolled(world, 'Ash');
    await world.jumpTo(from);
    const keeper = new HistoryKeeper(world);
    await happens(id);
    expectGolden(name, await keeper.tell([{ kind: 'participant', id, called: 'the participant' }]));
  }

  test('whose session is moved after its reminder', () =>
    historyOf('session-moved-after-its-reminder', '2026-11-17T09:00:00Z', async () => {
      await world.jumpTo('2026-11-18T09:00:00Z');
      await change('central-2', {
        change: 'edit',
        startsAt: '2026-12-03T09:30:00.000Z',
        endsAt: '2026-12-03T15:30:00.000Z',
      });
      await world.jumpTo('2026-12-04T09:00:00Z');
    }));

  test('whose session is cancelled and brought back', () =>
    historyOf('session-cancelled-and-brought-back', '2026-11-06T09:00:00Z', async () => {
      await change('central-2', { change: 'cancel' });
      await world.jumpTo('2026-11-09T09:00:00Z');
      await change('central-2', {
        change: 'reinstate',
        startsAt: '2026-11-19T09:30:00.000Z',
        endsAt: '2026-11-19T15:30:00.000Z',
      });
      await world.jumpTo('2026-11-18T09:00:00Z');
    }));

  test('who pauses and comes back', () =>
    historyOf('paused-and-back', '2026-10-20T09:00:00Z', async (id) => {
      await deferParticipant(world.deps, id, { reason: 'parental-leave', returnsOn: '2027-02-22', note: '', by });
      await world.jumpTo('2027-02-22T09:00:00Z');
      await resumeParticipant(world.deps, id, { cohortId: sampleCohort, note: '', by });
      await world.jumpTo('2027-03-05T12:00:00Z');
    }));

  test('who withdraws and takes it back', () =>
    historyOf('withdrawn-and-taken-back', '2026-09-30T09:00:00Z', async (id) => {
      await withdrawParticipant(world.deps, id, { reason: 'other', note: '', by });
      await world.jumpTo('2026-10-02T09:00:00Z');
      await undoWithdrawal(world.deps, id);
      await world.jumpTo('2026-10-09T09:00:00Z');
    }));

  test('who withdraws for good', () =>
    historyOf('withdrawn', '2026-10-05T09:00:00Z', async (id) => {
      await withdrawParticipant(world.deps, id, { reason: 'left-teaching', note: '', by });
      await world.jumpTo('2026-11-30T09:00:00Z');
    }));

  test('who goes to another school', () =>
    historyOf('another-school', '2026-11-23T09:00:00Z', async (id) => {
      const head = { name: 'Sample Head Oak', email: 'head@oak.example.org' };
      const move = { urn: '900013', name: 'Sample Oak School', from: '2027-01-04', note: '', by };
      await changeSchool(world.deps, id, { ...move, to: 'in-hub', head });
      await world.jumpTo('2026-11-27T09:00:00Z');
      await answerSchoolPromise(world.deps, id, { state: 'given', reason: '', textVersion: '1' });
      await world.jumpTo('2027-01-05T09:00:00Z');
    }));

  test('whose execution is killed', () =>
    historyOf('execution-killed', '2026-10-05T09:00:00Z', async (id) => {
      world.executions.abort(await drivingOf(world, id));
      await world.jumpTo('2026-10-07T09:00:00Z');
    }));

  test('whose programme is revised', () =>
    historyOf('programme-revised', '2026-11-02T09:00:00Z', async () => {
      const text = readFileSync(new URL('../../programmes/secondary-mastery-specialist.yaml', import.meta.url), 'utf8')
        .replace('\nversion: 1\n', '\nversion: 2\n')
        .replace(
          'repeats: true\n    sends: [{ offset: "-2 wd 16:00"',
          'repeats: true\n    sends: [{ offset: "-3 wd 16:00"',
        );
      await publishProgrammes(
        world.deps,
        { programmes: [{ file: 'two.yaml', content: yamlContent(text) }] },
        templateKeys,
      );
      await world.jumpTo('2026-11-10T09:00:00Z');
      await moveCohort(world.deps, sampleCohort, { version: 2, reason: 'Reminders come a day earlier', by });
      await world.jumpTo('2026-11-20T09:00:00Z');
    }));

  test('who is replaced by a colleague', async () => {
    const id = await enrolled(world, 'Ash');
    await attend(world, id, 'launch');
    await world.jumpTo('2026-11-30T09:00:00Z');
    const keeper = new HistoryKeeper(world);
    await replaceParticipant(world.deps, id, { name: 'Colleague', email: 'colleague@ash.example.org', note: '', by });
    await world.jumpTo('2026-12-02T09:00:00Z');
    const asked = (await factsOf(world, id)).replacement?.nominationId ?? '';
    await answerPromise(world.deps, asked, { role: 'nominee', state: 'given', reason: '', textVersion: '1' });
    await world.jumpTo('2026-12-16T09:00:00Z');
    expectGolden(
      'replaced-by-a-colleague',
      await keeper.tell([
        { kind: 'participant', id, called: 'the participant' },
        { kind: 'nomination', id: asked, called: 'the nomination of the colleague' },
        { kind: 'participant', id: await participantOf(asked), called: 'the colleague' },
      ]),
    );
  });

  test('who completes in two years', async () => {
    const id = await enrolled(world, 'Ash');
    const keeper = new HistoryKeeper(world);
    const attends = ({ kind }: { kind: string }) => kind !== 'catch-up';
    const steady = { confirmsDetails: true, attends, logsInSchool: true, leadsDepartment: true };
    await liveTwoYears(world, { [id]: steady });
    expectGolden('completed-in-two-years', await keeper.tell([{ kind: 'participant', id, called: 'the participant' }]));
  });
});
