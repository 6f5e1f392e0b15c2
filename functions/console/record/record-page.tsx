import type { Hono } from 'hono';
import { driven, drivenKinds } from '../../domain/driven.ts';
import { formatShort } from '../../domain/short-dates.ts';
import { readPeople } from '../../driving/read-people.ts';
import { DataTable } from '../../pages/components/data-table.tsx';
import { key } from '../../platform/keys.ts';
import { csvResponse } from '../../web/csv.ts';
import { problemPage } from '../../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { zone } from '../zone.ts';
import { type RecordLine, readRecord } from './read-record.ts';
import { changeOf, headingOf, reasonOf } from './record-words.ts';

const headings = ['When', 'What', 'Before and after', 'Why', 'Who'] as const;

/** Who changed what about a subject, when and why: to read, and to keep as a file. It outlives every execution. */
export function addRecord(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  for (const kind of drivenKinds) {
    const path = `/admin/${kind}s/:id/record` as const;
    app.get(path, (c) => recordPage(deps, c, { kind, id: c.req.param('id') }));
    app.get(`/admin/${kind}s/:id/record.csv` as const, (c) => recordFile(deps, c, { kind, id: c.req.param('id') }));
  }
}

interface Subject {
  readonly kind: (typeof drivenKinds)[number];
  readonly id: string;
}

async function recordPage(deps: ConsoleDeps, c: ConsoleContext, { kind, id }: Subject): Promise<Response> {
  const lines = await linesOf(deps, { kind, id });
  if (!lines) return problemPage(deps, c, { kind: 'not-found' });
  const { participant, nominee } = await readPeople(deps.table, kind, id);
  const name = (kind === 'participant' ? participant : nominee)?.name ?? id;
  const address = `/admin/${kind}s/${id}`;
  return consolePage(deps, c, {
    title: `Record of ${name}`,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{name}</span> Record
        </h1>
        <RecordTable lines={lines} now={deps.clock.now()} />
        <p class="govuk-body">
          <a class="govuk-link" href={`${address}/record.csv`}>
            Keep it as a file (CSV)
          </a>
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href={address}>
            Back to {name}
          </a>
        </p>
      </>
    ),
  });
}

function RecordTable({ lines, now }: { lines: readonly RecordLine[]; now: string }) {
  return (
    <DataTable
      caption="Every change, the newest first"
      columns={headings.map((heading) => ({ heading }))}
      rows={[...lines]
        .reverse()
        .map((line) => [formatShort(line.at, zone, now), headingOf(line), changeOf(line), reasonOf(line), line.who])}
      empty="Nothing has changed yet."
    />
  );
}

async function recordFile(deps: ConsoleDeps, c: ConsoleContext, { kind, id }: Subject): Promise<Response> {
  const lines = await linesOf(deps, { kind, id });
  if (!lines) return problemPage(deps, c, { kind: 'not-found' });
  const rows = lines.map((line) => [line.at, headingOf(line), changeOf(line), line.why ?? '', line.who]);
  return csvResponse(`record-${id}.csv`, [headings, ...rows]);
}

/** Nothing where there is nobody of that kind and id. */
async function linesOf(deps: ConsoleDeps, { kind, id }: Subject): Promise<RecordLine[] | undefined> {
  if (!(await deps.table.get(key.driven(kind, id), driven))) return undefined;
  return readRecord(deps.table, kind, id);
}
