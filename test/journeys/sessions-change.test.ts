import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkIn } from '../../functions/check-ins/check-in.ts';
import { agendaOf } from '../../functions/domain/journey.ts';
import { momentsFor } from '../../functions/domain/moments-memo.ts';
import { occasionKey, type PromptRow, promptRow } from '../../functions/domain/prompt.ts';
import type { SessionChange } from '../../functions/domain/session-change.ts';
import { readJourney } from '../../functions/journeys/read-journey.ts';
import { deferParticipant } from '../../functions/participants/defer-participant.ts';
import { resumeParticipant } from '../../functions/participants/resume-participant.ts';
import { withdrawParticipant } from '../../functions/participants/withdraw-participant.ts';
import { partition } from '../../functions/platform/keys.ts';
import { readCohort } from '../../functions/programmes/read-programme.ts';
import { changeSession, type SessionChanged } from '../../functions/sessions/change-session.ts';
import { previewChange } from '../../functions/sessions/preview-change.ts';
import type { InMemoryWorld } from '../../local/world/in-memory-world.ts';
import { enrolled, openWorld, sampleCohort } from '../local/world/people.ts';
import { aParticipantId, aSessionId } from '../support/ids.ts';
import { laterCohort, openNextYear, viewOf } from './people-world.ts';

/** Central day 2 is on Thu 19 Nov 2026, 9:30am. S1 goes out on Thu 15 Oct, S2 on Thu 5 Nov, S3 on Tue 17 Nov at 4pm. */
let world: InMemoryWorld;
let ada: string;
beforeEach(async () => {
  world = await openWorld();
  ada = await enrolled(world, 'Ash');
});

const day = 'central-2';
const sessionNow = async (id = day) => {
  const { sessions } = await readCohort(world.table, sampleCohort);
  const found = sessions.find((session) => session.id === id);
  if (!found) throw new Error(`There is no session ${id}`);
  return found;
};
const request = async (change: SessionChange, id = day) => ({
  cohortId: sampleCohort,
  sessionId: id,
  seen: (await sessionNow(id)).revision,
  change,
  reason: 'A sample reason',
});
async function change(what: SessionChange, id = day): Promise<SessionChanged> {
  const changed = await changeSession(world.deps, { ...(await request(what, id)), by: 'admin' });
  await world.settle();
  return changed;
}
const to = (date: string, from = '09:30', until = '15:30'): { change: 'edit'; startsAt: string; endsAt: string } => ({
  change: 'edit',
  startsAt: `${date}T${from}:00.000Z`,
  endsAt: `${date}T${until}:00.000Z`,
});
const rows = async (id = ada): Promise<PromptRow[]> =>
  (await world.table.queryAll({ pk: partition.subject('participant', id), prefix: 'E#PROMPT#' })).map((row) =>
    v.parse(promptRow, row),
  );
const about = async (session = day, id = ada) =>
  (await rows(id))
    .filter(({ anchor, role }) => role === 'participant' && anchor.replace(/@.*/, '') === `session:${session}`)
    .sort((a, b) => (a.acceptedAt ?? '').localeCompare(b.acceptedAt ?? ''));
const sent = async (session = day, id = ada) =>
  (await about(session, id))
    .filter(({ state }) => state === 'accepted' || state === 'delivered')
    .map(({ prompt, anchor, acceptedAt }) => `${prompt} ${anchor.split('@')[1] ?? '-'} ${acceptedAt?.slice(0, 16)}`);
const mails = (prompt: string) =>
  world.mailer.mails.filter(({ tags }) => tags.subject === ada && tags.prompt === prompt);

describe('a session is moved', () => {
  test('while journeys wait: nobody who was not told hears anything, and each prompt comes once, at its new time (case 3)', async () => {
    await world.jumpTo('2026-10-01T09:00:00Z');
    await change(to('2026-12-03'));
    await world.jumpTo('2026-12-03T09:00:00Z');
    expect(await sent()).toEqual([
      'session-saved - 2026-11-05T08:00',
      'session-prep - 2026-11-19T09:00',
      'session-reminder - 2026-12-01T16:00',
    ]);
  });

  test('after the reminder was sent: one correction with old and new in words, and a reminder for the new date (case 4)', async () => {
    await world.jumpTo('2026-11-18T09:00:00Z');
    await change(to('2026-12-03'));
    expect(await sent()).toEqual([
      'session-saved - 2026-10-15T07:00',
      'session-prep - 2026-11-05T09:00',
      'session-reminder - 2026-11-17T16:00',
    ]);
    await world.jumpTo('2026-12-03T09:00:00Z');
    expect((await sent()).slice(3)).toEqual([
      'session-moved 2 2026-11-18T09:10',
      'session-reminder 2 2026-12-01T16:00',
    ]);
    const [mail] = mails('session-moved');
    expect(mail?.text).toContain('Thursday 3 December 2026, 9:30am to 3:30pm (UK time)');
    expect(mail?.text).toContain('Thursday 19 November 2026, 9:30am to 3:30pm (UK time)');
    expect(mail?.text).toContain('A sample reason');
  });

  test('to a date too near for a reminder of its own: the correction is all that comes (case 5)', async () => {
    await world.jumpTo('2026-11-10T09:00:00Z');
    await change(to('2026-11-11'));
    await world.jumpTo('2026-11-11T09:00:00Z');
    expect((await sent()).slice(2)).toEqual(['session-moved 2 2026-11-10T09:00']);
  });

  test('to sooner than its own first e-mail: who was not told is told at once, once (case 5)', async () => {
    await world.jumpTo('2026-10-13T09:00:00Z');
    await change(to('2026-10-19'));
    expect(await sent()).toEqual(['session-prep - 2026-10-13T09:00']);
    await world.jumpTo('2026-10-19T09:00:00Z');
    expect(await sent()).toEqual(['session-prep - 2026-10-13T09:00', 'session-reminder - 2026-10-15T15:00']);
  });

  test('twice within ten minutes: one correction, with the final time (case 6)', async () => {
    await world.jumpTo('2026-11-06T09:00:00Z');
    await change(to('2026-12-03'));
    await world.jumpTo('2026-11-06T09:06:00Z');
    await change(to('2026-12-10'));
    await world.jumpTo('2026-11-07T09:00:00Z');
    expect((await sent()).slice(2)).toEqual(['session-moved 3 2026-11-06T09:16']);
    expect(mails('session-moved')).toHaveLength(1);
    expect(mails('session-moved')[0]?.text).toContain('Thursday 10 December 2026');
  });

  test('and moved back within ten minutes: nobody is troubled', async () => {
    await world.jumpTo('2026-11-06T09:00:00Z');
    await change(to('2026-12-03'));
    await change(to('2026-11-19'));
    await world.jumpTo('2026-11-18T09:00:00Z');
    expect((await sent()).slice(2)).toEqual(['session-reminder - 2026-11-17T16:00']);
  });

  test('within a day of it: each change is told at once', async () => {
    await world.jumpTo('2026-11-18T16:00:00Z');
    await change(to('2026-11-19', '10:00', '16:00'));
    await world.jumpTo('2026-11-18T16:05:00Z');
    await change(to('2026-11-19', '10:30', '16:00'));
    expect((await sent()).slice(3)).toEqual(['session-moved 2 2026-11-18T16:00', 'session-moved 3 2026-11-18T16:05']);
  });

  test('the head, who was invited to the launch, hears of it too', async () => {
    await world.jumpTo('2026-09-07T09:00:00Z');
    await change(to('2026-09-24', '15:00', '17:30'), 'launch');
    await world.jumpTo('2026-09-07T10:00:00Z');
    const told = (await rows())
      .filter(({ prompt }) => prompt === 'session-moved')
      .map(({ role, state }) => [role, state]);
    expect(told).toEqual([
      ['head', 'delivered'],
      ['participant', 'delivered'],
    ]);
  });

  test('somebody who withdrew is told nothing', async () => {
    await world.jumpTo('2026-11-06T09:00:00Z');
    await change(to('2026-12-03'));
    await withdrawParticipant(world.deps, ada, { reason: 'left-teaching', by: 'admin', note: '' });
    await world.jumpTo('2026-11-07T09:00:00Z');
    expect(mails('session-moved')).toEqual([]);
  });
});

describe('a session of a later cohort, in which somebody goes on', () => {
  const later = async () => {
    const { sessions } = await readCohort(world.table, laterCohort);
    const found = sessions.find(({ id }) => id === day);
    if (!found) throw new Error(`There is no ${day}`);
    return found;
  };
  const moveLater = async (date: string) => {
    const { revision } = await later();
    const asked = {
      cohortId: laterCohort,
      sessionId: day,
      seen: revision,
      change: to(date),
      reason: 'A sample reason',
    };
    expect(await changeSession(world.deps, { ...asked, by: 'admin' })).toMatchObject({ outcome: 'changed' });
    await world.settle();
  };

  beforeEach(async () => {
    await openNextYear(world);
    await world.jumpTo('2026-11-06T09:00:00Z');
    await change(to('2026-12-03'));
    await world.jumpTo('2026-12-07T09:00:00Z');
    await deferParticipant(world.deps, ada, { reason: 'other', note: '', by: 'admin' });
    await world.jumpTo('2027-09-06T09:00:00Z');
    await resumeParticipant(world.deps, ada, { cohortId: laterCohort, note: '', by: 'admin' });
    await world.settle();
  });

  test('is moved before anybody there was told: what they were told of last year’s day of that name counts for nothing', async () => {
    await moveLater('2027-12-02');
    await world.jumpTo('2027-12-02T09:00:00Z');
    const there = (await rows()).filter(({ anchor, role }) => anchor.endsWith('~2') && role === 'participant');
    expect(there.filter(({ prompt }) => prompt === 'session-moved')).toEqual([]);
    expect(
      there
        .filter(({ anchor, state }) => anchor === `session:${day}~2` && state === 'delivered')
        .map(({ prompt, acceptedAt }) => `${prompt} ${acceptedAt?.slice(0, 10)}`)
        .sort(),
    ).toEqual(['session-prep 2027-11-18', 'session-reminder 2027-11-30', 'session-saved 2027-11-04']);
  });

  test('is moved after its reminder: one correction, beside that of last year, and a reminder for the new date', async () => {
    await world.jumpTo('2027-11-18T15:00:00Z');
    await moveLater('2027-12-09');
    await world.jumpTo('2027-12-09T09:00:00Z');
    const moved = (await rows()).filter(({ prompt, role }) => prompt === 'session-moved' && role === 'participant');
    expect(moved.map(({ anchor, state }) => `${anchor} ${state}`)).toEqual([
      `session:${day}@2 delivered`,
      `session:${day}@2~2 delivered`,
    ]);
    const again = (await rows()).filter(
      ({ anchor, prompt }) => anchor === `session:${day}@2~2` && prompt === 'session-reminder',
    );
    expect(again.map(({ state }) => state)).toEqual(['delivered']);
  });
});

describe('a session is cancelled', () => {
  const calendarOf = (prompt: string) =>
    mails(prompt).map(({ attachments = [] }) => attachments[0]?.content.replaceAll('\r\n ', '') ?? '');
  const line = (file: string | undefined, name: string) =>
    file?.split('\r\n').find((each) => each.startsWith(`${name}:`));

  test('whoever was told is told so, with the entry taken out of their calendar; no reminder follows', async () => {
    await world.jumpTo('2026-11-06T09:00:00Z');
    await change({ change: 'cancel' });
    await world.jumpTo('2026-11-20T09:00:00Z');
    expect((await sent()).slice(2)).toEqual(['session-cancelled 2 2026-11-06T09:10']);
    const [saved] = calendarOf('session-saved').filter((file) => file.includes('central-2'));
    const [cancelled] = calendarOf('session-cancelled');
    expect(line(cancelled, 'UID')).toBe(line(saved, 'UID'));
    expect([line(saved, 'SEQUENCE'), line(cancelled, 'SEQUENCE')]).toEqual(['SEQUENCE:0', 'SEQUENCE:1']);
    expect([line(cancelled, 'METHOD'), line(cancelled, 'STATUS')]).toEqual(['METHOD:CANCEL', 'STATUS:CANCELLED']);
  });

  test('and reinstated: who was told of the cancelling hears that it is on again, with a higher SEQUENCE (case 7)', async () => {
    await world.jumpTo('2026-11-06T09:00:00Z');
    await change({ change: 'cancel' });
    await world.jumpTo('2026-11-09T09:00:00Z');
    await change({ ...to('2026-11-19'), change: 'reinstate' });
    await world.jumpTo('2026-11-18T09:00:00Z');
    expect((await sent()).slice(2)).toEqual([
      'session-cancelled 2 2026-11-06T09:10',
      'session-moved 3 2026-11-09T09:10',
      'session-reminder - 2026-11-17T16:00',
    ]);
    expect(mails('session-moved')[0]?.subject).toContain('On again');
    expect(line(calendarOf('session-moved')[0], 'SEQUENCE')).toBe('SEQUENCE:2');
    expect(line(calendarOf('session-moved')[0], 'METHOD')).toBe('METHOD:REQUEST');
  });

  test('while a move waits to be told: only the cancelling is told', async () => {
    await world.jumpTo('2026-11-06T09:00:00Z');
    await change(to('2026-12-03'));
    await world.jumpTo('2026-11-06T09:05:00Z');
    await change({ change: 'cancel' });
    await world.jumpTo('2026-11-07T09:00:00Z');
    expect((await sent()).slice(2)).toEqual(['session-cancelled 3 2026-11-06T09:15']);
  });
});

describe('a place, a link', () => {
  test('the online link changes half an hour before: it is told at once (case 64)', async () => {
    await world.jumpTo('2027-01-21T13:00:00Z');
    await change({ change: 'edit', joinUrl: 'https://meet.example.org/another-room' }, 'central-3');
    expect((await sent('central-3')).at(-1)).toBe('session-moved 2 2027-01-21T13:00');
    expect(mails('session-moved')[0]?.text).toContain('https://meet.example.org/another-room');
  });

  test('a venue that is full: some go to a sitting online, and only they are told', async () => {
    const bo = await enrolled(world, 'Birch');
    await world.jumpTo('2026-11-06T09:30:00Z');
    await change({
      change: 'split',
      id: aSessionId('central-2-online'),
      checkInCode: 'SAMPLE',
      members: [aParticipantId(ada)],
      startsAt: '2026-11-20T09:30:00.000Z',
      endsAt: '2026-11-20T15:30:00.000Z',
      mode: 'online',
      venue: '',
      joinUrl: 'https://meet.example.org/central-2',
    });
    await world.jumpTo('2026-11-21T09:00:00Z');
    expect(await sent('central-2-online')).toEqual([
      'session-moved 2 2026-11-06T09:40',
      'session-reminder - 2026-11-18T16:00',
      'session-today - 2026-11-20T07:15',
      'check-in-nudge - 2026-11-20T09:50',
    ]);
    expect((await sent()).slice(2)).toEqual([]);
    expect(await sent('central-2-online', bo)).toEqual([]);
    expect((await sent(day, bo)).slice(2, 3)).toEqual(['session-reminder - 2026-11-17T16:00']);
  });

  test('who goes to a second sitting has that one on their pages, and cannot check in to the first', async () => {
    await world.jumpTo('2026-11-06T09:00:00Z');
    await change({
      change: 'split',
      id: aSessionId('central-2-online'),
      checkInCode: 'SAMPLE',
      members: [aParticipantId(ada)],
      startsAt: '2026-11-20T09:30:00.000Z',
      endsAt: '2026-11-20T15:30:00.000Z',
      mode: 'online',
      venue: '',
      joinUrl: 'https://meet.example.org/central-2',
    });
    const ids = (await viewOf(world, ada)).sessions.map(({ id }) => id as string);
    expect(ids).toContain('central-2-online');
    expect(ids).not.toContain(day);
    await world.jumpTo('2026-11-19T09:35:00Z');
    const { checkInCode } = await sessionNow();
    expect(await checkIn(world.deps, ada, day, checkInCode)).toEqual({ outcome: 'no-such-session' });
  });
});

describe('two admins', () => {
  test('one moves what the other has just cancelled: the second is shown the first one’s change (case 51)', async () => {
    const move = await request(to('2026-12-03'));
    await change({ change: 'cancel' });
    const answer = await changeSession(world.deps, { ...move, by: 'admin' });
    expect(answer).toMatchObject({ outcome: 'changed-meanwhile', session: { state: 'cancelled', revision: 2 } });
    expect(await sessionNow()).toMatchObject({ state: 'cancelled', revision: 2 });
  });

  test('the same form sent twice is one change', async () => {
    const move = { ...(await request(to('2026-12-03'))), by: 'admin' };
    const answers = [await changeSession(world.deps, move), await changeSession(world.deps, move)];
    expect(answers.map(({ outcome }) => outcome)).toEqual(['changed', 'changed']);
    expect((await sessionNow()).revision).toBe(2);
  });
});

describe('the preview', () => {
  /** What Ada is still to get, by occasion. */
  const agenda = async (): Promise<Map<string, string>> => {
    const view = await readJourney(world.table, ada);
    if (!view) throw new Error('There is nobody');
    const moments = momentsFor(view.programme, view.cohort, view.sessions);
    const planned = agendaOf(view, moments, world.deps.clock.now());
    return new Map(planned.map(({ key, at }) => [key, new Date(at).toISOString().slice(0, 16)]));
  };
  /** What goes out before the session whatever she does in it. */
  const isPrompt = (about: string) =>
    /^session-(saved|prep|reminder|today|moved|cancelled)#session:central-2.*#participant$/.test(about);
  const wholeChanges: [string, string, SessionChange][] = [
    ['a move before anybody was told', '2026-10-01T09:00:00.000Z', to('2026-12-03')],
    ['a move after the reminder', '2026-11-18T09:00:00.000Z', to('2026-12-03')],
    ['a move to sooner than the reminder', '2026-11-10T09:00:00.000Z', to('2026-11-11')],
    ['a move to sooner than the first e-mail', '2026-10-13T09:00:00.000Z', to('2026-10-19')],
    ['a cancelling', '2026-11-06T09:00:00.000Z', { change: 'cancel' }],
    ['another venue', '2026-11-06T09:00:00.000Z', { change: 'edit', venue: 'Sample Library' }],
  ];
  test.each(wholeChanges)('of %s says what then happens, and nothing else', async (_, at, what) => {
    await world.jumpTo(at);
    const expected = await agenda();
    const preview = await previewChange(world.deps, await request(what));
    if (preview.outcome !== 'preview') throw new Error(preview.outcome);
    expect(await agenda()).toEqual(expected);
    for (const { effect } of preview.members) {
      for (const { key: dropped } of effect.dropped) expected.delete(dropped);
      for (const { key: touched, to: moment } of [...effect.corrections, ...effect.retimed, ...effect.added])
        expected.set(touched, moment?.slice(0, 16) ?? '');
    }
    const until = '2026-12-04T09:00';
    const foretold = [...expected].filter(([about, at]) => isPrompt(about) && at < until);
    const known = new Set((await about()).map(occasionKey));
    await change(what);
    await world.jumpTo(`${until}:00Z`);
    const happened = (await about())
      .filter((row) => row.state === 'delivered' && !known.has(occasionKey(row)))
      .map((row) => [occasionKey(row), row.acceptedAt?.slice(0, 16)]);
    expect(happened.filter(([about]) => isPrompt(about ?? '')).sort()).toEqual(foretold.sort());
    expect(happened.length).toBeGreaterThan(0);
  });
});
