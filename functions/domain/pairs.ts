import type { Participant } from './participant.ts';
import { isSilenced } from './participant-occasions.ts';
import { isTakingPart } from './taking-part.ts';

/** Two places of one school in a Work Group, with everybody who has had one of them. */
export interface Pair {
  /** The nomination that it came from. */
  readonly id: string;
  readonly schoolUrn: string;
  readonly schoolName: string;
  /** Who takes part now, the first who joined first. */
  readonly members: readonly Participant[];
  /** Who pauses, and is expected back. */
  readonly paused: readonly Participant[];
  /** Who left and whose place nobody has taken over. */
  readonly left: readonly Participant[];
  /** Whoever joined first: their record names the school's headteacher and subject lead, also once they have left. */
  readonly origin: Participant;
}

export type PairSize = 'whole' | 'one-member' | 'both-missing';

/** What an eye is needed for; none of it blocks anything. */
export interface PairHealth {
  readonly size: PairSize;
  /** At least one member is a Mastery Specialist or Advocate: ideal, never needed. */
  readonly hasSpecialist: boolean;
  /** Nobody of the pair answered about the last two tasks. */
  readonly isSilent: boolean;
  /** Members whom our mail does not reach. */
  readonly unreachable: readonly Participant[];
}

/** How a participant's journey tells their group of a change that matters to the pair. */
export type Standing = 'in' | 'unreachable' | 'paused' | 'out';

export function standingOf({ status, addressFailed }: Pick<Participant, 'status' | 'addressFailed'>): Standing {
  if (status === 'deferred') return 'paused';
  if (!isTakingPart({ status }) && status !== 'completed') return 'out';
  return addressFailed ? 'unreachable' : 'in';
}

/** The pairs of a group, by school's name. */
export function pairsOf(participants: readonly Participant[]): Pair[] {
  const ids = pairIdsOf(participants);
  const pairs = new Map<string, Participant[]>();
  for (const each of participants) {
    const id = ids.get(each.id) ?? each.nominationId;
    pairs.set(id, [...(pairs.get(id) ?? []), each]);
  }
  return [...pairs]
    .map(([id, everybody]) => toPair(id, everybody))
    .filter((pair) => pair !== undefined)
    .sort((a, b) => a.schoolName.localeCompare(b.schoolName, 'en-GB') || a.id.localeCompare(b.id));
}

/** Participant → the pair that their place is of, through every replacement. */
export function pairIdsOf(participants: readonly Participant[]): ReadonlyMap<string, Participant['nominationId']> {
  const byId = new Map(participants.map((each) => [each.id as string, each]));
  return new Map(participants.map((each) => [each.id, pairIdOf(each, byId)]));
}

/** By the nomination of whose place it was at first, or as it is kept where their record is gone. */
function pairIdOf(participant: Participant, byId: ReadonlyMap<string, Participant>): Participant['nominationId'] {
  if (participant.pairOf) return participant.pairOf;
  const before = participant.replaces === undefined ? undefined : byId.get(participant.replaces);
  return before && before !== participant ? pairIdOf(before, byId) : participant.nominationId;
}

function toPair(id: string, everybody: readonly Participant[]): Pair | undefined {
  const ordered = everybody.toSorted((a, b) => a.enrolledAt.localeCompare(b.enrolledAt) || a.id.localeCompare(b.id));
  const [origin] = ordered;
  if (!origin) return undefined;
  const standing = (...among: readonly Standing[]) => ordered.filter((each) => among.includes(standingOf(each)));
  const members = standing('in', 'unreachable');
  const { schoolUrn, schoolName } = members.at(-1) ?? origin;
  const left = ordered.filter(({ status }) => status === 'withdrawn');
  return { id, schoolUrn, schoolName, members, paused: standing('paused'), left, origin };
}

export function sizeOf({ members }: Pick<Pair, 'members'>): PairSize {
  if (members.length >= 2) return 'whole';
  return members.length === 1 ? 'one-member' : 'both-missing';
}

export function hasSpecialist({ members }: Pick<Pair, 'members'>): boolean {
  return members.some(({ pair }) => pair !== undefined && pair.experience !== 'neither');
}

/** Since when the pair is as it is: its last coming or going. */
export function changedAt({ members, paused, left }: Pair): string {
  const moments = [
    ...members.map(({ enrolledAt, resumedAt }) => resumedAt ?? enrolledAt),
    ...[...paused, ...left].map(({ statusSince }) => statusSince),
  ];
  return moments.toSorted().at(-1) ?? '';
}

/** Places that the school is to fill: who left, for a reason of which one may speak. */
export function gapsOf(pair: Pair): readonly Participant[] {
  return sizeOf(pair) === 'whole' ? [] : pair.left.filter((each) => !isSilenced(each));
}
