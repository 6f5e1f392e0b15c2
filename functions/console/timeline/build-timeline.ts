import { isFor } from '../../domain/cohort.ts';
import { upcomingOccasions } from '../../domain/journey.ts';
import { momentsFor } from '../../domain/moments-memo.ts';
import type { Occasion } from '../../domain/prompt.ts';
import { promptTitle } from '../../domain/prompt-title.ts';
import { isTakingPart } from '../../domain/taking-part.ts';
import { sessionIdOf } from '../../domain/told.ts';
import type { JourneyView } from '../../domain/views.ts';
import { capital } from '../../domain/wording.ts';
import { placeWords } from '../place-words.ts';
import { inText, stateWords } from '../prompt-list.tsx';
import type { RecordLine } from '../record/read-record.ts';
import { changeOf, headingOf, reasonOf } from '../record/record-words.ts';

export type TimelineKind = 'session' | 'email' | 'change' | 'execution' | 'milestone';

/** Something that happened to a participant, or that will as far as is known now. */
export interface TimelineEntry {
  /** Epoch ms. */
  readonly at: number;
  readonly kind: TimelineKind;
  readonly what: string;
  readonly detail: string;
  /** It happened and not as was hoped: an absence, a bounce. */
  readonly isTrouble: boolean;
}

export interface Timeline {
  readonly now: number;
  /** The oldest first. */
  readonly past: readonly TimelineEntry[];
  /** The soonest first. */
  readonly coming: readonly TimelineEntry[];
}

/** All of a participant's programme in one line of time, from the record, the ledger, the calendar and the planner. */
export function buildTimeline(view: JourneyView, record: readonly RecordLine[], at: string): Timeline {
  const now = Date.parse(at);
  const { participant } = view;
  const leftAt = isTakingPart(participant) ? Number.POSITIVE_INFINITY : Date.parse(participant.statusSince);
  const calendar = [...sessionEntries(view, now), ...milestones(view)].filter((each) => each.at < leftAt);
  const dated = [...calendar, ...legEntries(view)];
  const past = [...dated.filter((each) => each.at <= now), ...recordEntries(record), ...sentEntries(view, now)];
  const coming = [...dated.filter((each) => each.at > now), ...plannedEntries(view, at)];
  const byTime = (a: TimelineEntry, b: TimelineEntry) => a.at - b.at;
  return { now, past: past.sort(byTime), coming: coming.sort(byTime) };
}

function entry(kind: TimelineKind, at: string | number, what: string, detail = '', isTrouble = false): TimelineEntry {
  return { kind, at: typeof at === 'number' ? at : Date.parse(at), what, detail, isTrouble };
}

/** Where somebody was marked is part of the session's own line. */
function recordEntries(record: readonly RecordLine[]): TimelineEntry[] {
  return record
    .filter(({ what }) => !what.startsWith('place in ') && what !== 'absent')
    .map((line) => {
      const detail = [changeOf(line), capital(reasonOf(line)), line.who].filter(Boolean).join('. ');
      return entry('change', line.at, headingOf(line), detail);
    });
}

function sessionEntries({ sessions, places, participant }: JourneyView, now: number): TimelineEntry[] {
  const states = new Map(places.map(({ sessionId, state }) => [sessionId as string, state]));
  return sessions
    .filter((session) => isFor(session, participant.id))
    .map(({ id, title, startsAt, endsAt, state }) => {
      if (state === 'cancelled') return entry('session', startsAt, title, 'Cancelled');
      const place = states.get(id) ?? 'expected';
      const isOver = Date.parse(endsAt) <= now;
      const words = place === 'expected' && isOver ? 'Not marked yet' : placeWords[place];
      return entry('session', startsAt, title, words, place === 'absent');
    });
}

function legEntries({ participant: { leg, legBeganAt } }: JourneyView): TimelineEntry[] {
  return leg === 0 ? [] : [entry('execution', legBeganAt, `Leg ${leg} of the workflow began`)];
}

function milestones(view: JourneyView): TimelineEntry[] {
  const { years, gates } = momentsFor(view.programme, view.cohort, view.sessions);
  return [
    ...years.flatMap(({ title, startsAt }) => entry('milestone', startsAt, `${title} begins`)),
    ...gates.map(({ gate, opensAt }) => entry('milestone', opensAt, `${capital(gate.title)} begins`)),
  ];
}

const troubled = new Set(['bounced', 'complained', 'missed', 'unknown']);

function sentEntries(view: JourneyView, now: number): TimelineEntry[] {
  return view.prompts
    .filter(({ plannedFor }) => Date.parse(plannedFor) <= now)
    .map((row) => {
      const { plannedFor, state, reason } = row;
      const became = [stateWords[state], reason].filter(Boolean).join(': ');
      return entry('email', plannedFor, emailWords(view, row), `${toWhom(row)}. ${became}`, troubled.has(state));
    });
}

function plannedEntries(view: JourneyView, at: string): TimelineEntry[] {
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  return upcomingOccasions(view, moments, at).map(({ at: moment, occasion, about }) =>
    entry('email', moment, emailWords(view, occasion), toWhom(occasion, sessionIdOf(occasion.anchor) ? '' : about)),
  );
}

/** “Session follow-up: Central day 2”; of what is about no session, the title alone. */
function emailWords({ programme, sessions }: JourneyView, { prompt, anchor }: Occasion): string {
  const id = sessionIdOf(anchor);
  return [promptTitle(programme, prompt), sessions.find((session) => session.id === id)?.title]
    .filter(Boolean)
    .join(': ');
}

/** “To the headteacher. Autumn term” */
function toWhom({ role }: Occasion, about = ''): string {
  return [`To ${inText(role)}`, capital(about)].filter(Boolean).join('. ');
}
