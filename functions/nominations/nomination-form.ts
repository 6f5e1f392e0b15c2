import * as v from 'valibot';
import { type Ineligibility, ineligibility } from '../domain/eligibility.ts';
import type { MasteryExperience } from '../domain/nomination.ts';
import type { Programme } from '../domain/programme.ts';
import { readAs } from '../domain/read-as.ts';
import { readUrn } from '../schools/find-schools.ts';
import {
  alsoCheck,
  type Checked,
  checkForm,
  choice,
  emailAddress,
  type FieldErrors,
  line,
  note,
  passage,
  personName,
} from '../web/fields.ts';
import { normaliseEmail } from './normalise-email.ts';

export type ProgrammeKind = Programme['kind'];

/** Every page of the form; which of them are asked depends on the programme. */
const allPages = [
  'school',
  'found',
  'you',
  'nominee',
  'career',
  'partner',
  'partner-career',
  'passion',
  'track-record',
  'priorities',
  'head',
  'subject-leader',
  'needs',
] as const;
export type FormPage = (typeof allPages)[number];

const onlyFor: { readonly [Page in FormPage]?: ProgrammeKind } = {
  partner: 'work-group',
  'partner-career': 'work-group',
  priorities: 'work-group',
  passion: 'lead-teacher',
  'track-record': 'lead-teacher',
};

/** The pages of a programme's nomination form, in their order: one thing a page. */
export function formPages(kind: ProgrammeKind): readonly FormPage[] {
  return allPages.filter((page) => (onlyFor[page] ?? kind) === kind);
}

export const everyFormPage: readonly FormPage[] = allPages;

/** The longest that a statement may be, in characters: about 250 words. */
export const longestStatement = 1500;

const experiences = ['specialist', 'advocate', 'neither'] as const satisfies readonly MasteryExperience[];

const earlyCareer = (whose: string) => choice(['no', 'yes'], `Select whether ${whose} is an early career teacher`);
const experience = (whose: string) =>
  choice(experiences, `Select whether ${whose} is a Mastery Specialist or a Mastery Advocate`);

const pages = {
  school: v.object({ school: line('your school’s name or URN') }),
  found: v.object({
    urn: v.pipe(v.string(), v.minLength(1, 'Select your school')),
    schoolName: line('the school’s name', 120),
    place: v.string(),
    /** What the school does not meet, by code, with spaces between. */
    reasons: v.string(),
  }),
  you: v.object({
    yourName: personName('your'),
    yourEmail: emailAddress('your'),
    yourRole: line('your role at the school'),
  }),
  nominee: v.object({
    nomineeName: personName('the teacher’s'),
    nomineeEmail: emailAddress('the teacher’s'),
    nomineeRole: line('the teacher’s role at the school'),
  }),
  career: v.object({ earlyCareer: earlyCareer('the teacher') }),
  partner: v.object({
    partnerName: personName('the second teacher’s'),
    partnerEmail: emailAddress('the second teacher’s'),
    partnerRole: line('the second teacher’s role at the school'),
    sharedMailbox: v.picklist(['', 'yes']),
  }),
  'partner-career': v.object({
    partnerEarlyCareer: earlyCareer('the second teacher'),
    partnerExperience: experience('the second teacher'),
  }),
  passion: v.object({
    passion: passage('why the teacher has a passion for teaching for mastery', longestStatement),
  }),
  'track-record': v.object({
    workedWhere: choice(['school', 'schools', 'both'], 'Select where the teacher has worked with other professionals'),
    trackRecord: passage('the teacher’s track record of working with other professionals', longestStatement),
  }),
  priorities: v.object({ priorities: passage('what your department wants to work on', longestStatement) }),
  head: v.pipe(
    v.object({
      headIs: choice(['me', 'another'], 'Select whether you are the headteacher'),
      headName: v.string(),
      headEmail: v.string(),
    }),
    alsoCheck((typed) => (typed.headIs === 'another' ? checkForm(namedHead, typed) : undefined)),
  ),
  'subject-leader': v.object({
    subjectLeadAware: choice(['yes', 'no'], 'Select whether the subject leader knows about this nomination'),
  }),
  needs: v.object({ needs: note('what you write', 500) }),
} as const;

/** Of a pair each member says what they bring; a lead teacher is not asked. */
const careerOfPair = v.object({ ...pages.career.entries, experience: experience('the teacher') });

const namedHead = v.object({
  headName: personName('the headteacher’s'),
  headEmail: emailAddress('the headteacher’s'),
});

/** What was typed on each page that has been saved: text, as it was accepted. */
export const draftAnswers = v.record(v.picklist(allPages), v.record(v.string(), v.string()));
export type DraftAnswers = v.InferOutput<typeof draftAnswers>;

function schemaOf(page: FormPage, kind: ProgrammeKind): v.GenericSchema<unknown, Record<string, string>> {
  return page === 'career' && kind === 'work-group' ? careerOfPair : pages[page];
}

/** The names of a page's fields. */
export function fieldsOfPage(page: FormPage, kind: ProgrammeKind): readonly string[] {
  const shape = page === 'career' && kind === 'work-group' ? careerOfPair.entries : pages[page].entries;
  return Object.keys(shape);
}

/**
 * Checks one page: its own fields, and what they must be beside the other pages' answers. Everybody who promises does so
 * by a link to their own address, so head and nominee can't share one; two teachers may, where that is said openly.
 */
export function checkPage(
  page: FormPage,
  kind: ProgrammeKind,
  typed: Record<string, string>,
  saved: DraftAnswers,
): Checked<Record<string, string>> {
  const checked = checkForm(schemaOf(page, kind), typed);
  if (!checked.ok) return checked;
  const errors = sharedAddress({ ...saved, [page]: checked.value }, page);
  return errors ? { ok: false, errors } : checked;
}

/** The first page that is still to be answered; none when the form is complete. */
export function firstOpenPage(kind: ProgrammeKind, saved: DraftAnswers): FormPage | undefined {
  return formPages(kind).find((page) => !checkPage(page, kind, saved[page] ?? {}, saved).ok);
}

interface Named {
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/** A complete form, as the nomination is made of it. */
export interface CompleteForm {
  readonly school: { readonly urn: string; readonly name: string };
  readonly nominator: Named;
  readonly nominee: Named;
  /** The second of a pair, and what each of the two brings. */
  readonly pair?: Named & {
    readonly experience: { readonly nominee: MasteryExperience; readonly partner: MasteryExperience };
  };
  readonly head: { readonly name: string; readonly email: string };
  readonly headIsNominator: boolean;
  readonly subjectLeadAware: boolean;
  readonly statements: {
    readonly passion?: string;
    readonly trackRecord?: string;
    readonly workedWhere?: 'school' | 'schools' | 'both';
    readonly priorities?: string;
  };
  /** Access needs of anybody named; empty where none were given. */
  readonly needs: string;
  readonly reasons: readonly Ineligibility[];
}

/** Reads a saved form whole; nothing while a page is missing or no longer right. */
export function readCompleteForm(kind: ProgrammeKind, saved: DraftAnswers): CompleteForm | undefined {
  if (firstOpenPage(kind, saved)) return undefined;
  const found = readAs(pages.found, saved.found);
  const you = readAs(pages.you, saved.you);
  const nominee = readAs(pages.nominee, saved.nominee);
  const head = readAs(pages.head, saved.head);
  const headIsNominator = head.headIs === 'me';
  return {
    school: { urn: found.urn, name: found.schoolName },
    nominator: { name: you.yourName, email: you.yourEmail, role: you.yourRole },
    nominee: { name: nominee.nomineeName, email: nominee.nomineeEmail, role: nominee.nomineeRole },
    head: headIsNominator ? { name: you.yourName, email: you.yourEmail } : readHead(head),
    headIsNominator,
    subjectLeadAware: readAs(pages['subject-leader'], saved['subject-leader']).subjectLeadAware === 'yes',
    needs: readAs(pages.needs, saved.needs).needs,
    reasons: ineligibilitiesIn(saved),
    ...(kind === 'work-group' ? ofPair(saved) : ofLeadTeacher(saved)),
  };
}

function ofLeadTeacher(saved: DraftAnswers): Pick<CompleteForm, 'statements'> {
  return {
    statements: { ...readAs(pages.passion, saved.passion), ...readAs(pages['track-record'], saved['track-record']) },
  };
}

function ofPair(saved: DraftAnswers): Pick<CompleteForm, 'statements' | 'pair'> {
  const partner = readAs(pages.partner, saved.partner);
  const nominee = readAs(careerOfPair, saved.career).experience;
  const { partnerExperience } = readAs(pages['partner-career'], saved['partner-career']);
  return {
    statements: readAs(pages.priorities, saved.priorities),
    pair: {
      name: partner.partnerName,
      email: partner.partnerEmail,
      role: partner.partnerRole,
      experience: { nominee, partner: partnerExperience },
    },
  };
}

/** What the answers so far do not meet: of the school, and of the teachers. */
export function ineligibilitiesIn(saved: DraftAnswers): Ineligibility[] {
  const ofSchool = (saved.found?.reasons ?? '').split(' ').filter(Boolean);
  const isEarly = saved.career?.earlyCareer === 'yes' || saved['partner-career']?.partnerEarlyCareer === 'yes';
  return readAs(v.array(ineligibility), [...ofSchool, ...(isEarly ? ['early-career'] : [])]);
}

const byHand = v.object({
  schoolName: line('the school’s name', 120),
  urn: v.pipe(
    v.string(),
    v.minLength(1, 'Enter the school’s URN'),
    v.check((typed) => readUrn(typed) !== undefined, 'The school’s URN must be 6 digits, like 123456'),
    v.transform((typed) => readUrn(typed) ?? ''),
  ),
});

export const fieldsByHand = ['schoolName', 'urn'] as const;

/** A school that the register does not have yet: its name and number as typed, for the hub to look at. */
export function checkSchoolByHand(typed: Record<string, string>): Checked<v.InferOutput<typeof byHand>> {
  return checkForm(byHand, typed);
}

function readHead(typed: unknown): { name: string; email: string } {
  const { headName, headEmail } = readAs(namedHead, typed);
  return { name: headName, email: headEmail };
}

function sharedAddress(saved: DraftAnswers, page: FormPage): FieldErrors | undefined {
  const headIsNominator = saved.head?.headIs === 'me';
  const head = headIsNominator ? saved.you?.yourEmail : saved.head?.headEmail;
  const nominee = saved.nominee?.nomineeEmail;
  const partner = saved.partner?.partnerEmail;
  const isShared = (a: string | undefined, b: string | undefined): boolean =>
    Boolean(a && b && normaliseEmail(a) === normaliseEmail(b));
  const fieldOf: { readonly [Page in FormPage]?: string } = {
    ...(headIsNominator && { you: 'yourEmail' }),
    nominee: 'nomineeEmail',
    partner: 'partnerEmail',
    head: headIsNominator ? 'headIs' : 'headEmail',
  };
  const field = fieldOf[page];
  if (!field) return undefined;
  if (isShared(head, nominee) || isShared(head, partner)) return { [field]: ofHeadAndTeacher };
  const isOfPair = page === 'nominee' || page === 'partner';
  if (isOfPair && isShared(nominee, partner) && saved.partner?.sharedMailbox !== 'yes')
    return { [field]: ofPairMembers };
  return undefined;
}

const ofHeadAndTeacher =
  'The headteacher and the teacher each answer for themselves, so they need different email addresses. ' +
  'If the teacher is the headteacher, name another senior leader who can release them';

const ofPairMembers =
  'This is the other teacher’s address too. Each answers for themselves: give them an address of their own, or confirm ' +
  'that the two share a mailbox';
