import * as v from 'valibot';
import {
  type ErasureReason,
  erasedNomination,
  erasedParticipant,
  erasureReasons,
  mayErase,
  statisticsOf,
} from '../domain/erasure.ts';
import { whole } from '../domain/fields.ts';
import type { Nomination } from '../domain/nomination.ts';
import { creditEntry, type Participant, place } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { readPeople } from '../driving/read-people.ts';
import { emailHash } from '../nominations/normalise-email.ts';
import { sameness } from '../nominations/sameness.ts';
import { findAnew, forgetFound } from '../people/found-row.ts';
import type { Clock } from '../platform/clock.ts';
import { present } from '../platform/expressions.ts';
import { drivenSk, key, partition } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import { type Item, mostWritesAtOnce, type Table, type Write } from '../platform/table.ts';
import { logLine } from '../record/log-line.ts';
import { retryChange } from '../web/retry-change.ts';
import { toldWrites } from '../work-groups/tell-group.ts';
import { contactsOf, isSamePerson, mentionsOf, type RecordRef, readFacts } from './find-person.ts';
import { cohortsOf, forgetInGroups } from './group-words.ts';
import { forgetInImports } from './import-rows.ts';
import { countWrite } from './statistics.ts';

export interface ErasureDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Erasure {
  readonly reason: ErasureReason;
  /** The admin's id at the identity provider. */
  readonly by: string;
}

export type Erased = 'erased' | 'still-active' | 'unknown';

/**
 * Erases one record of a person.
 *
 * 1. Where others' records name them (as partner, head, nominator), name and address are taken out, as is the name from
 *    what others wrote for their Work Group, and the indexes by which an address leads to the record forget it. Rows of
 *    files that were handed in and are kept go too.
 * 2. In one transaction: the facts become empty ones, the names and the membership go, and the cohort's figures count one
 *    more. From here on nobody reads the record any more: links and pages find nothing, the mailer sends nothing, and
 *    the execution is woken and ends.
 * 3. The rows beside the facts are deleted; lines of the log stay, without the words in them.
 * 4. The nomination that they came by is erased too, when there is nobody else of it.
 *
 * Each step may be repeated: one that stopped half-way is gone through again by calling this again.
 */
export async function eraseRecord(deps: ErasureDeps, ref: RecordRef, erasure: Erasure): Promise<Erased> {
  const facts = await readFacts(deps.table, ref);
  if (!facts) return 'unknown';
  if (!facts.erased) {
    if (!(await isErasable(deps.table, facts))) return 'still-active';
    await forgetElsewhere(deps, ref, facts, erasure);
    if ((await emptyFacts(deps, ref, erasure)) === 'still-active') return 'still-active';
  }
  await deleteRows(deps.table, ref);
  if (facts.kind === 'participant') {
    for (const cohortId of await cohortsOf(deps.table, facts)) await deleteFromGroup(deps.table, facts.id, cohortId);
    await eraseNominationOf(deps, facts, erasure);
  }
  await deps.table.write({
    kind: 'update',
    key: key.driven(ref.kind, ref.id),
    set: { 'erased.done': true },
    where: { 'erased.done': { is: 'present' } },
  });
  deps.log.info('record erased', { ...ref, reason: erasure.reason, by: erasure.by });
  return 'erased';
}

/** An accepted nomination goes with the last of its participants. */
export async function isErasable(table: Table, facts: Participant | Nomination): Promise<boolean> {
  if (mayErase(facts)) return true;
  return facts.kind === 'nomination' && facts.status === 'accepted' && (await isForsaken(table, facts));
}

async function isForsaken(table: Table, { participantId, partnerParticipantId }: Nomination): Promise<boolean> {
  const ids = [participantId, partnerParticipantId].filter((id) => id !== undefined);
  const theirs = await Promise.all(ids.map((id) => readFacts(table, { kind: 'participant', id })));
  return ids.length > 0 && theirs.every((each) => each?.erased);
}

/** The rows outside of a record that lead to it or name its person. */
async function forgetElsewhere(
  deps: ErasureDeps,
  ref: RecordRef,
  facts: Participant | Nomination,
  { reason, by }: Erasure,
): Promise<void> {
  const { table } = deps;
  const known = await readPeople(table, ref.kind, ref.id);
  for (const contact of contactsOf(ref, known)) {
    for (const { kind, id, role } of await mentionsOf(table, contact))
      if (kind !== ref.kind || id !== ref.id) await forgetRole(table, { kind, id }, role);
    // A record whose time is over says nothing of what was handed in this week, which ends by itself.
    if (reason !== 'retention') await forgetInImports(table, { person: contact, records: [facts] });
    if (facts.kind === 'participant') {
      await forgetInGroups(deps, facts, contact, by);
      await table.write({ kind: 'delete', key: key.person(emailHash(contact.email), ref.id) });
    } else await forgetNominated(table, contact.email, ref.id);
  }
  if (facts.kind === 'nomination') await forgetSubmission(table, facts, known);
}

async function forgetRole(table: Table, { kind, id }: RecordRef, role: keyof People): Promise<void> {
  await retryChange(async () => {
    const facts = await readFacts(table, { kind, id });
    if (!facts || facts.erased) return true;
    const { ok } = await table.transact([
      { kind: 'update', key: key.people(kind, id), remove: [`people.${role}`], where: { pk: present } },
      ...findAnew(facts, { people: { [role]: undefined } }),
    ]);
    return ok || undefined;
  });
}

const nominatedRow = v.object({ nominations: v.array(v.string()), revision: whole });

async function forgetNominated(table: Table, email: string, id: string): Promise<void> {
  const place = key.nominated(emailHash(email));
  await retryChange(async () => {
    const row = await table.get(place, nominatedRow);
    if (!row?.nominations.includes(id)) return true;
    const nominations = row.nominations.filter((each) => each !== id);
    const where = { revision: row.revision };
    const write: Write =
      nominations.length > 0
        ? { kind: 'update', key: place, set: { nominations, revision: row.revision + 1 }, where }
        : { kind: 'delete', key: place, where };
    return (await table.write(write)).ok || undefined;
  });
}

/** By what a form sent twice is known to be one: a hash over names and addresses, of the nomination in each cohort. */
async function forgetSubmission(table: Table, facts: Nomination, known: People): Promise<void> {
  const nominees = contactsOf({ kind: 'nomination', id: facts.id }, known);
  const cohorts = [facts.cohortId, ...(facts.carriedFrom ? [facts.carriedFrom.cohortId] : [])];
  for (const cohortId of cohorts) {
    const place = key.submission(sameness(cohortId, facts.schoolUrn, nominees));
    await table.write({ kind: 'delete', key: place, where: { reference: facts.id } });
  }
}

/** Somebody may come back in the very moment: then they are told that it was not done. */
async function emptyFacts(
  deps: ErasureDeps,
  ref: RecordRef,
  { reason, by }: Erasure,
): Promise<'emptied' | 'still-active'> {
  return retryChange<'emptied' | 'still-active'>(async () => {
    const facts = await readFacts(deps.table, ref);
    if (!facts || facts.erased) return 'emptied';
    if (!(await isErasable(deps.table, facts))) return 'still-active';
    const now = deps.clock.now();
    const empty = facts.kind === 'participant' ? erasedParticipant(facts, now) : erasedNomination(facts, now);
    const rows = await deps.table.queryKinds({ pk: partition.subject(ref.kind, ref.id) }, counted);
    const { ok } = await deps.table.transact([
      {
        kind: 'put',
        item: { ...key.driven(ref.kind, ref.id), ...empty },
        // A wait raises the turn alone: an older one put over it would keep its execution asleep.
        where: { version: facts.version, turn: facts.turn },
      },
      { kind: 'delete', key: key.people(ref.kind, ref.id) },
      forgetFound(facts),
      ...membershipsOf(facts),
      ...(facts.kind === 'participant' ? await toldWrites(deps.table, facts, now) : []),
      await countWrite(deps.table, facts.cohortId, statisticsOf(facts, rows.credits, rows.places)),
      logLine(facts, erasedNonce, { what: 'erased', why: erasureReasons[reason], by, at: now }),
    ]);
    return ok ? 'emptied' : undefined;
  });
}

const counted = {
  credits: { prefix: 'C#CREDIT#', schema: creditEntry },
  places: { prefix: 'B#PLACE#', schema: place },
};
const erasedNonce = 'erased';

function membershipsOf(facts: Participant | Nomination): Write[] {
  if (facts.kind === 'participant') return [{ kind: 'delete', key: key.cohortParticipant(facts.cohortId, facts.id) }];
  const cohorts = [facts.cohortId, ...(facts.carriedFrom ? [facts.carriedFrom.cohortId] : [])];
  return cohorts.map((cohortId) => ({ kind: 'delete', key: key.cohortNomination(cohortId, facts.id) }));
}

/** Whatever lies beside the emptied facts. Of the log the lines stay: what was done, when, and by whom. */
async function deleteRows(table: Table, { kind, id }: RecordRef): Promise<void> {
  const rows = await table.queryAll({ pk: partition.subject(kind, id) });
  await inBatches(
    table,
    rows.flatMap((row) => (row.sk === drivenSk ? [] : [isLogLine(row) ? withoutWords(row) : deletion(row)].flat())),
  );
}

function isLogLine({ sk }: Item): boolean {
  return sk.startsWith('LOG#');
}

function deletion({ pk, sk }: Item): Write {
  return { kind: 'delete', key: { pk, sk } };
}

/** Words that people typed, and names of schools. The line of the erasure itself says why it was, in words of ours. */
function withoutWords({ pk, sk }: Item): Write[] {
  if (sk.endsWith(`#${erasedNonce}`)) return [];
  return [{ kind: 'update', key: { pk, sk }, remove: ['from', 'to', 'why'], where: { pk: present } }];
}

/** What they wrote for their Work Group: their answers between sessions, and requests of theirs. */
async function deleteFromGroup(table: Table, id: string, cohortId: string): Promise<void> {
  const group = partition.subject('work-group', cohortId);
  const pulses = await table.queryAll({ pk: group, prefix: 'C#PULSE#' });
  const requests = await table.queryAll({ pk: group, prefix: 'D#SUPPORT#' });
  const theirs = [
    ...pulses.filter(({ participantId }) => participantId === id),
    ...requests.filter(({ askedBy }) => askedBy === id),
  ];
  await inBatches(table, theirs.map(deletion));
}

async function inBatches(table: Table, writes: readonly Write[]): Promise<void> {
  for (let start = 0; start < writes.length; start += mostWritesAtOnce) {
    const batch = writes.slice(start, start + mostWritesAtOnce);
    await retryChange(async () => (await table.transact(batch)).ok || undefined);
  }
}

/** Of a pair's nomination only they are taken out while the other's record is there. */
async function eraseNominationOf(deps: ErasureDeps, facts: Participant, erasure: Erasure): Promise<void> {
  const ref = { kind: 'nomination', id: facts.nominationId } as const;
  const nominated = await readFacts(deps.table, ref);
  if (nominated?.kind !== 'nomination') return;
  if (await isForsaken(deps.table, nominated)) {
    await eraseRecord(deps, ref, erasure);
    return;
  }
  if (nominated.erased) return;
  const role = nominated.partnerParticipantId === facts.id ? 'partner' : 'nominee';
  const known = await readPeople(deps.table, 'nomination', ref.id);
  const contact = known[role];
  if (!contact) return;
  await forgetNominated(deps.table, contact.email, ref.id);
  for (const [each, other] of Object.entries(known) as [keyof People, typeof contact | undefined][])
    if (other && isSamePerson(other, contact)) await forgetRole(deps.table, ref, each);
}
