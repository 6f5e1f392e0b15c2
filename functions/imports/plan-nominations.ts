import type { Cohort } from '../domain/cohort.ts';
import { type Ineligibility, ineligibilityWords } from '../domain/eligibility.ts';
import { type School, school } from '../domain/school.ts';
import { formatMoment } from '../domain/wording.ts';
import type { CompleteForm, ProgrammeKind } from '../nominations/nomination-form.ts';
import { emailHash } from '../nominations/normalise-email.ts';
import { normaliseName } from '../nominations/sameness.ts';
import { findSame, isTaken, samenessOf } from '../nominations/submit-nomination.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { successorsOf } from '../schools/find-schools.ts';
import type { ImportPlan, PlannedRow } from './planned-row.ts';
import { type NamedSchool, type NominationRow, readNominationRow, urnOf } from './read-nomination-row.ts';
import type { SheetRow } from './read-sheet.ts';

/** The service runs for schools in England. */
const zone = 'Europe/London';

interface ReadRow {
  readonly row: SheetRow;
  readonly named: NamedSchool;
  readonly checked: NominationRow;
}

/** What would come of a file of nominations: of each row what the form would make of it. Writes nothing. */
export async function planNominations(
  { table, now }: { readonly table: Table; readonly now: string },
  { cohort, kind }: { readonly cohort: Cohort; readonly kind: ProgrammeKind },
  rows: readonly SheetRow[],
): Promise<ImportPlan> {
  const closed = whyClosed(cohort, now);
  const schools = await namedSchools(table, rows);
  const read = rows.map((row): ReadRow => {
    const named = schools.get(urnOf(row.cells) ?? '') ?? { successors: [] };
    return { row, named, checked: readNominationRow(kind, row.cells, named) };
  });
  const hashOf = ({ checked }: ReadRow) => (checked.ok ? samenessOf(cohort.id, checked.form) : '');
  const firstRows = new Map(read.toReversed().map((each) => [hashOf(each), each.row.row]));
  const there = await findSame(table, [...firstRows.keys()].filter(Boolean));
  const planned = read.map((each) => {
    const hash = hashOf(each);
    return plannedOf(each, { standing: there.get(hash)?.standing, first: firstRows.get(hash) });
  });
  return { ...(closed && { closed }), rows: planned };
}

/** `standing` is a nomination that says the same already, and `first` the first row that does. */
function plannedOf(
  { row: { row, cells }, named: { school: registered }, checked }: ReadRow,
  { standing, first = row }: { readonly standing: string | undefined; readonly first: number | undefined },
): PlannedRow {
  const school = registered?.name ?? cells.schoolName ?? cells.urn ?? '';
  const about = { row, who: cells.nomineeName ?? '', school };
  if (!checked.ok) return { ...about, will: 'refuse', why: checked.errors };
  if (standing) return { ...about, will: 'leave', id: standing, says: 'Nominated already' };
  if (first !== row) return { ...about, will: 'leave', says: `The same as row ${first}` };
  const { answers, form } = checked;
  return {
    ...about,
    will: 'make',
    take: { as: 'nomination', answers },
    says: `A new nomination, for ${form.school.name} (URN ${form.school.urn})`,
    notes: notesOn(form, cells, registered),
  };
}

function whyClosed(cohort: Cohort, now: string): string | undefined {
  if (Date.parse(now) < Date.parse(cohort.opensAt))
    return `Nominations for this cohort open on ${formatMoment(cohort.opensAt, zone)}.`;
  if (isTaken(cohort, now)) return undefined;
  return `Nominations for this cohort closed on ${formatMoment(cohort.closesAt, zone)}.`;
}

async function namedSchools(table: Table, rows: readonly SheetRow[]): Promise<Map<string, NamedSchool>> {
  const urns = [...new Set(rows.flatMap(({ cells }) => urnOf(cells) ?? []))];
  const found = await table.getMany(urns.map(key.school), school);
  const named = found.map(async (each): Promise<[string, NamedSchool]> => {
    const successors = each.status === 'closed' ? await successorsOf(table, each) : [];
    return [each.urn, { school: each, successors }];
  });
  return new Map(await Promise.all(named));
}

/** What an admin should look at before they take the row in. */
function notesOn(form: CompleteForm, cells: SheetRow['cells'], registered: School | undefined): string[] {
  const told = cells.schoolName ?? '';
  const isOther = registered && told !== '' && normaliseName(told) !== normaliseName(registered.name);
  return [
    ...(isOther ? [`The file calls the school “${told}”.`] : []),
    ...form.reasons.map((reason: Ineligibility) => ineligibilityWords(reason)),
    ...(form.headIsNominator ? ['The headteacher nominates.'] : []),
  ];
}

/** Who is written to about new nominations, in sentences. */
export function nominationMails(forms: readonly CompleteForm[]): string[] {
  if (forms.length === 0) return [];
  const heads = forms.map(({ head }) => head.email);
  const teachers = forms.flatMap(({ nominee, pair }) => [nominee.email, ...(pair ? [pair.email] : [])]);
  const nominators = forms.map(({ nominator }) => nominator.email);
  const asked = [...heads, ...teachers];
  const later = asked.length - new Set(asked.map(emailHash)).size;
  return [
    `${counted(heads, 'headteacher is', 'headteachers are')} asked for their promise, and ${counted(teachers, 'teacher', 'teachers')} for theirs.`,
    `${counted(nominators, 'nominator hears', 'nominators hear')} that the nomination has come in.`,
    ...(later > 0 ? [`${later} of those emails go on later days: an address is asked at most once a day.`] : []),
  ];
}

function counted(addresses: readonly string[], one: string, many: string): string {
  const count = new Set(addresses.map(emailHash)).size;
  return `${count} ${count === 1 ? one : many}`;
}
