import * as z from 'zod';
import {
  type Checked,
  checkForm,
  choice,
  emailAddress,
  type FieldErrors,
  line,
  passage,
  personName,
} from '../web/fields.ts';
import { normaliseEmail } from './normalise-email.ts';

/** The pages of the nomination form, in their order. */
export const formPages = ['school', 'you', 'nominee', 'statements', 'head'] as const;
export type FormPage = (typeof formPages)[number];

/** The longest that a statement may be, in characters: about 250 words. */
export const longestStatement = 1500;

/** A school's number as people paste it: with spaces around or inside, or zeros before. Always six digits. */
const urn = z
  .string()
  .transform((typed) => typed.replace(/\s/g, '').replace(/^0+(?=\d{6}$)/, ''))
  .pipe(
    z
      .string()
      .min(1, 'Enter the school’s URN')
      .regex(/^[1-9]\d{5}$/, 'The school’s URN must be 6 digits, like 123456'),
  );

const pages = {
  school: z.object({ schoolName: line('the school’s name', 120), urn }),
  you: z.object({
    yourName: personName('your'),
    yourEmail: emailAddress('your'),
    yourRole: line('your role at the school'),
  }),
  nominee: z.object({
    nomineeName: personName('the nominee’s'),
    nomineeEmail: emailAddress('the nominee’s'),
    nomineeRole: line('the nominee’s role at the school'),
    earlyCareer: choice(['no', 'yes'], 'Select whether the nominee is an early career teacher').refine(
      (answer) => answer === 'no',
      { error: 'Early career teachers can’t take part: the programme asks for time that their induction needs' },
    ),
  }),
  statements: z.object({
    passion: passage('why the nominee has a passion for teaching for mastery', longestStatement),
    trackRecord: passage('the nominee’s track record of working with other teachers', longestStatement),
  }),
  head: z
    .object({
      headIs: choice(['me', 'another'], 'Select whether you are the headteacher'),
      headName: z.string(),
      headEmail: z.string(),
      subjectLeadAware: choice(['yes', 'no'], 'Select whether the subject leader knows about this nomination'),
    })
    .superRefine((typed, context) => {
      if (typed.headIs !== 'another') return;
      const checked = checkForm(namedHead, typed);
      if (checked.ok) return;
      for (const [field, message] of Object.entries(checked.errors))
        context.addIssue({ code: 'custom', path: [field], message });
    }),
} as const;

const namedHead = z.object({
  headName: personName('the headteacher’s'),
  headEmail: emailAddress('the headteacher’s'),
});

const fieldsOf: { readonly [Page in FormPage]: readonly string[] } = {
  school: ['schoolName', 'urn'],
  you: ['yourName', 'yourEmail', 'yourRole'],
  nominee: ['nomineeName', 'nomineeEmail', 'nomineeRole', 'earlyCareer'],
  statements: ['passion', 'trackRecord'],
  head: ['headIs', 'headName', 'headEmail', 'subjectLeadAware'],
};

/** What was typed on each page that has been saved: text, as it was accepted. */
export const draftAnswers = z.partialRecord(z.enum(formPages), z.record(z.string(), z.string()));
export type DraftAnswers = z.infer<typeof draftAnswers>;

/** The names of a page's fields. */
export function fieldsOfPage(page: FormPage): readonly string[] {
  return fieldsOf[page];
}

/**
 * Checks one page: its own fields, and what they must be beside the other pages' answers. Head and nominee answer for
 * themselves, each by a link to their own address, so two people can't share one.
 */
export function checkPage(
  page: FormPage,
  typed: Record<string, string>,
  saved: DraftAnswers,
): Checked<Record<string, string>> {
  const checked: Checked<Record<string, string>> = checkForm(pages[page], typed);
  if (!checked.ok) return checked;
  const errors = sharedAddress({ ...saved, [page]: checked.value }, page);
  return errors ? { ok: false, errors } : checked;
}

/** The first page that is still to be answered; none when the form is complete. */
export function firstOpenPage(saved: DraftAnswers): FormPage | undefined {
  return formPages.find((page) => !checkPage(page, saved[page] ?? {}, saved).ok);
}

/** A complete form, as the nomination is made of it. */
export interface CompleteForm {
  readonly school: { readonly urn: string; readonly name: string };
  readonly nominator: { readonly name: string; readonly email: string; readonly role: string };
  readonly nominee: { readonly name: string; readonly email: string; readonly role: string };
  readonly head: { readonly name: string; readonly email: string };
  readonly headIsNominator: boolean;
  readonly subjectLeadAware: boolean;
  readonly statements: { readonly passion: string; readonly trackRecord: string };
}

/** Reads a saved form whole; nothing while a page is missing or no longer right. */
export function readCompleteForm(saved: DraftAnswers): CompleteForm | undefined {
  if (firstOpenPage(saved)) return undefined;
  const school = pages.school.parse(saved.school);
  const you = pages.you.parse(saved.you);
  const nominee = pages.nominee.parse(saved.nominee);
  const head = pages.head.parse(saved.head);
  const headIsNominator = head.headIs === 'me';
  return {
    school: { urn: school.urn, name: school.schoolName },
    nominator: { name: you.yourName, email: you.yourEmail, role: you.yourRole },
    nominee: { name: nominee.nomineeName, email: nominee.nomineeEmail, role: nominee.nomineeRole },
    head: headIsNominator ? { name: you.yourName, email: you.yourEmail } : readHead(head),
    headIsNominator,
    subjectLeadAware: head.subjectLeadAware === 'yes',
    statements: pages.statements.parse(saved.statements),
  };
}

function readHead(typed: unknown): { name: string; email: string } {
  const { headName, headEmail } = namedHead.parse(typed);
  return { name: headName, email: headEmail };
}

function sharedAddress(saved: DraftAnswers, page: FormPage): FieldErrors | undefined {
  const nominee = saved.nominee?.nomineeEmail;
  const headIsNominator = saved.head?.headIs === 'me';
  const head = headIsNominator ? saved.you?.yourEmail : saved.head?.headEmail;
  if (!nominee || !head || normaliseEmail(nominee) !== normaliseEmail(head)) return undefined;
  const field = { you: 'yourEmail', nominee: 'nomineeEmail', head: headIsNominator ? 'headIs' : 'headEmail' };
  if (page !== 'you' && page !== 'nominee' && page !== 'head') return undefined;
  return {
    [field[page]]:
      'The headteacher and the nominee each answer for themselves, so they need different email addresses. ' +
      'If the nominee is the headteacher, name another senior leader who can release them',
  };
}
