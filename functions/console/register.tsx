import * as v from 'valibot';
import { markRegister, type RegisterMark, registerMarks } from '../check-ins/mark-register.ts';
import { isFor, type Session } from '../domain/cohort.ts';
import { type Participant, type Place, place } from '../domain/participant.ts';
import type { People } from '../domain/people.ts';
import { placeOf } from '../domain/session-words.ts';
import { formatPeriod } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { CodeSheet } from '../pages/components/code-sheet.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { Select } from '../pages/components/select.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import { key } from '../platform/keys.ts';
import { findSession } from '../programmes/find-session.ts';
import { Guests } from '../site/work-group/guests.tsx';
import { readSituation } from '../site/work-group/read-situation.ts';
import { postGuest } from '../web/guest-form.ts';
import { problemPage } from '../web/problem-page.ts';
import { removeGuest } from '../work-groups/add-guest.ts';
import { mayAct, mayMark } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { listParticipants } from './lists.ts';
import { placeWords } from './place-words.ts';
import { zone } from './zone.ts';

interface Address {
  readonly cohort: string;
  readonly session: string;
}

interface RegisterRow extends Participant {
  readonly people: People;
  readonly state: Place['state'];
}

interface Register {
  readonly rows: readonly RegisterRow[];
  readonly next?: string;
}

interface Again {
  readonly typed: ReadonlyMap<string, string>;
  readonly errors: readonly FieldError[];
}

/** A session's register: who is expected, what is on the record, and what an admin marks. */
export async function registerPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  address: Address,
  again?: Again,
): Promise<Response> {
  const session = await findSession(deps.table, address.cohort, address.session);
  if (!session) return problemPage(deps, c, { kind: 'not-found' });
  const after = pageOf(c);
  const register = await readRegister(deps, session, after);
  const marks = mayMark(c.get('signedIn'));
  const closed = whyClosed(session, deps.clock.nowMs());
  const group = closed ? undefined : await readSituation(deps, address.cohort);
  return consolePage(deps, c, {
    title: session.title,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Register</span> {session.title}
        </h1>
        <SummaryList
          classes="tl-facts"
          rows={[
            { key: 'When', value: formatPeriod(session.startsAt, session.endsAt, zone) },
            { key: 'Where', value: placeOf(session) },
            {
              key: 'Code to show in the room',
              value: <strong class="tl-shown-code tl-shown-code--large">{session.checkInCode}</strong>,
              actions: [{ content: 'Show or print', hiddenText: 'the code', href: `${pathOf(address)}/code` }],
            },
          ]}
        />
        <p class="govuk-body">
          <a class="govuk-link" href={`${pathOf(address)}/change`}>
            {mayAct(c.get('signedIn')) ? 'Change, cancel or split this session' : 'What became of this session'}
          </a>
        </p>
        {closed ?? <RegisterForm session={session} rows={register.rows} after={after} acts={marks} {...again} />}
        {!closed && marks && (
          <p class="govuk-body">
            <a class="govuk-link" href={`${pathOf(address)}/import`}>
              Take attendance in from a spreadsheet
            </a>
          </p>
        )}
        {!closed && register.next && (
          <p class="govuk-body">
            <a class="govuk-link" href={`${pathOf(address)}?after=${register.next}`}>
              Show more
            </a>
          </p>
        )}
        {group && (
          <Guests
            situation={group}
            sessionId={session.id}
            action={marks ? `${pathOf(address)}/guests` : undefined}
            error={errorFor(again?.errors ?? [], 'guest')}
          />
        )}
      </>
    ),
  });
}

/** The session's code as a slide, or to hang on the wall. */
export async function codePage(deps: ConsoleDeps, c: ConsoleContext, address: Address): Promise<Response> {
  const session = await findSession(deps.table, address.cohort, address.session);
  if (!session) return problemPage(deps, c, { kind: 'not-found' });
  const children = <CodeSheet session={session} siteUrl={deps.siteUrl} zone={zone} />;
  return consolePage(deps, c, { title: `Code: ${session.title}`, children });
}

/**
 * Marks everybody for whom something was chosen. Only those are marked who are on this page of this cohort's register,
 * and only where something was chosen: what another admin recorded meanwhile stays.
 */
export async function saveRegister(deps: ConsoleDeps, c: ConsoleContext, address: Address): Promise<Response> {
  const session = await findSession(deps.table, address.cohort, address.session);
  if (!session) return problemPage(deps, c, { kind: 'not-found' });
  const after = pageOf(c);
  const here = after ? `${pathOf(address)}?after=${after}` : pathOf(address);
  if (whyClosed(session, deps.clock.nowMs())) return c.redirect(here, 303);
  const form = c.get('form');
  const { rows } = await readRegister(deps, session, after);
  const typed = new Map(rows.map(({ id }) => [fieldFor(id), form.text(fieldFor(id))]));
  const errors = [...typed].flatMap(([field, mark]): FieldError[] =>
    mark === '' || markOf(mark) ? [] : [{ field, message: 'Choose a mark from the list' }],
  );
  if (errors.length > 0) return registerPage(deps, c, address, { typed, errors });
  for (const { id } of rows) {
    const mark = markOf(typed.get(fieldFor(id)));
    if (mark) await markRegister(deps, id, address.session, mark, 'admin');
  }
  return c.redirect(`${here}${after ? '&' : '?'}done=register`, 303);
}

/** Puts somebody who came without a place of their own on the register of a Work Group's session. */
export async function saveGuest(deps: ConsoleDeps, c: ConsoleContext, address: Address): Promise<Response> {
  const by = c.get('signedIn').subject;
  const wrong = await postGuest(deps, address.cohort, c.get('form'), { sessionId: address.session, by });
  if (!wrong) return doneAt(c, pathOf(address), 'guest');
  return registerPage(deps, c, address, { typed: new Map(), errors: oneError('guest', wrong) });
}

export async function takeGuestOff(
  deps: ConsoleDeps,
  c: ConsoleContext,
  { cohort, session, guest }: Address & { readonly guest: string },
): Promise<Response> {
  await removeGuest(deps, cohort, { id: guest, sessionId: session, by: c.get('signedIn').subject });
  return doneAt(c, pathOf({ cohort, session }), 'guest-off');
}

interface RegisterFormProps extends Partial<Again> {
  readonly session: Session;
  readonly rows: readonly RegisterRow[];
  readonly after: string | undefined;
  /** Whether the reader may mark anybody. */
  readonly acts: boolean;
}

function RegisterForm({ session, rows, after, acts, typed, errors = [] }: RegisterFormProps) {
  const markCell = (row: RegisterRow) => (
    <MarkSelect row={row} typed={typed?.get(fieldFor(row.id))} error={errorFor(errors, fieldFor(row.id))} />
  );
  const columns = [{ heading: 'Name' }, { heading: 'School' }, { heading: 'On the record' }];
  const table = (
    <DataTable
      caption="Who came"
      columns={acts ? [...columns, { heading: 'Mark' }] : columns}
      rows={rows.map((row) => [
        row.people.participant?.name ?? row.id,
        row.schoolName,
        placeWords[row.state],
        ...(acts ? [markCell(row)] : []),
      ])}
      empty="Nobody takes part in this cohort yet."
    />
  );
  if (!acts || rows.length === 0) return table;
  return (
    <form method="post" action={`/admin/sessions/${session.cohortId}/${session.id}`} novalidate>
      {after && <input type="hidden" name="after" value={after} />}
      {table}
      <Button preventDoubleClick>Save the register</Button>
    </form>
  );
}

function MarkSelect(props: { row: RegisterRow; typed: string | undefined; error: string | undefined }) {
  const { row, typed, error } = props;
  return (
    <Select
      name={fieldFor(row.id)}
      label={<span class="govuk-visually-hidden">Mark for {row.people.participant?.name ?? row.id}</span>}
      formGroupClasses="tl-in-cell"
      error={error}
      value={typed}
      options={[
        { value: '', text: 'Leave as it is' },
        ...registerMarks.map((mark) => ({ value: mark, text: placeWords[mark] })),
      ]}
    />
  );
}

/** Nobody can be marked before a session begins, or in one that does not take place. */
function whyClosed({ state, startsAt }: Session, nowMs: number) {
  if (state === 'cancelled') return <InsetText>This session is cancelled: there is no register to keep.</InsetText>;
  if (nowMs < Date.parse(startsAt)) return <InsetText>The register opens when the session begins.</InsetText>;
  return undefined;
}

function fieldFor(participantId: string): string {
  return `mark-${participantId}`;
}

function markOf(text: string | undefined): RegisterMark | undefined {
  return registerMarks.find((mark) => mark === text);
}

function pathOf({ cohort, session }: Address): string {
  return `/admin/sessions/${cohort}/${session}`;
}

/** Which page of the register it is, from the address or from its form: a participant's reference. */
function pageOf(c: ConsoleContext): string | undefined {
  const after = c.req.method === 'POST' ? c.get('form').text('after') : c.req.query('after');
  return after && /^[0-9A-Z]+$/.test(after) ? after : undefined;
}

const placeRow = v.object({ ...place.entries, pk: v.string() });

async function readRegister(deps: ConsoleDeps, found: Session, after: string | undefined): Promise<Register> {
  const { cohortId: cohort, id: session } = found;
  const { rows, next } = await listParticipants(deps.table, { cohortId: cohort }, after);
  const taking = rows.filter(({ id, status }) => status !== 'withdrawn' && status !== 'replaced' && isFor(found, id));
  const places = await deps.table.getMany(
    taking.map(({ id }) => key.place(id, session)),
    placeRow,
  );
  const states = new Map(places.map(({ pk, state }) => [pk, state]));
  const stateOf = (id: string) => states.get(key.place(id, session).pk) ?? 'expected';
  return { rows: taking.map((row) => ({ ...row, state: stateOf(row.id) })), ...(next && { next }) };
}
