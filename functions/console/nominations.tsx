import type { Hono } from 'hono';
import * as z from 'zod';
import { type Nomination, nomination } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import { formatMoment, formatMomentShort } from '../domain/wording.ts';
import { readPeople } from '../driving/read-people.ts';
import { releaseParked } from '../driving/release-parked.ts';
import { decideNomination } from '../nominations/decide-nomination.ts';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { NominationStatusTag } from '../pages/components/status-tags.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { WhereAndWhy } from '../pages/components/where-and-why.tsx';
import { key } from '../platform/keys.ts';
import { checkForm, choice, note } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { CohortFilter, chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { describeWait, zone } from './describe.ts';
import { listNominations } from './lists.ts';
import { MoreLink } from './more-link.tsx';
import { PromptList } from './prompt-list.tsx';
import { readPrompts } from './read-prompts.ts';

const decisionForm = z
  .object({
    outcome: choice(['accepted', 'waitlisted', 'declined'], 'Choose what to decide'),
    reason: note('your reason', 1000),
  })
  .refine(({ outcome, reason }) => outcome !== 'declined' || reason !== '', {
    path: ['reason'],
    error: 'Enter the reason: the school is told',
  });

type Typed = Readonly<Record<'outcome' | 'reason', string>>;

/** Why a decision was not recorded, for the summary. */
const refusals = {
  'not-ready': 'The head and the nominee have not both agreed yet. You can decline it now, and nothing else.',
  'already-decided': 'This nomination is decided already.',
  full: 'Every place of the cohort is taken. Put it on the waiting list instead.',
  'changed-meanwhile': 'Somebody changed this nomination just now. Look again, then decide.',
} as const;

/** The list of nominations, one nomination, and the decision on it. */
export function addNominations(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/nominations', (c) => listPage(deps, c));
  app.get('/admin/nominations/:id', (c) => onePage(deps, c, c.req.param('id')));
  app.post('/admin/nominations/:id/decision', (c) => decide(deps, c, c.req.param('id')));
  app.post('/admin/nominations/:id/try-again', async (c) => {
    const id = c.req.param('id');
    await releaseParked(deps, { kind: 'nomination', id, by: c.get('signedIn').subject });
    return doneAt(c, `/admin/nominations/${id}`, 'released');
  });
}

async function listPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const page = chosen.cohort ? await listNominations(deps.table, chosen.cohort.id, c.req.query('after')) : { rows: [] };
  return consolePage(deps, c, {
    title: 'Nominations',
    children: (
      <>
        <h1 class="govuk-heading-l">Nominations</h1>
        <CohortFilter chosen={chosen} action="/admin/nominations" />
        <DataTable
          caption="Nominations"
          captionHidden
          columns={[
            { heading: 'Nominee' },
            { heading: 'School' },
            { heading: 'Status' },
            { heading: 'Sent' },
            { heading: 'Where it is' },
          ]}
          rows={page.rows.map((row) => [
            <a class="govuk-link" href={`/admin/nominations/${row.id}`}>
              {row.people.nominee?.name ?? row.id}
            </a>,
            row.schoolName,
            <NominationStatusTag status={row.status} />,
            formatMomentShort(row.submittedAt, zone),
            describeWait(row),
          ])}
          empty="No school has nominated anybody yet."
        />
        <MoreLink path="/admin/nominations" cohort={chosen.cohort?.id} next={page.next} />
      </>
    ),
  });
}

async function decide(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const typed = c.get('form').texts(['outcome', 'reason']);
  const checked = checkForm(decisionForm, typed);
  if (!checked.ok) {
    const errors = Object.entries(checked.errors).map(([field, message]) => ({ field, message }));
    return onePage(deps, c, id, { typed, errors });
  }
  const decided = await decideNomination(deps, id, { ...checked.value, by: c.get('signedIn').subject });
  if (decided.decided) return doneAt(c, `/admin/nominations/${id}`, checked.value.outcome);
  if (decided.why === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  return onePage(deps, c, id, { typed, errors: oneError('outcome', refusals[decided.why]) });
}

async function onePage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  id: string,
  again?: { typed: Typed; errors: readonly FieldError[] },
): Promise<Response> {
  const facts = await deps.table.get(key.driven('nomination', id), nomination);
  if (!facts) return problemPage(deps, c, { kind: 'not-found' });
  const people = await readPeople(deps.table, 'nomination', id);
  const name = people.nominee?.name ?? id;
  return consolePage(deps, c, {
    title: `Nomination of ${name}`,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Nomination {id}</span>
          {name}
        </h1>
        <WhereAndWhy
          sentence={describeWait(facts)}
          tone={facts.parked ? 'stopped' : facts.status === 'awaiting-decision' ? 'needs-you' : 'calm'}
          action={facts.parked && <TryAgain id={id} />}
        />
        <Facts facts={facts} people={people} />
        {canDecide(facts) && <DecisionForm id={id} facts={facts} {...again} />}
        <PromptList prompts={await readPrompts(deps.table, 'nomination', id)} />
      </>
    ),
  });
}

function canDecide({ status }: Nomination): boolean {
  return status === 'awaiting-promises' || status === 'awaiting-decision' || status === 'waitlisted';
}

function TryAgain({ id }: { id: string }) {
  return (
    <form method="post" action={`/admin/nominations/${id}/try-again`}>
      <Button variant="secondary">Try again</Button>
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
  const { head, nominee } = facts.promises;
  const promised = (promise: typeof head) => [promiseWords[promise.state], promise.reason].filter(Boolean).join(': ');
  return (
    <SummaryList
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
        { key: 'Passion for teaching for mastery', value: facts.statements.passion },
        { key: 'Track record with other professionals', value: facts.statements.trackRecord },
        facts.decision && {
          key: 'Decision',
          value: `${facts.decision.outcome}: ${facts.decision.reason || 'no reason given'}`,
        },
        facts.participantId && {
          key: 'Participant',
          value: (
            <a class="govuk-link" href={`/admin/participants/${facts.participantId}`}>
              {people.nominee?.name ?? facts.participantId}
            </a>
          ),
        },
      ]}
    />
  );
}

function DecisionForm({
  id,
  facts,
  typed,
  errors = [],
}: {
  id: string;
  facts: Nomination;
  typed?: Typed;
  errors?: readonly FieldError[];
}) {
  const both = facts.promises.head.state === 'given' && facts.promises.nominee.state === 'given';
  return (
    <form method="post" action={`/admin/nominations/${id}/decision`} novalidate>
      <Radios
        name="outcome"
        legend="Decide"
        legendSize="m"
        hint={both ? undefined : 'Both the head and the nominee must agree before you can accept.'}
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
        hint="Needed to decline; kept in the record in any case"
        rows={3}
        error={errorFor(errors, 'reason')}
        value={typed?.reason}
      />
      <Button preventDoubleClick>Record the decision</Button>
    </form>
  );
}
