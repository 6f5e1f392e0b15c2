import { bucketTitle } from '../domain/bucket-words.ts';
import type { Session } from '../domain/cohort.ts';
import { executionName } from '../domain/driven.ts';
import { explainWhere } from '../domain/explain.ts';
import { promptStories } from '../domain/explain-prompt.ts';
import { halfDayLedger } from '../domain/half-days.ts';
import { type Nomination, nomination, promisesOf } from '../domain/nomination.ts';
import type { Participant, Place } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { formatShort } from '../domain/short-dates.ts';
import type { JourneyView } from '../domain/views.ts';
import { formatDateOf, formatPlainDate } from '../domain/wording.ts';
import { readPeople } from '../driving/read-people.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { errorFor } from '../pages/components/field-errors.tsx';
import { HalfDayLedger } from '../pages/components/half-day-ledger.tsx';
import { ParticipantStatusTag } from '../pages/components/status-tags.tsx';
import { SummaryList, type SummaryRow } from '../pages/components/summary-list.tsx';
import { WhereAndWhy } from '../pages/components/where-and-why.tsx';
import { deferralReasons } from '../participants/defer-participant.ts';
import { findNeeds, type Needs } from '../participants/find-needs.ts';
import { withdrawalReasons } from '../participants/withdraw-participant.ts';
import { key } from '../platform/keys.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayAct, mayMark } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { DataLink } from './data/data-link.tsx';
import { needsWords, promised } from './nomination-facts.tsx';
import { Notes, namedNotes } from './note-list.tsx';
import { Actions, type Again } from './participant-actions.tsx';
import { placeWords } from './place-words.ts';
import { PromptList } from './prompt-list.tsx';
import { readRecord } from './record/read-record.ts';
import { buildTimeline, type Timeline } from './timeline/build-timeline.ts';
import { TimelineList } from './timeline/timeline-list.tsx';
import { TimelineStrip } from './timeline/timeline-strip.tsx';
import { zone } from './zone.ts';

/** One participant: where they are and why, what they have earned, what an admin may do, and every e-mail. */
export async function participantPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  id: string,
  again?: Again,
): Promise<Response> {
  const view = await readJourney(deps.table, id);
  if (!view) return problemPage(deps, c, { kind: 'not-found' });
  const people = await readPeople(deps.table, 'participant', id);
  const { participant } = view;
  const name = people.participant?.name ?? id;
  const now = deps.clock.now();
  const [acts, marks] = [mayAct(c.get('signedIn')), mayMark(c.get('signedIn'))];
  const [record, notes] = [await readRecord(deps.table, 'participant', id), await namedNotes(deps.table, id)];
  const nominated = await deps.table.get(key.driven('nomination', participant.nominationId), nomination);
  const needs = acts ? await readNeedsOf(deps, participant) : noNeeds;
  return consolePage(deps, c, {
    title: name,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Participant {id}</span> {name}
        </h1>
        <WhereAndWhy
          kicker="Where they are and why"
          sentence={explainWhere(view, now)}
          tone={
            participant.parked ? 'stopped' : participant.wait?.kind === 'AwaitReviewDecision' ? 'needs-you' : 'calm'
          }
          action={participant.parked && acts && <TryAgain id={id} />}
        />
        <div class="tl-columns">
          <div class="tl-columns__side">
            <Facts {...{ view, people, needs, nominated, now }} />
            {marks && <Actions view={view} now={now} changes={acts} {...again} />}
          </div>
          <div class="tl-columns__main">
            <InTime id={id} timeline={buildTimeline(view, record, now)} />
            <Ledger view={view} now={now} />
            <Sessions view={view} now={now} />
            <PromptList
              stories={promptStories(view, now)}
              programme={view.programme}
              home={`/admin/participants/${id}`}
              now={now}
            />
            <Notes
              id={id}
              notes={notes}
              now={now}
              mayWrite={marks}
              typed={again?.typed.note}
              error={errorFor(again?.errors ?? [], 'note')}
            />
            <DataLink c={c} home={`/admin/participants/${id}`} />
          </div>
        </div>
      </>
    ),
  });
}

/** What happened last and comes next, around the strip of the whole time. */
function InTime({ id, timeline }: { id: string; timeline: Timeline }) {
  return (
    <>
      <h2 class="govuk-heading-m">Lately and next</h2>
      <TimelineStrip timeline={timeline} />
      <TimelineList entries={timeline.past.slice(-4)} empty="Nothing has happened yet." />
      <p class="tl-log__now">Now</p>
      <TimelineList entries={timeline.coming.slice(0, 4)} empty="Nothing more is planned." />
      <p class="govuk-body">
        <a class="govuk-link" href={`/admin/participants/${id}/timeline`}>
          All that happened and all that is planned
        </a>
        <br />
        <a class="govuk-link" href={`/admin/participants/${id}/record`}>
          Who changed what, and why
        </a>
      </p>
    </>
  );
}

function TryAgain({ id }: { id: string }) {
  return (
    <form method="post" action={`/admin/participants/${id}/try-again`}>
      <Button variant="secondary">Try again</Button>{' '}
      <a class="govuk-link" href={`/admin/participants/${id}/stopped`}>
        Skip or close
      </a>
    </form>
  );
}

/** What they need at sessions: in their own words, and in the words of whoever nominated them. */
interface GivenNeeds {
  readonly own: Needs | undefined;
  readonly nominated: Needs | undefined;
}

const noNeeds: GivenNeeds = { own: undefined, nominated: undefined };

async function readNeedsOf(deps: ConsoleDeps, { id, nominationId }: Participant): Promise<GivenNeeds> {
  return {
    own: await findNeeds(deps, key.needs(id)),
    nominated: await findNeeds(deps, key.nominationNeeds(nominationId)),
  };
}

interface FactsProps {
  readonly view: JourneyView;
  readonly people: People;
  readonly needs: GivenNeeds;
  /** The nomination that they come from, with what was promised. */
  readonly nominated: Nomination | undefined;
  readonly now: string;
}

function Facts({ view, people, needs, nominated, now }: FactsProps) {
  const { participant, cohort, programme } = view;
  return (
    <SummaryList
      classes="tl-facts"
      attributes={{ id: 'facts', tabindex: '-1' }}
      rows={[
        { key: 'Status', value: <ParticipantStatusTag status={participant.status} /> },
        { key: 'Since', value: sinceWords(participant, now) },
        ...gateRows(view),
        ...schoolRows(participant),
        ...linkRows(participant),
        ...promiseRows(nominated),
        { key: 'Cohort', value: `${cohort.title}; ${programme.title}, version ${participant.programme.version}` },
        {
          key: 'Email',
          value: people.participant
            ? `${people.participant.email}${people.participant.emailState === 'ok' ? '' : ' (failed)'}`
            : 'not on file',
        },
        { key: 'Workflow', value: <WorkflowLink participant={participant} /> },
        needs.own && { key: 'Needs at sessions', value: needsWords(needs.own) },
        needs.nominated && { key: 'Needs that the school wrote', value: needsWords(needs.nominated) },
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

function WorkflowLink({ participant }: { participant: Participant }) {
  return (
    <>
      {executionName(participant.id, participant)}, turn {participant.turn}.{' '}
      <a class="govuk-link" href={`/admin/participants/${participant.id}/workflow`}>
        See it drawn
      </a>
    </>
  );
}

function schoolRows({ schoolName, schoolUrn, schoolSpells, schoolMove }: Participant): SummaryRow[] {
  const before = schoolSpells.filter(({ urn }) => urn !== schoolUrn);
  return [
    { key: 'School', value: `${schoolName} (URN ${schoolUrn})` },
    ...before.map(({ name, from }) => ({ key: 'Another school', value: `${name}, from ${formatPlainDate(from)}` })),
    ...(schoolMove
      ? [
          {
            key: 'Change of school',
            value: `${schoolMove.name}, from ${formatPlainDate(schoolMove.from)}: ${promiseWords[schoolMove.promise.state]}`,
          },
        ]
      : []),
  ];
}

const promiseWords = {
  'not-needed': 'it happens by itself on that day',
  awaited: 'its headteacher has not answered yet',
  given: 'its headteacher has agreed',
  refused: 'its headteacher has said no',
  'not-me': 'we asked the wrong person',
} as const;

/** What was promised when they were nominated, and when. */
function promiseRows(nominated: Nomination | undefined): SummaryRow[] {
  if (!nominated) return [];
  return promisesOf(nominated).map((given) => ({
    key: promisedKeys[given.role],
    value: `${promised(given)}${given.at ? `, ${formatDateOf(given.at, zone)}` : ''}`,
  }));
}

const promisedKeys = {
  head: 'Headteacher’s promise',
  nominee: 'Nominee’s promise',
  partner: 'Second nominee’s promise',
} as const;

/** Other records that this one is joined to. */
function linkRows({ replaces, replacedBy, mergedInto, earlier, replacement, returnsOn }: Participant): SummaryRow[] {
  const to = (key: string, id: string | undefined, path = 'participants'): SummaryRow[] =>
    id
      ? [
          {
            key,
            value: (
              <a class="govuk-link" href={`/admin/${path}/${id}`}>
                {id}
              </a>
            ),
          },
        ]
      : [];
  return [
    ...(returnsOn ? [{ key: 'Expected back', value: formatPlainDate(returnsOn) }] : []),
    ...to('Colleague asked', replacement?.nominationId, 'nominations'),
    ...to('Replaced by', replacedBy),
    ...to('Took over from', replaces),
    ...to('Part of', mergedInto),
    ...earlier.flatMap((id) => to('Earlier record', id)),
  ];
}

/** Since when, and why where somebody gave one of the reasons for leaving. */
function sinceWords({ statusSince, statusReason }: Participant, now: string): string {
  const why = Object.entries({ ...withdrawalReasons, ...deferralReasons }).find(
    ([reason]) => reason === statusReason,
  )?.[1];
  return [formatShort(statusSince, zone, now), why].filter(Boolean).join(': ');
}

const outcomeWords = { pass: 'Passed', waive: 'What is missing is waived', extend: 'More time' } as const;

function gateRows({ participant, programme }: JourneyView): SummaryRow[] {
  return programme.gates.flatMap(({ key, title }) => {
    const decision = participant.decisions[key];
    if (!decision) return [];
    return [{ key: `Decision on ${title}`, value: `${outcomeWords[decision.outcome]}: ${decision.reason}` }];
  });
}

function Ledger({ view, now }: { view: JourneyView; now: string }) {
  const lines = halfDayLedger(view, now);
  return (
    <>
      <h2 class="govuk-heading-m">Half-days</h2>
      <HalfDayLedger
        buckets={lines.map(({ year, bucket, needed, earned, booked }) => ({
          name: `Year ${year}: ${bucketTitle(view.programme.kind, bucket).toLowerCase()}`,
          required: needed,
          earned,
          booked,
          ...(bucket === 'in-school' && { bookedWord: 'waiting to be acknowledged' }),
        }))}
      />
      {lines.some(({ reachable }) => !reachable) && (
        <p class="govuk-body">
          <strong>The central days can no longer be reached with the sessions that are left.</strong>
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={`/admin/participants/${view.participant.id}/credit`}>
          Every entry, and what you can change
        </a>
      </p>
    </>
  );
}

function Sessions({ view, now }: { view: JourneyView; now: string }) {
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
        formatShort(session.startsAt, zone, now),
        session.credit,
        describePlace(session, places.get(session.id), now),
      ])}
      empty="The cohort has no sessions yet."
    />
  );
}

/** What is expected of a session that is over is not yet marked. */
function describePlace({ state, endsAt }: Session, place: Place | undefined, now: string): string {
  if (state === 'cancelled') return 'Session cancelled';
  const marked = place?.state ?? 'expected';
  return marked === 'expected' && Date.parse(endsAt) < Date.parse(now) ? 'Not marked yet' : placeWords[marked];
}
