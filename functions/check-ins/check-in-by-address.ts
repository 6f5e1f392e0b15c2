import * as v from 'valibot';
import { normaliseCode } from '../domain/check-in.ts';
import { readPeople } from '../driving/read-people.ts';
import { emailHash, normaliseEmail } from '../nominations/normalise-email.ts';
import type { ParticipantDeps } from '../participants/change-participant.ts';
import { minutes } from '../platform/clock.ts';
import { key, partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { takeLimit } from '../web/take-limit.ts';
import { type CheckedIn, checkIn } from './check-in.ts';

export interface TypedInTheRoom {
  readonly code: string;
  readonly email: string;
  /** Which of several people with one address they are, once they were asked. */
  readonly participantId?: string | undefined;
}

/** Somebody who shares an address with others of the cohort; the name is for a mask. */
export interface Sharer {
  readonly id: string;
  readonly name: string;
}

export type CheckedInByAddress =
  | { readonly outcome: 'unknown-code' }
  | { readonly outcome: 'unknown-address' }
  /** A mailbox of several participants: they have to say who they are. */
  | { readonly outcome: 'which-of-them'; readonly sharers: readonly Sharer[] }
  | { readonly outcome: 'too-many'; readonly tryAgainAt: string }
  | { readonly outcome: 'judged'; readonly session: SessionAddress; readonly checked: CheckedIn };

export interface SessionAddress {
  readonly cohortId: string;
  readonly sessionId: string;
}

/** A whole room behind one address of the network, each trying a few times. */
const triesOfACode = { most: 500, windowMs: minutes(15) };
const triesOfAnAddress = { most: 10, windowMs: minutes(15) };

const codeItem = v.object({ cohortId: v.string(), sessionId: v.string() });

/**
 * Checks somebody in who has the room's code and no link at hand: the code names the session, their address of the
 * cohort's participants names them. Whether an address is known is said only to who has a code. Twice is once.
 */
export async function checkInByAddress(deps: ParticipantDeps, typed: TypedInTheRoom): Promise<CheckedInByAddress> {
  const code = normaliseCode(typed.code);
  const tryAgainAt = await tooMany(deps, code, typed.email);
  if (tryAgainAt) return { outcome: 'too-many', tryAgainAt };
  const session = await deps.table.get(key.checkInCode(code), codeItem);
  if (!session) return { outcome: 'unknown-code' };
  const found = await findByAddress(deps.table, session.cohortId, typed.email);
  const [first, second] = typed.participantId ? found.filter(({ id }) => id === typed.participantId) : found;
  if (!first) return { outcome: 'unknown-address' };
  if (second) return { outcome: 'which-of-them', sharers: found };
  return { outcome: 'judged', session, checked: await checkIn(deps, first.id, session.sessionId, typed.code) };
}

/** When to try again, where the code or the address was tried too often. */
async function tooMany(deps: ParticipantDeps, code: string, email: string): Promise<string | undefined> {
  const limits = [
    { what: `check-in-code#${code}`, ...triesOfACode },
    { what: `check-in-address#${emailHash(email)}`, ...triesOfAnAddress },
  ];
  for (const limit of limits) {
    const taken = await takeLimit(deps, limit);
    if (!taken.ok) return taken.tryAgainAt;
  }
  return undefined;
}

/** The participants of a cohort whose mail goes to an address, whatever way it is typed. */
async function findByAddress(table: Table, cohortId: string, email: string): Promise<Sharer[]> {
  const wanted = normaliseEmail(email);
  const members = await table.queryAll({ pk: partition.cohort(cohortId), prefix: 'PART#' });
  const found = await Promise.all(
    members.map(async ({ sk }) => {
      const id = sk.slice('PART#'.length);
      const { participant: contact } = await readPeople(table, 'participant', id);
      return contact && normaliseEmail(contact.email) === wanted ? [{ id, name: contact.name }] : [];
    }),
  );
  return found.flat();
}
