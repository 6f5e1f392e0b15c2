import { isAhead, isDue, rowsByKey, sendStep } from './agenda.ts';
import type { Instant } from './ids.ts';
import { handOverAt, handOverNow } from './legs.ts';
import type { Moments } from './moments.ts';
import { isPromised, type Nomination, type PromisingRole, promiseOf, promisingRolesOf } from './nomination.ts';
import { expiryOf, isNominationWanted, nominationOccasions } from './nomination-occasions.ts';
import { parseOffset } from './offset.ts';
import type { NominationPrompt } from './prompt-rule.ts';
import type { NominationStep, NominationWait } from './step.ts';
import { momentOf, purposeOf, type TimedOccasion } from './timetable.ts';
import type { NominationView } from './views.ts';

export type { NominationView } from './views.ts';

interface Ahead {
  readonly at: number;
  readonly because: string;
}

type MoveOn = Extract<NominationStep, { do: 'MoveOn' }>;

/**
 * What a nomination does now. Pure, like the journey's: due prompts first, then what follows from the answers and from
 * time, then the wait. Head and nominee are chased in parallel; a refusal stands after the time in which it can be taken
 * back; nothing expires that waits for an admin.
 */
export function nextNominationStep(view: NominationView, moments: Moments, now: Instant): NominationStep {
  const at = Date.parse(now);
  if (view.nomination.status === 'accepted' && view.nomination.participantId === undefined) return { do: 'Enrol' };
  const prompts = promptsOf(view, moments, at);
  if (prompts.due.length > 0) return sendStep(prompts.due, at, view.nomination);
  const moves = movesOf(view.nomination, moments, at);
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

interface Moves {
  readonly due: MoveOn | undefined;
  readonly ahead: readonly Ahead[];
}

function movesOf(nomination: Nomination, moments: Moments, now: number): Moves {
  switch (nomination.status) {
    case 'awaiting-promises':
      return earliest(
        [...promisesKept(nomination), ...refusals(nomination, moments), expiry(nomination, moments)],
        now,
      );
    case 'awaiting-decision':
      return earliest([...promisesBroken(nomination), ...refusals(nomination, moments)], now);
    case 'waitlisted':
      return earliest(yearBegins(moments), now);
    default:
      return { due: undefined, ahead: [] };
  }
}

interface Move extends Ahead {
  readonly to: MoveOn['to'];
  /** What the move is recorded with. */
  readonly reason: string;
}

/** The first move whose moment has come; otherwise all of them lie ahead. */
function earliest(moves: readonly Move[], now: number): Moves {
  const due = moves.find(({ at }) => at <= now);
  if (due) return { due: { do: 'MoveOn', to: due.to, because: due.reason }, ahead: [] };
  return { due: undefined, ahead: moves };
}

function promisesKept(nomination: Nomination): Move[] {
  if (!isPromised(nomination)) return [];
  if (nomination.replaces)
    return [{ at: 0, to: 'accepted', because: '', reason: 'they take over the place of a colleague, as was agreed' }];
  const because = 'for an admin to decide';
  const who = nomination.promises.partner
    ? 'headteacher and pair have all promised'
    : 'headteacher and nominee have both promised';
  return [{ at: 0, to: 'awaiting-decision', because, reason: who }];
}

/** A promise that is open again; a refusal is left to stand or be taken back where the nomination is. */
function promisesBroken(nomination: Nomination): Move[] {
  const open = promisingRolesOf(nomination).filter((role) =>
    ['awaited', 'not-me'].includes(promiseOf(nomination, role).state),
  );
  if (open.length === 0) return [];
  return [{ at: 0, to: 'awaiting-promises', because: '', reason: `the promise of ${names(open)} is open again` }];
}

function refusals(nomination: Nomination, { calendar, programme }: Moments): Move[] {
  return promisingRolesOf(nomination).flatMap((role) => {
    const { state, at } = promiseOf(nomination, role);
    if (state !== 'refused' || at === undefined) return [];
    return [
      {
        at: momentOf(calendar, Date.parse(at), parseOffset(programme.rules.nomination.refusalStands), 'later'),
        to: 'declined' as const,
        because: `for ${names([role])} to take the refusal back, or else to close this nomination`,
        reason: `${names([role])} refused`,
      },
    ];
  });
}

function expiry(nomination: Nomination, moments: Moments): Move {
  return {
    at: expiryOf(nomination, moments),
    to: 'expired',
    because: 'to close this nomination',
    reason: 'nominations closed before every promise was there',
  };
}

function yearBegins({ years }: Moments): Move[] {
  const [first] = years;
  if (!first) return [];
  return [
    {
      at: first.startsAt,
      to: 'expired',
      because: 'to close the waiting list',
      reason: 'the programme began without a free place',
    },
  ];
}

function finishOf({ status }: Nomination): NominationStep | undefined {
  switch (status) {
    case 'accepted':
      return { do: 'Finish', because: 'the nominee is enrolled' };
    case 'declined':
    case 'withdrawn':
    case 'expired':
      return { do: 'Finish', because: `the nomination is ${status}` };
    default:
      return undefined;
  }
}

function legAhead(nomination: Nomination): Ahead {
  return { at: handOverAt(nomination, []), because: 'to hand over to the next leg of the nomination' };
}

function waitFor(nomination: Nomination, ahead: readonly Ahead[]): NominationStep {
  const first = ahead.reduce((least, each) => (each.at < least.at ? each : least), legAhead(nomination));
  const until = new Date(first.at).toISOString();
  const { kind, because } = waitOf(nomination, first);
  return { do: 'Wait', kind, until, because };
}

function waitOf(nomination: Nomination, first: Ahead): { kind: NominationWait; because: string } {
  if (nomination.status === 'awaiting-decision') {
    return { kind: 'AwaitDecision', because: orElse('for an admin to decide', first) };
  }
  if (nomination.status === 'waitlisted')
    return { kind: 'AwaitPlace', because: orElse('for a place to become free', first) };
  const open = promisingRolesOf(nomination).filter((role) => promiseOf(nomination, role).state !== 'given');
  return { kind: 'AwaitPromises', because: orElse(`for ${names(open)} to answer`, first) };
}

/** A wait for a person says what happens when they don't answer; where that is itself a wait for one, it says that. */
function orElse(person: string, { because }: Ahead): string {
  return because.startsWith('for ') ? because : `${person}, or else ${because}`;
}

const roleWords: Record<PromisingRole, string> = {
  head: 'the headteacher',
  nominee: 'the nominee',
  partner: 'the second nominee',
};

function names(roles: readonly PromisingRole[]): string {
  const words = roles.map((role) => roleWords[role]);
  return words.length > 2 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : words.join(' and ');
}
