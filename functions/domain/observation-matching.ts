import type { Observation, ObservationSlot } from './work-group.ts';

/** A school that visits a lesson of another. */
export interface Match {
  readonly slotId: string;
  readonly hostPairId: string;
  readonly visitorPairId: string;
}

/**
 * Finds visitors for slots that have none, so that as many schools as can host one visit and make one. What is matched
 * already stays. Nobody visits itself, two lessons at one time, or the same lesson as another school.
 *
 * First as many schools host as can, by a maximum matching of visitors to hosts that have not hosted; then that matching
 * is augmented over single lessons until as many visit as can. So no order of the lessons leaves out a school that another
 * order would not. Pure, and the same for the same facts.
 */
export function matchObservations(
  pairIds: readonly string[],
  slots: readonly ObservationSlot[],
  observations: readonly Observation[],
): Match[] {
  const standing = observations.filter(({ state }) => state !== 'cancelled');
  // A slot whose visit was cancelled is not offered again by itself: its host may have cancelled it.
  const touched = new Set(observations.map(({ slotId }) => slotId));
  const free = slots
    .filter(({ id, state, pairId }) => state === 'offered' && !touched.has(id) && pairIds.includes(pairId))
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id));
  const visited = new Set(standing.map(({ visitorPairId }) => visitorPairId as string));
  const hosted = new Set(standing.map(({ hostPairId }) => hostPairId as string));
  const busy = busyTimes(slots, standing);
  const visitors = pairIds.filter((id) => !visited.has(id)).toSorted();
  const can = (visitor: string, slot: ObservationSlot) =>
    slot.pairId !== visitor && !(busy.get(visitor) ?? []).some((other) => overlap(other, slot));
  // One slot of each school first, so that as many schools as can host; which one, the matching chooses.
  const first = matching(visitors, free, can, (slot) => (hosted.has(slot.pairId) ? undefined : slot.pairId));
  // From there on, more visits: a path that augments a matching never leaves a lesson that was visited without a visitor.
  return matching(visitors, free, can, ({ id }) => id, first);
}

type Busy = Pick<ObservationSlot, 'startsAt' | 'endsAt'>;

/** When a school can't visit: it teaches a lesson that others may come to, or visits already. */
function busyTimes(slots: readonly ObservationSlot[], standing: readonly Observation[]): Map<string, Busy[]> {
  const busy = new Map<string, Busy[]>();
  const add = (id: string, time: Busy) => busy.set(id, [...(busy.get(id) ?? []), time]);
  for (const slot of slots) if (slot.state === 'offered') add(slot.pairId, slot);
  for (const each of standing) {
    add(each.visitorPairId, each);
    add(each.hostPairId, each);
  }
  return busy;
}

function overlap(a: Busy, b: Busy): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/**
 * A maximum matching of visitors to places; `placeOf` says which place a slot fills (a host's one place, or its own).
 */
function matching(
  visitors: readonly string[],
  slots: readonly ObservationSlot[],
  can: (visitor: string, slot: ObservationSlot) => boolean,
  placeOf: (slot: ObservationSlot) => string | undefined,
  begun: readonly Match[] = [],
): Match[] {
  const holders = new Map<string, { visitor: string; slot: ObservationSlot }>();
  for (const { slotId, visitorPairId: visitor } of begun) {
    const slot = slots.find(({ id }) => id === slotId);
    const place = slot && placeOf(slot);
    if (slot && place !== undefined) holders.set(place, { visitor, slot });
  }
  const seat = (visitor: string, tried: Set<string>): boolean => {
    for (const slot of slots) {
      const place = placeOf(slot);
      if (place === undefined || tried.has(place) || !can(visitor, slot)) continue;
      tried.add(place);
      const holder = holders.get(place);
      if (holder && !seat(holder.visitor, tried)) continue;
      holders.set(place, { visitor, slot });
      return true;
    }
    return false;
  };
  const seated = new Set(begun.map(({ visitorPairId }) => visitorPairId));
  for (const visitor of visitors) if (!seated.has(visitor)) seat(visitor, new Set());
  return [...holders.values()].map(({ visitor, slot }) => ({
    slotId: slot.id,
    hostPairId: slot.pairId,
    visitorPairId: visitor,
  }));
}
