import type { DrivenKind, LedgerKind } from '../domain/driven.ts';
import { type Occasion, occasionKey } from '../domain/prompt.ts';

/**
 * The rooms of the single table. A subject's partition is ordered so that one consistent Query reads all that a plan
 * is made of, the driven item first (`A#…` to `E#…`); names, addresses and the log lie outside that range.
 */
export interface TableKey {
  readonly pk: string;
  readonly sk: string;
}

const prefixes: Record<LedgerKind, string> = {
  participant: 'PART',
  nomination: 'NOM',
  'work-group': 'OWN',
  cohort: 'COHORT',
};

interface NumberedSchool {
  readonly authority: { readonly code: string };
  readonly number: string;
}

export const partition = {
  subject: (kind: LedgerKind, id: string) => `${prefixes[kind]}#${id}`,
  cohort: (id: string) => `COHORT#${id}`,
  found: (cohortId: string) => `FOUND#${cohortId}`,
  programme: (key: string) => `PROGRAMME#${key}`,
  person: (hash: string) => `PERSON#${hash}`,
  school: (urn: string) => `SCHOOL#${urn}`,
  import: (id: string) => `IMPORT#${id}`,
  schoolNames: (word: string) => `SCHOOLS#${word.slice(0, 3)}`,
  schoolNumber: ({ authority, number }: NumberedSchool) => `SCHOOLNUMBER#${authority.code}/${number}`,
};

/** The range of sort keys that a plan reads. */
export const planRange = { from: 'A', to: 'F' } as const;

/** The part of it that days are counted from: places, credit and days in school. */
export const daysRange = { from: 'B', to: 'E' } as const;

/** The range of a cohort's partition that holds the cohort and its sessions, and none of its members. */
export const calendarRange = { from: 'A', to: 'C' } as const;

/** The range of a cohort's partition in which its members' rows lie (`NOM#…`, `OWN#…`, `PART#…`); other rows may lie between. */
export const memberRange = { from: 'NOM#', to: 'PART#~' } as const;

export const drivenSk = 'A#STATE';
export const peopleSk = 'PEOPLE';
export const overdueSk = 'OVERDUE';

export const key = {
  driven: (kind: DrivenKind, id: string): TableKey => ({ pk: partition.subject(kind, id), sk: drivenSk }),
  people: (kind: LedgerKind, id: string): TableKey => ({ pk: partition.subject(kind, id), sk: peopleSk }),
  /** What a nomination says about access needs: apart from it, with an end. */
  nominationNeeds: (id: string): TableKey => ({ pk: partition.subject('nomination', id), sk: 'NEEDS' }),
  /** Access and dietary needs: an item of their own, with an end. */
  needs: (id: string): TableKey => ({ pk: partition.subject('participant', id), sk: 'NEEDS' }),
  place: (id: string, sessionId: string): TableKey => ({ pk: `PART#${id}`, sk: `B#PLACE#${sessionId}` }),
  credit: (id: string, entryId: string): TableKey => ({ pk: `PART#${id}`, sk: `C#CREDIT#${entryId}` }),
  /** What goes on between the pairs of a Work Group, in its own partition. */
  pairNote: (groupId: string, pairId: string): TableKey => ({ pk: `OWN#${groupId}`, sk: `B#NOTE#${pairId}` }),
  observationSlot: (groupId: string, id: string): TableKey => ({ pk: `OWN#${groupId}`, sk: `B#SLOT#${id}` }),
  observation: (groupId: string, id: string): TableKey => ({ pk: `OWN#${groupId}`, sk: `B#VISIT#${id}` }),
  pulse: (groupId: string, sessionId: string, participantId: string): TableKey => ({
    pk: `OWN#${groupId}`,
    sk: `C#PULSE#${sessionId}#${participantId}`,
  }),
  guest: (groupId: string, sessionId: string, id: string): TableKey => ({
    pk: `OWN#${groupId}`,
    sk: `C#GUEST#${sessionId}#${id}`,
  }),
  supportRequest: (groupId: string, id: string): TableKey => ({ pk: `OWN#${groupId}`, sk: `D#SUPPORT#${id}` }),
  inSchoolDay: (id: string, dayId: string): TableKey => ({ pk: `PART#${id}`, sk: `D#INSCHOOL#${dayId}` }),
  prompt: (kind: LedgerKind, id: string, occasion: Occasion): TableKey => ({
    pk: partition.subject(kind, id),
    sk: `E#PROMPT#${occasionKey(occasion)}`,
  }),
  /** The partition of the log of what was given up and sent again: it is of no cohort. */
  givenUpLog: 'GIVENUP',
  logEntry: (pk: string, at: string, nonce: string): TableKey => ({ pk, sk: `LOG#${at}#${nonce}` }),
  /** What an admin wrote down about somebody: beside the facts, and no part of any plan. */
  note: (kind: DrivenKind, id: string, noteId: string): TableKey => ({
    pk: partition.subject(kind, id),
    sk: `NOTE#${noteId}`,
  }),
  /** How many records of a cohort are due to be erased, while there are some. */
  overdue: (cohortId: string): TableKey => ({ pk: partition.cohort(cohortId), sk: overdueSk }),
  /** What remains in figures of those who were erased. */
  statistics: (cohortId: string): TableKey => ({ pk: partition.cohort(cohortId), sk: 'STATISTICS' }),
  cohort: (id: string): TableKey => ({ pk: partition.cohort(id), sk: 'A#COHORT' }),
  session: (cohortId: string, id: string): TableKey => ({ pk: partition.cohort(cohortId), sk: `B#SESSION#${id}` }),
  /** Which session a check-in code is of, by the code as it is compared. */
  checkInCode: (code: string): TableKey => ({ pk: `CODE#${code}`, sk: 'CODE' }),
  /** The places that are taken, and the waiting list: changed in the same transaction as whoever takes or leaves one. */
  cohortPlaces: (cohortId: string): TableKey => ({ pk: partition.cohort(cohortId), sk: 'PLACES' }),
  /** Membership rows: written with the enrolment or move itself, so that an announcer never misses a member. */
  cohortParticipant: (cohortId: string, id: string): TableKey => ({ pk: partition.cohort(cohortId), sk: `PART#${id}` }),
  /** What one of a cohort is found by, under the kind of record: names and addresses, so apart from the membership. */
  found: (kind: 'participant' | 'nomination', cohortId: string, id: string): TableKey => ({
    pk: partition.found(cohortId),
    sk: `${prefixes[kind]}#${id}`,
  }),
  /** A Work Group is driven beside its cohort, whose id it has, and is told of changes as its members are. */
  cohortWorkGroup: (cohortId: string): TableKey => ({ pk: partition.cohort(cohortId), sk: `OWN#${cohortId}` }),
  cohortNomination: (cohortId: string, id: string): TableKey => ({ pk: partition.cohort(cohortId), sk: `NOM#${id}` }),
  /** Every enrolment of one address, by a hash of it: no address is ever in a key. */
  person: (hash: string, participantId: string): TableKey => ({
    pk: partition.person(hash),
    sk: `PART#${participantId}`,
  }),
  /** The nominations of whoever reads an address (which stands there as a hash), over all cohorts. */
  nominated: (emailHash: string): TableKey => ({ pk: `NOMINATED#${emailHash}`, sk: 'NOMINATED' }),
  cohortList: (id: string): TableKey => ({ pk: 'COHORTS', sk: id }),
  /** A programme of which a version was published. */
  programmeList: (programme: string): TableKey => ({ pk: 'PROGRAMMES', sk: programme }),
  programmeVersion: (programme: string, version: number): TableKey => ({
    pk: partition.programme(programme),
    sk: `V#${String(version).padStart(4, '0')}`,
  }),
  /** The last restore from a backup: its point, and the epoch that it raised everybody to. */
  restore: { pk: 'RESTORE', sk: 'LAST' },
  slot: (lane: string): TableKey => ({ pk: `RATE#${lane}`, sk: 'SLOT' }),
  limit: (what: string): TableKey => ({ pk: `LIMIT#${what}`, sk: 'LIMIT' }),
  signIn: (id: string): TableKey => ({ pk: `SIGNIN#${id}`, sk: 'SIGNIN' }),
  /** Who signed in to the console, by the provider's id for them: what the record calls them. */
  staff: (subject: string): TableKey => ({ pk: `STAFF#${subject}`, sk: 'STAFF' }),
  /** A sign-in code that was asked for, by the id that the asking browser keeps. */
  codeAsked: (id: string): TableKey => ({ pk: `CODEASKED#${id}`, sk: 'CODEASKED' }),
  /** A device on which a lead typed their code. */
  device: (id: string): TableKey => ({ pk: `DEVICE#${id}`, sk: 'DEVICE' }),
  draft: (id: string): TableKey => ({ pk: `DRAFT#${id}`, sk: 'DRAFT' }),
  /** A file that was handed in for a cohort, and each of its rows until it is dealt with: both end by themselves. */
  import: (cohortId: string, id: string): TableKey => ({ pk: partition.cohort(cohortId), sk: `IMPORT#${id}` }),
  importRow: (id: string, row: number): TableKey => ({
    pk: partition.import(id),
    sk: `ROW#${String(row).padStart(7, '0')}`,
  }),
  /** A school of the register, with its links to others in the same partition. */
  school: (urn: string): TableKey => ({ pk: `SCHOOL#${urn}`, sk: 'SCHOOL' }),
  schoolLink: (urn: string, other: string): TableKey => ({ pk: `SCHOOL#${urn}`, sk: `SUCCESSOR#${other}` }),
  /** A school under a word of its name, spread by the word's first letters. */
  schoolName: (word: string, urn: string): TableKey => ({ pk: partition.schoolNames(word), sk: `${word}#${urn}` }),
  /** Schools that have had a number within an authority, one after the other. */
  schoolNumber: (school: NumberedSchool, urn: string): TableKey => ({ pk: partition.schoolNumber(school), sk: urn }),
  /** A form that was posted: the same post again answers with the same reference. */
  submission: (id: string): TableKey => ({ pk: `SUBMISSION#${id}`, sk: 'SUBMISSION' }),
};

/**
 * The sparse indexes, each by the attribute that its partitions are of and the one that it is sorted by. The sweep asks
 * the first two, the console the others: the record of a cohort, who needs a person since when, and who of a cohort is
 * in a status. None projects anything but keys, so none holds a task token.
 */
export const indexes = {
  wakeDue: { name: 'by-wake-due', of: 'shard', sortedBy: 'wakeDue' },
  dueBy: { name: 'by-due', of: 'shard', sortedBy: 'dueBy' },
  log: { name: 'by-log', of: 'logOf', sortedBy: 'logAt' },
  need: { name: 'by-need', of: 'need', sortedBy: 'needFrom' },
  status: { name: 'by-status', of: 'cohortId', sortedBy: 'status' },
} as const;
export type TableIndex = (typeof indexes)[keyof typeof indexes];

export const shards: readonly string[] = Array.from({ length: 10 }, (_, i) => `S${i}`);
