import { ineligibilityWords, mayTakePart } from '../domain/eligibility.ts';
import { explainWait } from '../domain/explain.ts';
import { isPromised, type Nomination, nomination } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import { formatDateOf, formatMoment } from '../domain/wording.ts';
import { readPeople } from '../driving/read-people.ts';
import { isDecidable } from '../nominations/decide-nomination.ts';
import { Button } from '../pages/components/button.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { NominationStatusTag } from '../pages/components/status-tags.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { WhereAndWhy } from '../pages/components/where-and-why.tsx';
import { key } from '../platform/keys.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayAct } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { PromptList } from './prompt-list.tsx';
import { readPrompts } from './read-prompts.ts';
import { zone } from './zone.ts';

/** A decision that was sent and could not be recorded: what was typed, and what is wrong with it. */
export interface DecisionAgain {
  readonly typed: Readonly<Record<'outcome' | 'reason', string>>;
  readonly errors: readonly FieldError[];
}

/** One nomination: where it is and why, its facts, and the decision on it. */
export async function nominationPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  id: string,
  again?: DecisionAgain,
): Promise<Response> {
  const facts = await deps.table.get(key.driven('nomination', id), nomination);
  if (!facts) return problemPage(deps, c, { kind: 'not-found' });
  const people = await readPeople(deps.table, 'nomination', id);
  const name = people.nominee?.name ?? id;
  const acts = mayAct(c.get('signedIn'));
  return consolePage(deps, c, {
    title: `Nomination of ${name}`,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Nomination {id}</span> {name}
        </h1>
        <WhereAndWhy
          sentence={explainWait(facts, zone, deps.clock.now())}
          tone={facts.parked ? 'stopped' : facts.status === 'awaiting-decision' ? 'needs-you' : 'calm'}
          action={facts.parked && acts && <TryAgain id={id} />}
        />
        <div class="tl-columns">
          <div class="tl-columns__main">
            <Facts facts={facts} people={people} />
          </div>
          <div class="tl-columns__side">
            {isDecidable(facts.status) && acts && <DecisionForm id={id} facts={facts} {...again} />}
          </div>
        </div>
        <PromptList prompts={await readPrompts(deps.table, 'nomination', id)} now={deps.clock.now()} />
      </>
    ),
  });
}

function TryAgain({ id }: { id: string }) {
  return (
    <form method="post" action={`/admin/nominations/${id}/try-again`}>
      <Button variant="secondary">Try again</Button>{' '}
      <a class="govuk-link" href={`/admin/nominations/${id}/stopped`}>
        Skip or close
      </a>
    </form>
  );
}

const promiseWords = {
  awaited: 'Not answered yet',
  given: 'Agreed',
  refused: 'Said no',
  'not-me': 'Said “not me”',
} as const;

function Facts({ facts, people }: { facts: Nomination; people: People }) {
  const { head, nominee, partner } = facts.promises;
  const promised = (promise: typeof head) => [promiseWords[promise.state], promise.reason].filter(Boolean).join(': ');
  return (
    <SummaryList
      classes="tl-facts"
      attributes={{ id: 'facts', tabindex: '-1' }}
      rows={[
        { key: 'Status', value: <NominationStatusTag status={facts.status} /> },
        { key: 'School', value: `${facts.schoolName} (URN ${facts.schoolUrn})` },
        { key: 'Nominee', value: `${people.nominee?.name ?? 'not on file'}, ${facts.nomineeRole}` },
        { key: 'Nominated by', value: people.nominator?.name ?? 'not on file' },
        {
          key: 'Sent',
          value: `${formatMoment(facts.submittedAt, zone)}${facts.late ? ', after the window had closed' : ''}`,
        },
        { key: 'The headteacher', value: `${people.head?.name ?? 'not on file'}: ${promised(head)}` },
        { key: 'The nominee', value: promised(nominee) },
        partner && {
          key: 'The second nominee',
          value: `${people.partner?.name ?? 'not on file'}, ${facts.pair?.partnerRole ?? ''}: ${promised(partner)}`,
        },
        ...statementRows(facts.statements),
        facts.eligibility.reasons.length > 0 && {
          key: 'Conditions that are not met',
          value: facts.eligibility.reasons.map(ineligibilityWords).join(' '),
        },
        facts.eligibility.override && { key: 'Exception', value: facts.eligibility.override.reason },
        facts.decision && { key: 'Decision', value: decisionWords(facts.decision) },
        facts.participantId && {
          key: 'Participant',
          value: (
            <a class="govuk-link" href={`/admin/participants/${facts.participantId}`}>
              {people.nominee?.name ?? facts.participantId}
            </a>
          ),
        },
        facts.partnerParticipantId && {
          key: 'Second participant',
          value: (
            <a class="govuk-link" href={`/admin/participants/${facts.partnerParticipantId}`}>
              {people.partner?.name ?? facts.partnerParticipantId}
            </a>
          ),
        },
      ]}
    />
  );
}

function statementRows({ passion, trackRecord, workedWhere, priorities }: Nomination['statements']) {
  return [
    { key: 'Passion for teaching for mastery', value: passion },
    { key: 'Worked with other professionals', value: workedWhere && whereWords[workedWhere] },
    { key: 'Track record with other professionals', value: trackRecord },
    { key: 'What the department wants to work on', value: priorities },
  ].filter(({ value }) => value !== undefined);
}

function reasonHint({ eligibility }: Nomination): string {
  return mayTakePart(eligibility)
    ? 'Needed to decline; kept in the record in any case'
    : 'Needed to decline, and to accept as an exception; kept in the record in any case';
}

const whereWords = { school: 'In their own school', schools: 'Across a group of schools', both: 'Both' } as const;

const outcomeWords = { accepted: 'Accepted', declined: 'Declined', waitlisted: 'Put on the waiting list' } as const;

function decisionWords({ outcome, reason, at }: NonNullable<Nomination['decision']>): string {
  return `${outcomeWords[outcome]} on ${formatDateOf(at, zone)}: ${reason || 'no reason given'}`;
}

function DecisionForm({
  id,
  facts,
  typed,
  errors = [],
}: {
  id: string;
  facts: Nomination;
} & Partial<DecisionAgain>) {
  const both = isPromised(facts);
  return (
    <form method="post" action={`/admin/nominations/${id}/decision`} class="tl-act" novalidate>
      <input type="hidden" name="seen" value={facts.status} />
      <Radios
        classes="govuk-radios--small"
        name="outcome"
        legend="Decide"
        legendSize="m"
        hint={
          both
            ? undefined
            : `Both the head and the ${facts.pair ? 'pair' : 'nominee'} must agree before you can accept.`
        }
        error={errorFor(errors, 'outcome')}
        value={typed?.outcome}
        items={[
          {
            value: 'accepted',
            label: 'Accept',
            hint: 'Takes a place of the cohort; the nominee, the head and the nominator are told',
          },
          { value: 'waitlisted', label: 'Put on the waiting list' },
          { value: 'declined', label: 'Decline', hint: 'The nominee and the nominator are told your reason' },
        ]}
      />
      <Textarea
        name="reason"
        label="Reason"
        hint={reasonHint(facts)}
        rows={3}
        error={errorFor(errors, 'reason')}
        value={typed?.reason}
      />
      <Button preventDoubleClick>Record the decision</Button>
    </form>
  );
}
