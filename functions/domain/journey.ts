import { isAhead, isDue, isSettled, rowsByKey, sendStep } from './agenda.ts';
import type { Instant } from './ids.ts';
import { handOverAt, handOverNow } from './legs.ts';
import { type Moments, timedPlace } from './moments.ts';
import { parseOffset } from './offset.ts';
import { isWanted, relativeOccasions } from './participant-occasions.ts';
import { type Ahead, progressOf } from './progress.ts';
import type { PromptRow } from './prompt.ts';
import type { ParticipantPrompt } from './prompt-rule.ts';
import { currentGate, missingAt, type Situation, situationOf } from './situation.ts';
import type { JourneyStep, JourneyWait, WaitStep } from './step.ts';
import { momentOf, purposeOf, type TimedOccasion } from './timetable.ts';
import type { JourneyView } from './views.ts';

export type { JourneyView } from './views.ts';

/**
 * What a participant's journey does now. Pure: the same facts, moments and time give the same step.
 *
 * 1. Everything that is due is one `SendPrompts`, also what can no longer help (its row says why it was missed).
 * 2. What follows from time and the programme alone is recorded: absences first, then the next status.
 * 3. Who has completed, was replaced, or withdrew longer ago than it can be taken back, finishes.
 * 4. A leg that has lived long enough hands over.
 * 5. Otherwise the journey waits, until the earliest moment at which this answer could be another one. Whatever else
 *    could change it is a change of the facts, which wakes it.
 */
export function nextJourneyStep(view: JourneyView, moments: Moments, now: Instant): JourneyStep {
  const situation = situationOf(view, moments, Date.parse(now));
  const prompts = promptsOf(situation);
  if (prompts.due.length > 0) return sendStep(prompts.due, situation.now, view.participant);
  const progress = progressOf(situation);
  if (progress.due) return { do: 'RecordProgress', progress: progress.due };
  const finish = finishOf(situation);
  // A last e-mail that waits for the morning keeps the journey going until then.
  if (finish && (prompts.next === undefined || isLeaving(situation))) return finish;
  const yearEnds = moments.years.map(({ endsAt }) => endsAt);
  return (
    handOverNow(view.participant, yearEnds, situation.now) ??
    waitFor(
      situation,
      [...(prompts.next ? [aheadOf(prompts.next)] : []), ...progress.ahead],
      handOverAt(view.participant, yearEnds),
    )
  );
}

/** The participant's occasions that lie ahead, as far as is known now, in order of time. */
export function upcomingOccasions(
  view: JourneyView,
  moments: Moments,
  now: Instant,
): TimedOccasion<ParticipantPrompt>[] {
  const situation = situationOf(view, moments, Date.parse(now));
  const rows = rowsOf(situation);
  const timed = situation.moments.timed.filter((occasion, place) =>
    isAhead(occasion, rows.timed[place], situation.now),
  );
  const relative = relativeOccasions(situation, (key) => isSettled(rows.other.get(key)));
  return [...timed, ...relative.filter((occasion) => isAhead(occasion, rows.other.get(occasion.key), situation.now))]
    .filter((occasion) => isWanted(situation, occasion))
    .sort((a, b) => a.at - b.at);
}

/** All that is still to be sent to or about the participant, as far as is known now: what is due, and what lies ahead. */
export function agendaOf(view: JourneyView, moments: Moments, now: Instant): TimedOccasion<ParticipantPrompt>[] {
  const { due } = promptsOf(situationOf(view, moments, Date.parse(now)));
  const useful = due.filter(({ usefulUntil }) => usefulUntil > Date.parse(now));
  return [...useful, ...upcomingOccasions(view, moments, now)];
}

interface Rows {
  /** Rows of the calendar's occasions, by their place in `moments.timed`. */
  readonly timed: readonly (PromptRow | undefined)[];
  readonly other: ReadonlyMap<string, PromptRow>;
}

function rowsOf({ view, moments }: Situation): Rows {
  const timed: (PromptRow | undefined)[] = new Array(moments.timed.length).fill(undefined);
  const other: PromptRow[] = [];
  for (const row of view.prompts) {
    const place = timedPlace(moments, row);
    if (place === undefined) other.push(row);
    else timed[place] = row;
  }
  return { timed, other: rowsByKey(other) };
}

interface Agenda {
  readonly due: readonly TimedOccasion<ParticipantPrompt>[];
  readonly next: TimedOccasion<ParticipantPrompt> | undefined;
}

/** What is due now, and the first of what is still to come. */
function promptsOf(situation: Situation): Agenda {
  const { moments, now } = situation;
  const rows = rowsOf(situation);
  const due: TimedOccasion<ParticipantPrompt>[] = [];
  let next: TimedOccasion<ParticipantPrompt> | undefined;
  const look = (occasion: TimedOccasion<ParticipantPrompt>, row: PromptRow | undefined) => {
    if (occasion.at <= now) {
      if (isToBeEntered(situation, occasion, row) && isWanted(situation, occasion)) due.push(occasion);
    } else if (
      (next === undefined || occasion.at < next.at) &&
      isAhead(occasion, row, now) &&
      isWanted(situation, occasion)
    ) {
      next = occasion;
    }
  };
  for (let place = 0; place < moments.timed.length; place += 1) {
    const occasion = moments.timed[place];
    if (occasion === undefined || next !== undefined) break;
    look(occasion, rows.timed[place]);
  }
  for (const occasion of relativeOccasions(situation, (key) => isSettled(rows.other.get(key)))) {
    look(occasion, rows.other.get(occasion.key));
  }
  return { due, next };
}

/** A prompt that was suppressed is not asked for again while its address is known to fail. */
function isToBeEntered(
  { view, now }: Situation,
  occasion: TimedOccasion<ParticipantPrompt>,
  row: PromptRow | undefined,
): boolean {
  const { version, addressFailed } = view.participant;
  if (row && addressFailed && occasion.occasion.role === 'participant') return false;
  return isDue(occasion, row, version, now);
}

/** What a journey says that waits for an occasion: for a person where it is a person's turn. */
function aheadOf(occasion: TimedOccasion<ParticipantPrompt>): Ahead {
  const { rule, at, about } = occasion;
  const purpose = purposeOf(occasion);
  if (rule.awaits) {
    const who = rule.awaits.who.replaceAll('{about}', about);
    return { at, kind: rule.awaits.kind, because: `for ${who}, or else ${purpose}` };
  }
  return { at, kind: rule.about === 'session' ? 'AwaitSession' : 'AwaitNextMoment', because: purpose };
}

/** A wait for the first of what lies ahead, cut short where the leg has to hand over before. */
function waitFor(situation: Situation, ahead: readonly Ahead[], legEnds: number): WaitStep<JourneyWait> {
  const candidates = situation.view.participant.status === 'withdrawn' ? [...ahead, undoAhead(situation)] : ahead;
  const first = candidates.reduce((earliest, each) => (each.at < earliest.at ? each : earliest), nothing);
  const { kind, because } = overruled(situation, first) ?? first;
  if (first.at <= legEnds) return { do: 'Wait', kind, until: new Date(first.at).toISOString(), because };
  const until = new Date(legEnds).toISOString();
  return {
    do: 'Wait',
    kind,
    until,
    because: overruled(situation, first) ? because : `to go on with the next part of the journey, and then ${because}`,
  };
}

const nothing: Ahead = {
  at: Number.POSITIVE_INFINITY,
  kind: 'AwaitNextMoment',
  because: 'for a change: nothing is planned',
};

/** Statuses whose wait is of one kind, whatever comes first meanwhile. */
function overruled(situation: Situation, first: Ahead): Pick<Ahead, 'kind' | 'because'> | undefined {
  const { status, returnsOn } = situation.view.participant;
  if (status === 'withdrawn') return undoAhead(situation);
  if (status === 'deferred') {
    const expected = returnsOn === undefined ? 'no date is set yet' : `expected on ${returnsOn}`;
    const next = first === nothing ? '' : `, or else ${first.because}`;
    return { kind: 'PauseWhileDeferred', because: `for the participant to return (${expected})${next}` };
  }
  const gate = currentGate(situation);
  if (!gate) return undefined;
  const missing = missingAt(gate, situation);
  const list = missing.map(({ what }) => what).join(', ');
  if (missing.every((each) => each.kind === 'department')) {
    return { kind: 'AwaitDepartmentReview', because: `for the participant to give ${list}` };
  }
  return {
    kind: 'AwaitReviewDecision',
    because: `for the lead or an admin to decide on ${gate.title}, or for what is missing: ${list}`,
  };
}

function undoUntil({ view, moments }: Situation): number {
  const { calendar, programme } = moments;
  return momentOf(
    calendar,
    Date.parse(view.participant.statusSince),
    parseOffset(programme.rules.undoWithdrawal),
    'later',
  );
}

function undoAhead(situation: Situation): Ahead {
  return {
    at: undoUntil(situation),
    kind: 'AwaitUndo',
    because: 'for the withdrawal to be taken back, or else to end this journey',
  };
}

/** Whoever withdrew is told no more than that. */
function isLeaving({ view }: Situation): boolean {
  return view.participant.status === 'withdrawn' || view.participant.status === 'merged';
}

function finishOf(situation: Situation): JourneyStep | undefined {
  switch (situation.view.participant.status) {
    case 'completed':
      return { do: 'Finish', because: 'the programme is completed' };
    case 'replaced':
      return { do: 'Finish', because: 'a colleague has taken the place over' };
    case 'merged':
      return { do: 'Finish', because: 'it has become part of another record of the same person' };
    case 'withdrawn':
      return undoUntil(situation) <= situation.now
        ? { do: 'Finish', because: 'withdrawn, and the time to take that back has passed' }
        : undefined;
    default:
      return undefined;
  }
}
