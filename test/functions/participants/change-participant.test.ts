import { describe, expect, it } from 'vitest';
import { driven } from '../../../functions/domain/driven.ts';
import { acknowledgeInSchoolDay } from '../../../functions/participants/acknowledge-in-school-day.ts';
import { changeParticipant } from '../../../functions/participants/change-participant.ts';
import { confirmDetails, readNeeds } from '../../../functions/participants/confirm-details.ts';
import { saveDepartmentPlan } from '../../../functions/participants/department.ts';
import { logInSchoolDay } from '../../../functions/participants/log-in-school-day.ts';
import { key } from '../../../functions/platform/keys.ts';
import { othersChange } from '../../support/others-change.ts';
import { participantId } from '../site/fixtures.ts';
import { SiteWorld } from '../site/world.ts';

const now = '2026-10-08T09:00:00Z';
const plan = { what: 'a test', to: 'done', why: '', by: 'participant' } as const;

describe('a change of a participant', () => {
  it('is one transaction: the facts, their version and wake-up, and a line of the log', async () => {
    const world = await new SiteWorld(now).seedParticipant();
    const before = world.writes;
    await changeParticipant(world.deps, participantId, () => ({
      outcome: 'ok',
      change: { ...plan, set: { detailsConfirmedAt: now } },
    }));
    expect(world.writes - before).toBe(1);
    expect(await world.facts('participant', participantId)).toMatchObject({
      version: 4,
      detailsConfirmedAt: now,
      wakeDue: world.clock.now(),
    });
    expect(await world.rows(`PART#${participantId}`, 'LOG#')).toMatchObject([{ what: 'a test', by: 'participant' }]);
  });

  it('is decided again on the new facts when somebody else came first', async () => {
    const world = await new SiteWorld(now).seedParticipant();
    const seen: number[] = [];
    await changeParticipant(world.deps, participantId, (view) => {
      seen.push(view.participant.version);
      if (seen.length === 1)
        void world.table.write(othersChange({ kind: 'participant', id: participantId, seen: 3 }, now, {}));
      return { outcome: 'ok', change: { ...plan, set: { detailsConfirmedAt: now } } };
    });
    expect(seen).toEqual([3, 4]);
    expect((await world.table.get(key.driven('participant', participantId), driven))?.version).toBe(5);
  });

  it('of nobody is nothing', async () => {
    const world = await new SiteWorld(now).seed();
    expect(await changeParticipant(world.deps, 'NOBODYAB', () => ({ outcome: 'ok' }))).toBeUndefined();
  });

  it('is refused to those who are not taking part', async () => {
    const world = await new SiteWorld(now).seedParticipant({ status: 'completed' });
    const day = { id: 'day-number-1', date: '2026-10-01', amount: 1, activity: 'a', reflection: '' } as const;
    expect(await saveDepartmentPlan(world.deps, participantId, 'x')).toBe('not-taking-part');
    expect(await logInSchoolDay(world.deps, participantId, day)).toBe('not-taking-part');
    expect(await confirmDetails(world.deps, participantId, { name: 'P', needs: '' })).toBe('not-taking-part');
    expect(await world.facts('participant', participantId)).toMatchObject({ version: 3 });
  });
});

describe('needs', () => {
  it('are not shown after their time, also before the table deletes them', async () => {
    const world = await new SiteWorld(now).seedParticipant();
    await confirmDetails(world.deps, participantId, { name: 'Pat Participant', needs: 'Vegan' });
    expect(await readNeeds(world.deps, participantId)).toBe('Vegan');
    world.nowMs += 366 * 86_400_000;
    expect(await readNeeds(world.deps, participantId)).toBe('');
  });

  it('are confirmed once by a form that is sent twice', async () => {
    const world = await new SiteWorld(now).seedParticipant();
    const details = { name: 'Pat Other', needs: 'Vegan', subjectLead: { name: 'Sam', email: 'sam@school.example' } };
    await confirmDetails(world.deps, participantId, details);
    const once = world.everything();
    world.nowMs += 1000;
    await confirmDetails(world.deps, participantId, details);
    expect(world.everything()).toBe(once);
  });
});

describe('an in-school day', () => {
  it('that is unknown is not acknowledged', async () => {
    const world = await new SiteWorld(now).seedParticipant();
    expect(await acknowledgeInSchoolDay(world.deps, participantId, 'no-such-day')).toBe('unknown');
  });
});
