import * as z from 'zod';
import { type Ineligibility, ineligibility } from '../domain/eligibility.ts';
import type { MasteryExperience } from '../domain/nomination.ts';
import type { Programme } from '../domain/programme.ts';
import { readUrn } from '../schools/find-schools.ts';
import {
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
  school: z.object({ school: line('your school’s name or URN') }),
  found: z.object({
    urn: z.string().min(1, 'Select your school'),
    schoolName: line('the school’s name', 120),
    place: z.string(),
    /** What the school does not meet, by code, with spaces between. */
    reasons: z.string(),
  }),
  you: z.object({
    yourName: personName('your'),
    yourEmail: emailAddress('your'),
    yourRole: line('your role at the school'),
  }),
  nominee: z.object({
    nomineeName: personName('the teacher’s'),
    nomineeEmail: emailAddress('the teacher’s'),
    nomineeRole: line('the teacher’s role at the school'),
  }),
  career: z.object({ earlyCareer: earlyCareer('the teacher') }),
  partner: z.object({
    partnerName: personName('the second teacher’s'),
    partnerEmail: emailAddress('the second teacher’s'),
    partnerRole: line('the second teacher’s role at the school'),
    sharedMailbox: z.enum(['', 'yes']),
  }),
  'partner-career': z.object({
    partnerEarlyCareer: earlyCareer('the second teacher'),
    partnerExperience: experience('the second teacher'),
  }),
  passion: z.object({
    passion: passage('why the teacher has a passion for teaching for mastery', longestStatement),
  }),
  'track-record': z.object({
    workedWhere: choice(['school', 'schools', 'both'], 'Select where the teacher has worked with other professionals'),
    trackRecord: passage('the teacher’s track record of working with other professionals', longestStatement),
  }),
  priorities: z.object({ priorities: passage('what your department wants to work on', longestStatement) }),
  head: z
    .object({
      headIs: choice(['me', 'another'], 'Select whether you are the headteacher'),
      headName: z.string(),
      headEmail: z.string(),
    })
    .superRefine((typed, context) => {
      if (typed.headIs !== 'another') return;
      const checked = checkForm(namedHead, typed);
      if (checked.ok) return;
      for (const [field, message] of Object.entries(checked.errors))
        context.addIssue({ code: 'custom', path: [field], message });
    }),
  'subject-leader': z.object({
    subjectLeadAware: choice(['yes', 'no'], 'Select whether the subject leader knows about this nomination'),
  }),
  needs: z.object({ needs: note('what you write', 500) }),
} as const;

/** Of a pair each member says what they bring; a lead teacher is not asked. */
const careerOfPair = z.object({ ...pages.career.shape, experience: experience('the teacher') });

const namedHead = z.object({
  headName: personName('the headteacher’s'),
  headEmail: emailAddress('the headteacher’s'),
});

/** What was typed on each page that has been saved: text, as it was accepted. */
export const draftAnswers = z.partialRecord(z.enum(allPages), z.record(z.string(), z.string()));
export type DraftAnswers = z.infer<typeof draftAnswers>;

function schemaOf(page: FormPage, kind: ProgrammeKind): z.ZodType<Record<string, string>, unknown> {
  return page === 'career' && kind === 'work-group' ? careerOfPair : pages[page];
}

/** The names of a page's fields. */
export function fieldsOfPage(page: FormPage, kind: ProgrammeKind): readonly string[] {
  const shape = page === 'career' && kind === 'work-group' ? careerOfPair.shape : pages[page].shape;
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
  const found = pages.found.parse(saved.found);
  const you = pages.you.parse(saved.you);
  const nominee = pages.nominee.parse(saved.nominee);
  const head = pages.head.parse(saved.head);
  const headIsNominator = head.headIs === 'me';
  return {
    school: { urn: found.urn, name: found.schoolName },
    nominator: { name: you.yourName, email: you.yourEmail, role: you.yourRole },
    nominee: { name: nominee.nomineeName, email: nominee.nomineeEmail, role: nominee.nomineeRole },
    head: headIsNominator ? { name: you.yourName, email: you.yourEmail } : readHead(head),
    headIsNominator,
    subjectLeadAware: pages['subject-leader'].parse(saved['subject-leader']).subjectLeadAware === 'yes',
    needs: pages.needs.parse(saved.needs).needs,
    reasons: ineligibilitiesIn(saved),
    ...(kind === 'work-group' ? ofPair(saved) : ofLeadTeacher(saved)),
  };
}

function ofLeadTeacher(saved: DraftAnswers): Pick<CompleteForm, 'statements'> {
  return {
    statements: { ...pages.passion.parse(saved.passion), ...pages['track-record'].parse(saved['track-record']) },
  };
}

function ofPair(saved: DraftAnswers): Pick<CompleteForm, 'statements' | 'pair'> {
  const partner = pages.partner.parse(saved.partner);
  const nominee = careerOfPair.parse(saved.career).experience;
  const { partnerExperience } = pages['partner-career'].parse(saved['partner-career']);
  return {
    statements: pages.priorities.parse(saved.priorities),
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
  return z.array(ineligibility).parse([...ofSchool, ...(isEarly ? ['early-career'] : [])]);
}

const byHand = z.object({
  schoolName: line('the school’s name', 120),
  urn: z
    .string()
    .min(1, 'Enter the school’s URN')
    .refine((typed) => readUrn(typed) !== undefined, { error: 'The school’s URN must be 6 digits, like 123456' })
    .transform((typed) => readUrn(typed) ?? ''),
});

export const fieldsByHand = ['schoolName', 'urn'] as const;

/** A school that the register does not have yet: its name and number as typed, for the hub to look at. */
export function checkSchoolByHand(typed: Record<string, string>): Checked<z.infer<typeof byHand>> {
  return checkForm(byHand, typed);
}

function readHead(typed: unknown): { name: string; email: string } {
  const { headName, headEmail } = namedHead.parse(typed);
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
