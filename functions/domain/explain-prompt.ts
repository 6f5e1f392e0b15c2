import type { Instant } from './ids.ts';
import { upcomingOccasions } from './journey.ts';
import { momentsFor } from './moments-memo.ts';
import { type Occasion, occasionKey, type PromptRow } from './prompt.ts';
import { formatShort } from './short-dates.ts';
import { purposeOf } from './timetable.ts';
import type { JourneyView } from './views.ts';

/** Why somebody got an e-mail, or why not, in words. Holds no name and no address. */
export interface PromptStory {
  readonly occasion: Occasion;
  /** When it was, or is, planned for. */
  readonly plannedFor: Instant;
  /** Completes "planned …": `to remind this participant about Central day 3`. */
  readonly why: string;
  readonly outcome: string;
  /** Still to come, as far as is known now. */
  readonly isAhead: boolean;
}

/** What nobody needs to ask: no picture or link of ours tells who opens what. */
export const openingUntracked = 'Whether an email was opened we don’t track.';

/**
 * Every e-mail to and about a participant: what is planned, soonest first, then what was, newest first.
 *
 * @param when how its readers are told a moment: admins as their lists do it, where it is left out
 */
export function promptStories(
  view: JourneyView,
  now: Instant,
  when = (at: Instant) => formatShort(at, view.programme.zone, now),
): PromptStory[] {
  const { programme, cohort, sessions, prompts } = view;
  const entered = new Set(prompts.map(occasionKey));
  const ahead = upcomingOccasions(view, momentsFor(programme, cohort, sessions), now)
    .filter(({ key }) => !entered.has(key))
    .map((occasion): PromptStory => {
      const plannedFor = new Date(occasion.at).toISOString();
      return {
        occasion: occasion.occasion,
        plannedFor,
        why: purposeOf(occasion),
        outcome: `Will be sent ${when(plannedFor)}, unless what it is about changes`,
        isAhead: true,
      };
    });
  const past = prompts.map((row) => storyOf(row, when));
  return [...ahead, ...past.sort((a, b) => (a.plannedFor > b.plannedFor ? -1 : 1))];
}

/** What a row of the ledger says of its e-mail. */
export function storyOf(row: PromptRow, when: (at: Instant) => string): PromptStory {
  const { prompt, anchor, ordinal, role, plannedFor, because } = row;
  return {
    occasion: { prompt, anchor, ordinal, role },
    plannedFor,
    why: because,
    outcome: outcomeOf(row, when),
    isAhead: false,
  };
}

function outcomeOf(row: PromptRow, when: (at: Instant) => string): string {
  const reason = row.reason ?? 'no reason is on record';
  const decided = row.settledAt === undefined ? '' : ` (${when(row.settledAt)})`;
  switch (row.state) {
    case 'queued':
      return `Waiting since ${when(row.queuedAt)} for its turn to be sent`;
    case 'sending':
      return 'Being sent now';
    case 'accepted':
      return `${sent(row, when)}; no word yet whether it arrived`;
    case 'delivered':
      return `${sent(row, when)}, and delivered`;
    case 'bounced':
      return row.acceptedAt === undefined
        ? `Not taken by the mail service: ${reason}`
        : `${sent(row, when)}, but it did not arrive: ${reason}`;
    case 'complained':
      return `${sent(row, when)}; ${reason}`;
    case 'suppressed':
      return `Not sent: ${reason}${decided}`;
    case 'held':
      return `Held until an admin decides: ${reason}`;
    case 'missed':
      return `Missed: ${reason}${decided}`;
    case 'unknown':
      return `An admin decides, since ${reason}`;
  }
}

function sent({ acceptedAt, queuedAt, digest }: PromptRow, when: (at: Instant) => string): string {
  const together = digest === undefined ? '' : ' in one email with what else was due then';
  return `Sent ${when(acceptedAt ?? queuedAt)}${together}`;
}
