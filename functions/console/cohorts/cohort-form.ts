import { capital } from '../../domain/wording.ts';
import type { FieldError } from '../../pages/components/field-errors.tsx';
import type { ContentMistake } from '../../programmes/check-content.ts';
import type { CohortFile } from '../../programmes/cohort-file.ts';
import type { PostedForm } from '../../web/posted-form.ts';

/** The draft with what was typed in place of what was proposed. */
export function asTyped(file: CohortFile, form: PostedForm, isLikeNone: boolean): CohortFile {
  const text = (name: string) => form.text(name).trim();
  const variant = text('variant');
  return {
    ...file,
    ...(isLikeNone && {
      hub: { id: text('hub-id'), name: text('hub-name'), runBy: text('hub-runBy'), replyTo: text('hub-replyTo') },
      ...(variant && { variant }),
    }),
    capacity: Number(form.text('capacity')),
    lead: { ...file.lead, name: text('lead-name'), email: text('lead-email') },
    nominations: {
      opens: `${form.text('opens-on')} ${form.text('opens-at')}`,
      closes: `${form.text('closes-on')} ${form.text('closes-at')}`,
    },
    years: file.years.map((year, index) => ({ ...year, ...startAndEnd(form, `year`, index) })),
    terms: file.terms.map((term, index) => ({ ...term, ...startAndEnd(form, `term`, index) })),
    holidays: holidaysOf(form),
    sessions: file.sessions.map((session) => sessionAsTyped(session, form)),
  };
}

function startAndEnd(form: PostedForm, name: string, index: number) {
  return { startsOn: form.text(`${name}-from-${index}`), endsOn: form.text(`${name}-to-${index}`) };
}

/** One whose days were both cleared is left out. */
function holidaysOf(form: PostedForm): CohortFile['holidays'] {
  const rows = form.names().flatMap((name) => /^holiday-title-(\d{1,3})$/.exec(name)?.[1] ?? []);
  return rows
    .map((row) => ({
      title: form.text(`holiday-title-${row}`).trim(),
      from: form.text(`holiday-from-${row}`),
      to: form.text(`holiday-to-${row}`),
    }))
    .filter(({ from, to }) => from !== '' || to !== '');
}

function sessionAsTyped({ joinUrl: _link, ...session }: CohortFile['sessions'][number], form: PostedForm) {
  const text = (name: string) => form.text(`${name}-${session.day}`).trim();
  const link = text('link');
  return {
    ...session,
    on: text('on'),
    starts: text('starts'),
    ends: text('ends'),
    venue: text('venue'),
    ...(link && { joinUrl: link }),
  };
}

const words: Readonly<Record<string, string>> = {
  capacity: 'Enter how many places there are, like 20',
  'lead-name': 'Enter who leads it',
  'lead-email': 'Enter the lead’s email address, like name@school.example',
  'hub-id': 'Enter the hub’s short name in small letters with hyphens, like north-hub',
  'hub-name': 'Enter the hub’s name',
  'hub-runBy': 'Enter who runs the hub',
  'hub-replyTo': 'Enter the hub’s email address, like hub@school.example',
};

/** A mistake of the file in the words of its form. */
export function mistakeIn(file: CohortFile, { path: at, reason }: ContentMistake): FieldError {
  const field = fieldOf(file, at);
  const known = words[field];
  if (known) return { field, message: known };
  if (field.startsWith('link-')) return { field, message: 'Enter a link, which an online session needs' };
  if (field.startsWith('holiday-title-')) return { field, message: 'Enter what the holiday is called' };
  if (/^(starts|ends|on)-/.test(field) && reason.includes('must be'))
    return { field, message: 'Enter a day and times' };
  if (/^(year|term|holiday)-/.test(field) && isNoDate(file, at)) return { field, message: 'Enter the day' };
  return { field, message: capital(reason) };
}

/** Which field of the form a mistake of the file is about; the first of the page where it is about the whole. */
function fieldOf(file: CohortFile, at: readonly PropertyKey[]): string {
  const [part, index, value] = at;
  if (part === 'sessions' && typeof index === 'number') {
    const names: Readonly<Record<string, string>> = { joinUrl: 'link' };
    const name = value === undefined ? 'link' : (names[String(value)] ?? (value === 'day' ? 'on' : String(value)));
    return `${name}-${file.sessions[index]?.day}`;
  }
  if (part === 'nominations') return 'closes-on';
  if (part === 'lead' || part === 'hub') return `${part}-${String(index)}`;
  const period = periods[String(part)];
  if (period && typeof index === 'number') return `${period}-${sideOf(value)}-${index}`;
  return part === 'capacity' ? 'capacity' : 'reason';
}

const periods: Readonly<Record<string, string>> = { years: 'year', terms: 'term', holidays: 'holiday' };

function sideOf(value: PropertyKey | undefined): 'title' | 'from' | 'to' {
  if (value === 'title') return 'title';
  return value === 'to' || value === 'endsOn' ? 'to' : 'from';
}

function isNoDate(file: CohortFile, at: readonly PropertyKey[]): boolean {
  const [part, index, value] = at;
  const rows = file[part as 'years' | 'terms' | 'holidays'] as readonly Readonly<Record<string, unknown>>[];
  const given = rows[Number(index)]?.[String(value)];
  return typeof given !== 'string' || Number.isNaN(Date.parse(given));
}
