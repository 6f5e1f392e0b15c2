import { executionName } from '../domain/driven.ts';
import { ineligibilityWords } from '../domain/eligibility.ts';
import { type Nomination, type Offer, offeredRole, type Promised } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import { formatDateOf, formatMoment } from '../domain/wording.ts';
import { normaliseName } from '../nominations/sameness.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { NominationStatusTag } from '../pages/components/status-tags.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import type { Needs } from '../participants/find-needs.ts';
import { zone } from './zone.ts';

const promiseWords = {
  awaited: 'Not answered yet',
  given: 'Agreed',
  refused: 'Said no',
  'not-me': 'Said “not me”',
} as const;

/** What was written of needs, and how long it is kept. */
export function needsWords({ needs, until }: Needs): string {
  return `${needs} (kept until ${formatDateOf(until, zone)})`;
}

/** All that is known of a nomination. */
export function NominationFacts({
  facts,
  people,
  position,
  needs,
}: {
  facts: Nomination;
  people: People;
  position: string | undefined;
  /** What somebody named needs to take part; for admins only. */
  needs: Needs | undefined;
}) {
  const { head, nominee, partner } = facts.promises;
  return (
    <SummaryList
      classes="tl-facts"
      attributes={{ id: 'facts', tabindex: '-1' }}
      rows={[
        { key: 'Status', value: <NominationStatusTag status={facts.status} /> },
        position !== undefined && { key: 'On the waiting list', value: position },
        facts.offer && { key: 'Place kept', value: offerWords(facts.offer, partner !== undefined) },
        facts.carry && { key: 'Next cohort', value: carryWords(facts.carry) },
        facts.carriedFrom && {
          key: 'Carried from',
          value: `${facts.carriedFrom.cohortId} on ${formatDateOf(facts.carriedFrom.at, zone)}`,
        },
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
        needs && { key: 'Needs to take part', value: needsWords(needs) },
        facts.eligibility.reasons.length > 0 && {
          key: 'Conditions that are not met',
          value: facts.eligibility.reasons.map(ineligibilityWords).join(' '),
        },
        facts.eligibility.override && { key: 'Exception', value: facts.eligibility.override.reason },
        ...facts.questions.map((question) => ({
          key: `Asked on ${formatDateOf(question.at, zone)}`,
          value: `${question.text} — ${question.answer ?? 'not answered yet'}`,
        })),
        facts.decision && { key: 'Decision', value: decisionWords(facts.decision) },
        {
          key: 'Workflow',
          value: (
            <>
              {executionName(facts.id, facts)}.{' '}
              <a class="govuk-link" href={`/admin/nominations/${facts.id}/workflow`}>
                See it drawn
              </a>
            </>
          ),
        },
        {
          key: 'Record',
          value: (
            <a class="govuk-link" href={`/admin/nominations/${facts.id}/record`}>
              Who changed what, and why
            </a>
          ),
        },
        participantRow('Participant', facts.participantId, people.nominee?.name),
        participantRow('Second participant', facts.partnerParticipantId, people.partner?.name),
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

const whereWords = { school: 'In their own school', schools: 'Across a group of schools', both: 'Both' } as const;

/** What somebody who had to promise has said, and on whose word it is recorded. */
export function promised({ state, reason, onBehalf }: Promised): string {
  const evidence = onBehalf && `recorded by an admin (${onBehalf.by}): ${onBehalf.evidence}`;
  return [promiseWords[state], reason, evidence].filter(Boolean).join(': ');
}

function participantRow(words: string, id: string | undefined, name: string | undefined) {
  if (id === undefined) return undefined;
  return {
    key: words,
    value: (
      <a class="govuk-link" href={`/admin/participants/${id}`}>
        {name ?? id}
      </a>
    ),
  };
}

function offerWords(offer: Offer, isPair: boolean): string {
  const answered = offeredRole.options.flatMap((role) => {
    const given = offer.answers[role];
    if (!given) return [];
    const who = isPair ? `${offeredWords[role]} ` : '';
    return [`; ${who}${given.answer === 'take' ? 'taken' : 'passed on'} ${formatMoment(given.at, zone)}`];
  });
  return `Since ${formatMoment(offer.at, zone)}, until ${formatMoment(offer.answerBy, zone)}${answered.join('')}`;
}

const offeredWords = { nominee: 'the first teacher', partner: 'the second teacher' } as const;

const carryStates = {
  asked: 'asked, no answer yet',
  agreed: 'the school agreed',
  refused: 'the school said no',
} as const;

function carryWords({ to, at, state }: NonNullable<Nomination['carry']>): string {
  return `${to}, on ${formatDateOf(at, zone)}: ${carryStates[state]}`;
}

const outcomeWords = {
  accepted: 'Accepted',
  declined: 'Declined',
  waitlisted: 'Put on the waiting list',
  withdrawn: 'Taken back for the school',
} as const;

function decisionWords({ outcome, reason, at }: NonNullable<Nomination['decision']>): string {
  return `${outcomeWords[outcome]} on ${formatDateOf(at, zone)}: ${reason || 'no reason given'}`;
}

/** Another nomination at the same address. */
interface Alike {
  readonly facts: Nomination;
  readonly people: People;
}

export interface Alikes {
  readonly here: readonly Alike[];
  /** How many there are at other hubs. */
  readonly elsewhere: number;
}

/** The other nominations of whoever reads the nominee's address, of any school and cohort: what admins see and schools don't. */
export function AlikeTable({ facts, people, alike }: { facts: Nomination; people: People; alike: Alikes }) {
  if (alike.here.length + alike.elsewhere === 0) return null;
  return (
    <DataTable
      caption="Others at this address"
      columns={[
        { heading: 'Nomination' },
        { heading: 'School' },
        { heading: 'Cohort' },
        { heading: 'Status' },
        { heading: 'What it may be' },
      ]}
      rows={[
        ...alike.here.map((other) => [
          <a class="govuk-link" href={`/admin/nominations/${other.facts.id}`}>
            {other.people.nominee?.name ?? other.facts.id}
          </a>,
          other.facts.schoolName,
          other.facts.cohortId,
          <NominationStatusTag status={other.facts.status} />,
          likeness({ facts, people }, other),
        ]),
        ...(alike.elsewhere > 0
          ? [[`${alike.elsewhere} at another hub`, '', '', '', 'Ask the programme’s admins']]
          : []),
      ]}
      empty=""
    />
  );
}

function likeness(one: Alike, other: Alike): string {
  const name = ({ people }: Alike) => normaliseName(people.nominee?.name ?? '');
  if (name(one) !== name(other))
    return one.facts.schoolUrn === other.facts.schoolUrn
      ? 'Two people who share a mailbox, or one name typed twice'
      : 'Another name at the same address';
  if (one.facts.cohortId !== other.facts.cohortId) return 'The same teacher, earlier or later';
  return one.facts.schoolUrn === other.facts.schoolUrn
    ? 'The same teacher, nominated again'
    : 'One teacher, nominated by two schools: neither has been told';
}
