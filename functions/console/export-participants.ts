import type { Hono } from 'hono';
import { bucketTitle } from '../domain/bucket-words.ts';
import { sessionsFor } from '../domain/cohort.ts';
import { explainWait } from '../domain/explain.ts';
import { type HalfDayLine, ledgerAt } from '../domain/half-days.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import type { Participant } from '../domain/participant.ts';
import type { Programme } from '../domain/programme.ts';
import { formatMoment } from '../domain/wording.ts';
import { readDays } from '../journeys/read-journey.ts';
import { nameParticipantStatus } from '../pages/components/status-tags.tsx';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';
import { csvResponse } from '../web/csv.ts';
import { problemPage } from '../web/problem-page.ts';
import { chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { everyRow, findParticipants, type Row as ListRow, listedBy } from './lists.ts';
import { isLookedFor, readParticipantFilter } from './participant-filter.tsx';
import { zone } from './zone.ts';

/** The participants of a list, with its filters and with what each has earned, as a file for a spreadsheet. */
export function addParticipantExport(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/participants/export', (c) => send(deps, c));
}

type Row = ListRow<Participant>;
type Line = Pick<HalfDayLine, 'year' | 'bucket' | 'needed' | 'earned'>;

async function send(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const { cohort } = await chosenCohort(deps, c);
  if (!cohort) return problemPage(deps, c, { kind: 'not-found' });
  const filter = readParticipantFilter(c);
  const listed = listedBy(cohort.id, filter);
  const rows = await everyRow((after) =>
    findParticipants(deps.table, listed, (row) => isLookedFor(filter, row, deps.clock.nowMs()), after),
  );
  deps.log.info('participants exported', { cohort: cohort.id, by: c.get('signedIn').subject, rows: rows.length });
  const { programme, ledgers } = await readLedgers(deps, cohort.id, rows);
  const lines = ledgers[0] ?? [];
  const headings = [
    ...columns.map(({ heading }) => heading),
    ...lines.flatMap((line) => lineHeadings(programme, line)),
  ];
  const now = deps.clock.now();
  const cells = rows.map((row, place) => [
    ...columns.map(({ value }) => value(row, now)),
    ...(ledgers[place] ?? []).flatMap(({ earned, needed }) => [String(earned), String(needed)]),
  ]);
  return csvResponse(`participants-${cohort.id}.csv`, [headings, ...cells]);
}

/** So many ledgers are read at once: a request has seconds for a cohort of thousands. */
const atOnce = 25;

/** The ledger of each row, of the same lines in the same order. */
async function readLedgers(
  deps: ConsoleDeps,
  cohortId: string,
  rows: readonly Row[],
): Promise<{ programme: Programme; ledgers: Line[][] }> {
  const { cohort, sessions } = await readCohort(deps.table, cohortId);
  const programme = await readProgramme(deps.table, cohort.programme);
  const ledgers: Line[][] = [];
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce).map(async (participant) => {
      const moments = momentsFor(programme, cohort, sessionsFor(sessions, participant.id));
      return [
        ...ledgerAt({ participant, ...(await readDays(deps.table, participant.id)) }, moments, deps.clock.nowMs()),
      ];
    });
    ledgers.push(...(await Promise.all(some)));
  }
  return { programme, ledgers };
}

function lineHeadings({ kind }: Programme, { year, bucket }: Line): string[] {
  const name = `Year ${year}: ${bucketTitle(kind, bucket).toLowerCase()}`;
  return [`${name}, earned`, `${name}, needed`];
}

const columns: readonly { readonly heading: string; readonly value: (row: Row, now: string) => string }[] = [
  { heading: 'Reference', value: ({ id }) => id },
  { heading: 'Name', value: ({ people }) => people.participant?.name ?? '' },
  { heading: 'Email', value: ({ people }) => people.participant?.email ?? '' },
  { heading: 'Email arrives', value: ({ addressFailed }) => (addressFailed ? 'No' : 'Yes') },
  { heading: 'School', value: ({ schoolName }) => schoolName },
  { heading: 'URN', value: ({ schoolUrn }) => schoolUrn },
  { heading: 'Headteacher', value: ({ people }) => people.head?.name ?? '' },
  { heading: 'Headteacher: email', value: ({ people }) => people.head?.email ?? '' },
  { heading: 'Status', value: ({ status }) => nameParticipantStatus(status) },
  { heading: 'Since', value: ({ statusSince }) => formatMoment(statusSince, zone) },
  { heading: 'Where they are and why', value: (row, now) => explainWait(row, zone, now) },
];
