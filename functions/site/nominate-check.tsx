import type { Ineligibility } from '../domain/eligibility.ts';
import { ineligibilityWords } from '../domain/eligibility.ts';
import { privacyVersion } from '../domain/privacy-notice.ts';
import { formatMoment } from '../domain/wording.ts';
import type { DraftAnswers, FormPage, ProgrammeKind } from '../nominations/nomination-form.ts';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { SummaryList, type SummaryRow } from '../pages/components/summary-list.tsx';
import { WarningText } from '../pages/components/warning-text.tsx';
import type { FieldErrors } from '../web/fields.ts';
import { HoneyField } from './honey-field.tsx';
import { zone } from './zone.ts';

interface CheckProps {
  readonly address: string;
  readonly kind: ProgrammeKind;
  readonly pages: readonly FormPage[];
  readonly answers: DraftAnswers;
  readonly reasons: readonly Ineligibility[];
  readonly closesAt: string;
  readonly late: boolean;
  /** Something about it looked as if a program had sent it: a person says that they are one. */
  readonly askPerson: boolean;
  readonly errors: FieldErrors;
}

/** Everything once more before it is sent, each answer with its way back. */
export function CheckNomination(props: CheckProps) {
  const { address, kind, pages, answers, reasons, closesAt, late, askPerson, errors } = props;
  return (
    <>
      <h1 class="govuk-heading-l">Check your answers before sending your nomination</h1>
      <SummaryList
        rows={pages.flatMap((page) =>
          rowsOf(page, kind, answers[page] ?? {}).map((line) => withChange(line, changeHref(address, page))),
        )}
      />
      <NotMet reasons={reasons} />
      {late && (
        <InsetText>
          Nominations closed on {formatMoment(closesAt, zone)}. You can still send yours: it will be marked as late, and
          the hub decides whether to take it.
        </InsetText>
      )}
      <p class="govuk-body">
        By sending it you confirm that what you have written is right as far as you know, and that the people named know
        that you gave us their details. We use them as our{' '}
        <a class="govuk-link" href="/privacy">
          privacy notice
        </a>{' '}
        (version {privacyVersion}) says.
      </p>
      <p class="govuk-body">
        We will then email everybody named to ask for their agreement. We ask each person at most once a day: if
        somebody else has already asked one of them today, they get your request the next morning.
      </p>
      <form method="post" action={`${address}/check`} novalidate>
        <input type="hidden" name="privacyVersion" value={privacyVersion} />
        <HoneyField />
        {askPerson && (
          <Checkboxes
            name="person"
            legend="Are you a person?"
            legendSize="s"
            hint="The form came back so fast, or so completely filled in, that a program may have sent it."
            items={[{ value: 'yes', label: 'Yes, I am sending this nomination myself' }]}
            error={errors.person}
          />
        )}
        <Button preventDoubleClick>Send nomination</Button>
      </form>
    </>
  );
}

/** What of the conditions is not met, and that the hub may make an exception. */
function NotMet({ reasons }: { reasons: readonly Ineligibility[] }) {
  if (reasons.length === 0) return null;
  return (
    <WarningText>
      {reasons.map(ineligibilityWords).join(' ')} You can send the nomination all the same: the hub decides whether to
      make an exception.
    </WarningText>
  );
}

/** Change goes to the question: of the school that was found, to the search. */
function changeHref(address: string, page: FormPage): string {
  return `${address}/${page === 'found' ? 'school' : page}`;
}

type Answers = Readonly<Record<string, string>>;
type Line = { readonly name: string; readonly value: string | undefined };

const yesNo = (answer: string | undefined, no = 'No'): string => (answer === 'yes' ? 'Yes' : no);

const experienceWords: Readonly<Record<string, string>> = {
  specialist: 'Mastery Specialist',
  advocate: 'Mastery Advocate',
  neither: 'Neither',
};

const whereWords: Readonly<Record<string, string>> = {
  school: 'In their own school',
  schools: 'Across a group of schools',
  both: 'In their own school and across schools',
};

function rowsOf(page: FormPage, kind: ProgrammeKind, answers: Answers): Line[] {
  const teacher = kind === 'work-group' ? 'first teacher' : 'teacher';
  switch (page) {
    case 'school':
      return [];
    case 'found':
      return [
        { name: 'School', value: [answers.schoolName, answers.place].filter(Boolean).join('\n') },
        { name: 'School URN', value: answers.urn },
      ];
    case 'you':
      return [
        { name: 'Your name', value: answers.yourName },
        { name: 'Your email address', value: answers.yourEmail },
        { name: 'Your role', value: answers.yourRole },
      ];
    case 'nominee':
      return contactRows(teacher, answers.nomineeName, answers.nomineeEmail, answers.nomineeRole);
    case 'career':
      return careerRows(kind === 'work-group' ? teacher : undefined, answers.earlyCareer, answers.experience);
    case 'partner':
      return contactRows('second teacher', answers.partnerName, answers.partnerEmail, answers.partnerRole);
    case 'partner-career':
      return careerRows('second teacher', answers.partnerEarlyCareer, answers.partnerExperience);
    case 'passion':
      return [{ name: 'Passion for teaching for mastery', value: answers.passion }];
    case 'track-record':
      return [
        { name: 'Worked with other professionals', value: whereWords[answers.workedWhere ?? ''] },
        { name: 'Track record', value: answers.trackRecord },
      ];
    case 'priorities':
      return [{ name: 'What the department wants to work on', value: answers.priorities }];
    case 'head':
      return headRows(answers);
    case 'subject-leader':
      return [{ name: 'Subject leader knows and supports it', value: yesNo(answers.subjectLeadAware, 'Not yet') }];
    case 'needs':
      return [{ name: 'Needs to take part', value: answers.needs || 'None given' }];
  }
}

function contactRows(who: string, name?: string, email?: string, role?: string): Line[] {
  return [
    { name: `Name of the ${who}`, value: name },
    { name: `Email address of the ${who}`, value: email },
    { name: `Role of the ${who}`, value: role },
  ];
}

/** `who` where there are two of whom it could be. */
function careerRows(who: string | undefined, early: string | undefined, experience: string | undefined): Line[] {
  return [
    { name: who ? `Early career teacher (${who})` : 'Early career teacher', value: yesNo(early) },
    ...(experience ? [{ name: `Experience of the ${who}`, value: experienceWords[experience] }] : []),
  ];
}

function headRows({ headIs, headName, headEmail }: Answers): Line[] {
  if (headIs === 'me') return [{ name: 'Headteacher', value: 'You are the headteacher' }];
  return [
    { name: 'Name of the headteacher', value: headName },
    { name: 'Email address of the headteacher', value: headEmail },
  ];
}

function withChange({ name, value }: Line, href: string): SummaryRow {
  return {
    key: name,
    value: <Lines text={value ?? ''} />,
    actions: [{ content: 'Change', href, hiddenText: name.charAt(0).toLowerCase() + name.slice(1) }],
  };
}

/** What was typed, with its line ends. */
function Lines({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </>
  );
}
