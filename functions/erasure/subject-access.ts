import type { Cohort } from '../domain/cohort.ts';
import { cohort } from '../domain/cohort.ts';
import type { Contact, People } from '../domain/people.ts';
import { readPeople } from '../driving/read-people.ts';
import { drivenSk, key, partition, peopleSk } from '../platform/keys.ts';
import type { Item, Table } from '../platform/table.ts';
import { readWorkGroup } from '../work-groups/read-work-group.ts';
import {
  contactsOf,
  isSamePerson,
  type Mention,
  mentionsOf,
  type RecordRef,
  readFacts,
  recordsAt,
} from './find-person.ts';
import { cohortsOf, type GroupMention, groupMentionsOf } from './group-words.ts';
import { type ImportMention, importMentionsOf } from './import-rows.ts';

/** What is stored in one record of a person, row by row, as it stands in the table. */
export interface StoredRecord extends RecordRef {
  readonly cohort: Cohort | undefined;
  /** The person's own name and address in it; of others the role alone, since what is theirs is not this person's to have. */
  readonly contact: Contact | undefined;
  readonly others: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly rows: readonly Item[];
  /** What they wrote for their Work Group. */
  readonly groupRows: readonly Item[];
  /** Where what others wrote for it names them. */
  readonly groupMentions: readonly GroupMention[];
}

export interface StoredPerson {
  readonly person: Contact;
  /** Of a pair's nomination, the name of the other of the two. */
  readonly besides: readonly string[];
  readonly records: readonly StoredRecord[];
  /** Where others' records name them. */
  readonly mentions: readonly Mention[];
  /** Where they stand in files that were handed in and are still kept. */
  readonly importRows: readonly ImportMention[];
  /** Records and mentions in cohorts that whoever asks has no part in. */
  readonly elsewhere: number;
  /** Records at the same address of somebody of another name: not theirs to have. */
  readonly sharing: readonly RecordRef[];
}

/**
 * Everything that is stored of the person behind a record (of a pair's nomination, of the first or the second of them),
 * over all their enrolments and nominations. Nothing where the record is not there, was erased, or names nobody; what is
 * of other cohorts than `inCohorts` is counted only.
 */
export async function storedOf(
  table: Table,
  ref: RecordRef,
  inCohorts: readonly string[],
  which = 0,
): Promise<StoredPerson | undefined> {
  const people = contactsOf(ref, await readPeople(table, ref.kind, ref.id));
  const person = people[which];
  if (!person) return undefined;
  const { own, others } = await recordsAt(table, person);
  const refs = [ref, ...own.filter(({ kind, id }) => kind !== ref.kind || id !== ref.id)];
  const records = await Promise.all(refs.map((each) => storedRecord(table, each, person)));
  const isOwn = (mention: RecordRef) => refs.some(({ kind, id }) => kind === mention.kind && id === mention.id);
  const mentions = (await mentionsOf(table, person)).filter((mention) => !isOwn(mention));
  const isHere = (cohortId: string | undefined) => cohortId !== undefined && inCohorts.includes(cohortId);
  const facts = (await Promise.all(refs.map((each) => readFacts(table, each)))).filter((each) => each !== undefined);
  const importRows = await importMentionsOf(table, { person, records: facts });
  const [hereRecords, hereMentions, hereRows] = [
    records.filter((each) => isHere(each.cohort?.id)),
    mentions.filter(({ cohortId }) => isHere(cohortId)),
    importRows.filter(({ cohortId }) => isHere(cohortId)),
  ];
  return {
    person,
    besides: people.filter((_, index) => index !== which).map(({ name }) => name),
    records: hereRecords,
    mentions: hereMentions,
    importRows: hereRows,
    elsewhere:
      records.length -
      hereRecords.length +
      (mentions.length - hereMentions.length) +
      (importRows.length - hereRows.length),
    sharing: others,
  };
}

async function storedRecord(table: Table, ref: RecordRef, person: Contact): Promise<StoredRecord> {
  const all = await table.queryAll({ pk: partition.subject(ref.kind, ref.id) });
  const known: People = await readPeople(table, ref.kind, ref.id);
  const facts: Readonly<Record<string, unknown>> = all.find(({ sk }) => sk === drivenSk) ?? {};
  const cohortId = String(facts.cohortId ?? '');
  const theirs = Object.entries(known).filter(([, contact]) => contact && isSamePerson(contact, person));
  return {
    ...ref,
    cohort: await table.get(key.cohort(cohortId), cohort),
    contact: theirs[0]?.[1],
    others: Object.keys(known).filter((role) => !theirs.some(([own]) => own === role)),
    facts: withoutToken(facts),
    rows: all.filter(({ sk }) => sk !== drivenSk && sk !== peopleSk),
    ...(await groupPartOf(table, ref, person)),
  };
}

/** The task token opens an execution and is nobody's data. */
function withoutToken({ wait, ...facts }: Record<string, unknown>): Record<string, unknown> {
  return wait && typeof wait === 'object' ? { ...facts, wait: { ...wait, token: undefined } } : facts;
}

/** What lies with the Work Groups that they are and were in. */
async function groupPartOf(
  table: Table,
  ref: RecordRef,
  person: Contact,
): Promise<Pick<StoredRecord, 'groupMentions' | 'groupRows'>> {
  const facts = await readFacts(table, ref);
  if (facts?.kind !== 'participant') return { groupMentions: [], groupRows: [] };
  const cohorts = await cohortsOf(table, facts);
  const groups = await Promise.all(cohorts.map((cohortId) => readWorkGroup(table, cohortId)));
  const rows = await Promise.all(cohorts.map((cohortId) => groupRowsOf(table, facts.id, cohortId)));
  return {
    groupMentions: groups.flatMap((group) => (group ? groupMentionsOf(group, facts, person) : [])),
    groupRows: rows.flat(),
  };
}

async function groupRowsOf(table: Table, id: string, cohortId: string): Promise<Item[]> {
  const rows = await table.queryAll({ pk: partition.subject('work-group', cohortId) });
  return rows.filter(({ participantId, askedBy }) => participantId === id || askedBy === id);
}
