import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed } from '../../../functions/domain/after-step.ts';
import { decideDelivery } from '../../../functions/domain/delivery.ts';
import { halfDayLedger } from '../../../functions/domain/half-days.ts';
import { nextJourneyStep } from '../../../functions/domain/journey.ts';
import { computeMoments } from '../../../functions/domain/moments.ts';
import type { ParticipantStatus, Place } from '../../../functions/domain/participant.ts';
import { occasionKey } from '../../../functions/domain/prompt.ts';
import type { JourneyStep } from '../../../functions/domain/step.ts';
import type { JourneyView } from '../../../functions/domain/views.ts';
import {
  aJourney,
  aParticipant,
  aPromptRow,
  sampleCohort,
  sampleProgramme,
  sampleSessions,
} from '../../support/factories.ts';
import {
  type Action,
  attends,
  type Driven,
  drive,
  inSchool,
  reviews,
  writesPlan,
} from '../../support/journey-driver.ts';

const moments = computeMoments(sampleProgramme, sampleCohort, sampleSessions);
const begins = Date.parse('2026-04-01T09:00:00.000Z');
const ends = Date.parse('2028-12-31T00:00:00.000Z');

const anInstant = fc.integer({ min: begins, max: ends }).map((ms) => new Date(ms).toISOString());
const aSessionId = fc.constantFrom(...sampleSessions.map(({ id }) => id));
const aTerm = fc.constantFrom(...sampleCohort.terms.map(({ key }) => key));

type Act = Action['act'];

function sets(state: Place['state']) {
  return (sessionId: string): Act =>
    (view, now) => {
      const session = view.sessions.find(({ id }) => id === sessionId);
      if (!session || view.credits.some((entry) => entry.sessionId === sessionId)) return view;
      const others = view.places.filter((place) => place.sessionId !== sessionId);
      return { ...view, places: [...others, { sessionId: session.id, state, source: 'participant', at: now }] };
    };
}

const attendsOnce =
  (sessionId: string): Act =>
  (view, now) => {
    const begun = view.sessions.some(({ id, startsAt }) => id === sessionId && startsAt <= now);
    const credited = view.credits.some((entry) => entry.sessionId === sessionId);
    return begun && !credited ? attends(sessionId)(view, now) : view;
  };

const inactive: readonly ParticipantStatus[] = ['deferred', 'withdrawn', 'completed', 'replaced'];

const defers: Act = (view, now) =>
  inactive.includes(view.participant.status)
    ? view
    : changed(view, { status: 'deferred', statusSince: now, statusBefore: view.participant.status });

const returns: Act = (view, now) => {
  const { status, statusBefore } = view.participant;
  if (status !== 'deferred' || statusBefore === undefined) return view;
  return changed(view, { status: statusBefore, statusSince: now, resumedAt: now });
};

const withdraws: Act = (view, now) =>
  inactive.includes(view.participant.status)
    ? view
    : changed(view, { status: 'withdrawn', statusSince: now, statusBefore: view.participant.status });

const undoes: Act = (view, now) => {
  const { status, statusBefore } = view.participant;
  if (status !== 'withdrawn' || statusBefore === undefined) return view;
  return changed(view, { status: statusBefore, statusSince: now });
};

const decides =
  (gate: string, outcome: 'pass' | 'waive' | 'extend'): Act =>
  (view, now) =>
    changed(view, { decisions: { ...view.participant.decisions, [gate]: { outcome, reason: 'agreed', at: now } } });

const confirms: Act = (view, now) => changed(view, { detailsConfirmedAt: now });

/** Whatever may happen to a participant, in any order and at any time. */
const anAct: fc.Arbitrary<Act> = fc.oneof(
  aSessionId.map(attendsOnce),
  aSessionId.map(attendsOnce),
  aSessionId.map(sets('apologies')),
  aSessionId.map(sets('absent')),
  aSessionId.map(sets('expected')),
  fc.uuid().map((id) => inSchool(id)),
  aTerm.map((term) => reviews(term)),
  fc.constantFrom<Act>(defers, returns, withdraws, undoes, confirms, writesPlan),
  fc
    .tuple(
      fc.constantFrom('year-1', 'completion'),
      fc.constantFrom<'pass' | 'waive' | 'extend'>('pass', 'waive', 'extend'),
    )
    .map(([gate, outcome]) => decides(gate, outcome)),
);

const aStory: fc.Arbitrary<Action[]> = fc.array(fc.record({ at: anInstant, act: anAct }), { maxLength: 25 });

const start = (): JourneyView => aJourney({ participant: aParticipant() });

function live(actions: readonly Action[], until = ends): Driven {
  return drive(start(), moments, {
    from: new Date(begins).toISOString(),
    until: new Date(until).toISOString(),
    actions,
  });
}

const runs = { numRuns: 150 };

describe('whatever happens to a participant', () => {
  it('every wait lies ahead, says why, and is for the first moment at which the answer changes', () => {
    fc.assert(
      fc.property(aStory, fc.double({ min: 0, max: 0.999, noNaN: true }), (actions, share) => {
        const driven = live(actions);
        for (const { at, step } of driven.told) if (step.do === 'Wait') expectGoodWait(step, at);
        const last = driven.told.at(-1);
        if (last?.step.do !== 'Wait') return;
        const [from, to] = [Date.parse(last.at), Date.parse(last.step.until)];
        const between = new Date(from + Math.floor((to - from - 1) * share)).toISOString();
        expect(nextJourneyStep(driven.view, moments, between)).toEqual(last.step);
        expect(nextJourneyStep(driven.view, moments, last.step.until)).not.toEqual(last.step);
      }),
      runs,
    );
  });

  it('planning again without a change changes nothing', () => {
    fc.assert(
      fc.property(aStory, anInstant, (actions, until) => {
        const driven = live(actions, Date.parse(until));
        const now = driven.now;
        const copy = structuredClone(driven.view);
        expect(nextJourneyStep(copy, moments, now)).toEqual(nextJourneyStep(driven.view, moments, now));
        expect(copy).toEqual(driven.view);
      }),
      runs,
    );
  });

  it('no occasion is asked for twice once it has a row', () => {
    fc.assert(
      fc.property(aStory, (actions) => {
        const planned = live(actions).told.flatMap(({ step }) =>
          step.do === 'SendPrompts' ? step.prompts.map(occasionKey) : [],
        );
        expect(new Set(planned).size).toBe(planned.length);
      }),
      runs,
    );
  });

  it('nobody is sent what is not marked for the status that they have', () => {
    fc.assert(
      fc.property(aStory, (actions) => {
        for (const { step, status } of live(actions).told) {
          if (step.do !== 'SendPrompts') continue;
          for (const { prompt } of step.prompts) {
            expect(sampleProgramme.prompts.find(({ key }) => key === prompt)?.statuses).toContain(status);
          }
        }
      }),
      runs,
    );
  });

  it('everybody who has not finished has a next moment', () => {
    fc.assert(
      fc.property(aStory, anInstant, (actions, until) => {
        const driven = live(actions, Date.parse(until));
        const step = nextJourneyStep(driven.view, moments, driven.now);
        if (driven.ended) return;
        expect(step.do).toBe('Wait');
      }),
      runs,
    );
  });

  it('the ledger adds up: earned and short make what is needed, and nothing is earned that no entry gives', () => {
    fc.assert(
      fc.property(aStory, (actions) => {
        const { view, now } = live(actions);
        const ledger = halfDayLedger(view, now, moments);
        for (const bucket of ['central', 'in-school'] as const) {
          const earned = ledger.filter((line) => line.bucket === bucket).reduce((sum, line) => sum + line.earned, 0);
          const given = view.credits
            .filter((entry) => entry.bucket === bucket)
            .reduce((sum, { amount }) => sum + amount, 0);
          expect(earned).toBeLessThanOrEqual(given);
        }
        for (const { needed, earned, short, uncovered } of ledger) {
          expect(short).toBe(Math.max(0, needed - earned));
          expect(uncovered).toBeLessThanOrEqual(short);
        }
      }),
      runs,
    );
  });

  it('what the planner asks for, the mailer would send at once', () => {
    fc.assert(
      fc.property(aStory, anInstant, (actions, until) => {
        const driven = live(actions, Date.parse(until));
        const unsent = { ...driven.view, prompts: [] };
        const step = nextJourneyStep(unsent, moments, driven.now);
        if (step.do !== 'SendPrompts') return;
        for (const { missed, lane: _lane, ...planned } of step.prompts) {
          const row = aPromptRow({
            ...planned,
            state: 'queued',
            queuedAt: driven.now,
            atVersion: driven.view.participant.version,
          });
          const decision = decideDelivery(unsent, row, driven.now, moments);
          expect(decision).toMatchObject(
            missed === undefined ? { send: true } : { send: false, outcome: 'missed', reason: missed },
          );
        }
      }),
      runs,
    );
  });
});

function expectGoodWait({ until, because }: Extract<JourneyStep, { do: 'Wait' }>, now: string): void {
  expect(until > now).toBe(true);
  expect(because).toMatch(/^(to|for) \S/);
  expect(because).not.toMatch(/undefined|\{|Infinity/);
}
