import type { Hono } from 'hono';
import * as z from 'zod';
import { halfDayLedger } from '../domain/half-days.ts';
import type { People } from '../domain/people.ts';
import type { JourneyView } from '../domain/views.ts';
import { formatMomentShort } from '../domain/wording.ts';
import { readPeople } from '../driving/read-people.ts';
import { releaseParked } from '../driving/release-parked.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { HalfDayLedger } from '../pages/components/half-day-ledger.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { ParticipantStatusTag } from '../pages/components/status-tags.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { WhereAndWhy } from '../pages/components/where-and-why.tsx';
import { decideGate } from '../participants/decide-gate.ts';
import { type WithdrawalReason, withdrawalReasons, withdrawParticipant } from '../participants/withdraw-participant.ts';
import { checkForm, choice, note, passage } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { CohortFilter, chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { describeWait, zone } from './describe.ts';
import { listParticipants } from './lists.ts';
import { MoreLink } from './more-link.tsx';
import { PromptList } from './prompt-list.tsx';

const reasonKeys = Object.keys(withdrawalReasons) as [WithdrawalReason, ...WithdrawalReason[]];
const withdrawalForm = z.object({ why: choice(reasonKeys, 'Choose why they withdraw'), note: note('your note', 1000) });
const gateForm = z.object({
  gate: z.string().min(1),
  gateOutcome: choice(['pass', 'waive', 'extend'], 'Choose what to decide'),
  gateReason: passage('the reason', 1000),
});

interface Again {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

/** The list of participants, one participant, and what an admin may do for them. */
export function addParticipants(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/participants', (c) => listPage(deps, c));
  app.get('/admin/participants/:id', (c) => onePage(deps, c, c.req.param('id')));
  app.post('/admin/participants/:id/withdraw', (c) => withdraw(deps, c, c.req.param('id')));
  app.post('/admin/participants/:id/gate', (c) => decide(deps, c, c.req.param('id')));
  app.post('/admin/participants/:id/try-again', async (c) => {
    const id = c.req.param('id');
    await releaseParked(deps, { kind: 'participant', id, by: c.get('signedIn').subject });
    return doneAt(c, `/admin/participants/${id}`, 'released');
  });
}

async function listPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const page = chosen.cohort
    ? await listParticipants(deps.table, chosen.cohort.id, c.req.query('after'))
    : { rows: [] };
  return consolePage(deps, c, {
    title: 'Participants',
    children: (
      <>
        <h1 class="govuk-heading-l">Participants</h1>
        <CohortFilter chosen={chosen} action="/admin/participants" />
        <DataTable
          caption="Participants"
          captionHidden
          columns={[
            { heading: 'Name' },
            { heading: 'School' },
            { heading: 'Status' },
            { heading: 'Where they are and why' },
          ]}
          rows={page.rows.map((row) => [
            <a class="govuk-link" href={`/admin/participants/${row.id}`}>
              {row.people.participant?.name ?? row.id}
            </a>,
            row.schoolName,
            <ParticipantStatusTag status={row.status} />,
            describeWait(row),
          ])}
          empty="Nobody takes part yet. Accepted nominees appear here."
        />
        <MoreLink path="/admin/participants" cohort={chosen.cohort?.id} next={page.next} />
      </>
    ),
  });
}

async function withdraw(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const typed = c.get('form').texts(['why', 'note']);
  const checked = checkForm(withdrawalForm, typed);
  if (!checked.ok) return onePage(deps, c, id, { typed, errors: listed(checked.errors) });
  const { why, note: words } = checked.value;
  const done = await withdrawParticipant(deps, id, { reason: why, note: words, by: c.get('signedIn').subject });
  if (done.withdrawn) return doneAt(c, `/admin/participants/${id}`, 'withdrawn');
  if (done.why === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  const message = done.why === 'not-active' ? 'They no longer take part.' : 'Something changed just now. Look again.';
  return onePage(deps, c, id, { typed, errors: oneError('why', message) });
}

async function decide(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const typed = c.get('form').texts(['gate', 'gateOutcome', 'gateReason']);
  const checked = checkForm(gateForm, typed);
  if (!checked.ok) return onePage(deps, c, id, { typed, errors: listed(checked.errors) });
  const { gate, gateOutcome, gateReason } = checked.value;
  const decision = { gate, outcome: gateOutcome, reason: gateReason, by: c.get('signedIn').subject };
  const { decided } = await decideGate(deps, id, decision);
  if (decided) return doneAt(c, `/admin/participants/${id}`, 'decided');
  return onePage(deps, c, id, { typed, errors: oneError('gateOutcome', 'Something changed just now. Look again.') });
}

function listed(errors: Readonly<Record<string, string>>): FieldError[] {
  return Object.entries(errors).map(([field, message]) => ({ field, message }));
}

async function onePage(deps: ConsoleDeps, c: ConsoleContext, id: string, again?: Again): Promise<Response> {
  const view = await readJourney(deps.table, id);
  if (!view) return problemPage(deps, c, { kind: 'not-found' });
  const people = await readPeople(deps.table, 'participant', id);
  const { participant } = view;
  const name = people.participant?.name ?? id;
  return consolePage(deps, c, {
    title: name,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Participant {id}</span>
          {name}
        </h1>
        <WhereAndWhy
          kicker="Where they are and why"
          sentence={describeWait(participant)}
          tone={
            participant.parked ? 'stopped' : participant.wait?.kind === 'AwaitReviewDecision' ? 'needs-you' : 'calm'
          }
          action={participant.parked && <TryAgain id={id} />}
        />
        <Facts view={view} people={people} />
        <Ledger view={view} now={deps.clock.now()} />
        <Sessions view={view} />
        <Actions view={view} {...again} />
        <PromptList prompts={[...view.prompts].sort((a, b) => b.plannedFor.localeCompare(a.plannedFor))} />
      </>
    ),
  });
}

function TryAgain({ id }: { id: string }) {
  return (
    <form method="post" action={`/admin/participants/${id}/try-again`}>
      <Button variant="secondary">Try again</Button>
    </form>
  );
}

function Facts({ view, people }: { view: JourneyView; people: People }) {
  const { participant, cohort, programme } = view;
  return (
    <SummaryList
      rows={[
        { key: 'Status', value: <ParticipantStatusTag status={participant.status} /> },
        { key: 'Since', value: formatMomentShort(participant.statusSince, zone) },
        { key: 'School', value: `${participant.schoolName} (URN ${participant.schoolUrn})` },
        { key: 'Cohort', value: `${cohort.title}; ${programme.title}, version ${participant.programme.version}` },
        {
          key: 'Email',
          value: people.participant
            ? `${people.participant.email}${people.participant.emailState === 'ok' ? '' : ' (failed)'}`
            : 'not on file',
        },
        { key: 'Execution', value: `leg ${participant.leg}, turn ${participant.turn}` },
        {
          key: 'Nomination',
          value: (
            <a class="govuk-link" href={`/admin/nominations/${participant.nominationId}`}>
              {participant.nominationId}
            </a>
          ),
        },
      ]}
    />
  );
}

function Ledger({ view, now }: { view: JourneyView; now: string }) {
  const lines = halfDayLedger(view, now);
  return (
    <>
      <h2 class="govuk-heading-m">Half-days</h2>
      <HalfDayLedger
        buckets={lines.map(({ year, bucket, needed, earned, booked }) => ({
          name: `Year ${year}, ${bucket === 'central' ? 'central events' : 'in school'}`,
          required: needed,
          earned,
          booked,
          ...(bucket === 'in-school' && { bookedWord: 'waiting to be acknowledged' }),
        }))}
      />
    </>
  );
}

function Sessions({ view }: { view: JourneyView }) {
  const places = new Map(view.places.map((place) => [place.sessionId, place]));
  const sorted = [...view.sessions].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  return (
    <DataTable
      caption="Sessions"
      columns={[
        { heading: 'Session' },
        { heading: 'When' },
        { heading: 'Credit', numeric: true },
        { heading: 'Place' },
      ]}
      rows={sorted.map((session) => [
        session.title,
        formatMomentShort(session.startsAt, zone),
        session.credit,
        session.state === 'cancelled' ? 'session cancelled' : (places.get(session.id)?.state ?? 'expected'),
      ])}
      empty="The cohort has no sessions yet."
    />
  );
}

function Actions({ view, typed = {}, errors = [] }: { view: JourneyView } & Partial<Again>) {
  const { participant, programme } = view;
  const over = ['completed', 'withdrawn', 'replaced'].includes(participant.status);
  if (over) return null;
  const gates = programme.gates.filter(({ key }) => participant.decisions[key] === undefined);
  return (
    <>
      <Details summary="Decide on a review" open={'gateOutcome' in typed}>
        <form method="post" action={`/admin/participants/${participant.id}/gate`} novalidate>
          <Radios
            name="gate"
            legend="Which review"
            value={typed.gate ?? gates[0]?.key}
            items={gates.map(({ key, title }) => ({ value: key, label: title }))}
          />
          <Radios
            name="gateOutcome"
            legend="What you decide"
            error={errorFor(errors, 'gateOutcome')}
            value={typed.gateOutcome}
            items={[
              { value: 'pass', label: 'Passed', hint: 'Everything is there, though the record does not show it' },
              { value: 'waive', label: 'Waive what is missing' },
              { value: 'extend', label: 'More time: ask for it again at the next review' },
            ]}
          />
          <Textarea
            name="gateReason"
            label="Reason"
            rows={3}
            error={errorFor(errors, 'gateReason')}
            value={typed.gateReason}
          />
          <Button preventDoubleClick>Record the decision</Button>
        </form>
      </Details>
      <Details summary="Withdraw this participant" open={'why' in typed}>
        <form method="post" action={`/admin/participants/${participant.id}/withdraw`} novalidate>
          <Radios
            name="why"
            legend="Why"
            hint="They and their school are told, and reminders stop. After a bereavement nothing is sent at all."
            error={errorFor(errors, 'why')}
            value={typed.why}
            items={reasonKeys.map((value) => ({ value, label: withdrawalReasons[value] }))}
          />
          <Textarea
            name="note"
            label="Note for the record"
            hint="Only admins see it"
            rows={3}
            error={errorFor(errors, 'note')}
            value={typed.note}
          />
          <Button variant="warning" preventDoubleClick>
            Withdraw
          </Button>
        </form>
      </Details>
    </>
  );
}
