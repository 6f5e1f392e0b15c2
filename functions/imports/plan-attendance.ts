import * as v from 'valibot';
import type { RegisterMark } from '../check-ins/mark-register.ts';
import { isFor, type Session } from '../domain/cohort.ts';
import { type Participant, type Place, participant, place } from '../domain/participant.ts';
import { type Contact, people } from '../domain/people.ts';
import { normaliseEmail } from '../nominations/normalise-email.ts';
import { normaliseName } from '../nominations/sameness.ts';
import { key, partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readUrn } from '../schools/find-schools.ts';
import { markIn } from './attendance-columns.ts';
import type { ImportPlan, PlannedRow } from './planned-row.ts';
import type { SheetRow } from './read-sheet.ts';

/** Somebody on the register of a session. */
interface Listed extends Participant {
  readonly contact: Contact | undefined;
  readonly state: Place['state'];
}

/** What a mark is called in the answer to a row. */
export type MarkWords = Readonly<Record<Place['state'], string>>;

/** What would come of a sheet of attendance: for each row whom it means, and what is on the record now. Writes nothing. */
export async function planAttendance(
  { table, now }: { readonly table: Table; readonly now: string },
  { session, words }: { readonly session: Session; readonly words: MarkWords },
  rows: readonly SheetRow[],
): Promise<ImportPlan> {
  const closed = whyClosed(session, now);
  const register = await readRegister(table, session);
  const read = rows.map((row) => ({ row, ...readRow(register, row.cells) }));
  const planned = read.map((each) => {
    const others = read.filter(({ found }) => found !== undefined && found.id === each.found?.id);
    return plannedOf(each, others, words);
  });
  return { ...(closed && { closed }), rows: planned };
}

/** `same` are all rows about whom the row is about, itself among them. */
function plannedOf(
  { row: { row, cells }, found, mark, errors }: RowRead & { readonly row: SheetRow },
  same: readonly (RowRead & { readonly row: SheetRow })[],
  words: MarkWords,
): PlannedRow {
  const who = found?.contact?.name ?? (cells.name || cells.email || cells.reference || '');
  const about = { row, who, school: found?.schoolName ?? cells.school ?? '' };
  if (!found || !mark) return { ...about, will: 'refuse', why: errors };
  if (same.some((each) => each.mark && each.mark !== mark))
    return { ...about, will: 'refuse', why: ['They are in the file with another attendance too'] };
  const first = same.find((each) => each.mark)?.row.row;
  if (first !== row) return { ...about, will: 'leave', id: found.id, says: `The same as row ${first}` };
  if (found.state === mark) return { ...about, will: 'leave', id: found.id, says: `${words[mark]} already` };
  const says = found.state === 'expected' ? words[mark] : `${words[found.state]} → ${words[mark]}`;
  return { ...about, will: 'make', take: { as: 'mark', participantId: found.id, mark }, says, notes: [] };
}

function whyClosed({ state, startsAt }: Session, now: string): string | undefined {
  if (state === 'cancelled') return 'This session is cancelled: there is no register to keep.';
  return Date.parse(now) < Date.parse(startsAt) ? 'The register opens when the session begins.' : undefined;
}

const placeRow = v.object({ ...place.entries, pk: v.string() });
const peopleRow = v.object({ pk: v.string(), people });

/** Whoever is expected at a session: the cohort's participants but those who have left, or go to another sitting. */
async function readRegister(table: Table, session: Session): Promise<Listed[]> {
  const members = await table.queryAll({ pk: partition.cohort(session.cohortId), prefix: 'PART#' });
  const ids = members.map(({ sk }) => sk.slice('PART#'.length));
  const facts = (
    await table.getMany(
      ids.map((id) => key.driven('participant', id)),
      participant,
    )
  ).filter(({ id, status }) => !left.has(status) && isFor(session, id));
  const [named, places] = await Promise.all([
    table.getMany(
      facts.map(({ id }) => key.people('participant', id)),
      peopleRow,
    ),
    table.getMany(
      facts.map(({ id }) => key.place(id, session.id)),
      placeRow,
    ),
  ]);
  const contacts = new Map(named.map((row) => [row.pk, row.people.participant]));
  const states = new Map(places.map(({ pk, state }) => [pk, state]));
  return facts.map((each) => {
    const pk = partition.subject('participant', each.id);
    return { ...each, contact: contacts.get(pk), state: states.get(pk) ?? 'expected' };
  });
}

const left: ReadonlySet<Participant['status']> = new Set(['withdrawn', 'replaced', 'merged']);

interface RowRead {
  readonly found?: Listed;
  readonly mark?: RegisterMark;
  readonly errors: readonly string[];
}

function readRow(register: readonly Listed[], cells: SheetRow['cells']): RowRead {
  const found = whom(register, cells);
  const cell = cells.attendance ?? '';
  const mark = markIn(cell);
  const wrong = cell === '' ? 'Say whether they attended' : `“${cell.slice(0, 40)}” is no attendance that we know`;
  return {
    ...('id' in found && { found }),
    ...(mark && { mark }),
    errors: [...('why' in found ? [found.why] : []), ...(mark ? [] : [wrong])],
  };
}

/** By reference, else by address, else by name and school; what is given besides must not contradict it. */
function whom(register: readonly Listed[], cells: SheetRow['cells']): Listed | { readonly why: string } {
  const { reference = '', email = '', name = '', school = '' } = cells;
  if (reference !== '') {
    const found = register.find(({ id }) => id === reference.replace(/\s/g, '').toUpperCase());
    return found ?? { why: `Nobody on this register has the reference ${reference.slice(0, 20)}` };
  }
  if (email !== '') {
    const atAddress = register.filter(
      ({ contact }) => contact && normaliseEmail(contact.email) === normaliseEmail(email),
    );
    const named = atAddress.length > 1 ? atAddress.filter((each) => isCalled(each, name)) : atAddress;
    return only(named, {
      none:
        atAddress.length > 1
          ? 'Several people share this address: give the name or the reference too'
          : 'Nobody on this register has this email address',
    });
  }
  if (name === '') return { why: 'Give a reference, an email address, or a name with a school' };
  const called = register.filter((each) => isCalled(each, name));
  if (school === '')
    return { why: 'A name alone can be several people: give the school, the email address or the reference too' };
  const there = called.filter((each) => isAt(each, school));
  return only(there, {
    none:
      called.length > 0
        ? 'Nobody of this name on this register is at that school'
        : 'Nobody on this register has this name',
  });
}

function only(found: readonly Listed[], { none }: { readonly none: string }): Listed | { readonly why: string } {
  const [first, second] = found;
  if (!first) return { why: none };
  return second ? { why: 'It could be several people: give the reference' } : first;
}

function isCalled({ contact }: Listed, name: string): boolean {
  return contact !== undefined && normaliseName(contact.name) === normaliseName(name);
}

function isAt({ schoolName, schoolUrn }: Listed, school: string): boolean {
  return normaliseName(schoolName) === normaliseName(school) || schoolUrn === readUrn(school);
}
