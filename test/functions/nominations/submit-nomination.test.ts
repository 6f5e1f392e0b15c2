import { describe, expect, it } from 'vitest';
import { savePage } from '../../../functions/nominations/nomination-draft.ts';
import { reserveAsk } from '../../../functions/nominations/reserve-ask.ts';
import { submitNomination } from '../../../functions/nominations/submit-nomination.ts';
import { fillForm, nominate } from '../site/nominating.ts';
import { SiteWorld } from '../site/world.ts';

const open = '2026-03-10T10:00:00Z';

async function filled() {
  const world = await new SiteWorld(open).seed();
  const address = await fillForm(world);
  return { world, draftId: address.split('/')[2] ?? '' };
}

describe('submitting a nomination', () => {
  it('writes all of it or nothing: a transaction that meets another is tried again', async () => {
    const { world, draftId } = await filled();
    world.conflicts.push(false, false, true, true);
    const outcome = await submitNomination(world.deps, draftId);
    expect(outcome.submitted).toBe(true);
    expect(await world.rows('COHORT#site-2026', 'NOM#')).toHaveLength(1);
  });

  it('begins the execution when it is repeated after a crash between the two', async () => {
    const { world, draftId } = await filled();
    const workflows = {
      ...world.deps.workflows,
      start: async () => {
        throw new Error('the process stopped');
      },
    };
    await expect(submitNomination({ ...world.deps, workflows }, draftId)).rejects.toThrow('the process stopped');
    const [row] = await world.rows('COHORT#site-2026', 'NOM#');
    const again = await submitNomination(world.deps, draftId);
    expect(again).toEqual({ submitted: true, reference: row?.id });
    expect(world.started).toEqual([`nomination ${row?.id} 1`]);
  });

  it('knows nothing of a form that does not exist or whose time is over', async () => {
    const { world, draftId } = await filled();
    expect(await submitNomination(world.deps, 'A'.repeat(27))).toEqual({ submitted: false, why: 'unknown' });
    world.nowMs += 29 * 86_400_000;
    expect(await submitNomination(world.deps, draftId)).toEqual({ submitted: false, why: 'unknown' });
  });

  it('refuses a form with a page missing', async () => {
    const world = await new SiteWorld(open).seed();
    const address = await fillForm(world, ['school', 'found', 'you']);
    expect(await submitNomination(world.deps, address.split('/')[2] ?? '')).toEqual({
      submitted: false,
      why: 'incomplete',
    });
  });

  it('saves no more answers to a form that was sent', async () => {
    const { world, draftId } = await filled();
    await submitNomination(world.deps, draftId);
    expect(await savePage(world.deps, draftId, 'school', { school: 'x' })).toBeUndefined();
  });

  it('writes a line of the log that admins read', async () => {
    const world = await new SiteWorld(open).seed();
    const { reference } = await nominate(world);
    expect(await world.rows(`NOM#${reference}`, 'LOG#')).toMatchObject([
      { what: 'nomination received', by: 'nominator' },
    ]);
  });
});

describe('the one request a day', () => {
  it('takes the day in London, not in UTC', async () => {
    const world = new SiteWorld('2026-06-10T22:30:00Z');
    await world.table.transact([(await reserveAsk(world.table, 'a@b.example', world.clock.now())).write]);
    const sameEvening = await reserveAsk(world.table, 'a@b.example', world.clock.now());
    expect(sameEvening.askFrom).toBe('2026-06-11T08:00:00Z');
    world.nowMs = Date.parse('2026-06-10T23:30:00Z');
    expect((await reserveAsk(world.table, 'a@b.example', world.clock.now())).askFrom).toBeUndefined();
  });

  it('is one for all ways of typing an address', async () => {
    const world = new SiteWorld(open);
    await world.table.transact([(await reserveAsk(world.table, 'A+x@b.example', world.clock.now())).write]);
    expect((await reserveAsk(world.table, 'a@B.example ', world.clock.now())).askFrom).toBe('2026-03-11T09:00:00Z');
  });

  it('is taken by one of two who reserve it at the same moment', async () => {
    const world = new SiteWorld(open);
    const [first, second] = [
      await reserveAsk(world.table, 'a@b.example', world.clock.now()),
      await reserveAsk(world.table, 'a@b.example', world.clock.now()),
    ];
    expect((await world.table.transact([first.write])).ok).toBe(true);
    expect((await world.table.transact([second.write])).ok).toBe(false);
  });

  it('is shared only after four weeks of taken days', async () => {
    const world = new SiteWorld(open);
    for (let n = 0; n < 28; n += 1)
      await world.table.transact([(await reserveAsk(world.table, 'a@b.example', world.clock.now())).write]);
    const last = await reserveAsk(world.table, 'a@b.example', world.clock.now());
    expect(last.askFrom).toBe('2026-04-07T08:00:00Z');
    expect((await world.table.transact([last.write])).ok).toBe(true);
    expect((await world.table.transact([last.write])).ok).toBe(true);
  });
});
