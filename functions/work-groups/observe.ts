import { likelyPupilNames } from '../domain/pupil-names.ts';
import type { Observation, ObservationSlot } from '../domain/work-group.ts';
import { type GroupSituation, pairOfMember } from '../domain/work-group-situation.ts';
import { newOrKnown } from '../participants/change-participant.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';
import { changeGroup, type GroupDecided, type GroupDeps } from './change-group.ts';

export interface OfferedLesson {
  /** Made by the form that was opened: the same post again is the same offer. */
  readonly id: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly lesson: string;
  readonly focus: string;
}

export type SlotOffered =
  | { readonly outcome: 'offered' | 'not-taking-part' | 'past' }
  | { readonly outcome: 'names'; readonly names: readonly string[] };

/** Offers a lesson that another school may come to. The group finds visitors by itself. */
export async function offerSlot(
  deps: GroupDeps,
  groupId: string,
  participantId: string,
  offered: OfferedLesson,
): Promise<SlotOffered> {
  const names = likelyPupilNames(`${offered.lesson}\n${offered.focus}`);
  if (names.length > 0) return { outcome: 'names', names };
  const outcome = await changeGroup<SlotOffered>(deps, groupId, (situation, now) => {
    const pair = pairOfMember(situation, participantId);
    if (!pair) return { outcome: { outcome: 'not-taking-part' } };
    if (offered.startsAt <= now) return { outcome: { outcome: 'past' } };
    const isKnown = situation.view.slots.some(({ id }) => id === offered.id);
    if (isKnown) return { outcome: { outcome: 'offered' } };
    const slot = { ...offered, pairId: pair.id, state: 'offered', at: now };
    return {
      outcome: { outcome: 'offered' },
      change: {
        writes: [{ kind: 'put', item: { ...key.observationSlot(groupId, offered.id), ...slot } }],
        what: 'a lesson to observe',
        to: 'offered',
        why: '',
        by: participantId,
      },
    };
  });
  return outcome ?? { outcome: 'not-taking-part' };
}

export type SlotWithdrawn = 'withdrawn' | 'visited' | 'not-yours';

/** Takes back a lesson that nobody was matched with yet; a visit is cancelled instead. */
export async function withdrawSlot(
  deps: GroupDeps,
  groupId: string,
  participantId: string,
  slotId: string,
): Promise<SlotWithdrawn> {
  const outcome = await changeGroup<SlotWithdrawn>(deps, groupId, (situation) => {
    const pair = pairOfMember(situation, participantId);
    const slot = situation.view.slots.find(({ id }) => id === slotId);
    if (!pair || slot?.pairId !== pair.id) return { outcome: 'not-yours' };
    if (slot.state === 'withdrawn') return { outcome: 'withdrawn' };
    if (situation.view.observations.some((visit) => visit.slotId === slotId && visit.state !== 'cancelled'))
      return { outcome: 'visited' };
    return { outcome: 'withdrawn', change: slotChange(groupId, { ...slot, state: 'withdrawn' }, participantId) };
  });
  return outcome ?? 'not-yours';
}

function slotChange(groupId: string, slot: ObservationSlot, by: string) {
  const item = { ...key.observationSlot(groupId, slot.id), ...slot };
  return {
    writes: [{ kind: 'put', item, where: newOrKnown }],
    what: 'a lesson to observe',
    to: slot.state,
    why: '',
    by,
  } as const;
}

export type VisitChange =
  | { readonly do: 'accept' }
  | { readonly do: 'move'; readonly startsAt: string; readonly endsAt: string; readonly reason: string }
  | { readonly do: 'cancel'; readonly reason: string };

export type VisitChanged = 'changed' | 'as-it-was' | 'not-yours' | 'past' | 'cancelled';

/**
 * Accepts, moves or cancels a visit. Either school may; a new time or the end of it is a revision, of which both schools
 * and their headteachers hear once. A cancelled visit leaves its visitor to be matched with another lesson.
 */
export async function changeVisit(
  deps: GroupDeps,
  groupId: string,
  by: VisitChanger,
  visitId: string,
  change: VisitChange,
): Promise<VisitChanged> {
  const outcome = await changeGroup<VisitChanged>(deps, groupId, (situation, now): GroupDecided<VisitChanged> => {
    const visit = situation.view.observations.find(({ id }) => id === visitId);
    if (!visit || !isTheirs(situation, by, visit)) return { outcome: 'not-yours' };
    const refused = refuseChange(visit, change, now);
    if (refused) return { outcome: refused };
    const next = changedVisit(visit, change, now);
    if (!next) return { outcome: 'as-it-was' };
    const who = by === 'lead' ? 'lead' : by.participantId;
    return {
      outcome: 'changed',
      change: { writes: [visitWrite(groupId, next)], what: 'a lesson observation', to: next.state, why: '', by: who },
    };
  });
  return outcome ?? 'not-yours';
}

type VisitChanger = { readonly participantId: string } | 'lead';

function isTheirs(situation: GroupSituation, by: VisitChanger, { hostPairId, visitorPairId }: Observation): boolean {
  if (by === 'lead') return true;
  const pair = pairOfMember(situation, by.participantId);
  return pair !== undefined && (hostPairId === pair.id || visitorPairId === pair.id);
}

function refuseChange(visit: Observation, change: VisitChange, now: string): VisitChanged | undefined {
  if (visit.state === 'cancelled') return change.do === 'cancel' ? 'as-it-was' : 'cancelled';
  return visit.startsAt <= now || (change.do === 'move' && change.startsAt <= now) ? 'past' : undefined;
}

function changedVisit(visit: Observation, change: VisitChange, now: string): Observation | undefined {
  switch (change.do) {
    case 'accept':
      return visit.state === 'accepted' ? undefined : { ...visit, state: 'accepted' };
    case 'cancel':
      return { ...visit, state: 'cancelled', ...revised(visit, change.reason, now) };
    case 'move': {
      const { startsAt, endsAt, reason } = change;
      if (visit.startsAt === startsAt && visit.endsAt === endsAt) return undefined;
      // Whoever had accepted the old time has not accepted the new one.
      return { ...visit, startsAt, endsAt, state: 'matched', ...revised(visit, reason, now) };
    }
  }
}

function revised({ revision }: Observation, revisedBecause: string, revisedAt: string) {
  return { revision: revision + 1, revisedAt, revisedBecause };
}

export type NotesSaved =
  | { readonly outcome: 'saved' | 'not-yours' | 'not-yet' }
  | { readonly outcome: 'names'; readonly names: readonly string[] };

/** Saves what a school takes from a visit. What looks like a pupil's name is not taken: nobody needs it to learn from it. */
export async function saveNotes(
  deps: GroupDeps,
  groupId: string,
  participantId: string,
  visitId: string,
  text: string,
): Promise<NotesSaved> {
  const names = likelyPupilNames(text);
  if (names.length > 0) return { outcome: 'names', names };
  const outcome = await changeGroup<NotesSaved>(deps, groupId, (situation, now) => {
    const visit = situation.view.observations.find(({ id }) => id === visitId);
    const pair = pairOfMember(situation, participantId);
    if (!visit || !pair || ![visit.hostPairId, visit.visitorPairId].some((id) => id === pair.id))
      return { outcome: { outcome: 'not-yours' } };
    if (visit.state === 'cancelled' || visit.endsAt > now) return { outcome: { outcome: 'not-yet' } };
    if (visit.notes[pair.id]?.text === text) return { outcome: { outcome: 'saved' } };
    const next = { ...visit, notes: { ...visit.notes, [pair.id]: { text, at: now } } };
    return {
      outcome: { outcome: 'saved' },
      change: {
        writes: [visitWrite(groupId, next)],
        what: 'notes of a lesson observation',
        to: 'written',
        why: '',
        by: participantId,
      },
    };
  });
  return outcome ?? { outcome: 'not-yours' };
}

function visitWrite(groupId: string, visit: Observation): Write {
  return { kind: 'put', item: { ...key.observation(groupId, visit.id), ...visit }, where: newOrKnown };
}
