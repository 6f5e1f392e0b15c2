import type { Instant } from './ids.ts';
import { nextJourneyStep, upcomingOccasions } from './journey.ts';
import { momentsFor } from './moments-memo.ts';
import { occasionKey } from './prompt.ts';
import type { JourneyView } from './views.ts';

/** What a change of programme or calendar would change for a participant: e-mails by the key of their occasion. */
export interface AgendaChange {
  readonly appear: readonly { readonly key: string; readonly at: Instant }[];
  readonly vanish: readonly { readonly key: string; readonly at: Instant }[];
  readonly move: readonly { readonly key: string; readonly from: Instant; readonly to: Instant }[];
  /** Due already by the changed rules, and not by the present ones: they would go at once. */
  readonly atOnce: readonly string[];
}

/** Compares what lies ahead of a participant with what would after a change. Pure: nothing is changed. */
export function compareAgendas(view: JourneyView, changed: JourneyView, now: Instant): AgendaChange {
  const before = aheadOf(view, now);
  const after = aheadOf(changed, now);
  const dueBefore = dueOf(view, now);
  const due = dueOf(changed, now);
  return {
    appear: [...after].filter(([key]) => !before.has(key)).map(([key, at]) => ({ key, at })),
    vanish: [...before].filter(([key]) => !after.has(key) && !due.includes(key)).map(([key, at]) => ({ key, at })),
    move: [...before].flatMap(([key, from]) => {
      const to = after.get(key);
      return to === undefined || to === from ? [] : [{ key, from, to }];
    }),
    atOnce: due.filter((key) => !dueBefore.includes(key)),
  };
}

function aheadOf(view: JourneyView, now: Instant): Map<string, Instant> {
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  return new Map(upcomingOccasions(view, moments, now).map(({ key, at }) => [key, new Date(at).toISOString()]));
}

function dueOf(view: JourneyView, now: Instant): string[] {
  const step = nextJourneyStep(view, momentsFor(view.programme, view.cohort, view.sessions), now);
  return step.do === 'SendPrompts' ? step.prompts.filter(({ missed }) => missed === undefined).map(occasionKey) : [];
}
