import type { Session } from '../domain/cohort.ts';
import { crowdedWords } from '../domain/room.ts';
import { revisionsOf } from '../domain/session-revisions.ts';
import { changesInWords, placeOf } from '../domain/session-words.ts';
import { formatShort } from '../domain/short-dates.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import { formatPeriod } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { DateInput } from '../pages/components/date-input.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { WarningText } from '../pages/components/warning-text.tsx';
import { mayAct } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';
import { consolePage } from './console-page.tsx';
import { listParticipants } from './lists.ts';
import { type Ask, type Asked, typedOf } from './session-change-form.ts';
import { zone } from './zone.ts';

/** A form that could not be done: what was typed, and what is wrong with it. */
export interface Again extends Partial<Pick<Asked, 'ask' | 'typed' | 'members'>> {
  readonly errors: readonly FieldError[];
}

interface Member {
  readonly id: string;
  readonly name: string;
  /** Whether they take part now; whoever pauses may be sent to a sitting all the same. */
  readonly comes: boolean;
}

export function sessionPath({ cohortId, id }: Session): string {
  return `/admin/sessions/${cohortId}/${id}`;
}

/** A session as it is, what became of it so far, and what an admin may make of it. */
export async function sessionPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  session: Session,
  again?: Again,
): Promise<Response> {
  const acts = mayAct(c.get('signedIn'));
  const isOver = Date.parse(session.endsAt) <= deps.clock.nowMs() && session.state === 'planned';
  const members = acts && !isOver ? await everybody(deps, session) : [];
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
        {acts && !isOver && <Forms session={session} members={members} again={again} />}
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

interface FormsProps {
  readonly session: Session;
  readonly members: readonly Member[];
  readonly again: Again | undefined;
}

function Forms({ session, members, again }: FormsProps) {
  const form = (ask: Ask) => ({ session, again: again?.ask === ask ? again : undefined, ask });
  return (
    <section class="tl-act" aria-labelledby="act">
      <h2 class="govuk-heading-m" id="act">
        What you can do
      </h2>
      <p class="govuk-body">
        Nothing is changed and nobody is written to before you have seen what a change does, and confirmed it.
      </p>
      {session.state === 'cancelled' ? (
        <ChangeForm
          {...form('reinstate')}
          summary="Bring it back"
          parts={['time']}
          button="See what bringing it back does"
        />
      ) : (
        <>
          <ChangeForm
            {...form('edit')}
            summary="Change the time, the place or the link"
            parts={['time', 'place']}
            button="See what the change does"
          />
          <ChangeForm
            {...form('split')}
            summary="Split it: a second sitting for some"
            parts={['members', 'time', 'place']}
            members={members}
            button="See what the split does"
          />
          <SeatsForm session={session} error={errorFor(again?.errors ?? [], 'seats')} />
          <ChangeForm {...form('cancel')} summary="Cancel it" parts={[]} button="See what cancelling does" />
        </>
      )}
    </section>
  );
}

function SeatsForm({ session, error }: { session: Session; error: string | undefined }) {
  return (
    <Details summary="Say how many the room holds" open={error !== undefined}>
      <form method="post" action={`${sessionPath(session)}/seats`} novalidate>
        <Input
          name="seats"
          label="How many the room holds"
          hint="Nobody is written to. You are told here when more are to come. Leave it empty if you don’t know"
          inputmode="numeric"
          classes="govuk-input--width-3"
          value={session.seats}
          error={error}
        />
        <Button preventDoubleClick>Save</Button>
      </form>
    </Details>
  );
}

interface ChangeFormProps {
  readonly session: Session;
  readonly ask: Ask;
  readonly again: Again | undefined;
  readonly summary: string;
  readonly parts: readonly ('time' | 'place' | 'members')[];
  readonly members?: readonly Member[];
  readonly button: string;
}

function ChangeForm({ session, ask, again, summary, parts, members = [], button }: ChangeFormProps) {
  const typed = again?.typed ?? typedOf(session);
  const errors = again?.errors ?? [];
  const error = (field: string) => errorFor(errors, field);
  // Only the form that comes back has fields that an error of the page links to.
  const id = (field: string) => (again ? field : `${ask}-${field}`);
  return (
    <Details summary={summary} open={again !== undefined}>
      <form method="post" action={`${sessionPath(session)}/change`} novalidate>
        <input type="hidden" name="ask" value={ask} />
        <input type="hidden" name="seen" value={String(session.revision)} />
        {parts.includes('members') && (
          <Checkboxes
            classes="govuk-checkboxes--small"
            name="members"
            idPrefix={id('members')}
            legend="Who goes to the second sitting"
            hint="Everybody else stays where they are"
            error={error('members')}
            values={again?.members ?? []}
            items={members.map(({ id: value, name }) => ({ value, label: name }))}
          />
        )}
        {parts.includes('time') && (
          <>
            <DateInput
              id={id('on')}
              namePrefix="on"
              legend="Date"
              error={error('on')}
              values={{ day: typed['on-day'], month: typed['on-month'], year: typed['on-year'] }}
            />
            <Input
              name="starts"
              id={id('starts')}
              label="Starts"
              hint="UK time, like 09:30"
              classes="govuk-input--width-5"
              value={typed.starts}
              error={error('starts')}
            />
            <Input
              name="ends"
              id={id('ends')}
              label="Ends"
              classes="govuk-input--width-5"
              value={typed.ends}
              error={error('ends')}
            />
          </>
        )}
        {parts.includes('place') && (
          <>
            <Radios
              classes="govuk-radios--small"
              name="mode"
              idPrefix={id('mode')}
              legend="How"
              value={typed.mode}
              items={[
                { value: 'face-to-face', label: 'Face to face' },
                { value: 'online', label: 'Online' },
                { value: 'hybrid', label: 'Both: in the room or online' },
              ]}
            />
            <Input name="venue" id={id('venue')} label="Venue" value={typed.venue} error={error('venue')} />
            <Input
              name="joinUrl"
              id={id('joinUrl')}
              label="Link to join online"
              inputmode="url"
              value={typed.joinUrl}
              error={error('joinUrl')}
            />
          </>
        )}
        <Textarea
          name="reason"
          id={id('reason')}
          label="Reason"
          hint="Kept in the record, and participants who are told of the change read it"
          rows={2}
          value={again ? typed.reason : ''}
          error={error('reason')}
        />
        <Button preventDoubleClick>{button}</Button>
      </form>
    </Details>
  );
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

/** Those whom a split may send to a second sitting, by name. */
async function everybody(deps: ConsoleDeps, session: Session): Promise<Member[]> {
  const members: Member[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, next } = await listParticipants(deps.table, { cohortId: session.cohortId }, after);
    for (const { id, people, status } of rows) {
      const isHere = session.onlyFor ? session.onlyFor.includes(id) : session.notFor?.includes(id) !== true;
      if (isHere && status !== 'withdrawn' && status !== 'replaced')
        members.push({ id, name: people.participant?.name ?? id, comes: isTakingPart({ status }) });
    }
    if (!next) return members.sort((a, b) => a.name.localeCompare(b.name));
    after = next;
  }
}
