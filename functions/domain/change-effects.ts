import type { Cohort, Session } from './cohort.ts';
import type { Instant } from './ids.ts';
import { agendaOf } from './journey.ts';
import { momentsFor } from './moments-memo.ts';
import type { RecipientRole } from './people.ts';
import type { ParticipantPrompt } from './prompt-rule.ts';
import { ruleTitle } from './prompt-title.ts';
import type { TimedOccasion } from './timetable.ts';
import type { JourneyView } from './views.ts';

/** A prompt that a change touches: what it is called, who gets it, and when. */
export interface TouchedPrompt {
  readonly key: string;
  readonly title: string;
  readonly role: RecipientRole;
  readonly from?: Instant;
  readonly to?: Instant;
}

/** What a change of the calendar does to one participant's prompts. */
export interface ChangeEffect {
  /** Who hears that something changed, and when: at the moment of the change itself, at once. */
  readonly corrections: readonly (TouchedPrompt & { readonly to: Instant; readonly atOnce: boolean })[];
  readonly retimed: readonly TouchedPrompt[];
  readonly added: readonly TouchedPrompt[];
  readonly dropped: readonly TouchedPrompt[];
}

/** A cohort's calendar as it would be. */
export interface ChangedCalendar {
  readonly cohort: Cohort;
  readonly sessions: readonly Session[];
}

/**
 * What a change would do to a participant, before it is made: the planner's own answers on the calendar as it is and as
 * it would be, compared. Nothing here knows what kind of change it is.
 */
export function effectOf(view: JourneyView, after: ChangedCalendar, now: Instant): ChangeEffect {
  const { participant } = view;
  const changed: JourneyView = { ...view, ...after, participant: { ...participant, version: participant.version + 1 } };
  const old = byKey(planned(view, now));
  const fresh = byKey(planned(changed, now));
  const added = [...fresh.values()].filter(({ key }) => !old.has(key));
  return {
    corrections: added.filter(isCorrection).map((occasion) => ({
      ...touched(occasion),
      to: at(occasion, now),
      atOnce: occasion.at <= Date.parse(now),
    })),
    retimed: [...old.values()].flatMap((before) => {
      const later = fresh.get(before.key);
      return later && later.at !== before.at ? [{ ...touched(before), from: iso(before.at), to: at(later, now) }] : [];
    }),
    added: added
      .filter((each) => !isCorrection(each))
      .map((occasion) => ({ ...touched(occasion), to: at(occasion, now) })),
    dropped: [...old.values()]
      .filter(({ key }) => !fresh.has(key))
      .map((occasion) => ({ ...touched(occasion), from: iso(occasion.at) })),
  };
}

export function isTouched({ corrections, retimed, added, dropped }: ChangeEffect): boolean {
  return corrections.length + retimed.length + added.length + dropped.length > 0;
}

type ParticipantOccasion = TimedOccasion<ParticipantPrompt>;

function planned(view: JourneyView, now: Instant): ParticipantOccasion[] {
  return agendaOf(view, momentsFor(view.programme, view.cohort, view.sessions), now);
}

function byKey(occasions: readonly ParticipantOccasion[]): Map<string, ParticipantOccasion> {
  return new Map(occasions.map((occasion) => [occasion.key, occasion]));
}

function isCorrection({ rule }: ParticipantOccasion): boolean {
  return rule.about === 'session-change';
}

function touched(occasion: ParticipantOccasion): TouchedPrompt {
  const { key, rule, occasion: about } = occasion;
  return { key, title: ruleTitle(rule), role: about.role };
}

/** What is due already is sent now. */
function at(occasion: ParticipantOccasion, now: Instant): Instant {
  return iso(Math.max(occasion.at, Date.parse(now)));
}

function iso(moment: number): Instant {
  return new Date(moment).toISOString();
}
