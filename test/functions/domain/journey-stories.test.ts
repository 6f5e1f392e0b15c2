import { describe, expect, it } from 'vitest';
import { changed } from '../../../functions/domain/after-step.ts';
import { halfDayLedger } from '../../../functions/domain/half-days.ts';
import { computeMoments } from '../../../functions/domain/moments.ts';
import { occasionKey } from '../../../functions/domain/prompt.ts';
import type { JourneyView } from '../../../functions/domain/views.ts';
import { aJourney, aParticipant, sampleCohort, sampleProgramme, sampleSessions } from '../../support/factories.ts';
import { type Action, attends, drive, inSchool, reviews, sentOf, writesPlan } from '../../support/journey-driver.ts';

const moments = computeMoments(sampleProgramme, sampleCohort, sampleSessions);
const begins = '2026-04-01T09:00:00.000Z';

const confirmsDetails: Action = {
  at: '2026-04-02T10:00:00.000Z',
  act: (view, now) => ({ ...view, participant: { ...view.participant, detailsConfirmedAt: now } }),
};

function attendance(except: readonly string[] = []): Action[] {
  return sampleSessions
    .filter(({ kind, id }) => kind !== 'catch-up' && !except.includes(id))
    .map(({ id, startsAt }) => ({ at: later(startsAt, 5), act: attends(id) }));
}

function later(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}

const fourHalfDays: Action[] = ['2026-10-14', '2026-12-02', '2027-02-03', '2027-03-10'].map((date) => ({
  at: `${date}T16:00:00.000Z`,
  act: inSchool(date),
}));

const departmentWork: Action[] = [
  { at: '2027-09-20T16:00:00.000Z', act: writesPlan },
  { at: '2027-12-06T16:00:00.000Z', act: reviews('autumn-2027') },
  { at: '2028-03-20T16:00:00.000Z', act: reviews('spring-2028') },
  { at: '2028-07-10T16:00:00.000Z', act: reviews('summer-2028') },
];

function promptsAbout(driven: ReturnType<typeof drive>, prompt: string): string[] {
  return sentOf(driven)
    .filter((sent) => sent.prompt.prompt === prompt)
    .map(({ at, prompt: { anchor, role, ordinal } }) => `${at} ${anchor}#${ordinal} ${role}`);
}

function statusesOf({ told }: ReturnType<typeof drive>): string[] {
  return told.flatMap(({ at, step }) =>
    step.do === 'RecordProgress' && step.progress.change === 'status' ? [`${at.slice(0, 10)} ${step.progress.to}`] : [],
  );
}

describe('one who attends everything', () => {
  const driven = drive(aJourney(), moments, {
    from: begins,
    until: '2029-01-01T00:00:00.000Z',
    actions: [confirmsDetails, ...attendance(), ...fourHalfDays, ...departmentWork],
  });

  it('completes at the completion review, 27 months after being enrolled', () => {
    expect(driven.ended).toBe(true);
    expect(statusesOf(driven)).toEqual([
      '2026-08-31 year-1',
      '2027-07-13 year-1-review',
      '2027-07-13 year-2',
      '2028-07-13 completion-review',
      '2028-07-13 completed',
    ]);
    expect(promptsAbout(driven, 'completion')).toHaveLength(2);
  });

  it('earns 5.5 central days and 2 in school', () => {
    const ledger = halfDayLedger(driven.view, driven.now, moments);
    expect(ledger.map(({ bucket, earned, short }) => ({ bucket, earned, short }))).toEqual([
      { bucket: 'central', earned: 5.5, short: 0 },
      { bucket: 'in-school', earned: 2, short: 0 },
    ]);
  });

  it('is never chased, never asked whether they were there, and never told to catch up', () => {
    const keys = new Set(sentOf(driven).map(({ prompt }) => prompt.prompt as string));
    for (const chase of [
      'onboarding-chase',
      'check-in-nudge',
      'check-in-missed',
      'absence-noted',
      'absence-escalated',
      'year-1-shortfall',
      'completion-chase',
    ]) {
      expect(keys).not.toContain(chase);
    }
    expect([...keys]).not.toContain('session-saved#session:catch-up-1');
    expect(sentOf(driven).filter(({ prompt }) => prompt.anchor.includes('catch-up'))).toEqual([]);
  });

  it('is reminded of every session two working days before at 16:00 in London', () => {
    expect(promptsAbout(driven, 'session-reminder')).toEqual([
      '2026-09-15T15:00:00.000Z session:launch#0 participant',
      '2026-10-06T15:00:00.000Z session:central-1#0 participant',
      '2026-11-17T16:00:00.000Z session:central-2#0 participant',
      '2027-01-19T16:00:00.000Z session:central-3#0 participant',
      '2027-03-02T16:00:00.000Z session:central-4#0 participant',
      '2027-04-27T15:00:00.000Z session:central-5#0 participant',
      '2027-06-15T15:00:00.000Z session:central-6#0 participant',
    ]);
  });

  it('is driven by legs none of which is older than 300 days, and hands over when year 1 ends', () => {
    const handOvers = driven.told.filter(({ step }) => step.do === 'HandOver').map(({ at }) => at);
    expect(handOvers).toContain('2027-07-21T23:00:00.000Z');
    const legs = [begins, ...handOvers, driven.now].map((at) => Date.parse(at));
    for (const [i, at] of legs.slice(1).entries()) expect((at - (legs[i] ?? 0)) / 86_400_000).toBeLessThanOrEqual(300);
  });

  it('is sent each occasion once', () => expectEachOnce(driven));
});

describe('one who misses a central day', () => {
  const catchesUp: Action = { at: '2027-07-08T08:35:00.000Z', act: attends('catch-up-1') };
  const driven = drive(aJourney(), moments, {
    from: begins,
    until: '2029-01-01T00:00:00.000Z',
    actions: [confirmsDetails, ...attendance(['central-2']), catchesUp, ...fourHalfDays, ...departmentWork],
  });

  it('is asked at the session, on the next working day, and then marked absent after five', () => {
    expect(promptsAbout(driven, 'check-in-nudge')).toEqual([
      '2026-11-19T09:50:00.000Z session:central-2#0 participant',
    ]);
    expect(promptsAbout(driven, 'check-in-missed')).toEqual([
      '2026-11-20T09:00:00.000Z session:central-2#0 participant',
    ]);
    const place = driven.view.places.find(({ sessionId }) => sessionId === 'central-2');
    expect(place).toMatchObject({ state: 'absent', source: 'programme', at: '2026-11-26T17:00:00.000Z' });
  });

  it('is offered the summer catch-up, and reminded of it', () => {
    expect(promptsAbout(driven, 'absence-noted')).toEqual(['2026-11-26T17:00:00.000Z session:central-2#0 participant']);
    expect(promptsAbout(driven, 'session-reminder')).toContain(
      '2027-07-06T15:00:00.000Z session:catch-up-1#0 participant',
    );
  });

  it('makes it up and completes, without anybody being alarmed', () => {
    expect(driven.ended).toBe(true);
    expect(driven.view.participant.status).toBe('completed');
    expect(promptsAbout(driven, 'absence-escalated')).toEqual([]);
    expect(promptsAbout(driven, 'year-1-shortfall')).toEqual([]);
    expect(halfDayLedger(driven.view, driven.now, moments)[0]).toMatchObject({ year: 1, earned: 5.5, short: 0 });
  });

  it('is sent each occasion once', () => expectEachOnce(driven));
});

describe('one who misses a day and its catch-up', () => {
  const missing = [confirmsDetails, ...attendance(['central-2']), ...fourHalfDays];

  it('waits for the lead’s decision, told what is missing', () => {
    const driven = drive(aJourney(), moments, { from: begins, until: '2027-09-01T00:00:00.000Z', actions: missing });
    expect(driven.view.participant.status).toBe('year-1-review');
    expect(driven.told.at(-1)?.step).toMatchObject({
      do: 'Wait',
      kind: 'AwaitReviewDecision',
      because: 'for the lead or an admin to decide on the year 1 review, or for what is missing: 1 central day',
    });
    expect(promptsAbout(driven, 'year-1-shortfall').map((line) => line.split(' ').at(-1))).toEqual([
      'participant',
      'subject-lead',
      'lead',
    ]);
  });

  it('goes on to year 2 when the missing day is waived, and is not asked to catch up any more', () => {
    const driven = drive(aJourney(), moments, {
      from: begins,
      until: '2029-01-01T00:00:00.000Z',
      actions: [...missing, decides('2027-07-19T10:00:00.000Z', 'waive'), ...departmentWork],
    });
    expect(driven.view.participant.status).toBe('completed');
    expect(sentOf(driven).filter(({ prompt }) => prompt.anchor === 'session:catch-up-2')).toEqual([]);
  });

  it('goes on with more time, owes the day at completion, and makes it up a year later', () => {
    const actions = [...missing, decides('2027-07-19T10:00:00.000Z', 'extend'), ...departmentWork];
    const catchesUp: Action = { at: '2028-07-06T08:35:00.000Z', act: attends('catch-up-2') };
    const owing = drive(aJourney(), moments, { from: begins, until: '2028-07-20T00:00:00.000Z', actions });
    expect(owing.view.participant.status).toBe('completion-review');
    expect(owing.told.at(-1)?.step).toMatchObject({ kind: 'AwaitReviewDecision' });
    const made = drive(aJourney(), moments, {
      from: begins,
      until: '2029-01-01T00:00:00.000Z',
      actions: [...actions, catchesUp],
    });
    expect(made.view.participant.status).toBe('completed');
  });

  it('passes by itself when the second catch-up fills the gap without any decision', () => {
    const catchesUp: Action = { at: '2028-07-06T08:35:00.000Z', act: attends('catch-up-2') };
    const driven = drive(aJourney(), moments, {
      from: begins,
      until: '2028-07-07T00:00:00.000Z',
      actions: [...missing, catchesUp],
    });
    expect(driven.view.participant.status).toBe('year-2');
  });
});

describe('one who never answers', () => {
  const withdraws: Action = {
    at: '2026-11-02T10:00:00.000Z',
    act: (view, now) =>
      changed(view, {
        status: 'withdrawn',
        statusSince: now,
        statusBefore: 'year-1',
        statusReason: 'no-longer-responding',
      }),
  };
  const driven = drive(aJourney(), moments, { from: begins, until: '2029-01-01T00:00:00.000Z', actions: [withdraws] });

  it('is chased for their details, then the subject lead is', () => {
    expect(promptsAbout(driven, 'onboarding-chase')).toEqual([
      '2026-04-17T08:00:00.000Z self#0 participant',
      '2026-04-24T08:00:00.000Z self#1 participant',
      '2026-04-24T08:00:00.000Z self#1 subject-lead',
    ]);
  });

  it('is escalated at the second absence to the lead, the subject lead and the head, three working days apart', () => {
    expect(promptsAbout(driven, 'absence-escalated')).toEqual([
      '2026-10-15T16:00:00.000Z year:1#0 lead',
      '2026-10-20T08:00:00.000Z year:1#1 subject-lead',
      '2026-10-23T08:00:00.000Z year:1#2 head',
    ]);
  });

  it('is told of the withdrawal and of nothing else, and the journey ends five working days later', () => {
    const after = sentOf(driven).filter(({ at }) => at >= withdraws.at);
    expect(new Set(after.map(({ prompt }) => prompt.prompt))).toEqual(new Set(['withdrawn']));
    expect(driven.ended).toBe(true);
    expect(driven.now).toBe('2026-11-09T17:00:00.000Z');
  });
});

describe('one who is enrolled in mid-year', () => {
  const enrolledAt = '2026-11-30T10:00:00.000Z';
  const late = (): JourneyView =>
    aJourney({ participant: aParticipant({ enrolledAt, statusSince: enrolledAt, legBeganAt: enrolledAt }) });

  it('is neither prompted about nor marked absent from what was before', () => {
    const driven = drive(late(), moments, { from: enrolledAt, until: '2027-01-10T00:00:00.000Z' });
    expect(driven.view.places).toEqual([]);
    const anchors = new Set(sentOf(driven).map(({ prompt }) => prompt.anchor));
    expect([...anchors].filter((anchor) => /launch|central-[12]/.test(anchor))).toEqual([]);
    expect(driven.view.prompts.filter(({ state }) => state === 'missed')).toEqual([]);
  });

  it('is offered the catch-up, since the year’s days cannot be reached without it', () => {
    const driven = drive(late(), moments, { from: enrolledAt, until: '2027-06-12T00:00:00.000Z', actions: [] });
    expect(promptsAbout(driven, 'session-saved').at(-1)).toContain('session:catch-up-1');
  });
});

function decides(at: string, outcome: 'pass' | 'waive' | 'extend'): Action {
  return {
    at,
    act: (view, now) => ({
      ...view,
      participant: { ...view.participant, decisions: { 'year-1': { outcome, reason: 'agreed', at: now } } },
    }),
  };
}

function expectEachOnce(driven: ReturnType<typeof drive>): void {
  const keys = sentOf(driven).map(({ prompt }) => occasionKey(prompt));
  expect(keys.length).toBeGreaterThan(30);
  expect(new Set(keys).size).toBe(keys.length);
}
