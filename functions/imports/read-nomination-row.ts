import { ineligibilitiesOf } from '../domain/eligibility.ts';
import type { School } from '../domain/school.ts';
import { capital } from '../domain/wording.ts';
import {
  type CompleteForm,
  checkPage,
  checkSchoolByHand,
  type DraftAnswers,
  type FormPage,
  fieldsOfPage,
  formPages,
  type ProgrammeKind,
  readCompleteForm,
} from '../nominations/nomination-form.ts';
import { normaliseEmail } from '../nominations/normalise-email.ts';
import { readUrn } from '../schools/find-schools.ts';
import { nominationColumns } from './nomination-columns.ts';

type Cells = Readonly<Record<string, string>>;

/** The school that a row names, as the register has it; of one that has closed, those that followed it. */
export interface NamedSchool {
  readonly school?: School | undefined;
  readonly successors: readonly School[];
}

export type NominationRow =
  | { readonly ok: true; readonly answers: DraftAnswers; readonly form: CompleteForm }
  | { readonly ok: false; readonly errors: readonly string[] };

/** The URN of a row, where it has one. */
export function urnOf(cells: Cells): string | undefined {
  return readUrn(cells.urn ?? '');
}

/** Makes of a row what the form's pages would have of the same answers, or says in words what is wrong with each cell. */
export function readNominationRow(kind: ProgrammeKind, cells: Cells, named: NamedSchool): NominationRow {
  const found = foundOf(cells, named);
  const errors = 'errors' in found ? [...found.errors] : [];
  const answers: DraftAnswers = {
    school: { school: cells.urn ?? '' },
    ...('answers' in found && { found: found.answers }),
  };
  const typed = typedOf(kind, cells);
  for (const page of typed.keys()) answers[page] = typed.get(page) ?? {};
  for (const [page, fields] of typed) {
    const checked = checkPage(page, kind, fields, answers);
    if (checked.ok) answers[page] = checked.value;
    else
      errors.push(
        ...Object.entries(checked.errors).map(([field, message]) => inWords(kind, page, { field, message, cells })),
      );
  }
  const form = errors.length === 0 ? readCompleteForm(kind, answers) : undefined;
  if (form) return { ok: true, answers, form };
  // What two cells do together is wrong with both.
  return { ok: false, errors: errors.length > 0 ? [...new Set(errors)] : ['The form takes no such answers'] };
}

type Found = { readonly answers: Record<string, string> } | { readonly errors: readonly string[] };

function foundOf(cells: Cells, { school, successors }: NamedSchool): Found {
  if (!school) return notInRegister(cells);
  if (school.status === 'closed') return { errors: [closedWords(school, successors)] };
  const { urn, name, town, postcode, authority } = school;
  const place = [town, postcode, authority.name].filter(Boolean).join(', ');
  return { answers: { urn, schoolName: name, place, reasons: ineligibilitiesOf(school).join(' ') } };
}

/** The register may not have a new school yet: its name and number are taken as they are, for the hub to look at. */
function notInRegister(cells: Cells): Found {
  const checked = checkSchoolByHand({ schoolName: cells.schoolName ?? '', urn: cells.urn ?? '' });
  if (checked.ok) return { answers: { ...checked.value, place: '', reasons: 'not-in-register' } };
  if (checked.errors.urn) return { errors: [checked.errors.urn] };
  return {
    errors: [`The register has no school with the URN ${urnOf(cells)}: check it, or enter the school’s name too`],
  };
}

function closedWords({ name, urn }: School, successors: readonly School[]): string {
  const followed = successors.map((each) => `${each.name} (URN ${each.urn})`).join(' or ');
  return `${name} (URN ${urn}) has closed${followed ? `: use ${followed}, which followed it` : ', and no school followed it'}`;
}

/** What would have been typed on each page after that of the school. */
function typedOf(kind: ProgrammeKind, cells: Cells): Map<FormPage, Record<string, string>> {
  const { headEmail = '', yourEmail = '' } = cells;
  const isHead = headEmail !== '' && normaliseEmail(headEmail) === normaliseEmail(yourEmail);
  const answerTo = (field: string) =>
    field === 'headIs' ? (isHead ? 'me' : 'another') : (choices[field]?.(cells[field] ?? '') ?? cells[field] ?? '');
  const pages = formPages(kind).filter((page) => page !== 'school' && page !== 'found');
  return new Map(
    pages.map((page) => [page, Object.fromEntries(fieldsOfPage(page, kind).map((field) => [field, answerTo(field)]))]),
  );
}

const yesNo = (cell: string) =>
  /^(y|yes|true|1|x|✓|✔)$/i.test(cell) ? 'yes' : /^(n|no|not yet|false|0)$/i.test(cell) ? 'no' : '';

function experienceOf(cell: string): string {
  if (/specialist/i.test(cell)) return 'specialist';
  if (/advocate/i.test(cell)) return 'advocate';
  return /^(neither|none|no)$/i.test(cell) ? 'neither' : '';
}

function whereOf(cell: string): string {
  const own = /\bschool\b/i.test(cell);
  const others = /\b(schools|across)\b/i.test(cell);
  if (/\bboth\b/i.test(cell) || (own && others)) return 'both';
  return others ? 'schools' : own ? 'school' : '';
}

/** Columns in which one of a few words is written; anything else there is no answer. */
const choices: Readonly<Record<string, (cell: string) => string>> = {
  earlyCareer: yesNo,
  partnerEarlyCareer: yesNo,
  subjectLeadAware: yesNo,
  sharedMailbox: (cell) => (yesNo(cell) === 'yes' ? 'yes' : ''),
  experience: experienceOf,
  partnerExperience: experienceOf,
  workedWhere: whereOf,
};

/** The form speaks to whoever nominates; a file's rows are about them. */
function inWords(
  kind: ProgrammeKind,
  page: FormPage,
  { field, message, cells }: { field: string; message: string; cells: Cells },
): string {
  if (choices[field]) {
    const heading = nominationColumns(kind).find((column) => column.field === field)?.heading ?? field;
    const cell = cells[field] ?? '';
    return cell === ''
      ? `Fill in “${heading}”`
      : `“${heading}” has “${cell.slice(0, 40)}” in it, which is none of its answers`;
  }
  return page === 'you' ? capital(message.replace(/\byour\b/i, 'the nominator’s')) : message;
}
