import { isAhead, isDue, rowsByKey, sendStep } from './agenda.ts';
import type { Instant } from './ids.ts';
import { handOverAt, handOverNow } from './legs.ts';
import type { Moments } from './moments.ts';
import { type Nomination, offeredRolesOf, promisesOf } from './nomination.ts';
import { type Ahead, movesOf } from './nomination-moves.ts';
import { isNominationWanted, nameRoles, nominationOccasions } from './nomination-occasions.ts';
import type { NominationPrompt } from './prompt-rule.ts';
import type { NominationStep, NominationWait } from './step.ts';
import { purposeOf, type TimedOccasion } from './timetable.ts';
import type { NominationView } from './views.ts';

export type { NominationView } from './views.ts';

/**
 * What a nomination does now. Pure, like the journey's: due prompts first, then what follows from the answers and from
 * time, then the wait. Whoever promises is chased in parallel; a refusal stands after the time in which it can be taken
 * back; the first on the waiting list is offered a free place; nothing expires that waits for an admin.
 */
export function nextNominationStep(view: NominationView, moments: Moments, now: Instant): NominationStep {
  const at = Date.parse(now);
  if (view.nomination.status === 'accepted' && view.nomination.participantId === undefined) return { do: 'Enrol' };
  const prompts = promptsOf(view, moments, at);
  if (prompts.due.length > 0) return sendStep(prompts.due, at, view.nomination);
  const moves = movesOf(view, moments, at);
  if (moves.due) return moves.due;
  const finish = finishOf(view.nomination);
  if (finish) return finish;
  const handOver = handOverNow(view.nomination, [], at);
  return handOver ?? waitFor(view.nomination, [...prompts.ahead, ...moves.ahead, legAhead(view.nomination)]);
}

function promptsOf(
  view: NominationView,
  moments: Moments,
  now: number,
): { due: TimedOccasion<NominationPrompt>[]; ahead: Ahead[] } {
  const rows = rowsByKey(view.prompts);
  const wanted = nominationOccasions(view, moments, now).filter((occasion) => isNominationWanted(view, occasion));
  return {
    due: wanted.filter((occasion) => isDue(occasion, rows.get(occasion.key), view.nomination.version, now)),
    ahead: wanted
      .filter((occasion) => isAhead(occasion, rows.get(occasion.key), now))
      .map((occasion) => ({ at: occasion.at, because: purposeOf(occasion) })),
  };
}

function finishOf({ status }: Nomination): NominationStep | undefined {
  switch (status) {
    case 'accepted':
      return { do: 'Finish', because: 'the nominee is enrolled' };
    case 'declined':
    case 'withdrawn':
    case 'expired':
      return { do: 'Finish', because: `the nomination is ${status}` };
    case 'not-taken':
      return { do: 'Finish', because: 'the place was not taken' };
    case 'awaiting-promises':
    case 'awaiting-decision':
    case 'asked':
    case 'waitlisted':
    case 'offered':
      return undefined;
  }
}

/** What a nomination says that its execution ends before: the next one goes on, and an admin need not know of it. */
const nothingDue = 'nothing else falls due before then';

function legAhead(nomination: Nomination): Ahead {
  return { at: handOverAt(nomination, []), because: nothingDue };
}

function waitFor(nomination: Nomination, ahead: readonly Ahead[]): NominationStep {
  const first = ahead.reduce((least, each) => (each.at < least.at ? each : least), legAhead(nomination));
  const until = new Date(first.at).toISOString();
  const { kind, because } = waitOf(nomination, first);
  return { do: 'Wait', kind, until, because };
}

function waitOf(nomination: Nomination, first: Ahead): { kind: NominationWait; because: string } {
  const { kind, person } = awaited(nomination);
  return { kind, because: orElse(person, first) };
}

function awaited(nomination: Nomination): { kind: NominationWait; person: string } {
  switch (nomination.status) {
    case 'awaiting-decision':
      return { kind: 'AwaitDecision', person: 'for an admin to decide' };
    case 'asked':
      return { kind: 'AwaitSchoolAnswer', person: 'for the school to answer a question' };
    case 'waitlisted':
      return { kind: 'AwaitPlace', person: 'for a place to become free' };
    case 'offered':
      return { kind: 'AwaitOffer', person: offerAwaits(nomination) };
    default: {
      const open = promisesOf(nomination).filter(({ state }) => state !== 'given');
      return { kind: 'AwaitPromises', person: `for ${nameRoles(open.map(({ role }) => role))} to answer` };
    }
  }
}

function offerAwaits(nomination: Nomination): string {
  const open = offeredRolesOf(nomination).filter((role) => nomination.offer?.answers[role]?.answer !== 'take');
  return `for ${nameRoles(open)} to take the place`;
}

/** A wait for a person says what happens when they don't answer; where that is itself a wait for one, it says that. */
function orElse(person: string, { because }: Ahead): string {
  if (because === nothingDue) return `${person}; ${because}`;
  return because.startsWith('for ') ? because : `${person}, or else ${because}`;
}
