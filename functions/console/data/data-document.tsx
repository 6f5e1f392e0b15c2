import { raw } from 'hono/html';
import { capital, formatMoment } from '../../domain/wording.ts';
import type { ImportMention } from '../../erasure/import-rows.ts';
import type { StoredPerson, StoredRecord } from '../../erasure/subject-access.ts';
import { zone } from '../zone.ts';
import { internal, shown, valueWords, words } from './stored-words.ts';

/** A kind of rows, how its sort key begins, and what of it a person reads; the JSON file has all of it. */
interface Kind {
  readonly prefix: string;
  readonly title: string;
  readonly columns: readonly (readonly [attribute: string, heading: string])[];
}

const kinds: readonly Kind[] = [
  {
    prefix: 'B#PLACE#',
    title: 'Sessions',
    columns: [
      ['sessionId', 'Session'],
      ['state', 'Attendance'],
      ['source', 'Entered by'],
      ['at', 'When'],
      ['evidence', 'What you wrote'],
    ],
  },
  {
    prefix: 'C#CREDIT#',
    title: 'Days that count',
    columns: [
      ['bucket', 'Of what'],
      ['amount', 'Days'],
      ['reason', 'Why'],
      ['by', 'Entered by'],
      ['at', 'When'],
    ],
  },
  {
    prefix: 'D#INSCHOOL#',
    title: 'Days in school',
    columns: [
      ['date', 'Date'],
      ['amount', 'Days'],
      ['activity', 'What you did'],
      ['reflection', 'What you learned'],
      ['acknowledgedAt', 'Acknowledged'],
    ],
  },
  {
    prefix: 'E#PROMPT#',
    title: 'Emails',
    columns: [
      ['plannedFor', 'Planned for'],
      ['role', 'To'],
      ['because', 'Why'],
      ['state', 'What became of it'],
      ['reason', 'Reason'],
    ],
  },
  {
    prefix: 'LOG#',
    title: 'Changes',
    columns: [
      ['at', 'When'],
      ['what', 'What'],
      ['from', 'Before'],
      ['to', 'After'],
      ['why', 'Why'],
    ],
  },
  {
    prefix: 'NOTE#',
    title: 'Notes that staff wrote',
    columns: [
      ['at', 'When'],
      ['text', 'Note'],
    ],
  },
  {
    prefix: 'NEEDS',
    title: 'Needs at sessions',
    columns: [['needs', 'What you wrote']],
  },
];

/** Everything that is stored of somebody, for them to read: one file that needs nothing else. */
export async function dataDocument(stored: StoredPerson, madeAt: string, runBy: string): Promise<string> {
  return (await (<Document {...{ stored, madeAt, runBy }} />)).toString();
}

const styles =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c}' +
  'table{border-collapse:collapse;width:100%;margin:0 0 1.5rem}' +
  'th,td{border-bottom:1px solid #b1b4b6;padding:.4rem .6rem .4rem 0;text-align:left;vertical-align:top}' +
  'caption{font-weight:700;text-align:left;padding:.5rem 0}h2{margin-top:2.5rem}td{overflow-wrap:break-word}';

function Document({ stored, madeAt, runBy }: { stored: StoredPerson; madeAt: string; runBy: string }) {
  const { person, records, mentions, importRows } = stored;
  const title = `What is kept about ${person.name}`;
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{title}</title>
          <style>{raw(styles)}</style>
        </head>
        <body>
          <main>
            <h1>{title}</h1>
            <p>
              Made on {formatMoment(madeAt, zone)} by {runBy}. It is all that this service keeps about you. Of other
              people only their part is named: what is kept about them is theirs.
            </p>
            {records.map((record) => (
              <RecordSection record={record} />
            ))}
            {importRows.length > 0 && (
              <>
                <h2>In spreadsheets that the hub was sent</h2>
                <p>A row is kept until it is taken in, for a week at most.</p>
                {importRows.map((row) => (
                  <ImportRow row={row} />
                ))}
              </>
            )}
            {mentions.length > 0 && (
              <>
                <h2>Where you stand in the records of others</h2>
                <ul>
                  {mentions.map(({ kind, id, role }) => (
                    <li>
                      {words(kind)} {id}: your name and email address, as {words(role).toLowerCase()}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </main>
        </body>
      </html>
    </>
  );
}

/** What somebody is in a row of a spreadsheet that has their name in its words alone. */
export const namedInText = 'Named in what was written';

function ImportRow({ row: { at, of, row, as, cells } }: { row: ImportMention }) {
  return (
    <Table
      caption={`Row ${row} of ${of}, handed in on ${formatMoment(at, zone)}: ${capital(as.join(', ')) || namedInText}`}
      headings={['Column', 'What it says']}
      rows={Object.entries(cells).map(([field, text]) => [words(field), text])}
    />
  );
}

function RecordSection({ record }: { record: StoredRecord }) {
  const { kind, id, cohort, contact, others, facts, rows, groupRows, groupMentions } = record;
  return (
    <>
      <h2>
        {kind === 'participant' ? 'Taking part' : 'Nomination'}: {cohort?.title ?? 'a cohort'} (reference {id})
      </h2>
      <Table
        caption="About you"
        headings={['What', 'Kept']}
        rows={[
          ['Name', contact?.name ?? ''],
          ['Email address', contact?.email ?? ''],
          ['Mail to it', contact?.emailState === 'ok' ? 'Arrives' : words(contact?.emailState ?? '')],
          ...Object.entries(facts)
            .filter(([attribute, value]) => !internal.has(attribute) && !isEmpty(value))
            .map(([attribute, value]) => [words(attribute), shown(attribute, value)]),
          ['Others named in it', others.map((role) => words(role)).join(', ') || 'Nobody'],
        ]}
      />
      {kinds.map(({ prefix, title, columns }) => (
        <Table
          caption={title}
          headings={columns.map(([, heading]) => heading)}
          rows={rows
            .filter(({ sk }) => sk.startsWith(prefix))
            .map((row) => columns.map(([attribute]) => shown(attribute, row[attribute])))}
        />
      ))}
      <Table
        caption="Where your Work Group’s notes name you"
        headings={['When', 'What', 'What it says']}
        rows={groupMentions.map(({ at, what, text }) => [valueWords(at), what, text])}
      />
      <Table
        caption="What you wrote for your Work Group"
        headings={['What', 'Kept']}
        rows={groupRows.flatMap((row) =>
          Object.entries(row)
            .filter(([attribute]) => !internal.has(attribute))
            .map(([attribute, value]) => [words(attribute), valueWords(value)]),
        )}
      />
    </>
  );
}

function Table(props: { caption: string; headings: readonly string[]; rows: readonly (readonly string[])[] }) {
  const { caption, headings, rows } = props;
  if (rows.length === 0) return null;
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {headings.map((heading) => (
            <th scope="col">{heading}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === '' ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}
