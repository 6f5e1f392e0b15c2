import { type Merging, mergeOf } from '../domain/merging.ts';
import type { Participant } from '../domain/participant.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import type { JourneyView } from '../domain/views.ts';
import { changeFacts } from '../driving/change-facts.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { freePlace } from '../nominations/change-places.ts';
import { key } from '../platform/keys.ts';
import { mostWritesAtOnce, type Table, type Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { changeParticipant, type Decide, newOrKnown, type ParticipantDeps } from './change-participant.ts';
import { deadLinks } from './withdraw-participant.ts';

export interface Merge {
  /** The record that becomes part of the other. */
  readonly duplicate: string;
  readonly note: string;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type Merged = 'merged' | 'same-record' | 'no-such-record' | 'not-active' | 'too-much' | 'unknown';

/**
 * Makes one of two records of the same person. The one that is kept goes on with its own journey, place and address, and
 * gets what only the other one knew; the other one closes, gives its place back and keeps its e-mails to be read. Both
 * records, everything that moves and two lines of the log are one transaction, and what does not fit into one is refused
 * before anything is written. Twice is once.
 */
export async function mergeParticipants(deps: ParticipantDeps, id: string, merge: Merge): Promise<Merged> {
  return (await changeParticipant(deps, id, decideMerge(deps.table, merge))) ?? 'unknown';
}

/** The kept record's facts and its line of the log. */
const ofTheChange = 2;

export function decideMerge(table: Table, { duplicate, note, by }: Merge): Decide<Merged> {
  return async (kept, now) => {
    if (duplicate === kept.participant.id) return { outcome: 'same-record' };
    const other = await readJourney(table, duplicate);
    if (!other) return { outcome: 'no-such-record' };
    if (other.participant.mergedInto === kept.participant.id) return { outcome: 'merged' };
    if (!isOpen(kept.participant) || !isOpen(other.participant)) return { outcome: 'not-active' };
    const merging = mergeOf(kept, other, now);
    const writes = [
      ...movedWrites(kept.participant.id, merging),
      ...(await closingWrites(table, other, kept.participant, { merging, note, by }, now)),
    ];
    if (writes.length + ofTheChange > mostWritesAtOnce) return { outcome: 'too-much' };
    return {
      outcome: 'merged',
      change: {
        set: { ...merging.facts, earlier: [...kept.participant.earlier, other.participant.id] },
        writes,
        after: {
          places: [...kept.places, ...merging.places],
          credits: [...kept.credits, ...merging.credits],
          inSchoolDays: [...kept.inSchoolDays, ...merging.inSchoolDays],
        },
        what: 'another record of the same person became part of this one',
        to: other.participant.id,
        why: note,
        by,
      },
    };
  };
}

/** Before anything is written: what would move, and what the kept record has already. */
export async function previewMerge(
  deps: ParticipantDeps,
  kept: JourneyView,
  duplicate: string,
): Promise<{ merging: Merging; other: JourneyView } | undefined> {
  const other = await readJourney(deps.table, duplicate);
  return other && { other, merging: mergeOf(kept, other, deps.clock.now()) };
}

function isOpen(participant: Participant): boolean {
  return isTakingPart(participant) || participant.status === 'deferred' || participant.status === 'withdrawn';
}

function movedWrites(id: string, { credits, inSchoolDays, places }: Merging): Write[] {
  return [
    ...credits.map((entry): Write => ({ kind: 'put', item: { ...key.credit(id, entry.id), ...entry } })),
    ...inSchoolDays.map((day): Write => ({ kind: 'put', item: { ...key.inSchoolDay(id, day.id), ...day } })),
    ...places.map((place): Write => {
      return { kind: 'put', item: { ...key.place(id, place.sessionId), ...place }, where: newOrKnown };
    }),
  ];
}

async function closingWrites(
  table: Table,
  { participant: closed }: JourneyView,
  kept: Participant,
  { merging, note, by }: { merging: Merging; note: string; by: string },
  now: string,
): Promise<Write[]> {
  const givesBack = closed.status === 'withdrawn' ? [] : await freePlace(table, closed.cohortId, now);
  return [
    changeFacts(closed, now, {
      set: { status: 'merged', statusSince: now, statusBefore: closed.status, mergedInto: kept.id },
      remove: ['parked', 'schoolMove', 'replacement'],
    }),
    ...merging.reversals.map(
      (entry): Write => ({ kind: 'put', item: { ...key.credit(closed.id, entry.id), ...entry } }),
    ),
    ...givesBack,
    ...(await deadLinks(table, closed.id)),
    logLine(closed, `v${closed.version + 1}`, {
      what: 'became part of another record of the same person',
      from: closed.status,
      to: kept.id,
      why: note,
      by,
      at: now,
    }),
  ];
}
