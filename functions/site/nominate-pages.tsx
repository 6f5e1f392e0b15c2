import type { Cohort } from '../domain/cohort.ts';
import { type Ineligibility, ineligibilityWords } from '../domain/eligibility.ts';
import { formatDateOf, formatMoment } from '../domain/wording.ts';
import { draftDays } from '../nominations/nomination-draft.ts';
import { type FormPage, formPages, type ProgrammeKind } from '../nominations/nomination-form.ts';
import { Button } from '../pages/components/button.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import type { Content } from '../pages/components/markup.ts';
import { Panel } from '../pages/components/panel.tsx';
import { Radios } from '../pages/components/radios.tsx';
import type { FieldErrors } from '../web/fields.ts';
import { NominationFields, pageTitle } from './nominate-fields.tsx';
import { zone } from './zone.ts';

/** Before the form: which cohort, what it takes, and until when. */
export function BeginNomination({ open, errors }: { open: readonly Cohort[]; errors: FieldErrors }) {
  const [only] = open;
  return (
    <>
      <h1 class="govuk-heading-l">Nominate for a programme</h1>
      <p class="govuk-body">It takes about 10 minutes. You will need:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>the work email addresses of the teachers you nominate and of your headteacher</li>
        <li>a few sentences on why they are right for it</li>
      </ul>
      <p class="govuk-body">
        Your answers are kept for {draftDays} days as you go: “Finish it later” gives you a link to come back with.
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
            legend="Which programme is it for?"
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
  readonly kind: ProgrammeKind;
  readonly page: Exclude<FormPage, 'found'>;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
}

/** One page of the form: one thing. */
export function NominationFormPage({ address, kind, page, typed, errors }: FormPageProps) {
  return (
    <>
      <form method="post" action={`${address}/${page}`} novalidate>
        <FormHeading kind={kind} page={page}>
          {pageTitle(page, kind)}
        </FormHeading>
        <NominationFields page={page} kind={kind} typed={typed} errors={errors} />
        <Button preventDoubleClick>Continue</Button>
      </form>
      <LaterLink address={address} />
    </>
  );
}

/** How far it is, and what this page is about. */
export function FormHeading({ kind, page, children }: { kind: ProgrammeKind; page: FormPage; children: Content }) {
  const pages = formPages(kind);
  return (
    <>
      <span class="govuk-caption-l">
        {nominateTitle(kind)}: part {pages.indexOf(page) + 1} of {pages.length}
      </span>
      <h1 class="govuk-heading-l">{children}</h1>
    </>
  );
}

export function LaterLink({ address }: { address: string }) {
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={`${address}/later`}>
        Finish it later
      </a>
    </p>
  );
}

export function nominateTitle(kind: ProgrammeKind): string {
  return kind === 'work-group' ? 'Nominate a pair for a Work Group' : 'Nominate a lead teacher';
}

/** The way back to a form that is put aside: the link is the key, so it is shown, not guessed. */
export function ComeBackLater({ link, address, until }: { link: string; address: string; until: string }) {
  const mail = new URLSearchParams({ subject: 'My nomination', body: link }).toString().replaceAll('+', '%20');
  return (
    <>
      <h1 class="govuk-heading-l">Finish it later</h1>
      <p class="govuk-body">
        What you have sent with “Continue” is saved. Come back to it with this link, on any device, until{' '}
        {formatDateOf(until, zone)}:
      </p>
      <InsetText>
        <a class="govuk-link tl-long-link" href={address}>
          {link}
        </a>
      </InsetText>
      <p class="govuk-body">
        Copy it, or{' '}
        <a class="govuk-link" href={`mailto:?${mail}`}>
          email it to yourself
        </a>
        . Whoever has the link can read and send the form, so give it only to somebody who may.
      </p>
      <Button href={address}>Go on now</Button>
    </>
  );
}

/** What of the conditions is not met; the way on is open, since the hub may make an exception. */
export function NotEligible({
  reasons,
  address,
  next,
}: {
  reasons: readonly Ineligibility[];
  address: string;
  next: string;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">This may not be the right programme</h1>
      <p class="govuk-body">
        It is for state-funded secondary schools in England, and for teachers who are past their two years as early
        career teachers. From what you have told us:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {reasons.map((reason) => (
          <li>{ineligibilityWords(reason)}</li>
        ))}
      </ul>
      <p class="govuk-body">
        You can still send the nomination. The hub then decides whether to make an exception, and tells you why if it
        can’t.
      </p>
      <Button href={`${address}/${next}`}>Continue all the same</Button>
      <p class="govuk-body">
        <a class="govuk-link" href={`${address}/school`}>
          Choose another school
        </a>
      </p>
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
        <li>We ask the headteacher and everybody nominated by email to agree. Each gets a link of their own.</li>
        <li>
          When all have agreed, {cohort.hub.name} decides. Nominations close on {formatDateOf(cohort.closesAt, zone)}.
        </li>
        <li>We tell all of you the decision by email.</li>
      </ol>
      <p class="govuk-body">
        We ask each person at most once a day: if somebody else has already asked one of them today, they get your
        request the next morning. If we had this nomination from your school before, this is its reference: nobody is
        asked twice, and the receipt went to whoever sent it first.
      </p>
    </>
  );
}
