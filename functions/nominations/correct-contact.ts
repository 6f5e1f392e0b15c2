import {
  type Nomination,
  nomination,
  type Promised,
  type PromisingRole,
  promiseOf,
  promisingRolesOf,
} from '../domain/nomination.ts';
import type { Contact, People } from '../domain/people.ts';
import { type Change, changeFacts, type FactValues } from '../driving/change-facts.ts';
import { readPeople } from '../driving/read-people.ts';
import { findAnew } from '../people/found-row.ts';
import { type Clock, days } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table, Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { takeLimit } from '../web/take-limit.ts';
import { normaliseEmail } from './normalise-email.ts';
import { noteNominated } from './note-nominated.ts';
import { type AskReserved, reserveAsk } from './reserve-ask.ts';
import { normaliseName } from './sameness.ts';

export interface CorrectedContact {
  readonly role: PromisingRole;
  readonly name: string;
  readonly email: string;
  /** The school says that two people of the nomination share this mailbox. An admin sees it. */
  readonly distinct?: boolean;
}

export type ContactCorrected =
  | { readonly corrected: true }
  | { readonly corrected: false; readonly why: 'unknown' | 'answered' | 'same-person' | 'shared-address' }
  | { readonly corrected: false; readonly why: 'too-many'; readonly tryAgainAt: string };

/** How often a school may name somebody else in a day. */
const mostPerDay = 5;

/** A promise whose contact may still be put right: nobody has answered it for themselves. */
export function isCorrectable(facts: Nomination, role: PromisingRole): boolean {
  const { state } = promiseOf(facts, role);
  return facts.status === 'awaiting-promises' && (state === 'awaited' || state === 'not-me');
}

/**
 * Puts the name or address of somebody who promises right, as the school asks. Another address is asked anew, as a round of
 * its own, and every link sent to the old one becomes useless. The same correction twice is one.
 */
export async function correctContact(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  id: string,
  correction: CorrectedContact,
): Promise<ContactCorrected> {
  return retryChange<ContactCorrected>(async (attempt) => {
    const facts = await deps.table.get(key.driven('nomination', id), nomination);
    if (!facts) return { corrected: false, why: 'unknown' };
    const people = await readPeople(deps.table, 'nomination', id);
    const verdict = judge(facts, people, correction);
    if (verdict !== 'change') return verdict === 'same' ? { corrected: true } : { corrected: false, why: verdict };
    if (attempt === 0) {
      const taken = await takeLimit(deps, { what: `correct#${id}`, most: mostPerDay, windowMs: days(1) });
      if (!taken.ok) return { corrected: false, why: 'too-many', tryAgainAt: taken.tryAgainAt };
    }
    const { ok } = await deps.table.transact(await writes(deps, facts, people, correction));
    deps.log.info('contact corrected', { id, role: correction.role, written: ok });
    return ok ? { corrected: true } : undefined;
  });
}

function judge(
  facts: Nomination,
  people: People,
  { role, name, email, distinct }: CorrectedContact,
): 'change' | 'same' | 'answered' | 'same-person' | 'shared-address' {
  if (!isCorrectable(facts, role)) return 'answered';
  const now = people[role];
  const others = promisingRolesOf(facts).filter((each) => each !== role);
  const sharing = others.filter((each) => normaliseEmail(people[each]?.email ?? '') === normaliseEmail(email));
  const oneName = sharing.some((each) => normaliseName(people[each]?.name ?? '') === normaliseName(name));
  if (oneName || (sharing.length > 0 && !distinct)) return 'shared-address';
  const sameAddress = now !== undefined && normaliseEmail(now.email) === normaliseEmail(email);
  if (sameAddress && promiseOf(facts, role).state === 'not-me') return 'same-person';
  return sameAddress && now.name === name && now.email === email ? 'same' : 'change';
}

async function writes(
  deps: { readonly table: Table; readonly clock: Clock },
  facts: Nomination,
  people: People,
  { role, name, email }: CorrectedContact,
): Promise<Write[]> {
  const now = deps.clock.now();
  const old = people[role];
  const moved = !old || normaliseEmail(old.email) !== normaliseEmail(email);
  const contact: Contact = moved
    ? { name, email, emailState: 'ok', linkEpoch: (old?.linkEpoch ?? 0) + 1 }
    : { ...old, name, email };
  const ask = moved ? await reserveAsk(deps.table, email, now) : undefined;
  const known = await knownAt(deps.table, facts, role, moved ? email : undefined, now);
  const nobodyYet = old
    ? { [`people.${role}.linkEpoch`]: old.linkEpoch }
    : { [`people.${role}`]: { is: 'absent' } as const };
  const failing = moved ? stillFailing(facts, role) : {};
  return [
    changeFacts(facts, now, {
      ...failing,
      set: { ...failing.set, ...factsSet(facts, role, moved, ask), ...(known && { alike: known.alike }) },
    }),
    { kind: 'update', key: key.people('nomination', facts.id), set: { [`people.${role}`]: contact }, where: nobodyYet },
    ...findAnew(facts, { people: { [role]: contact } }),
    logLine(facts, `v${facts.version + 1}`, {
      what: `contact of the ${role} corrected`,
      to: moved ? 'another address' : 'the same address',
      why: 'the school asked for it',
      by: 'nominator',
      at: now,
    }),
    ...(ask ? [ask.write] : []),
    ...(known?.writes ?? []),
  ];
}

/** Who is nominated at another address may be known there. */
async function knownAt(
  table: Table,
  { id, cohortId, alike }: Nomination,
  role: PromisingRole,
  email: string | undefined,
  now: string,
) {
  if (email === undefined || role === 'head') return undefined;
  const known = await noteNominated(table, { id, cohortId, addresses: [email] }, now);
  return { alike: [...new Set([...alike, ...known.alike])], writes: known.writes };
}

function factsSet(
  facts: Nomination,
  role: PromisingRole,
  moved: boolean,
  ask: AskReserved | undefined,
): FactValues<Nomination> {
  if (!moved) return {};
  const round = (promiseOf(facts, role).round ?? 0) + 1;
  const promised: Promised = {
    state: 'awaited',
    round,
    ...(ask?.askFrom && { askFrom: ask.askFrom }),
  };
  return { [`promises.${role}`]: promised, ...(role === 'head' && { headIsNominator: false }) };
}

/** Which addresses are still known to fail when this one is put right: another value of the fact, or that it goes. */
function stillFailing({ addressesFailed }: Nomination, role: PromisingRole): Change<Nomination> {
  if (!addressesFailed) return {};
  const roles = addressesFailed.roles.filter((each) => each !== role);
  return roles.length > 0
    ? { set: { addressesFailed: { ...addressesFailed, roles } } }
    : { remove: ['addressesFailed'] };
}
