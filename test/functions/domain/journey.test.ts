import { describe, expect, it } from 'vitest';
import type { Session } from '../../../functions/domain/cohort.ts';
import { nextJourneyStep } from '../../../functions/domain/journey.ts';
import { computeMoments } from '../../../functions/domain/moments.ts';
import type { PromptRow } from '../../../functions/domain/prompt.ts';
import type { JourneyStep } from '../../../functions/domain/step.ts';
import type { JourneyView } from '../../../functions/domain/views.ts';
import {
  aCredit,
  aJourney,
  anInSchoolDay,
  aParticipant,
  aPlace,
  aPromptRow,
  sampleCohort,
  sampleProgramme,
  sampleSessions,
} from '../../support/factories.ts';
import { drive } from '../../support/journey-driver.ts';

const moments = computeMoments(sampleProgramme, sampleCohort, sampleSessions);

function plan(view: JourneyView, now: string): JourneyStep {
  return nextJourneyStep(view, moments, now);
}

/** Somebody in year 1 on Mon 1 Mar 2027, whose ledger has everything that was due before. */
function inMarch(given: Partial<JourneyView> = {}, facts: Parameters<typeof aParticipant>[0] = {}): JourneyView {
  const participant = aParticipant({
    status: 'year-1',
    statusSince: '2026-08-31T23:00:00.000Z',
    detailsConfirmedAt: '2026-04-02T09:00:00.000Z',
    legBeganAt: '2027-01-26T09:00:00.000Z',
    ...facts,
  });
  const attended = sampleSessions.filter(({ startsAt }) => startsAt < '2027-03-01');
  const view = aJourney({
    participant,
    places: attended.map(({ id, startsAt }) => aPlace(id, 'attended', startsAt)),
    credits: attended.map(({ id, credit, startsAt }) => aCredit({ id, sessionId: id, amount: credit, at: startsAt })),
    inSchoolDays: [anInSchoolDay({ amount: 1, acknowledgedAt: '2026-11-11T09:00:00.000Z' })],
    ...given,
  });
  const settled = drive(view, moments, { from: '2027-03-01T09:00:00.000Z', until: '2027-03-01T09:00:00.000Z' });
  return settled.view;
}

describe('the wait', () => {
  it('says in words until when and to do what: the reminder about central day 4', () => {
    expect(plan(inMarch(), '2027-03-01T09:00:00.000Z')).toEqual({
      do: 'Wait',
      kind: 'AwaitSession',
      until: '2027-03-02T16:00:00.000Z',
      because: 'to remind this participant about Central day 4',
    });
  });

  it('says from whom it waits for something', () => {
    const view = aJourney({ prompts: [aPromptRow({ prompt: 'welcome', anchor: 'self', state: 'delivered' })] });
    expect(plan(view, '2026-04-02T09:00:00.000Z')).toEqual({
      do: 'Wait',
      kind: 'AwaitDetails',
      until: '2026-04-17T08:00:00.000Z',
      because: 'for the participant to confirm their details, or else to remind them',
    });
  });

  it('is cut short where the leg has to hand over before', () => {
    const view = inMarch({}, { legBeganAt: '2026-05-06T09:00:00.000Z' });
    expect(plan(view, '2027-03-01T09:00:00.000Z')).toMatchObject({
      until: '2027-03-02T09:00:00.000Z',
      because: 'to go on with the next part of the journey, and then to remind this participant about Central day 4',
    });
    expect(plan(view, '2027-03-02T09:00:00.000Z')).toEqual({ do: 'HandOver', because: 'this leg is 300 days old' });
  });

  it('is for the check-in once the reminder has gone', () => {
    const reminded = drive(inMarch(), moments, { from: '2027-03-01T09:00:00.000Z', until: '2027-03-02T16:00:00.000Z' });
    expect(plan(reminded.view, '2027-03-03T09:00:00.000Z')).toMatchObject({
      kind: 'AwaitCheckIn',
      until: '2027-03-04T09:50:00.000Z',
    });
  });
});

describe('what is due', () => {
  it('is one step that names everything, in order of time', () => {
    const step = plan(inMarch(), '2027-03-04T09:50:00.000Z');
    expect(step.do === 'SendPrompts' && step.prompts.map(({ prompt }) => prompt)).toEqual([
      'session-reminder',
      'check-in-nudge',
    ]);
  });

  it('names what is of no use any more, with the reason', () => {
    const step = plan(inMarch(), '2027-03-04T09:50:00.000Z');
    expect(step.do === 'SendPrompts' && step.prompts[0]).toMatchObject({
      prompt: 'session-reminder',
      plannedFor: '2027-03-02T16:00:00.000Z',
      missed: 'the session had begun',
    });
    expect(step.do === 'SendPrompts' && step.prompts[1]).not.toHaveProperty('missed');
  });

  it('is not asked for again once it has a row', () => {
    const sent = aPromptRow({ anchor: 'session:central-4', state: 'accepted' });
    const view = inMarch();
    expect(plan({ ...view, prompts: [...view.prompts, sent] }, '2027-03-02T16:00:00.000Z').do).toBe('Wait');
  });

  it('is not sent about a session for which apologies were given', () => {
    const view = inMarch();
    const apologies = aPlace('central-4', 'apologies', '2027-03-01T10:00:00.000Z');
    const after = drive({ ...view, places: [...view.places, apologies] }, moments, {
      from: '2027-03-01T10:00:00.000Z',
      until: '2027-03-12T10:00:00.000Z',
    });
    const about = after.view.prompts.filter(
      ({ anchor, queuedAt }) => anchor === 'session:central-4' && queuedAt >= '2027-03-01T10',
    );
    expect(about.map(({ prompt }) => prompt)).toEqual(['absence-noted']);
    expect(after.view.places.at(-1)?.state).toBe('apologies');
  });

  it('goes to nobody after a bereavement', () => {
    const view = inMarch(
      {},
      { status: 'withdrawn', statusReason: 'bereavement', statusSince: '2027-03-01T08:00:00.000Z' },
    );
    const step = plan({ ...view, prompts: [] }, '2027-03-01T09:00:00.000Z');
    expect(step).toMatchObject({ do: 'Wait', kind: 'AwaitUndo', until: '2027-03-08T17:00:00.000Z' });
  });
});

describe('a suppressed prompt', () => {
  const suppressed = (atVersion: number): PromptRow =>
    aPromptRow({ anchor: 'session:central-4', state: 'suppressed', reason: 'withdrawn', atVersion });
  const planWith = (row: PromptRow, now: string, facts: Parameters<typeof aParticipant>[0] = { version: 7 }) => {
    const view = inMarch({}, facts);
    return plan(
      { ...view, participant: aParticipant({ ...view.participant, ...facts }), prompts: [...view.prompts, row] },
      now,
    );
  };

  it('is asked for again after a change, as after an undo', () => {
    expect(planWith(suppressed(5), '2027-03-03T09:00:00.000Z')).toMatchObject({
      do: 'SendPrompts',
      prompts: [{ prompt: 'session-reminder', anchor: 'session:central-4' }],
    });
  });

  it('is left alone while nothing has changed', () => {
    expect(planWith(suppressed(7), '2027-03-03T09:00:00.000Z').do).toBe('Wait');
  });

  it('is left alone when it helps nobody any more', () => {
    const view = planWith(suppressed(5), '2027-03-04T09:31:00.000Z');
    expect(view).toMatchObject({ do: 'Wait', kind: 'AwaitCheckIn' });
  });

  it('is left alone while the address is known to fail', () => {
    expect(planWith(suppressed(5), '2027-03-03T09:00:00.000Z', { version: 7, addressFailed: true }).do).toBe('Wait');
  });
});

describe('a session that moves', () => {
  const movedTo = (startsAt: string, endsAt: string): readonly Session[] =>
    sampleSessions.map((session) =>
      session.id === 'central-4' ? { ...session, startsAt, endsAt, revision: 2 } : session,
    );

  it('later takes its reminder with it, also where the row of the old moment is not settled yet', () => {
    const sessions = movedTo('2027-03-18T09:30:00.000Z', '2027-03-18T15:30:00.000Z');
    const moved = computeMoments(sampleProgramme, sampleCohort, sessions);
    const view = inMarch();
    const queued = aPromptRow({ anchor: 'session:central-4', state: 'queued', plannedFor: '2027-03-02T16:00:00.000Z' });
    const others = view.prompts.filter(({ anchor }) => anchor !== 'session:central-4');
    const after = drive({ ...view, sessions, prompts: [...others, queued] }, moved, {
      from: '2027-03-02T16:01:00.000Z',
      until: '2027-03-16T15:00:00.000Z',
    });
    expect(after.told.at(-1)?.step).toMatchObject({
      do: 'Wait',
      until: '2027-03-16T16:00:00.000Z',
      because: 'to remind this participant about Central day 4',
    });
  });

  it('or is cancelled takes all its prompts away, and marks nobody absent', () => {
    const sessions = sampleSessions.map(
      (session): Session => (session.id === 'central-4' ? { ...session, state: 'cancelled', revision: 2 } : session),
    );
    const cancelled = computeMoments(sampleProgramme, sampleCohort, sessions);
    const after = drive({ ...inMarch(), sessions }, cancelled, {
      from: '2027-03-01T09:00:00.000Z',
      until: '2027-03-16T09:00:00.000Z',
    });
    expect(
      after.view.prompts.filter(
        ({ anchor, queuedAt }) => anchor === 'session:central-4' && queuedAt > '2027-03-01T09:00:00.000Z',
      ),
    ).toEqual([]);
    expect(after.view.places.some(({ sessionId }) => sessionId === 'central-4')).toBe(false);
  });
});

describe('an absence', () => {
  it('is recorded when the time for evidence has passed', () => {
    const settled = drive(inMarch(), moments, { from: '2027-03-01T09:00:00.000Z', until: '2027-03-11T16:59:00.000Z' });
    expect(plan(settled.view, '2027-03-11T17:00:00.000Z')).toEqual({
      do: 'RecordProgress',
      progress: {
        change: 'absent',
        sessionIds: ['central-4'],
        because: 'nobody checked in or sent evidence in time for Central day 4',
      },
    });
  });

  it('is not recorded while evidence waits for the lead', () => {
    const view = inMarch();
    const at = '2027-03-05T10:00:00.000Z';
    const evidence = aPlace('central-4', 'expected', at, { evidence: { text: 'I signed the sheet', at } });
    const after = drive({ ...view, places: [...view.places, evidence] }, moments, {
      from: at,
      until: '2027-03-15T09:00:00.000Z',
    });
    expect(after.view.places.at(-1)?.state).toBe('expected');
  });

  it('alone alarms nobody while a catch-up can still make it up; a second one does', () => {
    const once = drive(inMarch(), moments, { from: '2027-03-01T09:00:00.000Z', until: '2027-04-20T09:00:00.000Z' });
    expect(once.view.prompts.some(({ prompt }) => prompt === 'absence-escalated')).toBe(false);
    const twice = drive(inMarch(), moments, { from: '2027-03-01T09:00:00.000Z', until: '2027-05-07T16:00:00.000Z' });
    expect(twice.view.prompts.find(({ prompt }) => prompt === 'absence-escalated')).toMatchObject({
      anchor: 'year:1',
      ordinal: 0,
      role: 'lead',
      queuedAt: '2027-05-07T16:00:00.000Z',
    });
  });

  it('alone alarms the lead on that day where no catch-up can make it up any more', () => {
    const withoutCatchUps = sampleSessions.filter(({ kind }) => kind !== 'catch-up');
    const without = computeMoments(sampleProgramme, sampleCohort, withoutCatchUps);
    const after = drive({ ...inMarch(), sessions: withoutCatchUps }, without, {
      from: '2027-03-01T09:00:00.000Z',
      until: '2027-03-11T17:00:00.000Z',
    });
    expect(after.view.prompts.find(({ prompt }) => prompt === 'absence-escalated')).toMatchObject({
      role: 'lead',
      queuedAt: '2027-03-11T17:00:00.000Z',
    });
  });
});

describe('who is deferred', () => {
  const deferred = (returnsOn?: string): JourneyView =>
    inMarch(
      {},
      {
        status: 'deferred',
        statusBefore: 'year-1',
        statusSince: '2027-03-01T08:00:00.000Z',
        ...(returnsOn && { returnsOn }),
      },
    );

  it('is told so, and hears nothing of the sessions', () => {
    const after = drive({ ...deferred(), prompts: [] }, moments, {
      from: '2027-03-01T09:00:00.000Z',
      until: '2027-10-01T09:00:00.000Z',
    });
    expect(new Set(after.view.prompts.map(({ prompt }) => prompt))).toEqual(new Set(['deferred']));
    expect(after.told.at(-1)?.step).toMatchObject({
      kind: 'PauseWhileDeferred',
      because: 'for the participant to return (no date is set yet)',
    });
  });

  it('is asked 20 and 5 working days before the return', () => {
    const after = drive({ ...deferred('2027-09-13'), prompts: [] }, moments, {
      from: '2027-03-01T09:00:00.000Z',
      until: '2027-10-01T09:00:00.000Z',
    });
    const asked = after.view.prompts.filter(({ prompt }) => prompt === 'deferral-return');
    expect(asked.map(({ queuedAt, role }) => `${queuedAt.slice(0, 10)} ${role}`)).toEqual([
      '2027-07-06 participant',
      '2027-09-06 participant',
      '2027-09-20 participant',
      '2027-09-20 lead',
    ]);
  });

  it('gets nothing of what fell due meanwhile when they resume, and is not marked absent', () => {
    const resumedAt = '2027-05-10T09:00:00.000Z';
    const view = inMarch({}, { status: 'year-1', statusSince: resumedAt, resumedAt });
    const prompts = view.prompts.filter(({ queuedAt }) => queuedAt < '2027-03-01');
    const after = drive({ ...view, prompts }, moments, { from: resumedAt, until: resumedAt });
    expect(after.view.prompts.some(({ state }) => state === 'missed')).toBe(false);
    expect(after.view.places.some(({ state }) => state === 'absent')).toBe(false);
    expect(after.view.prompts.filter(({ prompt }) => prompt === 'resumed')).toHaveLength(3);
  });
});

describe('a leg', () => {
  it('hands over after 800 turns', () => {
    const view = inMarch();
    const at = { ...view, participant: { ...view.participant, turn: 2100, legBeganAtTurn: 100 } };
    expect(plan(at, '2027-03-01T09:00:00.000Z')).toEqual({ do: 'HandOver', because: 'this leg has turned 800 times' });
  });
});

describe('a fresh link', () => {
  it('goes to the one who asked for it, once for each time', () => {
    const asked = { linkAskedAt: { participant: '2027-03-01T10:00:00.000Z' } };
    const view = inMarch();
    const step = plan({ ...view, participant: { ...view.participant, ...asked } }, '2027-03-01T10:00:01.000Z');
    expect(step).toMatchObject({
      do: 'SendPrompts',
      prompts: [{ prompt: 'fresh-link', anchor: 'link:2027-03-01T10:00:00.000Z', role: 'participant', lane: 'urgent' }],
    });
    expect(step.do === 'SendPrompts' && step.prompts).toHaveLength(1);
  });
});

describe('in-school days', () => {
  it('logged on one day are brought to the lead together the next morning, until they are acknowledged', () => {
    const view = inMarch();
    const days = [
      anInSchoolDay({ id: 'a', loggedAt: '2027-03-01T10:00:00.000Z' }),
      anInSchoolDay({ id: 'b', loggedAt: '2027-03-01T15:00:00.000Z' }),
    ];
    const logged = { ...view, inSchoolDays: [...view.inSchoolDays, ...days] };
    const after = drive(logged, moments, { from: '2027-03-01T15:00:00.000Z', until: '2027-03-10T09:00:00.000Z' });
    const asked = after.view.prompts.filter(({ prompt }) => prompt === 'in-school-acknowledge');
    expect(asked.map(({ queuedAt, ordinal, role }) => `${queuedAt} ${ordinal} ${role}`)).toEqual([
      '2027-03-02T08:00:00.000Z 0 lead',
      '2027-03-09T08:00:00.000Z 1 lead',
    ]);
    const acknowledged = {
      ...logged,
      inSchoolDays: logged.inSchoolDays.map((day) => ({ ...day, acknowledgedAt: '2027-03-01T16:00:00.000Z' })),
    };
    const quiet = drive(acknowledged, moments, { from: '2027-03-01T16:00:00.000Z', until: '2027-03-10T09:00:00.000Z' });
    expect(quiet.view.prompts.some(({ prompt }) => prompt === 'in-school-acknowledge')).toBe(false);
  });
});
