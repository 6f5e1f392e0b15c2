import type { Instant } from './ids.ts';
import type { Participant } from './participant.ts';
import { occasionKey, type PlannedPrompt, type PromptRow } from './prompt.ts';
import type { JourneyStep, Progress } from './step.ts';
import type { JourneyView } from './views.ts';

/** The facts after a step of a journey, as its use cases would write them and every e-mail arrived: for whoever plays one through. */
export function afterStep(
  view: JourneyView,
  step: Exclude<JourneyStep, { do: 'Wait' | 'Finish' }>,
  now: Instant,
): JourneyView {
  switch (step.do) {
    case 'SendPrompts':
      return { ...view, prompts: entered(view.prompts, step.prompts, view.participant.version, now) };
    case 'RecordProgress':
      return afterProgress(view, step.progress, now);
    case 'HandOver':
      return changed(view, {
        leg: view.participant.leg + 1,
        legBeganAt: now,
        legBeganAtTurn: view.participant.turn,
      });
  }
}

/** The facts after a change: the version rises with it. */
export function changed(view: JourneyView, facts: Partial<Participant>): JourneyView {
  return { ...view, participant: { ...view.participant, ...facts, version: view.participant.version + 1 } };
}

function entered(
  rows: readonly PromptRow[],
  planned: readonly PlannedPrompt[],
  atVersion: number,
  now: Instant,
): PromptRow[] {
  const keys = new Set(planned.map(occasionKey));
  return [
    ...rows.filter((row) => !keys.has(occasionKey(row))),
    ...planned.map(({ missed, lane: _lane, ...prompt }): PromptRow => {
      const row = { ...prompt, queuedAt: now, atVersion };
      return missed === undefined
        ? { ...row, state: 'delivered', attempts: 1 }
        : { ...row, state: 'missed', reason: missed, attempts: 0 };
    }),
  ];
}

function afterProgress(view: JourneyView, progress: Progress, now: Instant): JourneyView {
  switch (progress.change) {
    case 'status':
      return changed(view, { status: progress.to, statusSince: now });
    case 'pair': {
      const { pair } = view.participant;
      return changed(view, pair ? { pair: { ...pair, told: progress.standing } } : {});
    }
    case 'school': {
      const { schoolMove, ...facts } = view.participant;
      const school = schoolMove && { schoolUrn: schoolMove.urn, schoolName: schoolMove.name, schoolMovedAt: now };
      return changed({ ...view, participant: facts }, { ...school });
    }
    case 'reach': {
      const { outOfReachSince: _since, ...facts } = view.participant;
      return changed({ ...view, participant: facts }, progress.reachable ? {} : { outOfReachSince: now });
    }
    case 'absent': {
      const missed = view.sessions.filter(({ id }) => progress.sessionIds.includes(id));
      const absent = missed.map(
        ({ id }) => ({ sessionId: id, state: 'absent', source: 'programme', at: now }) as const,
      );
      const kept = view.places.filter(({ sessionId }) => !progress.sessionIds.includes(sessionId));
      return changed({ ...view, places: [...kept, ...absent] }, {});
    }
  }
}
