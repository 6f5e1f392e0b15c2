import { pairById } from '../domain/work-group-situation.ts';
import { key } from '../platform/keys.ts';
import { changeGroup, type GroupDeps } from './change-group.ts';

export interface NewGuest {
  /** Made by the form that was opened: the same post again is the same guest. */
  readonly id: string;
  readonly sessionId: string;
  readonly pairId: string;
  readonly name: string;
  /** `lead`, or the admin's id at the identity provider. */
  readonly by: string;
}

export type GuestAdded = 'added' | 'not-yet' | 'unknown';

/** Puts a third colleague on a session's register. They have no place and no journey, and are written to by nobody. */
export async function addGuest(deps: GroupDeps, groupId: string, added: NewGuest): Promise<GuestAdded> {
  const outcome = await changeGroup<GuestAdded>(deps, groupId, (situation, now) => {
    const session = situation.moments.sessionById.get(added.sessionId);
    if (!session || !pairById(situation, added.pairId)) return { outcome: 'unknown' };
    if (session.checkInOpens > situation.now) return { outcome: 'not-yet' };
    if (situation.view.guests.some(({ id }) => id === added.id)) return { outcome: 'added' };
    return {
      outcome: 'added',
      change: {
        writes: [
          { kind: 'put', item: { ...key.guest(groupId, added.sessionId, added.id), ...guestOf(added), at: now } },
        ],
        what: `a guest at ${session.session.title}`,
        to: 'on the register',
        why: '',
        by: added.by,
      },
    };
  });
  return outcome ?? 'unknown';
}

function guestOf({ id, sessionId, pairId, name }: NewGuest): Omit<NewGuest, 'by'> {
  return { id, sessionId, pairId, name };
}

/** Takes somebody off a register who was put there by mistake. Twice is once. */
export async function removeGuest(
  deps: GroupDeps,
  groupId: string,
  { id, sessionId, by }: Pick<NewGuest, 'id' | 'sessionId' | 'by'>,
): Promise<void> {
  await changeGroup(deps, groupId, (situation) => {
    const isThere = situation.view.guests.some((guest) => guest.id === id && guest.sessionId === sessionId);
    if (!isThere) return { outcome: undefined };
    return {
      outcome: undefined,
      change: {
        writes: [{ kind: 'delete', key: key.guest(groupId, sessionId, id) }],
        what: `a guest at ${situation.moments.sessionById.get(sessionId)?.session.title ?? sessionId}`,
        to: 'taken off the register',
        why: '',
        by,
      },
    };
  });
}
