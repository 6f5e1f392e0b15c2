import { mayTakePart } from '../domain/eligibility.ts';
import { type Nomination, promisesOf } from '../domain/nomination.ts';
import { isUndecided } from '../nominations/answer-promise.ts';
import { isDecidable } from '../nominations/decide-nomination.ts';
import { Button } from '../pages/components/button.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';

/** A form that was sent and could not be done: what was typed, and what is wrong with it. */
export interface NominationAgain {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

interface FormProps extends NominationAgain {
  readonly facts: Nomination;
}

/** The forms beside a nomination's facts; nothing where everything is decided. */
export function NominationActions({
  facts,
  typed = {},
  errors = [],
}: { facts: Nomination } & Partial<NominationAgain>) {
  if (!isDecidable(facts.status)) return null;
  return (
    <>
      <DecisionForm facts={facts} typed={typed} errors={errors} />
      {isUndecided(facts) && (
        <section class="tl-act" aria-labelledby="act">
          <h2 class="govuk-heading-m" id="act">
            Before you decide
          </h2>
          {facts.status === 'awaiting-decision' && <QuestionForm facts={facts} typed={typed} errors={errors} />}
          <BehalfForm facts={facts} typed={typed} errors={errors} />
        </section>
      )}
    </>
  );
}

function DecisionForm({ facts, typed, errors }: FormProps) {
  const all = promisesOf(facts).every(({ state }) => state === 'given');
  return (
    <form method="post" action={`/admin/nominations/${facts.id}/decision`} class="tl-act" novalidate>
      <input type="hidden" name="seen" value={facts.status} />
      <Radios
        classes="govuk-radios--small"
        name="outcome"
        legend="Decide"
        legendSize="m"
        hint={
          all ? undefined : `Both the head and the ${facts.pair ? 'pair' : 'nominee'} must agree before you can accept.`
        }
        error={errorFor(errors, 'outcome')}
        value={typed.outcome}
        items={[
          {
            value: 'accepted',
            label: 'Accept',
            hint:
              facts.status === 'offered'
                ? 'Takes the place that is kept, where the nominee has told you so'
                : 'Takes a place of the cohort; the nominee, the head and the nominator are told',
          },
          facts.status !== 'offered' &&
            facts.status !== 'waitlisted' && { value: 'waitlisted', label: 'Put on the waiting list' },
          { value: 'declined', label: 'Decline', hint: 'The nominee and the nominator are told your reason' },
          { value: 'withdrawn', label: 'Take back for the school', hint: 'Where the school has asked you to' },
        ]}
      />
      <Textarea
        name="reason"
        label="Reason"
        hint={
          mayTakePart(facts.eligibility)
            ? 'Needed to decline; kept in the record in any case'
            : 'Needed to decline, and to accept as an exception; kept in the record in any case'
        }
        rows={3}
        error={errorFor(errors, 'reason')}
        value={typed.reason}
      />
      <Button preventDoubleClick>Record the decision</Button>
    </form>
  );
}

function QuestionForm({ facts, typed, errors }: FormProps) {
  return (
    <Details summary="Ask the school for more" open={errorFor(errors, 'question') !== undefined}>
      <form method="post" action={`/admin/nominations/${facts.id}/question`} novalidate>
        <Textarea
          name="question"
          label="What do you want to know?"
          hint="The nominator gets it by email, with a link to answer, and is reminded twice. Don’t name other schools."
          rows={4}
          error={errorFor(errors, 'question')}
          value={typed.question}
        />
        <Button preventDoubleClick>Ask the school</Button>
      </form>
    </Details>
  );
}

const roleLabels = { head: 'The headteacher', nominee: 'The nominee', partner: 'The second nominee' } as const;

function BehalfForm({ facts, typed, errors }: FormProps) {
  const open = promisesOf(facts).filter(({ state }) => state !== 'given');
  if (open.length === 0) return null;
  const wrong = errorFor(errors, 'behalfOf') ?? errorFor(errors, 'evidence');
  return (
    <Details summary="Record a promise on somebody’s behalf" open={wrong !== undefined}>
      <form method="post" action={`/admin/nominations/${facts.id}/on-behalf`} novalidate>
        <Radios
          classes="govuk-radios--small"
          name="behalfOf"
          legend="Who has agreed"
          error={errorFor(errors, 'behalfOf')}
          value={typed.behalfOf}
          items={open.map(({ role }) => ({ value: role, label: roleLabels[role] }))}
        />
        <Textarea
          name="evidence"
          label="Evidence"
          hint="For example a signed letter, and where it is kept. It stays in the record with your name."
          rows={3}
          error={errorFor(errors, 'evidence')}
          value={typed.evidence}
        />
        <Button preventDoubleClick>Record the promise</Button>
      </form>
    </Details>
  );
}

/** For nominations at one address: what an admin found when they looked at both. */
export function AlikeForm({ facts, typed = {}, errors = [] }: { facts: Nomination } & Partial<NominationAgain>) {
  return (
    <form method="post" action={`/admin/nominations/${facts.id}/alike`} novalidate>
      <Textarea
        name="found"
        label="What did you find?"
        hint="For example: two people who share a mailbox; or one teacher, and which nomination is to stand"
        rows={3}
        error={errorFor(errors, 'found')}
        value={typed.found ?? facts.alikeChecked?.reason}
      />
      <Button variant="secondary" preventDoubleClick>
        Record it
      </Button>
    </form>
  );
}
