import type { Cohort } from '../domain/cohort.ts';
import { formatDateOf, formatMoment } from '../domain/wording.ts';
import { draftDays } from '../nominations/nomination-draft.ts';
import { type DraftAnswers, type FormPage, formPages } from '../nominations/nomination-form.ts';
import { Button } from '../pages/components/button.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Panel } from '../pages/components/panel.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { SummaryList, type SummaryRow } from '../pages/components/summary-list.tsx';
import type { FieldErrors } from '../web/fields.ts';
import { NominationFields, pageTitles } from './nominate-fields.tsx';
import { zone } from './zone.ts';

/** Before the form: which cohort, what it takes, and until when. */
export function BeginNomination({ open, errors }: { open: readonly Cohort[]; errors: FieldErrors }) {
  const [only] = open;
  return (
    <>
      <h1 class="govuk-heading-l">Nominate a lead teacher</h1>
      <p class="govuk-body">It takes about 10 minutes. You will need:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>your school’s URN</li>
        <li>the work email addresses of the teacher and of your headteacher</li>
        <li>a few sentences on why this teacher is right for it</li>
      </ul>
      <p class="govuk-body">
        Your answers are kept for {draftDays} days as you go: come back to the same address to finish them.
      </p>
      <form method="post" action="/nominate" novalidate>
        {open.length === 1 && only ? (
          <>
            <InsetText>
              {only.title}. Nominations close on {formatMoment(only.closesAt, zone)}.
            </InsetText>
            <input type="hidden" name="cohort" value={only.id} />
          </>
        ) : (
          <Radios
            name="cohort"
            legend="Which cohort is it for?"
            legendSize="m"
            items={open.map(({ id, title, closesAt }) => ({
              value: id,
              label: title,
              hint: `Nominations close on ${formatMoment(closesAt, zone)}`,
            }))}
            error={errors.cohort}
          />
        )}
        <Button variant="start" preventDoubleClick>
          Start now
        </Button>
      </form>
    </>
  );
}

/** Nothing can be nominated for now. */
export function NominationsClosed({ cohorts, now }: { cohorts: readonly Cohort[]; now: string }) {
  const coming = cohorts.filter(({ opensAt }) => Date.parse(opensAt) > Date.parse(now));
  const closed = cohorts.filter(({ closesAt }) => Date.parse(closesAt) <= Date.parse(now));
  return (
    <>
      <h1 class="govuk-heading-l">Nominations are not open</h1>
      {coming.map(({ title, opensAt }) => (
        <p class="govuk-body">
          Nominations for {title} open on {formatMoment(opensAt, zone)}.
        </p>
      ))}
      {closed.map(({ title, closesAt }) => (
        <p class="govuk-body">
          Nominations for {title} closed on {formatMoment(closesAt, zone)}.
        </p>
      ))}
      <p class="govuk-body">Ask your Maths Hub when the next cohort opens.</p>
    </>
  );
}

interface FormPageProps {
  readonly address: string;
  readonly page: FormPage;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
}

/** One page of the form. */
export function NominationFormPage({ address, page, typed, errors }: FormPageProps) {
  return (
    <form method="post" action={`${address}/${page}`} novalidate>
      <span class="govuk-caption-l">
        Nominate a lead teacher: part {formPages.indexOf(page) + 1} of {formPages.length}
      </span>
      <h1 class="govuk-heading-l">{pageTitles[page]}</h1>
      <NominationFields page={page} typed={typed} errors={errors} />
      <Button preventDoubleClick>Continue</Button>
    </form>
  );
}

interface CheckProps {
  readonly address: string;
  readonly answers: DraftAnswers;
  readonly closesAt: string;
  readonly late: boolean;
}

/** Everything once more before it is sent, each answer with its way back. */
export function CheckNomination({ address, answers, closesAt, late }: CheckProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Check your answers before sending your nomination</h1>
      {summaries.map(({ page, rows }) => (
        <>
          <h2 class="govuk-heading-m">{pageTitles[page]}</h2>
          <SummaryList rows={rows(answers[page] ?? {}).map((row) => withChange(row, `${address}/${page}`))} />
        </>
      ))}
      <h2 class="govuk-heading-m">Now send your nomination</h2>
      {late && (
        <InsetText>
          Nominations closed on {formatMoment(closesAt, zone)}. You began in time, so you can still send yours: it will
          be marked as late, and the hub decides whether to take it.
        </InsetText>
      )}
      <p class="govuk-body">
        By sending it you confirm that what you have written is right as far as you know, and that the people named know
        that you gave us their details. We use them as our{' '}
        <a class="govuk-link" href="/privacy">
          privacy notice
        </a>{' '}
        says.
      </p>
      <p class="govuk-body">
        We will then email the teacher and the headteacher to ask for their agreement. We ask each person at most once a
        day: if somebody else has already asked one of them today, they get your request the next morning.
      </p>
      <form method="post" action={`${address}/check`} novalidate>
        <Button preventDoubleClick>Send nomination</Button>
      </form>
    </>
  );
}

type Answers = Readonly<Record<string, string>>;
type Line = { readonly name: string; readonly value: string | undefined };

const summaries: readonly { readonly page: FormPage; readonly rows: (answers: Answers) => Line[] }[] = [
  {
    page: 'school',
    rows: ({ schoolName, urn }) => [
      { name: 'School name', value: schoolName },
      { name: 'School URN', value: urn },
    ],
  },
  {
    page: 'you',
    rows: ({ yourName, yourEmail, yourRole }) => [
      { name: 'Your name', value: yourName },
      { name: 'Your email address', value: yourEmail },
      { name: 'Your role', value: yourRole },
    ],
  },
  {
    page: 'nominee',
    rows: ({ nomineeName, nomineeEmail, nomineeRole, earlyCareer }) => [
      { name: 'Name of the teacher', value: nomineeName },
      { name: 'Email address of the teacher', value: nomineeEmail },
      { name: 'Role of the teacher', value: nomineeRole },
      { name: 'Early career teacher', value: earlyCareer === 'no' ? 'No' : 'Yes' },
    ],
  },
  {
    page: 'statements',
    rows: ({ passion, trackRecord }) => [
      { name: 'Passion for teaching for mastery', value: passion },
      { name: 'Work with other teachers', value: trackRecord },
    ],
  },
  {
    page: 'head',
    rows: ({ headIs, headName, headEmail, subjectLeadAware }) => [
      ...(headIs === 'me'
        ? [{ name: 'Headteacher', value: 'You are the headteacher' }]
        : [
            { name: 'Name of the headteacher', value: headName },
            { name: 'Email address of the headteacher', value: headEmail },
          ]),
      { name: 'Subject leader knows and supports it', value: subjectLeadAware === 'yes' ? 'Yes' : 'Not yet' },
    ],
  },
];

function withChange({ name, value }: Line, href: string): SummaryRow {
  return {
    key: name,
    value: <Lines text={value ?? ''} />,
    actions: [{ content: 'Change', href, hiddenText: name.toLowerCase() }],
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

/** It is sent: the reference, and what happens now. */
export function NominationSent({ reference, cohort }: { reference: string; cohort: Cohort }) {
  return (
    <>
      <Panel title="Nomination sent">
        Your reference number
        <br />
        <strong>{reference}</strong>
      </Panel>
      <p class="govuk-body">We are sending a receipt to your email address, with a link to see how it goes on.</p>
      <h2 class="govuk-heading-m">What happens next</h2>
      <ol class="govuk-list govuk-list--number">
        <li>We ask the teacher and the headteacher by email to agree. They each get a link of their own.</li>
        <li>
          When both have agreed, {cohort.hub.name} decides. Nominations close on {formatDateOf(cohort.closesAt, zone)}.
        </li>
        <li>We tell you, the teacher and the headteacher the decision by email.</li>
      </ol>
      <p class="govuk-body">
        We ask each person at most once a day: if somebody else has already asked one of them today, they get your
        request the next morning. If we had this nomination from your school before, this is its reference: nobody is
        asked twice, and the receipt went to whoever sent it first.
      </p>
    </>
  );
}
