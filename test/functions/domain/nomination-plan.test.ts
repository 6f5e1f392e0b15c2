import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeMoments } from '../../../functions/domain/moments.ts';
import type { Nomination } from '../../../functions/domain/nomination.ts';
import { nextNominationStep } from '../../../functions/domain/nomination-plan.ts';
import { occasionKey, type PlannedPrompt } from '../../../functions/domain/prompt.ts';
import type { NominationStep } from '../../../functions/domain/step.ts';
import type { NominationView } from '../../../functions/domain/views.ts';
import {
  aNomination,
  aNominationView,
  sampleCohort,
  sampleProgramme,
  sampleSessions,
} from '../../support/factories.ts';

const moments = computeMoments(sampleProgramme, sampleCohort, sampleSessions);
const submitted = '2026-03-03T09:30:00.000Z';

interface Action {
  readonly at: string;
  readonly act: (facts: Nomination, now: string) => Partial<Nomination>;
}

interface Driven {
  readonly view: NominationView;
  readonly sent: readonly { at: string; prompt: PlannedPrompt }[];
  readonly moves: readonly string[];
  readonly last: NominationStep;
  readonly now: string;
}

/** Plans, acts and waits as the state machine would; every prompt gets its row at once. */
function drive(start: NominationView, until: string, actions: readonly Action[] = [], from = submitted): Driven {
  const todo = [...actions].sort((a, b) => (a.at < b.at ? -1 : 1));
  const sent: { at: string; prompt: PlannedPrompt }[] = [];
  const moves: string[] = [];
  let view = start;
  let now = from;
  for (let guard = 0; guard < 1000; guard += 1) {
    const step = nextNominationStep(view, moments, now);
    if (step.do === 'SendPrompts') sent.push(...step.prompts.map((prompt) => ({ at: now, prompt })));
    if (step.do === 'MoveOn') moves.push(`${now} ${step.to}: ${step.because}`);
    if (step.do === 'Enrol') moves.push(`${now} enrolled`);
    const action = step.do === 'Wait' && todo[0] && todo[0].at <= step.until ? todo.shift() : undefined;
    if (step.do === 'Finish' || (step.do === 'Wait' && !action && step.until > until)) {
      return { view, sent: sent.filter(({ prompt }) => !prompt.missed), moves, last: step, now };
    }
    if (step.do !== 'Wait') {
      view = applied(view, step, now);
      continue;
    }
    now = action ? later(action.at, now) : step.until;
    if (action) view = changed(view, action.act(view.nomination, now));
  }
  throw new Error('the nomination never came to rest');
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** What the use cases write for a step. */
function applied(
  view: NominationView,
  step: Exclude<NominationStep, { do: 'Wait' | 'Finish' }>,
  now: string,
): NominationView {
  switch (step.do) {
    case 'SendPrompts':
      return { ...view, prompts: [...view.prompts, ...step.prompts.map((prompt) => rowOf(prompt, view, now))] };
    case 'MoveOn':
      return changed(view, { status: step.to, statusSince: now });
    case 'Enrol':
      return changed(view, { participantId: aNomination({ participantId: 'PART2345' }).participantId });
    case 'HandOver':
      return changed(view, { leg: view.nomination.leg + 1, legBeganAt: now, legBeganAtTurn: view.nomination.turn });
  }
}

function rowOf(prompt: PlannedPrompt, { nomination }: NominationView, now: string): NominationView['prompts'][number] {
  const { lane: _lane, missed, ...row } = prompt;
  return { ...row, state: missed ? 'missed' : 'delivered', queuedAt: now, atVersion: nomination.version, attempts: 1 };
}

function changed(view: NominationView, facts: Partial<Nomination>): NominationView {
  return { ...view, nomination: { ...view.nomination, ...facts, version: view.nomination.version + 1 } };
}

function answers(role: 'head' | 'nominee', state: 'given' | 'refused' | 'not-me', at: string): Action {
  return {
    at,
    act: ({ promises }, now) => ({ promises: { ...promises, [role]: { ...promises[role], state, at: now } } }),
  };
}

function names(role: 'head' | 'nominee', round: number, at: string, askFrom?: string): Action {
  return {
    at,
    act: ({ promises }) => ({
      promises: { ...promises, [role]: { state: 'awaited', round, ...(askFrom && { askFrom }) } },
    }),
  };
}

function decides(outcome: 'accepted' | 'declined' | 'waitlisted', at: string): Action {
  return {
    at,
    act: (_facts, now) => ({ status: outcome, statusSince: now, decision: { outcome, reason: 'agreed', at: now } }),
  };
}

function lines({ sent }: Driven): string[] {
  return sent.map(
    ({ at, prompt: { prompt, anchor, ordinal, role } }) => `${at.slice(0, 16)} ${prompt} ${anchor}#${ordinal} ${role}`,
  );
}

describe('a nomination that nobody answers', () => {
  const driven = drive(aNominationView(), '2026-12-31T00:00:00.000Z');

  it('asks both at once and chases both in parallel, after 3 and 7 working days', () => {
    expect(lines(driven).slice(0, 7)).toEqual([
      '2026-03-03T09:30 nomination-received self#0 nominator',
      '2026-03-03T09:30 head-commitment promise:head#0 head',
      '2026-03-03T09:30 nominee-consent promise:nominee#0 nominee',
      '2026-03-06T09:00 nomination-chase promise:head#0 head',
      '2026-03-06T09:00 nomination-chase promise:nominee#0 nominee',
      '2026-03-12T09:00 nomination-chase promise:head#1 head',
      '2026-03-12T09:00 nomination-chase promise:nominee#1 nominee',
    ]);
  });

  it('tells the nominator after ten working days, and everybody before nominations close', () => {
    expect(lines(driven).slice(7, 11)).toEqual([
      '2026-03-17T09:00 nomination-stuck self#0 nominator',
      '2026-06-09T08:00 nomination-expiring close#0 head',
      '2026-06-09T08:00 nomination-expiring close#0 nominee',
      '2026-06-09T08:00 nomination-expiring close#0 nominator',
    ]);
  });

  it('expires five working days after the close, says so, and finishes', () => {
    expect(driven.moves).toEqual([
      '2026-06-19T16:00:00.000Z expired: nominations closed before every promise was there',
    ]);
    expect(driven.last).toEqual({ do: 'Finish', because: 'the nomination is expired' });
    expect(
      lines(driven)
        .slice(11)
        .map((line) => line.split(' ')[1]),
    ).toEqual(Array(3).fill('nomination-declined'));
  });
});

describe('the promises', () => {
  it('chase only whoever is outstanding', () => {
    const driven = drive(aNominationView(), '2026-04-01T00:00:00.000Z', [
      answers('head', 'given', '2026-03-04T10:00:00.000Z'),
    ]);
    expect(
      driven.sent.filter(({ prompt }) => prompt.prompt === 'nomination-chase').map(({ prompt }) => prompt.role),
    ).toEqual(['nominee', 'nominee']);
    expect(driven.last).toMatchObject({
      do: 'Wait',
      kind: 'AwaitPromises',
      because: 'for the nominee to answer, or else to say that nominations close soon',
    });
  });

  it('both given bring the nomination to an admin, and it waits for as long as that takes', () => {
    const driven = drive(aNominationView(), '2026-08-01T00:00:00.000Z', [
      answers('head', 'given', '2026-03-04T10:00:00.000Z'),
      answers('nominee', 'given', '2026-03-05T10:00:00.000Z'),
    ]);
    expect(driven.moves).toEqual([
      '2026-03-05T10:00:00.000Z awaiting-decision: headteacher and nominee have both promised',
    ]);
    expect(driven.last).toMatchObject({ do: 'Wait', kind: 'AwaitDecision' });
  });

  it('refused close the nomination after two working days, in which that can be taken back', () => {
    const refusal = answers('head', 'refused', '2026-03-04T10:00:00.000Z');
    const stands = drive(aNominationView(), '2026-04-01T00:00:00.000Z', [refusal]);
    expect(stands.moves).toEqual(['2026-03-06T09:00:00.000Z declined: the headteacher refused']);
    const takenBack = drive(aNominationView(), '2026-04-01T00:00:00.000Z', [
      refusal,
      answers('head', 'given', '2026-03-05T10:00:00.000Z'),
    ]);
    expect(takenBack.moves).toEqual([]);
  });

  it('of the wrong person are put to the nominator at once', () => {
    const driven = drive(aNominationView(), '2026-03-04T12:00:00.000Z', [
      answers('nominee', 'not-me', '2026-03-04T10:00:00.000Z'),
    ]);
    expect(lines(driven).at(-1)).toBe('2026-03-04T10:00 nomination-wrong-person wrong-person:nominee#0 nominator');
  });

  it('of somebody named later are asked for anew and chased by their own count', () => {
    const driven = drive(aNominationView(), '2026-04-01T00:00:00.000Z', [
      answers('nominee', 'given', '2026-03-04T09:00:00.000Z'),
      answers('head', 'not-me', '2026-03-04T10:00:00.000Z'),
      names('head', 1, '2026-03-09T10:00:00.000Z'),
    ]);
    expect(lines(driven).filter((line) => line.includes('promise:head@1'))).toEqual([
      '2026-03-09T10:00 head-commitment promise:head@1#0 head',
      '2026-03-12T09:00 nomination-chase promise:head@1#0 head',
      '2026-03-18T09:00 nomination-chase promise:head@1#1 head',
    ]);
  });

  it('of an address that was asked today already wait for the day that is theirs', () => {
    const view = aNominationView({
      nomination: aNomination({
        promises: { head: { state: 'awaited', askFrom: '2026-03-04T09:00:00.000Z' }, nominee: { state: 'awaited' } },
      }),
    });
    const driven = drive(view, '2026-03-10T00:00:00.000Z');
    expect(lines(driven).filter((line) => line.endsWith(' head'))).toEqual([
      '2026-03-04T09:00 head-commitment promise:head#0 head',
      '2026-03-09T09:00 nomination-chase promise:head#0 head',
    ]);
  });

  it('that are taken back after both were given bring the nomination back', () => {
    const given = aNomination({
      status: 'awaiting-decision',
      promises: { head: { state: 'given' }, nominee: { state: 'not-me', at: submitted } },
    });
    const driven = drive(aNominationView({ nomination: given }), '2026-03-20T10:00:00.000Z');
    expect(driven.moves[0]).toContain('awaiting-promises: the promise of the nominee is open again');
  });
});

describe('the decision', () => {
  const promised = [
    answers('head', 'given', '2026-03-04T10:00:00.000Z'),
    answers('nominee', 'given', '2026-03-05T10:00:00.000Z'),
  ];

  it('to accept enrols the nominee, tells all three, and finishes', () => {
    const driven = drive(aNominationView(), '2026-12-01T00:00:00.000Z', [
      ...promised,
      decides('accepted', '2026-03-10T10:00:00.000Z'),
    ]);
    expect(driven.moves.at(-1)).toBe('2026-03-10T10:00:00.000Z enrolled');
    expect(driven.sent.slice(-3).map(({ prompt }) => `${prompt.prompt} ${prompt.role}`)).toEqual([
      'nomination-accepted nominee',
      'nomination-accepted nominator',
      'nomination-accepted head',
    ]);
    expect(driven.last.do).toBe('Finish');
  });

  it('to decline tells all three and finishes', () => {
    const driven = drive(aNominationView(), '2026-12-01T00:00:00.000Z', [
      decides('declined', '2026-03-10T10:00:00.000Z'),
    ]);
    expect(driven.sent.slice(-3).every(({ prompt }) => prompt.prompt === 'nomination-declined')).toBe(true);
    expect(driven.last).toEqual({ do: 'Finish', because: 'the nomination is declined' });
  });

  it('to put on the waiting list waits for a place until no offer could be answered in time for the first session', () => {
    const driven = drive(aNominationView(), '2026-12-01T00:00:00.000Z', [
      ...promised,
      decides('waitlisted', '2026-03-10T10:00:00.000Z'),
    ]);
    expect(driven.moves.at(-1)).toContain('2026-09-10T16:00:00.000Z expired');
    const before = drive(aNominationView(), '2026-05-01T00:00:00.000Z', [
      ...promised,
      decides('waitlisted', '2026-03-10T10:00:00.000Z'),
    ]);
    expect(before.last).toMatchObject({
      kind: 'AwaitPlace',
      because: 'for a place to become free, or else to close the waiting list',
    });
  });
});

describe('a late nomination', () => {
  it('sent on the Monday after the close has its own five working days, and is asked about all the same', () => {
    const at = '2026-06-15T08:00:30.000Z';
    const facts = { submittedAt: at, statusSince: at, legBeganAt: at, late: true };
    const driven = drive(aNominationView({ nomination: aNomination(facts) }), '2026-12-01T00:00:00.000Z', [], at);
    expect(driven.moves).toEqual([
      '2026-06-22T16:00:00.000Z expired: nominations closed before every promise was there',
    ]);
    expect(driven.sent.some(({ prompt }) => prompt.prompt === 'head-commitment')).toBe(true);
  });
});

describe('whatever is answered', () => {
  const at = fc
    .integer({ min: Date.parse(submitted), max: Date.parse('2026-09-30T00:00:00Z') })
    .map((ms) => new Date(ms).toISOString());
  const role = fc.constantFrom<'head' | 'nominee'>('head', 'nominee');
  const anAction: fc.Arbitrary<Action> = fc.oneof(
    fc
      .tuple(role, fc.constantFrom<'given' | 'refused' | 'not-me'>('given', 'refused', 'not-me'), at)
      .map(([who, state, when]) => answers(who, state, when)),
    fc.tuple(role, at).map(
      ([who, when]): Action => ({
        at: when,
        act: (facts) => names(who, (facts.promises[who].round ?? 0) + 1, when).act(facts, when),
      }),
    ),
    fc
      .tuple(fc.constantFrom<'accepted' | 'declined' | 'waitlisted'>('accepted', 'declined', 'waitlisted'), at)
      .map(([outcome, when]) => decides(outcome, when)),
  );

  it('no occasion is sent twice, every wait lies ahead, and each nomination comes to an end or waits for somebody', () => {
    fc.assert(
      fc.property(fc.array(anAction, { maxLength: 12 }), (actions) => {
        const driven = drive(aNominationView(), '2027-12-31T00:00:00.000Z', actions);
        const keys = driven.sent.map(({ prompt }) => occasionKey(prompt));
        expect(new Set(keys).size).toBe(keys.length);
        if (driven.last.do === 'Wait') {
          expect(driven.last.until > driven.now).toBe(true);
          expect(driven.last.because).toMatch(/^(to|for) \S/);
          expect(driven.last.kind).toBe('AwaitDecision');
        } else expect(driven.last.do).toBe('Finish');
      }),
      { numRuns: 200 },
    );
  });
});
