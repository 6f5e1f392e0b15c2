import type { Hono } from 'hono';
import * as v from 'valibot';
import type { Cohort } from '../domain/cohort.ts';
import { wholeTyped } from '../domain/fields.ts';
import { type Nomination, nomination, passedAt } from '../domain/nomination.ts';
import type { People } from '../domain/people.ts';
import type { Places } from '../domain/places.ts';
import { formatShort } from '../domain/short-dates.ts';
import { formatMoment } from '../domain/wording.ts';
import { readPeople } from '../driving/read-people.ts';
import { askToCarry, isNextCohort } from '../nominations/carry-over.ts';
import { readPlaces } from '../nominations/change-places.ts';
import { moveOnList, setCapacity } from '../nominations/waiting-list.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { Select } from '../pages/components/select.tsx';
import { key } from '../platform/keys.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayAct } from './authenticate.ts';
import { type ChosenCohort, CohortFilter, chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { type ListPage, listNominations } from './lists.ts';
import { zone } from './zone.ts';

const address = '/admin/nominations/waiting-list';
const number = v.pipe(wholeTyped, v.minValue(1), v.maxValue(9999));

/** A cohort's places, whom they are kept for, and who waits in which order. */
export function addWaitingList(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get(address, (c) => show(deps, c));
  app.post(`${address}/move`, (c) => move(deps, c));
  app.post(`${address}/capacity`, (c) => changeCapacity(deps, c));
  app.post(`${address}/carry`, (c) => carry(deps, c));
}

interface Listed {
  readonly cohort: Cohort;
  readonly places: Places;
  readonly waiting: readonly { readonly facts: Nomination; readonly people: People }[];
  readonly offered: ListPage<Nomination>['rows'];
}

async function readList(deps: ConsoleDeps, cohort: Cohort): Promise<Listed> {
  const places = await readPlaces(deps.table, cohort.id);
  const facts = await deps.table.getMany(
    places.waiting.map((id) => key.driven('nomination', id)),
    nomination,
  );
  const waiting = await Promise.all(
    facts.map(async (each) => ({ facts: each, people: await readPeople(deps.table, 'nomination', each.id) })),
  );
  const offered = await listNominations(deps.table, { cohortId: cohort.id, status: 'offered' });
  return { cohort, places, waiting, offered: offered.rows };
}

async function show(deps: ConsoleDeps, c: ConsoleContext, errors: readonly FieldError[] = []): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const title = 'Places and waiting list';
  const list = chosen.cohort && (await readList(deps, chosen.cohort));
  return consolePage(deps, c, {
    title,
    before: <BackLink href={`/admin/nominations${chosen.cohort ? `?cohort=${chosen.cohort.id}` : ''}`} />,
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <CohortFilter chosen={chosen} action={address} />
        {list && (
          <List list={list} now={deps.clock.now()} acts={mayAct(c.get('signedIn'))} chosen={chosen} errors={errors} />
        )}
      </>
    ),
  });
}

function List(props: {
  list: Listed;
  now: string;
  acts: boolean;
  chosen: ChosenCohort;
  errors: readonly FieldError[];
}) {
  const { list, now, acts, errors } = props;
  const { cohort, places, waiting, offered } = list;
  return (
    <div class="tl-columns">
      <div class="tl-columns__main">
        <p class="govuk-body">
          <strong>
            {places.taken} of {cohort.capacity}
          </strong>{' '}
          places are taken
          {offered.length > 0 && `, ${offered.length} of them kept for an answer`}.
        </p>
        {offered.length > 0 && <Offers rows={offered} />}
        <DataTable
          caption="Waiting list"
          columns={[
            { heading: 'Nominee' },
            { heading: 'Number', numeric: true },
            { heading: 'School' },
            { heading: 'Since' },
            ...(acts ? [{ heading: 'Move to' }] : []),
          ]}
          rows={waiting.map(({ facts, people }, index) => [
            <a class="govuk-link" href={`/admin/nominations/${facts.id}`}>
              {people.nominee?.name ?? facts.id}
            </a>,
            index + 1,
            facts.schoolName,
            formatShort(facts.statusSince, zone, now),
            ...(acts ? [<MoveForm cohort={cohort} facts={facts} position={index + 1} errors={errors} />] : []),
          ])}
          empty="Nobody waits for a place."
        />
      </div>
      <div class="tl-columns__side">{acts && <Settings {...props} />}</div>
    </div>
  );
}

function offerSoFar(offer: Nomination['offer']): string {
  return Object.keys(offer?.answers ?? {}).length > 0 ? 'One of the pair takes it' : 'None yet';
}

function Offers({ rows }: { rows: Listed['offered'] }) {
  return (
    <DataTable
      caption="Places that are kept"
      columns={[{ heading: 'Nominee' }, { heading: 'School' }, { heading: 'Until' }, { heading: 'Answer' }]}
      rows={rows.map(({ id, people, schoolName, offer }) => [
        <a class="govuk-link" href={`/admin/nominations/${id}`}>
          {people.nominee?.name ?? id}
        </a>,
        schoolName,
        formatMoment(offer?.answerBy ?? '', zone),
        offer && passedAt(offer) ? 'Passed on; can still change their mind' : offerSoFar(offer),
      ])}
      empty=""
    />
  );
}

function MoveForm({
  cohort,
  facts,
  position,
  errors,
}: {
  cohort: Cohort;
  facts: Nomination;
  position: number;
  errors: readonly FieldError[];
}) {
  return (
    <form method="post" action={`${address}/move?cohort=${cohort.id}`} class="tl-in-row" novalidate>
      <input type="hidden" name="id" value={facts.id} />
      <Input
        name="to"
        id={`to-${facts.id}`}
        label={<span class="govuk-visually-hidden">New number of {facts.schoolName}</span>}
        inputmode="numeric"
        classes="govuk-input--width-2"
        value={position}
        error={errorFor(errors, `to-${facts.id}`)}
      />
      <Button variant="secondary">Move</Button>
    </form>
  );
}

function Settings({
  list: { cohort, places, waiting },
  chosen,
  now,
  errors,
}: {
  list: Listed;
  chosen: ChosenCohort;
  now: string;
  errors: readonly FieldError[];
}) {
  const next = chosen.cohorts.filter((other) => isNextCohort(cohort, other, now));
  return (
    <section class="tl-act" aria-label="Places and the next cohort">
      <form method="post" action={`${address}/capacity?cohort=${cohort.id}`} novalidate>
        <Input
          name="capacity"
          label="Places in this cohort"
          hint={`At least the ${places.taken} that are taken. With more of them, the next on the list is offered one.`}
          inputmode="numeric"
          classes="govuk-input--width-4"
          value={cohort.capacity}
          error={errorFor(errors, 'capacity')}
        />
        <Button variant="secondary">Save</Button>
      </form>
      {next.length > 0 && waiting.length > 0 && (
        <Details summary="Carry the list to the next cohort" open={errorFor(errors, 'to') !== undefined}>
          <form method="post" action={`${address}/carry?cohort=${cohort.id}`} novalidate>
            <p class="govuk-body">
              Each school on the list ({waiting.length}) is asked by email. Those that agree move at once, and no longer
              wait for a place here.
            </p>
            <Select
              name="to"
              label="Next cohort"
              error={errorFor(errors, 'to')}
              options={next.map(({ id, title }) => ({ value: id, text: title }))}
            />
            <Button preventDoubleClick>Ask the schools</Button>
          </form>
        </Details>
      )}
    </section>
  );
}

async function move(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const { cohort } = await chosenCohort(deps, c);
  if (!cohort) return problemPage(deps, c, { kind: 'not-found' });
  const id = c.get('form').text('id');
  const to = v.safeParse(number, c.get('form').text('to'));
  if (!to.success) return show(deps, c, oneError(`to-${id}`, 'Enter the new number, like 1'));
  const moved = await moveOnList(deps, cohort.id, { id, to: to.output, by: c.get('signedIn').subject });
  if (moved !== 'moved') return show(deps, c, oneError(`to-${id}`, 'That nomination is not on the list any more'));
  return doneAt(c, address, `moved&cohort=${cohort.id}`);
}

async function changeCapacity(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const { cohort } = await chosenCohort(deps, c);
  if (!cohort) return problemPage(deps, c, { kind: 'not-found' });
  const capacity = v.safeParse(number, c.get('form').text('capacity'));
  if (!capacity.success) return show(deps, c, oneError('capacity', 'Enter how many places there are, like 20'));
  const set = await setCapacity(deps, cohort.id, { capacity: capacity.output, by: c.get('signedIn').subject });
  if (set !== 'set') return show(deps, c, oneError('capacity', 'More places than that are taken already'));
  return doneAt(c, address, `capacity&cohort=${cohort.id}`);
}

async function carry(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const { cohort, cohorts } = await chosenCohort(deps, c);
  const to = cohorts.find(({ id }) => id === c.get('form').text('to'));
  if (!cohort) return problemPage(deps, c, { kind: 'not-found' });
  if (!to || !isNextCohort(cohort, to, deps.clock.now()))
    return show(deps, c, oneError('to', 'Select a cohort of the same programme that is still open'));
  await askToCarry(deps, cohort.id, { to, by: c.get('signedIn').subject });
  return doneAt(c, address, `carry&cohort=${cohort.id}`);
}
