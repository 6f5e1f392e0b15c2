import type { Hono } from 'hono';
import * as v from 'valibot';
import { mayTakePart } from '../domain/eligibility.ts';
import { type Nomination, nominationStatus, promisesOf } from '../domain/nomination.ts';
import { releaseParked } from '../driving/release-parked.ts';
import { isUndecided } from '../nominations/answer-promise.ts';
import { askSchool } from '../nominations/ask-school.ts';
import { decideNomination, isDecidable, outcomes, type Refusal } from '../nominations/decide-nomination.ts';
import { checkAlike, promiseOnBehalf } from '../nominations/look-after.ts';
import { Button } from '../pages/components/button.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError, listErrors } from '../pages/components/field-errors.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { checkForm, choice, note, passage, reasonUnless } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { doneAt, oneError } from './console-page.tsx';
import { nominationPage } from './nomination-page.tsx';

/** A form that was sent and could not be done: what was typed, and what is wrong with it. */
export interface NominationAgain {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

/** Why a decision was not recorded, in words. */
export const refusalWords: Readonly<Record<Refusal, string>> = {
  'not-ready': 'Not everybody has agreed yet. You can decline it now, and nothing else.',
  'already-decided': 'This nomination is decided already.',
  full: 'Every place of the cohort is taken. Put it on the waiting list instead.',
  'changed-meanwhile': 'Somebody changed this nomination just now. Look again, then decide.',
  'not-eligible': 'A condition is not met. To make an exception, enter the reason for it.',
  alike:
    'There is another nomination at this teacher’s address. Look at both, and say what you found, before you accept.',
  offered: 'A place is kept for the nominee, who has been asked to take it. Accept it, decline it, or wait.',
};

const longest = 1000;

const decisionForm = v.pipe(
  v.object({
    outcome: choice(outcomes, 'Choose what to decide'),
    reason: note('your reason', longest),
  }),
  reasonUnless(({ outcome }) => outcome !== 'declined', 'Enter the reason: the school is told'),
);

const questionForm = v.object({ question: passage('what you want to know', longest) });
const behalfForm = v.object({
  behalfOf: choice(['head', 'nominee', 'partner'], 'Select who has agreed'),
  evidence: passage('the evidence that you have', longest),
});
const alikeForm = v.object({ found: passage('what you found', longest) });

/** What an admin may do with one nomination. */
export function addNominationActions(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  const at = '/admin/nominations/:id';
  app.post(`${at}/decision`, (c) => decide(deps, c, c.req.param('id')));
  app.post(`${at}/question`, (c) =>
    act(deps, c, questionForm, async (id, { question }, by) => {
      const asked = await askSchool(deps, id, { text: question, by });
      return asked === 'asked'
        ? { done: 'asked' }
        : { field: 'question', why: 'It can’t be asked as things stand now' };
    }),
  );
  app.post(`${at}/on-behalf`, (c) =>
    act(deps, c, behalfForm, async (id, { behalfOf, evidence }, by) => {
      const recorded = await promiseOnBehalf(deps, id, { role: behalfOf, evidence, by });
      if (recorded === 'recorded') return { done: 'promised' };
      return { field: 'behalfOf', why: 'It can’t be recorded as things stand now' };
    }),
  );
  app.post(`${at}/alike`, (c) =>
    act(deps, c, alikeForm, async (id, { found }, by) => {
      await checkAlike(deps, id, { reason: found, by });
      return { done: 'checked' };
    }),
  );
  app.post(`${at}/try-again`, async (c) => {
    const id = c.req.param('id');
    const released = await releaseParked(deps, { kind: 'nomination', id, by: c.get('signedIn').subject });
    if (released === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
    return doneAt(c, `/admin/nominations/${id}`, 'released');
  });
}

async function decide(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  return act(deps, c, decisionForm, async (_, { outcome, reason }, by) => {
    const seen = c.get('form').text('seen');
    const decided = await decideNomination(deps, id, {
      outcome,
      reason,
      by,
      ...(v.is(nominationStatus, seen) && { seen }),
    });
    if (decided.decided) return { done: outcome === 'withdrawn' ? 'taken-back' : outcome };
    if (decided.why === 'unknown') return 'unknown';
    return { field: fieldOf(decided.why), why: refusalWords[decided.why] };
  });
}

/** Where it is decided already there is no form any more: the error leads to the facts. */
function fieldOf(why: Refusal): string {
  if (why === 'already-decided') return 'facts';
  return why === 'not-eligible' ? 'reason' : 'outcome';
}

type Acted = { readonly done: string } | { readonly field: string; readonly why: string } | 'unknown';

/** Checks what was typed, does it, and shows the nomination again: with what was done, or with what is wrong. */
async function act<S extends v.GenericSchema>(
  deps: ConsoleDeps,
  c: ConsoleContext,
  form: S,
  does: (id: string, value: v.InferOutput<S>, by: string) => Promise<Acted>,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const typed = c.get('form').texts(['outcome', 'reason', 'question', 'behalfOf', 'evidence', 'found']);
  const checked = checkForm(form, typed);
  if (!checked.ok) return nominationPage(deps, c, id, { typed, errors: listErrors(checked.errors) });
  const acted = await does(id, checked.value, c.get('signedIn').subject);
  if (acted === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  if ('done' in acted) return doneAt(c, `/admin/nominations/${id}`, acted.done);
  return nominationPage(deps, c, id, { typed, errors: oneError(acted.field, acted.why) });
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
