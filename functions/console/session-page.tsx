import type { Session } from '../domain/cohort.ts';
import { crowdedWords } from '../domain/room.ts';
import { revisionsOf } from '../domain/session-revisions.ts';
import { changesInWords, placeOf } from '../domain/session-words.ts';
import { formatShort } from '../domain/short-dates.ts';
import { formatPeriod } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { WarningText } from '../pages/components/warning-text.tsx';
import { mayAct } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { type Again, SessionActions } from './session-actions.tsx';
import { listSessionMembers } from './session-members.ts';
import { sessionPath } from './session-path.ts';
import { zone } from './zone.ts';

/** A session as it is, what became of it so far, and what an admin may make of it. */
export async function sessionPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  session: Session,
  again?: Again,
): Promise<Response> {
  const acts = mayAct(c.get('signedIn'));
  const isOver = Date.parse(session.endsAt) <= deps.clock.nowMs() && session.state === 'planned';
  const members = acts && !isOver ? await listSessionMembers(deps, session) : [];
  const crowded = isOver ? undefined : crowdedWords(session, members.filter(({ comes }) => comes).length);
  return consolePage(deps, c, {
    title: `Change ${session.title}`,
    before: <BackLink href={sessionPath(session)}>Back to the register</BackLink>,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l" id="facts">
          <span class="govuk-caption-l">Session</span> {session.title}
        </h1>
        <Facts session={session} />
        {crowded && <WarningText>{crowded}</WarningText>}
        {isOver && <InsetText>The session is over: it can’t be changed any more.</InsetText>}
        {acts && !isOver && <SessionActions session={session} members={members} again={again} />}
        <History session={session} />
      </>
    ),
  });
}

function Facts({ session }: { session: Session }) {
  return (
    <SummaryList
      classes="tl-facts"
      rows={[
        session.state === 'cancelled' && { key: 'Takes place', value: <strong>No: it is cancelled</strong> },
        { key: 'When', value: formatPeriod(session.startsAt, session.endsAt, zone) },
        { key: 'Where', value: placeOf(session) },
        session.seats !== undefined && { key: 'The room holds', value: String(session.seats) },
        session.joinUrl !== undefined && { key: 'Online link', value: session.joinUrl },
        session.onlyFor !== undefined && { key: 'For', value: `${session.onlyFor.length} who go to this sitting` },
        session.notFor !== undefined && {
          key: 'For',
          value: `All but ${session.notFor.length} who go to another sitting`,
        },
        { key: 'Changed', value: session.revision === 1 ? 'Never' : timesWords(session.revision - 1) },
      ]}
    />
  );
}

function timesWords(count: number): string {
  return count === 1 ? 'Once' : count === 2 ? 'Twice' : `${count} times`;
}

function History({ session }: { session: Session }) {
  const revisions = revisionsOf(session);
  if (revisions.length === 1) return null;
  return (
    <DataTable
      caption="What became of it"
      columns={[{ heading: 'When it was changed' }, { heading: 'What changed' }, { heading: 'Why' }]}
      rows={revisions
        .map((revision, index) => ({ revision, before: revisions[index - 1] }))
        .slice(1)
        .reverse()
        .map(({ revision, before }) => [
          revision.from === undefined ? '' : formatShort(revision.from, zone),
          <ul class="govuk-list">
            {(before ? changesInWords(before, revision, zone) : []).map(({ what, was, is }) => (
              <li>
                {what}: {is} (was: {was})
              </li>
            ))}
            {before && changesInWords(before, revision, zone).length === 0 && (
              <li>Some of the participants go to another sitting</li>
            )}
          </ul>,
          revision.reason ?? '',
        ])}
      empty="It was never changed."
    />
  );
}
