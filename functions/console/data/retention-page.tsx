import type { Hono } from 'hono';
import * as v from 'valibot';
import type { Statistics } from '../../domain/erasure.ts';
import { wholeTyped } from '../../domain/fields.ts';
import { localOf } from '../../domain/local-time.ts';
import { readAs } from '../../domain/read-as.ts';
import { formatPlainDate } from '../../domain/wording.ts';
import { eraseRecord } from '../../erasure/erase-record.ts';
import type { Facts } from '../../erasure/find-person.ts';
import { noteOverdue, readOverdueNote } from '../../erasure/note-overdue.ts';
import { findOverdue, type Overdue, statisticsOfCohorts, yearsBefore } from '../../erasure/retention.ts';
import { Button } from '../../pages/components/button.tsx';
import { DataTable } from '../../pages/components/data-table.tsx';
import { FilterBar } from '../../pages/components/filter-bar.tsx';
import { InsetText } from '../../pages/components/inset-text.tsx';
import { Select } from '../../pages/components/select.tsx';
import { nameNominationStatus, nameParticipantStatus } from '../../pages/components/status-tags.tsx';
import { WarningText } from '../../pages/components/warning-text.tsx';
import { problemPage } from '../../web/problem-page.ts';
import { chosenCohort } from '../chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { zone } from '../zone.ts';

const path = '/admin/retention';
/** One request has time for so many: each is some hundred rows. */
const mostAtOnce = 10;
const shown = 50;

/** How long records are kept is the hub's to say, in its privacy notice; what the monthly run looks for is offered first. */
const years = v.pipe(wholeTyped, v.minValue(1), v.maxValue(10));
const usualYears = 6;

/** Records whose time is over: what would go, what is kept back, and what remains as figures. */
export function addRetention(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get(path, (c) => retentionPage(deps, c));
  app.post(path, (c) => eraseOverdue(deps, c));
}

async function retentionPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const { cohort, cohorts } = await chosenCohort(deps, c);
  const noted = cohort && (await readOverdueNote(deps.table, cohort.id));
  const asked = readAs(v.fallback(years, noted?.years ?? usualYears), c.req.query('years'));
  const before = yearsBefore(deps.clock.now(), asked);
  const overdue = cohort ? await findOverdue(deps.table, cohort.id, before) : { records: [], paused: [] };
  const figures = await statisticsOfCohorts(deps.table, cohorts);
  const day = formatPlainDate(localOf(before, zone).date);
  return consolePage(deps, c, {
    title: 'Retention',
    children: (
      <>
        <h1 class="govuk-heading-l">Retention</h1>
        <p class="govuk-body">
          Records are kept for as long as your privacy notice says, and no longer. On the first of each month the
          service looks for those whose time is over, and tells you on Today. Unless it is set up to erase them by
          itself, nothing goes until you say so here.
        </p>
        <FilterBar action={path} label="Choose a cohort and how long">
          <Select
            name="cohort"
            label="Cohort"
            value={cohort?.id}
            options={cohorts.map(({ id, title }) => ({ value: id, text: title }))}
          />
          <Select
            name="years"
            label="Ended longer ago than"
            value={String(asked)}
            options={Array.from({ length: 10 }, (_, index) => ({
              value: String(index + 1),
              text: index === 0 ? '1 year' : `${index + 1} years`,
            }))}
          />
        </FilterBar>
        <OverdueTable overdue={overdue} day={day} />
        {cohort && overdue.records.length > 0 && (
          <form method="post" action={path} novalidate>
            <input type="hidden" name="cohort" value={cohort.id} />
            <input type="hidden" name="years" value={String(asked)} />
            {overdue.records.slice(0, mostAtOnce).map(({ kind, id, version }) => (
              <input type="hidden" name="record" value={`${kind}/${id}/${version}`} />
            ))}
            <WarningText>Nobody can take this back.</WarningText>
            <Button variant="warning" preventDoubleClick>
              {eraseWords(overdue.records.length)}
            </Button>
          </form>
        )}
        <Figures figures={figures} />
      </>
    ),
  });
}

function eraseWords(count: number): string {
  if (count > mostAtOnce) return `Erase the first ${mostAtOnce}`;
  return count === 1 ? 'Erase it' : `Erase all ${count}`;
}

function OverdueTable({ overdue: { records, paused }, day }: { overdue: Overdue; day: string }) {
  return (
    <>
      <DataTable
        caption={`${records.length} ${records.length === 1 ? 'record' : 'records'} ended before ${day}`}
        columns={[{ heading: 'Record' }, { heading: 'School' }, { heading: 'How it ended' }, { heading: 'When' }]}
        rows={records.slice(0, shown).map((facts) => [
          <a class="govuk-link" href={`/admin/${facts.kind}s/${facts.id}/data`}>
            {facts.kind === 'participant' ? 'Participant' : 'Nomination'} {facts.id}
          </a>,
          facts.schoolName,
          statusWords(facts),
          formatPlainDate(localOf(facts.statusSince, zone).date),
        ])}
        empty={`No record of this cohort ended before ${day}.`}
      />
      {paused.length > 0 && (
        <InsetText>
          {paused.length === 1 ? 'One participant has' : `${paused.length} participants have`} been paused since before
          then and {paused.length === 1 ? 'is' : 'are'} kept: {paused.map(({ id }) => id).join(', ')}.
        </InsetText>
      )}
    </>
  );
}

function statusWords(facts: Facts): string {
  return facts.kind === 'participant' ? nameParticipantStatus(facts.status) : nameNominationStatus(facts.status);
}

function Figures({ figures }: { figures: readonly { readonly title: string; readonly figures: Statistics }[] }) {
  return (
    <DataTable
      caption="What remains of those who were erased"
      columns={[
        { heading: 'Cohort' },
        { heading: 'Participants', numeric: true },
        { heading: 'Nominations', numeric: true },
        { heading: 'How they ended' },
        { heading: 'Days earned' },
        { heading: 'Sessions attended', numeric: true },
      ]}
      rows={figures
        .filter(({ figures: { participants, nominations } }) => participants + nominations > 0)
        .map(({ title, figures: { participants, nominations, endings, days, sessionsAttended } }) => [
          title,
          participants,
          nominations,
          listWords(endings),
          listWords(days),
          sessionsAttended,
        ])}
      empty="Nobody was erased yet."
    />
  );
}

function listWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${what}: ${count}`)
    .join(', ');
}

/** Erases those that were shown, where they are as they were shown: what changed meanwhile is shown again. */
async function eraseOverdue(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const posted = c.get('form');
  const { cohorts } = await chosenCohort(deps, c);
  const cohort = cohorts.find(({ id }) => id === posted.text('cohort'));
  if (!cohort) return problemPage(deps, c, { kind: 'not-found' });
  const asked = readAs(v.fallback(years, usualYears), posted.text('years'));
  const { records } = await findOverdue(deps.table, cohort.id, yearsBefore(deps.clock.now(), asked));
  const ticked = new Set(posted.all('record').slice(0, mostAtOnce));
  const by = c.get('signedIn').subject;
  for (const { kind, id, version } of records)
    if (ticked.has(`${kind}/${id}/${version}`)) await eraseRecord(deps, { kind, id }, { reason: 'retention', by });
  const noted = await readOverdueNote(deps.table, cohort.id);
  if (noted) await noteOverdue(deps, cohort.id, noted.years);
  return c.redirect(`${path}?cohort=${cohort.id}&years=${asked}&done=erased`, 303);
}
