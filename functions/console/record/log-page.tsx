import type { Hono } from 'hono';
import * as v from 'valibot';
import type { Cohort } from '../../domain/cohort.ts';
import { people } from '../../domain/people.ts';
import { formatShort } from '../../domain/short-dates.ts';
import { DataTable } from '../../pages/components/data-table.tsx';
import { key } from '../../platform/keys.ts';
import type { Table } from '../../platform/table.ts';
import { type CohortLogLine, type LogRead, readCohortLog } from '../../record/read-cohort-log.ts';
import { csvResponse } from '../../web/csv.ts';
import { cohortsHere } from '../chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { More } from '../more-link.tsx';
import { zone } from '../zone.ts';
import { isLineLookedFor, isLogFiltered, LogFilterBar, periodOf, readLogFilter } from './log-filter.tsx';
import { withNames } from './read-record.ts';
import { changeOf, headingOf, reasonOf } from './record-words.ts';

const linesOnAPage = 50;
/** A file of so many lines is within what a function may answer with (6 MB). */
const linesInAFile = 5000;

/** Who changed what in a cohort, or in all that one sees, over everybody: to read, to filter, and to keep as a file. */
export function addCohortLog(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/record', (c) => logPage(deps, c));
  app.get('/admin/record.csv', (c) => logFile(deps, c));
}

async function logPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const { cohorts, cohort, asked, lines, next } = await readAsked(deps, c, linesOnAPage);
  const titles = new Map<string, string>(cohorts.map(({ id, title }) => [id, title]));
  const [named, abouts] = [await withNames(deps.table, lines), await namesOf(deps.table, lines)];
  const query = new URL(c.req.url).search;
  return consolePage(deps, c, {
    title: 'Record',
    children: (
      <>
        <h1 class="govuk-heading-l">Record</h1>
        <p class="govuk-body">
          Who changed what, when and why. Lines stay for good; when somebody is erased, the words about them are taken
          out.
        </p>
        <LogFilterBar cohorts={cohorts} cohort={cohort} asked={asked} />
        <DataTable
          caption="Every change, the newest first"
          captionHidden
          columns={['When', 'About', 'What', 'Before and after', 'Why', 'Who'].map((heading) => ({ heading }))}
          rows={named.map((line) => [
            formatShort(line.at, zone, deps.clock.now()),
            <About line={line} name={abouts.get(line.pk) ?? titles.get(line.about.id)} />,
            headingOf(line),
            changeOf(line),
            reasonOf(line),
            line.who,
          ])}
          empty={emptyWords(isLogFiltered(asked), next)}
        />
        {next && <More c={c} next={next} />}
        {c.get('signedIn').permissions.has('export') && (
          <p class="govuk-body">
            <a class="govuk-link" href={`/admin/record.csv${query}`}>
              Keep it as a file (CSV)
            </a>
            , with these filters, of at most {linesInAFile.toLocaleString('en-GB')} lines
          </p>
        )}
        {c.get('signedIn').permissions.has('erase') && (
          <p class="govuk-body">
            <a class="govuk-link" href="/admin/retention">
              Records whose time is over, and what remains of those erased
            </a>
          </p>
        )}
      </>
    ),
  });
}

function emptyWords(filtered: boolean, next: string | undefined): string {
  if (next) return 'None of the lines that were looked at is like that. There are older ones.';
  return filtered ? 'No line is like that.' : 'Nothing has changed yet.';
}

interface Asked extends LogRead {
  readonly cohorts: readonly Cohort[];
  readonly cohort: string;
  readonly asked: ReturnType<typeof readLogFilter>;
}

async function readAsked(deps: ConsoleDeps, c: ConsoleContext, most: number): Promise<Asked> {
  const cohorts = await cohortsHere(deps, c);
  const cohort = cohorts.find(({ id }) => id === c.req.query('cohort'))?.id ?? '';
  const asked = readLogFilter(c);
  const after = c.req.query('after');
  const read = await readCohortLog(deps.table, {
    cohorts: cohort ? [cohort] : cohorts.map(({ id }) => id),
    ...periodOf(asked),
    ...(after && { after }),
    keep: (line) => isLineLookedFor(asked, line),
    most,
  });
  return { ...read, cohorts, cohort, asked };
}

function About({ line: { about, logOf }, name }: { line: CohortLogLine; name: string | undefined }) {
  const { kind, id } = about;
  switch (kind) {
    case 'participant':
    case 'nomination':
      return (
        <a class="govuk-link" href={`/admin/${kind}s/${id}/record`}>
          {name ?? id}
        </a>
      );
    case 'work-group':
      return (
        <a class="govuk-link" href={`/admin/work-groups/${id}/record`}>
          {name ?? id}
        </a>
      );
    case 'cohort':
      return <>{name ?? logOf}</>;
  }
}

const named = v.object({ pk: v.string(), people });

/** Whom lines are about, by their partition; nobody where they were erased. */
async function namesOf(table: Table, lines: readonly CohortLogLine[]): Promise<Map<string, string>> {
  const persons = lines.map(({ about }) => about).filter(({ kind }) => kind === 'participant' || kind === 'nomination');
  const keys = new Map(persons.map(({ kind, id }) => [`${kind} ${id}`, key.people(kind, id)]));
  const rows = await table.getMany([...keys.values()], named);
  return new Map(
    rows.flatMap(({ pk, people: { participant, nominee } }) => {
      const name = (participant ?? nominee)?.name;
      return name ? [[pk, name] as const] : [];
    }),
  );
}

const fileHeadings = ['When', 'Cohort', 'About', 'Reference', 'What', 'Before and after', 'Why', 'Who'];

async function logFile(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const { lines, next } = await readAsked(deps, c, linesInAFile);
  const rows = (await withNames(deps.table, lines)).map((line) => [
    line.at,
    line.logOf,
    line.about.kind,
    line.about.id,
    headingOf(line),
    changeOf(line),
    line.why ?? '',
    line.who,
  ]);
  const more = next ? [['', '', '', '', 'There are older lines: choose a shorter time', '', '', '']] : [];
  deps.log.info('record exported', { by: c.get('signedIn').subject, rows: rows.length });
  return csvResponse('record.csv', [fileHeadings, ...rows, ...more]);
}
