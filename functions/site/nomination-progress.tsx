import type { Hono } from 'hono';
import {
  type Nomination,
  type Promised,
  type PromisingRole,
  promiseOf,
  promisingRolesOf,
} from '../domain/nomination.ts';
import type { Contact } from '../domain/people.ts';
import { positionOf } from '../domain/places.ts';
import { capital, formatDateOf, formatMoment } from '../domain/wording.ts';
import { readPlaces } from '../nominations/change-places.ts';
import { isCorrectable } from '../nominations/correct-contact.ts';
import { isWithdrawable } from '../nominations/withdraw-nomination.ts';
import { Button } from '../pages/components/button.tsx';
import { NominationStatusTag } from '../pages/components/status-tags.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { Tag, type TagColour } from '../pages/components/tag.tsx';
import type { WebEnv } from '../web/web-deps.ts';
import { pathNames, roleNames } from './nomination-correction.tsx';
import { type NominationLink, openNominationLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { type SiteContext, sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

/** The school's own page: whose answer is missing, and putting a name or an address right. */
export function nominationProgressRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/nomination/:token', (c) => withNomination(deps, c, (opened) => show(deps, c, opened)));
}

async function withNomination(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: NominationLink) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openNominationLink(deps, c, ['nomination-progress']);
  return opened instanceof Response ? opened : answer(opened);
}

const doneWords: Readonly<Record<string, string>> = {
  corrected: 'The details are put right.',
  answered: 'Thank you: your answer is with the hub.',
  carried: 'The nomination has moved to the next cohort.',
  noted: 'Your answer is noted.',
  'taken-back': 'The nomination is taken back.',
};

async function show(deps: SiteDeps, c: SiteContext, opened: NominationLink): Promise<Response> {
  const { nomination, cohort } = opened;
  const position = positionOf(await readPlaces(deps.table, cohort.id), nomination.id);
  return sitePage(deps, c, {
    title: `Nomination ${nomination.id}`,
    cohort,
    done: doneWords[c.req.query('done') ?? ''],
    children: (
      <>
        <span class="govuk-caption-l">{nomination.schoolName}</span>
        <h1 class="govuk-heading-l">Nomination {nomination.id}</h1>
        <SummaryList
          rows={[
            { key: 'Where it stands', value: <NominationStatusTag status={nomination.status} /> },
            position !== undefined && { key: 'On the waiting list', value: `Number ${position}` },
            { key: 'Teacher', value: opened.people.nominee?.name ?? '–' },
            nomination.pair && { key: 'Second teacher', value: opened.people.partner?.name ?? '–' },
            { key: 'Cohort', value: cohort.title },
            {
              key: 'Sent',
              value: `${formatMoment(nomination.submittedAt, zone)}${nomination.late ? ', after nominations had closed' : ''}`,
            },
          ]}
        />
        <h2 class="govuk-heading-m">Whose agreement we have</h2>
        <SummaryList rows={promisingRolesOf(nomination).map((role) => promiseRow(opened, role))} />
        <h2 class="govuk-heading-m">What happens next</h2>
        <p class="govuk-body">{whatFollows(nomination, cohort.hub.name)}</p>
        {nomination.status === 'awaiting-promises' && (
          <p class="govuk-body">Nominations close on {formatDateOf(cohort.closesAt, zone)}.</p>
        )}
        <WhatToDo opened={opened} />
      </>
    ),
  });
}

/** What the school itself can do now; with a question that is open, first of all that. */
function WhatToDo({ opened: { nomination, token } }: { opened: NominationLink }) {
  const address = `/nomination/${token}`;
  return (
    <>
      {nomination.status === 'asked' && <Button href={`${address}/question`}>Answer the question</Button>}
      {nomination.status === 'waitlisted' && nomination.carry?.state === 'asked' && (
        <Button href={`${address}/next-cohort`}>Answer about the next cohort</Button>
      )}
      {isWithdrawable(nomination) && (
        <p class="govuk-body">
          <a class="govuk-link" href={`${address}/take-back`}>
            Take the nomination back
          </a>
        </p>
      )}
    </>
  );
}

function promiseRow({ nomination, people, token }: NominationLink, role: PromisingRole) {
  const { words, colour } = promiseWords(promiseOf(nomination, role).state, people[role]);
  return {
    key: capital(roleNames[role]),
    value: (
      <>
        <Tag colour={colour}>{words}</Tag>
        <br />
        {people[role]?.name}
      </>
    ),
    actions: isCorrectable(nomination, role)
      ? [
          {
            content: 'Put right',
            href: `/nomination/${token}/correct/${pathNames[role]}`,
            hiddenText: `the ${roleNames[role]}’s name or email address`,
          },
        ]
      : [],
  };
}

/** An answer as the school may see it: never the reason. */
function promiseWords(state: Promised['state'], contact: Contact | undefined): { words: string; colour?: TagColour } {
  switch (state) {
    case 'given':
      return { words: 'Agreed', colour: 'green' };
    case 'refused':
      return { words: 'Said no', colour: 'red' };
    case 'not-me':
      return { words: 'Not the right person', colour: 'orange' };
    case 'awaited':
      return contact?.emailState === 'bounced'
        ? { words: 'Email not delivered', colour: 'red' }
        : { words: 'No answer yet', colour: 'yellow' };
  }
}

function whatFollows(nomination: Nomination, hubName: string): string {
  const all = nomination.pair ? 'all' : 'both';
  switch (nomination.status) {
    case 'awaiting-promises': {
      const missing = promisingRolesOf(nomination).filter((role) => promiseOf(nomination, role).state !== 'given');
      const whose = missing.map((role) => `the ${roleNames[role]}`).join(' and ');
      return `${hubName} decides when ${all} have agreed. What is missing is the agreement of ${whose}.`;
    }
    case 'awaiting-decision':
      return `${capital(all)} have agreed. ${hubName} decides, and we tell all of you by email.`;
    case 'asked':
      return `${hubName} has a question before it decides.`;
    case 'offered':
      return 'A place has become free and is kept for the teacher, who was asked by email to take it.';
    case 'not-taken':
      return 'The place that was kept was not taken, and went to the next on the list.';
    case 'accepted':
      return 'The nomination is accepted. The teacher gets a welcome by email.';
    case 'waitlisted':
      return 'The nomination is on the waiting list. We write when a place is free.';
    case 'declined':
      return 'The nomination was not accepted this time.';
    case 'withdrawn':
      return 'The nomination was withdrawn.';
    case 'expired':
      return 'The nomination ended: an answer was missing when nominations closed, or no place became free in time.';
  }
}
