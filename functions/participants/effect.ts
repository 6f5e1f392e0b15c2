import { nextJourneyStep, upcomingOccasions } from '../domain/journey.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { RecipientRole } from '../domain/people.ts';
import { occasionKey, type PlannedPrompt } from '../domain/prompt.ts';
import type { JourneyView } from '../domain/views.ts';
import { readJourney } from '../journeys/read-journey.ts';
import type { Decide, Decided, ParticipantDeps } from './change-participant.ts';

/** What a change would bring, worked out by the planner itself before anything is written. */
export interface Effect {
  /** Who is written to at once, and why. */
  readonly told: readonly { readonly role: RecipientRole; readonly purpose: string }[];
  /** How many e-mails that are planned now would not be sent, and how many would that are not planned now. */
  readonly stops: number;
  readonly comes: number;
}

export type Preview<Outcome> =
  | { readonly kind: 'change'; readonly outcome: Outcome; readonly effect: Effect; readonly view: JourneyView }
  | { readonly kind: 'nothing'; readonly outcome: Outcome; readonly view: JourneyView };

/** Decides as the change itself would, on the facts of this moment, and says what would follow. Writes nothing. */
export async function previewChange<Outcome>(
  deps: ParticipantDeps,
  id: string,
  decide: Decide<Outcome>,
): Promise<Preview<Outcome> | undefined> {
  const view = await readJourney(deps.table, id);
  if (!view) return undefined;
  const now = deps.clock.now();
  const { outcome, change } = await decide(view, now);
  if (!change) return { kind: 'nothing', outcome, view };
  return { kind: 'change', outcome, effect: effectOf(view, viewAfter(view, change), now), view };
}

/** The journey as it would be read after a change. */
function viewAfter(view: JourneyView, { set = {}, remove = [], after }: NonNullable<Decided<unknown>['change']>) {
  const kept = Object.entries(view.participant).filter(([name]) => !(remove as readonly string[]).includes(name));
  const participant = { ...Object.fromEntries(kept), ...set, version: view.participant.version + 1 };
  return { ...view, ...after, participant: participant as JourneyView['participant'] };
}

export function effectOf(before: JourneyView, after: JourneyView, now: string): Effect {
  const anyway = new Set(dueNow(before, now).map(occasionKey));
  const due = dueNow(after, now).filter((prompt) => !anyway.has(occasionKey(prompt)));
  const planned = keysAhead(before, now);
  const then = keysAhead(after, now);
  return {
    told: due.map(({ role, because }) => ({ role, purpose: because })),
    stops: [...planned].filter((key) => !then.has(key)).length,
    comes: [...then].filter((key) => !planned.has(key)).length,
  };
}

function dueNow(view: JourneyView, now: string): readonly PlannedPrompt[] {
  const step = nextJourneyStep(view, momentsFor(view.programme, view.cohort, view.sessions), now);
  return step.do === 'SendPrompts' ? step.prompts.filter(({ missed }) => missed === undefined) : [];
}

function keysAhead(view: JourneyView, now: string): Set<string> {
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  return new Set(upcomingOccasions(view, moments, now).map(({ key }) => key));
}
