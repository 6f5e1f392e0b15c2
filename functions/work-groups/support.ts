import { participantId as asParticipantId } from '../domain/ids.ts';
import { markOf, needOfSupport } from '../domain/needs.ts';
import { readAs } from '../domain/read-as.ts';
import { pairId as asPairId, type SupportHolder, type SupportRequest } from '../domain/work-group.ts';
import { pairOfMember } from '../domain/work-group-situation.ts';
import { newOrKnown } from '../participants/change-participant.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';
import { changeGroup, type GroupDecided, type GroupDeps } from './change-group.ts';

export interface Asked {
  /** Made by the form that was opened: the same post again is the same request. */
  readonly id: string;
  readonly for: SupportRequest['for'];
  readonly wish: string;
}

/** A participant asks for support, for the pair, the school or the Trust. It lies with the lead until they pass it on. */
export async function askForSupport(
  deps: GroupDeps,
  groupId: string,
  participantId: string,
  asked: Asked,
): Promise<'asked' | 'not-taking-part'> {
  const outcome = await changeGroup<'asked' | 'not-taking-part'>(deps, groupId, (situation, now) => {
    const pair = pairOfMember(situation, participantId);
    if (!pair) return { outcome: 'not-taking-part' };
    if (situation.view.supportRequests.some(({ id }) => id === asked.id)) return { outcome: 'asked' };
    const request: SupportRequest = {
      ...asked,
      pairId: readAs(asPairId, pair.id),
      askedBy: readAs(asParticipantId, participantId),
      state: 'asked',
      holder: 'lead',
      heldSince: now,
      stay: 1,
      at: now,
      stateSince: now,
    };
    return {
      outcome: 'asked',
      change: {
        writes: [requestWrite(groupId, request)],
        what: 'a request for support',
        to: 'asked',
        why: '',
        by: participantId,
      },
    };
  });
  return outcome ?? 'not-taking-part';
}

/** What whoever holds a request does with it, and what the school says at the end. */
export type SupportMove =
  | { readonly do: 'assign'; readonly assignedTo: string; readonly halfDays: number; readonly answer: string }
  | { readonly do: 'pass'; readonly to: SupportHolder; readonly answer: string }
  | { readonly do: 'close'; readonly answer: string }
  | { readonly do: 'deliver' }
  | { readonly do: 'rate'; readonly rating: number };

export type SupportMoved = 'moved' | 'as-it-was' | 'too-late' | 'not-yours' | 'unknown';

/**
 * Moves a request on. Only who holds it answers, assigns, delivers or closes it; only who asked rates it. With each move
 * it is somebody's, and a chase is counted anew for whoever has it now.
 */
export async function moveSupport(
  deps: GroupDeps,
  groupId: string,
  requestId: string,
  by: SupportHolder | { readonly participantId: string },
  move: SupportMove,
): Promise<SupportMoved> {
  const outcome = await changeGroup<SupportMoved>(deps, groupId, ({ view }, now): GroupDecided<SupportMoved> => {
    const request = view.supportRequests.find(({ id }) => id === requestId);
    if (!request) return { outcome: 'unknown' };
    if (!mayMove(request, by, move)) return { outcome: 'not-yours' };
    const next = movedRequest(request, move, now);
    if (typeof next === 'string') return { outcome: next };
    return {
      outcome: 'moved',
      change: {
        writes: [requestWrite(groupId, next)],
        what: 'a request for support',
        to: move.do === 'pass' ? `with the ${move.to}` : next.state,
        why: '',
        by: typeof by === 'string' ? by : by.participantId,
      },
    };
  });
  return outcome ?? 'unknown';
}

/** The row of a request, with how it is found while the hub's leadership holds it. The group's version is what is checked. */
function requestWrite(groupId: string, request: SupportRequest): Write {
  const item = { ...key.supportRequest(groupId, request.id), ...request, ...markOf(needOfSupport(request)) };
  return { kind: 'put', item, where: newOrKnown };
}

function mayMove(
  { holder, askedBy }: SupportRequest,
  by: SupportHolder | { readonly participantId: string },
  move: SupportMove,
): boolean {
  return typeof by === 'string'
    ? move.do !== 'rate' && holder === by
    : move.do === 'rate' && by.participantId === askedBy;
}

function movedRequest(
  request: SupportRequest,
  move: SupportMove,
  now: string,
): SupportRequest | 'as-it-was' | 'too-late' {
  switch (move.do) {
    case 'deliver':
      if (request.state === 'delivered') return 'as-it-was';
      return request.state === 'assigned' ? { ...request, state: 'delivered', stateSince: now } : 'too-late';
    case 'rate':
      if (request.rating === move.rating) return 'as-it-was';
      if (request.state !== 'delivered' && request.state !== 'rated') return 'too-late';
      return { ...request, state: 'rated', stateSince: now, rating: move.rating };
    case 'close':
      if (request.state === 'closed') return 'as-it-was';
      return isOpen(request) ? { ...request, state: 'closed', stateSince: now, answer: move.answer } : 'too-late';
    case 'assign':
    case 'pass':
      return isOpen(request) ? handedOn(request, move, now) : 'too-late';
  }
}

/** To whoever takes it on, or to whoever it lies with from now on. */
function handedOn(
  request: SupportRequest,
  move: Extract<SupportMove, { do: 'assign' | 'pass' }>,
  now: string,
): SupportRequest | 'as-it-was' {
  const answered = move.answer === '' ? {} : { answer: move.answer };
  const held = { ...request, ...answered, heldSince: now, stay: request.stay + 1 };
  if (move.do === 'pass') return request.holder === move.to ? 'as-it-was' : { ...held, holder: move.to };
  const { assignedTo, halfDays } = move;
  if (request.assignedTo === assignedTo && request.halfDays === halfDays) return 'as-it-was';
  return { ...held, state: 'assigned', stateSince: now, assignedTo, halfDays };
}

function isOpen({ state }: SupportRequest): boolean {
  return state === 'asked' || state === 'assigned';
}
