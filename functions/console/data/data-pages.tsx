import type { Hono } from 'hono';
import { formatShort } from '../../domain/short-dates.ts';
import { capital } from '../../domain/wording.ts';
import { type RecordKind, type RecordRef, readFacts } from '../../erasure/find-person.ts';
import { type StoredPerson, storedOf } from '../../erasure/subject-access.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { DataTable } from '../../pages/components/data-table.tsx';
import { InsetText } from '../../pages/components/inset-text.tsx';
import { problemPage } from '../../web/problem-page.ts';
import { siteFrame } from '../../web/site-frame.ts';
import { cohortsHere } from '../chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { roleWords } from '../prompt-list.tsx';
import { zone } from '../zone.ts';
import { dataDocument, namedInText } from './data-document.tsx';
import { addErasure } from './erase-pages.tsx';

export const recordKinds = ['participant', 'nomination'] as const;

export function pathOf({ kind, id }: RecordRef): string {
  return `/admin/${kind}s/${id}`;
}

/** What is kept about the person behind a record: on a page, as a file to read and as one for machines; and its erasure. */
export function addPersonalData(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  for (const kind of recordKinds) {
    app.get(`/admin/${kind}s/:id/data`, (c) =>
      withStored(deps, c, kind, (stored, ref) => dataPage(deps, c, stored, ref)),
    );
    app.get(`/admin/${kind}s/:id/data.html`, (c) =>
      withStored(deps, c, kind, (stored, ref) => htmlFile(deps, c, stored, ref)),
    );
    app.get(`/admin/${kind}s/:id/data.json`, (c) =>
      withStored(deps, c, kind, (stored, ref) => jsonFile(deps, c, stored, ref)),
    );
    addErasure(app, deps, kind);
  }
}

async function withStored(
  deps: ConsoleDeps,
  c: ConsoleContext,
  kind: RecordKind,
  answer: (stored: StoredPerson, ref: RecordRef) => Promise<Response>,
): Promise<Response> {
  const ref = { kind, id: c.req.param('id') ?? '' };
  const cohorts = (await cohortsHere(deps, c)).map(({ id }) => id);
  const which = c.req.query('of') === 'partner' ? 1 : 0;
  const stored = await storedOf(deps.table, ref, cohorts, which);
  if (stored) return answer(stored, ref);
  const facts = await readFacts(deps.table, ref);
  if (!facts?.erased) return problemPage(deps, c, { kind: 'not-found' });
  return erasedPage(deps, c, ref);
}

export function erasedPage(deps: ConsoleDeps, c: ConsoleContext, ref: RecordRef): Promise<Response> {
  return consolePage(deps, c, {
    title: `Record ${ref.id} was erased`,
    width: 'reading',
    children: (
      <>
        <h1 class="govuk-heading-l">Record {ref.id} was erased</h1>
        <p class="govuk-body">
          Nothing is kept about this person any more.{' '}
          <a class="govuk-link" href={`${pathOf(ref)}/record`}>
            The record
          </a>{' '}
          says who erased it, and when.
        </p>
      </>
    ),
  });
}

function dataPage(deps: ConsoleDeps, c: ConsoleContext, stored: StoredPerson, ref: RecordRef): Promise<Response> {
  const { person, besides, records, mentions, importRows, elsewhere, sharing } = stored;
  const home = pathOf(ref);
  const isPartner = c.req.query('of') === 'partner';
  const of = isPartner ? '?of=partner' : '';
  return consolePage(deps, c, {
    title: `What is kept about ${person.name}`,
    before: <BackLink href={home}>Back to {person.name}</BackLink>,
    children: (
      <>
        <h1 class="govuk-heading-l">What is kept about {person.name}</h1>
        <p class="govuk-body">
          Everybody may ask for what is kept about them. Send them the file to read; the other is for moving the data to
          another service. Notes that staff wrote are in both.
        </p>
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href={`${home}/data.html${of}`}>
              The file to read (HTML)
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`${home}/data.json${of}`}>
              The file for machines (JSON)
            </a>
          </li>
        </ul>
        {besides.map((name) => (
          <p class="govuk-body">
            <a class="govuk-link" href={`${home}/data${isPartner ? '' : '?of=partner'}`}>
              What is kept about {name}, nominated with them
            </a>
          </p>
        ))}
        <DataTable
          caption="Their records"
          columns={[{ heading: 'Record' }, { heading: 'Cohort' }, { heading: 'Entries', numeric: true }]}
          rows={records.map(({ kind, id, cohort, rows, groupRows }) => [
            <a class="govuk-link" href={`${pathOf({ kind, id })}/data`}>
              {kind === 'participant' ? 'Participant' : 'Nomination'} {id}
            </a>,
            cohort?.title ?? '',
            rows.length + groupRows.length + 1,
          ])}
          empty=""
        />
        {mentions.length > 0 && (
          <DataTable
            caption="Where others’ records name them"
            columns={[{ heading: 'Record' }, { heading: 'As' }]}
            rows={mentions.map(({ kind, id, role }) => [
              <a class="govuk-link" href={pathOf({ kind, id })}>
                {kind === 'participant' ? 'Participant' : 'Nomination'} {id}
              </a>,
              roleWords[role],
            ])}
            empty=""
          />
        )}
        {importRows.length > 0 && (
          <DataTable
            caption="Rows of spreadsheets that are kept for a week"
            columns={[
              { heading: 'Handed in' },
              { heading: 'Of' },
              { heading: 'Row', numeric: true },
              { heading: 'As' },
            ]}
            rows={importRows.map(({ at, of, row, as }) => [
              formatShort(at, zone, deps.clock.now()),
              capital(of),
              row,
              capital(as.join(', ')) || namedInText,
            ])}
            empty=""
          />
        )}
        {records.some(({ groupMentions }) => groupMentions.length > 0) && (
          <InsetText>
            Notes of their Work Group name them, and are in the files as they were written. Read them before you send a
            file: they may be about somebody else too.
          </InsetText>
        )}
        {elsewhere > 0 && (
          <InsetText>
            More is kept at other hubs ({elsewhere}). The programme’s admins can send all of it in one file.
          </InsetText>
        )}
        {sharing.length > 0 && (
          <InsetText>
            {sharing.length === 1 ? 'Another record has' : `${sharing.length} other records have`} this email address
            and another name. They are somebody else’s, and not in the files.
          </InsetText>
        )}
        {c.get('signedIn').permissions.has('erase') && (
          <p class="govuk-body">
            <a class="govuk-link" href={`${home}/erase`}>
              Erase this record
            </a>
          </p>
        )}
      </>
    ),
  });
}

async function htmlFile(deps: ConsoleDeps, c: ConsoleContext, stored: StoredPerson, ref: RecordRef): Promise<Response> {
  const { runBy } = siteFrame(deps, stored.records[0]?.cohort);
  return fileOf(deps, c, ref, 'html', await dataDocument(stored, deps.clock.now(), runBy));
}

async function jsonFile(deps: ConsoleDeps, c: ConsoleContext, stored: StoredPerson, ref: RecordRef): Promise<Response> {
  const { person, records, mentions, importRows } = stored;
  const content = {
    madeAt: deps.clock.now(),
    person: { name: person.name, email: person.email },
    records: records.map(({ cohort, ...record }) => ({ ...record, cohort: cohort?.title })),
    mentions,
    importRows,
  };
  return fileOf(deps, c, ref, 'json', JSON.stringify(content, null, 2));
}

const types = { html: 'text/html; charset=utf-8', json: 'application/json; charset=utf-8' };

function fileOf(
  deps: ConsoleDeps,
  c: ConsoleContext,
  { kind, id }: RecordRef,
  type: keyof typeof types,
  body: string,
): Response {
  deps.log.info('personal data exported', { kind, id, type, by: c.get('signedIn').subject });
  return new Response(body, {
    headers: { 'content-type': types[type], 'content-disposition': `attachment; filename="data-${id}.${type}"` },
  });
}
