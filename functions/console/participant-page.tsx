import { explainWhere } from '../domain/explain.ts';
import { promptStories } from '../domain/explain-prompt.ts';
import { nomination } from '../domain/nomination.ts';
import { readPeople } from '../driving/read-people.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { Button } from '../pages/components/button.tsx';
import { errorFor } from '../pages/components/field-errors.tsx';
import { WhereAndWhy } from '../pages/components/where-and-why.tsx';
import { key } from '../platform/keys.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayAct, mayMark } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { DataLink } from './data/data-link.tsx';
import { noNeeds, readGivenNeeds } from './given-needs.ts';
import { Notes, namedNotes } from './note-list.tsx';
import { Actions, type Again } from './participant-actions.tsx';
import { ParticipantFacts } from './participant-facts.tsx';
import { ParticipantHalfDays } from './participant-half-days.tsx';
import { ParticipantSessions } from './participant-sessions.tsx';
import { PromptList } from './prompt-list.tsx';
import { readRecord } from './record/read-record.ts';
import { buildTimeline, type Timeline } from './timeline/build-timeline.ts';
import { TimelineList } from './timeline/timeline-list.tsx';
import { TimelineStrip } from './timeline/timeline-strip.tsx';

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
  const needs = acts ? await readGivenNeeds(deps, participant) : noNeeds;
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
            <ParticipantFacts {...{ view, people, needs, nominated, now }} />
            {marks && <Actions view={view} now={now} changes={acts} {...again} />}
          </div>
          <div class="tl-columns__main">
            <InTime id={id} timeline={buildTimeline(view, record, now)} />
            <ParticipantHalfDays view={view} now={now} />
            <ParticipantSessions view={view} now={now} />
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
