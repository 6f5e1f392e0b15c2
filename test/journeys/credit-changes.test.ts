import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { adjustCredit, reverseCredit } from '../../functions/check-ins/adjust-credit.ts';
import { answerPlace } from '../../functions/check-ins/answer-place.ts';
import { checkIn } from '../../functions/check-ins/check-in.ts';
import { markRegister } from '../../functions/check-ins/mark-register.ts';
import { changeCohort } from '../../functions/cohorts/change-cohort.ts';
import { addCreditEntry, reversalOf } from '../../functions/domain/credit-entries.ts';
import { halfDayLedger } from '../../functions/domain/half-days.ts';
import type { CreditEntry } from '../../functions/domain/participant.ts';
import { readJourney } from '../../functions/journeys/read-journey.ts';
import { acknowledgeInSchoolDay } from '../../functions/participants/acknowledge-in-school-day.ts';
import { logInSchoolDay } from '../../functions/participants/log-in-school-day.ts';
import { key } from '../../functions/platform/keys.ts';
import { readCohort } from '../../functions/programmes/read-programme.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, openWorld, sampleCohort, sessionsOf } from '../local/world/people.ts';
import { aCredit } from '../support/factories.ts';

let world: InMemoryWorld;
let id: string;

beforeEach(async () => {
  world = await openWorld();
  id = await enrolled(world, 'Ash');
});

const journey = async () => {
  const view = await readJourney(world.table, id);
  if (!view) throw new Error('There is no journey');
  return view;
};
const line = async (bucket: 'central' | 'in-school') =>
  halfDayLedger(await journey(), world.deps.clock.now()).find((each) => each.bucket === bucket);
const startOf = async (sessionId: string, minutes = 5) => {
  const session = (await sessionsOf(world)).find((each) => each.id === sessionId);
  if (!session) throw new Error(`There is no session ${sessionId}`);
  await world.jumpTo(new Date(Date.parse(session.startsAt) + minutes * 60_000).toISOString());
  return session;
};
const attend = async (sessionId: string) => {
  const session = await startOf(sessionId);
  await checkIn(world.deps, id, session.id, session.checkInCode);
  await world.settle();
};
const escalations = () => world.mailer.mails.filter(({ tags }) => tags.prompt === 'absence-escalated');

describe('credit for a session', () => {
  test('is half a day for a full day attended till noon (case 26)', async () => {
    const { id: session } = await startOf('central-1');
    await markRegister(world.deps, id, session, 'partial');
    expect(await line('central')).toMatchObject({ earned: 0.5 });
  });

  test('is none where a substitute came, and that is on the record (case 25)', async () => {
    const { id: session } = await startOf('central-1');
    await markRegister(world.deps, id, session, 'substitute', 'lead');
    expect(await line('central')).toMatchObject({ earned: 0, uncovered: 1.5 });
    expect((await journey()).places).toContainEqual(expect.objectContaining({ state: 'substitute', source: 'lead' }));
    const { checkInCode } = await startOf('central-1', 10);
    expect(await checkIn(world.deps, id, session, checkInCode)).toMatchObject({ outcome: 'marked-absent' });
  });

  test('is given once, however often and by whomever the evidence comes (case 26)', async () => {
    await attend('central-1');
    await startOf('central-1', 7 * 60);
    await answerPlace(world.deps, id, 'central-1', { says: 'was-there', evidence: 'I was there' });
    await markRegister(world.deps, id, 'central-1', 'attended', 'admin', 'A photograph');
    expect((await journey()).credits).toHaveLength(1);
    expect(await line('central')).toMatchObject({ earned: 1 });
  });

  test('for evidence after the deadline is an admin’s to give (case 28)', async () => {
    await startOf('central-1');
    await world.jumpTo('2026-10-20T10:00:00Z');
    expect((await journey()).places).toContainEqual(
      expect.objectContaining({ sessionId: 'central-1', state: 'absent' }),
    );
    expect(await answerPlace(world.deps, id, 'central-1', { says: 'was-there', evidence: 'Late' })).toMatchObject({
      answered: false,
    });
    await markRegister(world.deps, id, 'central-1', 'attended', 'admin', 'The venue’s list has them');
    expect(await line('central')).toMatchObject({ earned: 1 });
  });

  test('taken back by an admin leaves both entries, and the place absent', async () => {
    await attend('central-1');
    const entry = (await journey()).credits[0]?.id ?? '';
    const undone = { entryId: entry, reason: 'It was somebody else' };
    expect(await reverseCredit(world.deps, id, undone)).toBe('changed');
    expect(await reverseCredit(world.deps, id, undone)).toBe('changed');
    expect((await journey()).credits.map(({ amount }) => amount).sort()).toEqual([-1, 1]);
    expect((await journey()).places).toContainEqual(
      expect.objectContaining({ sessionId: 'central-1', state: 'absent', source: 'admin' }),
    );
    expect(await line('central')).toMatchObject({ earned: 0 });
  });
});

describe('days that an admin waives or corrects', () => {
  const waiver = { id: 'form-1', kind: 'waiver', bucket: 'central', amount: 0.5, reason: 'Ill' } as const;

  test('count once, however often the form is sent', async () => {
    expect(await adjustCredit(world.deps, id, waiver)).toBe('changed');
    expect(await adjustCredit(world.deps, id, waiver)).toBe('changed');
    expect(await line('central')).toMatchObject({ earned: 0.5, short: 5 });
    expect((await journey()).credits).toMatchObject([{ kind: 'waiver', reason: 'Ill', by: 'admin' }]);
  });

  test('never take away more than there is', async () => {
    const fewer = { ...waiver, id: 'form-2', kind: 'adjustment', amount: -1 } as const;
    expect(await adjustCredit(world.deps, id, fewer)).toBe('below-zero');
    expect((await journey()).credits).toEqual([]);
  });
});

describe('a target', () => {
  test('is reached with half a day over, which takes nothing from anybody (case 27)', async () => {
    for (const each of ['launch', 'central-1', 'central-2', 'central-3', 'central-4', 'central-5', 'central-6'])
      await attend(each);
    const extra = {
      id: 'form-3',
      kind: 'adjustment',
      bucket: 'central',
      amount: 0.5,
      reason: 'Another hub’s day',
    } as const;
    await adjustCredit(world.deps, id, extra);
    expect(await line('central')).toMatchObject({ earned: 6, needed: 5.5, short: 0, reachable: true });
  }, 120_000);

  test('of two days in school is reached by four half-days (case 27)', async () => {
    await world.jumpTo('2027-01-11T10:00:00Z');
    for (const date of ['2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13']) {
      const day = { id: `day-${date}`, date, amount: 0.5, activity: 'Sample', reflection: '' } as const;
      await logInSchoolDay(world.deps, id, day);
      await acknowledgeInSchoolDay(world.deps, id, day.id);
    }
    expect(await line('in-school')).toMatchObject({ earned: 2, short: 0 });
  });
});

describe('a target that can no longer be reached', () => {
  /** Cancels or moves sessions as the calendar does: the cohort's revision rises, and every journey plans anew. */
  const change = async (sessions: readonly string[], set: Record<string, unknown>) => {
    const { cohort } = await readCohort(world.table, sampleCohort);
    await world.table.transact([
      changeCohort(cohort, world.deps.clock.now()),
      ...sessions.map((session) => ({
        kind: 'update' as const,
        key: key.session(sampleCohort, session),
        set,
        where: { id: session },
      })),
    ]);
    await world.settle();
  };

  test('is said on the day on which sessions are cancelled, though nobody missed anything', async () => {
    await world.jumpTo('2026-09-21T09:00:00Z');
    await change(['central-1', 'central-2'], { state: 'cancelled' });
    expect(escalations()).toEqual([]);
    await change(['central-4'], { state: 'cancelled' });
    expect(escalations().map(({ at }) => new Date(at).toISOString().slice(0, 10))).toEqual(['2026-09-21']);
    expect(escalations()[0]?.text).toContain('can no longer reach');
    const before = escalations().length;
    await change([], {});
    expect(escalations()).toHaveLength(before);
  });

  test('is said on the day on which sessions are moved out of the year', async () => {
    await world.jumpTo('2026-09-21T09:00:00Z');
    const later = { startsAt: '2027-09-20T08:30:00.000Z', endsAt: '2027-09-20T14:30:00.000Z' };
    await change(['central-1', 'central-2', 'central-4'], later);
    expect(escalations()).toHaveLength(1);
  });

  test('that can be reached again is not chased further', async () => {
    await world.jumpTo('2026-09-21T09:00:00Z');
    await change(['central-1', 'central-2', 'central-4'], { state: 'cancelled' });
    await change(['central-1', 'central-2', 'central-4'], { state: 'planned' });
    await world.jumpTo('2026-10-05T09:00:00Z');
    expect(escalations().map(({ tags }) => tags.prompt)).toHaveLength(1);
  });
});

describe('the ledger', () => {
  test('takes back no reversal of a session that has earned again meanwhile: a session earns once', () => {
    const earned = aCredit({ id: 'first', sessionId: 'central-1', amount: 1 });
    const again = aCredit({ id: 'second', sessionId: 'central-1', amount: 1 });
    const as = { reason: '', by: 'admin', at: earned.at } as const;
    const reversal = reversalOf(earned, { id: 'first:reversed', ...as });
    const entries = [earned, reversal, again];
    const takenBack = addCreditEntry(entries, reversalOf(reversal, { id: 'first:reversed:reversed', ...as }));
    expect(takenBack).toEqual({ ok: false, because: 'already-credited' });
  });

  test('adds up whatever is entered, reversed and entered again, and never holds less than nothing', () => {
    const act = fc.oneof(
      fc.record({ does: fc.constant('session' as const), session: fc.constantFrom('launch', 'central-1') }),
      fc.record({ does: fc.constant('adjust' as const), halves: fc.integer({ min: -4, max: 4 }) }),
      fc.record({ does: fc.constant('reverse' as const), which: fc.nat(20) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        let entries: readonly CreditEntry[] = [];
        acts.forEach((each, index) => {
          const entry = entryOf(each, entries, index);
          const added = entry && addCreditEntry(entries, entry);
          if (!added?.ok) return;
          expect(added.entries.slice(0, entries.length)).toEqual(entries);
          entries = added.entries;
        });
        const sum = (of: readonly CreditEntry[]) => of.reduce((total, { amount }) => total + amount, 0);
        expect(sum(entries)).toBeGreaterThanOrEqual(0);
        for (const session of ['launch', 'central-1'])
          expect([0, 1]).toContain(sum(entries.filter(({ sessionId }) => sessionId === session)));
        const reversed = entries.flatMap(({ reverses }) => reverses ?? []);
        expect(new Set(reversed).size).toBe(reversed.length);
      }),
    );
  });
});

type Act =
  | { does: 'session'; session: string }
  | { does: 'adjust'; halves: number }
  | { does: 'reverse'; which: number };

function entryOf(act: Act, entries: readonly CreditEntry[], index: number): CreditEntry | undefined {
  const entryId = `entry-${index}`;
  if (act.does === 'session') return aCredit({ id: entryId, sessionId: act.session, amount: 1 });
  if (act.does === 'adjust') return aCredit({ id: entryId, kind: 'adjustment', amount: act.halves / 2 });
  const entry = entries[act.which];
  return entry && reversalOf(entry, { id: `${entry.id}:reversed`, reason: '', by: 'admin', at: entry.at });
}
