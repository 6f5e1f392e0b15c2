import * as v from 'valibot';
import { readAs } from '../domain/read-as.ts';
import { type School, type SchoolFunding, type SchoolPhase, school } from '../domain/school.ts';

/** What is read of a row of the register, as text, under our own names. */
export const giasRow = v.strictObject({
  urn: v.string(),
  authorityCode: v.string(),
  authorityName: v.string(),
  number: v.string(),
  name: v.string(),
  type: v.string(),
  typeGroup: v.string(),
  status: v.string(),
  closed: v.string(),
  phase: v.string(),
  highAge: v.string(),
  town: v.string(),
  postcode: v.string(),
  trustUid: v.string(),
  trustName: v.string(),
});
export type GiasRow = v.InferOutput<typeof giasRow>;

/** Why a row can't be read. */
export type Unreadable = 'no-urn' | 'no-name' | 'unknown-status' | 'unknown-phase' | 'unknown-group';

export type RowRead = { readonly ok: true; readonly school: School } | { readonly ok: false; readonly why: Unreadable };

const phases: Readonly<Record<string, SchoolPhase>> = {
  '': 'not-applicable',
  0: 'not-applicable',
  1: 'nursery',
  2: 'primary',
  3: 'middle-deemed-primary',
  4: 'secondary',
  5: 'middle-deemed-secondary',
  6: 'sixteen-plus',
  7: 'all-through',
};

const statuses: Readonly<Record<string, School['status']>> = { 1: 'open', 2: 'closed', 3: 'closing', 4: 'proposed' };

/** The register's groups of types: maintained and special schools, academies and free schools are paid for by the state. */
const groups: Readonly<Record<string, SchoolFunding>> = {
  1: 'college',
  2: 'university',
  3: 'independent',
  4: 'state',
  5: 'state',
  6: 'welsh',
  9: 'other',
  10: 'state',
  11: 'state',
  13: 'other',
};

/** Reads a row as spreadsheets and the register itself write it: spaces around, zeros before, dates in three forms. */
export function readGiasRow(row: GiasRow): RowRead {
  const cell = (field: keyof GiasRow): string => row[field].replace(/\s+/g, ' ').trim();
  const urn = cell('urn').replace(/^0+(?=\d{6}$)/, '');
  if (!/^[1-9]\d{5}$/.test(urn)) return { ok: false, why: 'no-urn' };
  const name = cell('name');
  if (!name) return { ok: false, why: 'no-name' };
  const status = statuses[cell('status')];
  if (!status) return { ok: false, why: 'unknown-status' };
  const phase = phases[cell('phase')];
  if (!phase) return { ok: false, why: 'unknown-phase' };
  const funding = groups[cell('typeGroup')];
  if (!funding) return { ok: false, why: 'unknown-group' };
  const highAge = Number.parseInt(cell('highAge'), 10);
  const closedOn = readDate(cell('closed'));
  const trust = { uid: cell('trustUid'), name: cell('trustName') };
  return {
    ok: true,
    school: readAs(school, {
      urn,
      name,
      authority: { code: cell('authorityCode'), name: cell('authorityName') },
      number: cell('number'),
      phase,
      type: cell('type'),
      funding,
      status,
      town: cell('town'),
      postcode: cell('postcode').toUpperCase(),
      ...(highAge > 0 && { highAge }),
      ...(trust.name && { trust }),
      ...(closedOn && { closedOn }),
    }),
  };
}

/** `31-08-2024` as the register writes it, `31/08/2024`, `2024-08-31`, or a spreadsheet's count of days. */
function readDate(text: string): string | undefined {
  const british = /^(\d{2})[-/](\d{2})[-/](\d{4})$/.exec(text);
  const iso = british ? `${british[3]}-${british[2]}-${british[1]}` : text;
  if (/^\d{5}$/.test(text))
    return new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000).toISOString().slice(0, 10);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(Date.parse(iso));
  return isDate ? iso : undefined;
}
