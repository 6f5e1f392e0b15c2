import { executionName } from '../domain/driven.ts';
import { type Nomination, promisesOf } from '../domain/nomination.ts';
import type { Participant } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { formatShort } from '../domain/short-dates.ts';
import type { JourneyView } from '../domain/views.ts';
import { formatDateOf, formatPlainDate } from '../domain/wording.ts';
import { ParticipantStatusTag } from '../pages/components/status-tags.tsx';
import { SummaryList, type SummaryRow } from '../pages/components/summary-list.tsx';
import { deferralReasons } from '../participants/defer-participant.ts';
import { withdrawalReasons } from '../participants/withdraw-participant.ts';
import type { GivenNeeds } from './given-needs.ts';
import { needsWords, promised } from './nomination-facts.tsx';
import { zone } from './zone.ts';

interface FactsProps {
  readonly view: JourneyView;
  readonly people: People;
  readonly needs: GivenNeeds;
  /** The nomination that they come from, with what was promised. */
  readonly nominated: Nomination | undefined;
  readonly now: string;
}

/** All that is known of a participant. */
export function ParticipantFacts({ view, people, needs, nominated, now }: FactsProps) {
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
