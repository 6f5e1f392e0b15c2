import type { Session } from '../domain/cohort.ts';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { DateInput } from '../pages/components/date-input.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { type Ask, type Asked, type Typed, typedOf } from './session-change-form.ts';
import type { SessionMember } from './session-members.ts';
import { sessionPath } from './session-path.ts';

/** A form that could not be done: what was typed, and what is wrong with it. */
export interface Again extends Partial<Pick<Asked, 'ask' | 'typed' | 'members'>> {
  readonly errors: readonly FieldError[];
}

interface FormsProps {
  readonly session: Session;
  readonly members: readonly SessionMember[];
  readonly again: Again | undefined;
}

/** All that an admin may make of a session, each behind its own summary. */
export function SessionActions({ session, members, again }: FormsProps) {
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
  readonly members?: readonly SessionMember[];
  readonly button: string;
}

function ChangeForm({ session, ask, again, summary, parts, members = [], button }: ChangeFormProps) {
  const fields: FieldsProps = {
    typed: again?.typed ?? typedOf(session),
    // Only the form that comes back has fields that an error of the page links to.
    id: (field) => (again ? field : `${ask}-${field}`),
    error: (field) => errorFor(again?.errors, field),
  };
  return (
    <Details summary={summary} open={again !== undefined}>
      <form method="post" action={`${sessionPath(session)}/change`} novalidate>
        <input type="hidden" name="ask" value={ask} />
        <input type="hidden" name="seen" value={String(session.revision)} />
        {parts.includes('members') && <MembersField {...fields} members={members} ticked={again?.members ?? []} />}
        {parts.includes('time') && <TimeFields {...fields} />}
        {parts.includes('place') && <PlaceFields {...fields} />}
        <Textarea
          name="reason"
          id={fields.id('reason')}
          label="Reason"
          hint="Kept in the record, and participants who are told of the change read it"
          rows={2}
          value={again?.typed?.reason ?? ''}
          error={fields.error('reason')}
        />
        <Button preventDoubleClick>{button}</Button>
      </form>
    </Details>
  );
}

interface FieldsProps {
  readonly typed: Typed;
  readonly id: (field: string) => string;
  readonly error: (field: string) => string | undefined;
}

function MembersField({
  id,
  error,
  members,
  ticked,
}: FieldsProps & { members: readonly SessionMember[]; ticked: readonly string[] }) {
  return (
    <Checkboxes
      classes="govuk-checkboxes--small"
      name="members"
      idPrefix={id('members')}
      legend="Who goes to the second sitting"
      hint="Everybody else stays where they are"
      error={error('members')}
      values={ticked}
      items={members.map(({ id: value, name }) => ({ value, label: name }))}
    />
  );
}

function TimeFields({ typed, id, error }: FieldsProps) {
  return (
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
  );
}

function PlaceFields({ typed, id, error }: FieldsProps) {
  return (
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
  );
}
