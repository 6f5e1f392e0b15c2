import * as v from 'valibot';
import { people } from '../../domain/people.ts';
import { columnsOf } from '../../imports/import-subject.ts';
import { type RowOutcome, readRows, type StagedImport, type StagedRow } from '../../imports/staged-import.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { DataTable } from '../../pages/components/data-table.tsx';
import { SummaryList } from '../../pages/components/summary-list.tsx';
import { Tag } from '../../pages/components/tag.tsx';
import { key } from '../../platform/keys.ts';
import { csvResponse } from '../../web/csv.ts';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { type ImportPlace, recordPath, rowsWords } from './import-place.ts';
import { Lines } from './planned-tables.tsx';

type Became = RowOutcome['became'];

const becameWords: Readonly<Record<Became, string>> = {
  made: 'Taken in',
  there: 'There already',
  refused: 'Refused',
  failed: 'Failed',
};

const becameColours = { made: 'green', there: 'grey', refused: 'orange', failed: 'red' } as const;

/** What became of each row: while a file is being taken in, and afterwards for as long as it is kept. */
export async function resultsPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  place: ImportPlace,
  staged: StagedImport,
): Promise<Response> {
  const rows = await readRows(deps, staged.id);
  const settled = rows.filter(({ outcome }) => outcome !== undefined);
  const isDone = staged.state === 'done';
  const names = await namesOf(deps, place, settled);
  const count = (became: Became) => settled.filter(({ outcome }) => outcome?.became === became).length;
  const title = isDone
    ? `What became of ${rowsWords(rows.length)}`
    : `${settled.length} of ${rowsWords(rows.length)} are taken in`;
  return consolePage(deps, c, {
    title,
    before: <BackLink href={place.path}>Another file</BackLink>,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{place.of}</span> {title}
        </h1>
        {!isDone && <GoOn place={place} staged={staged} />}
        <SummaryList
          classes="tl-facts"
          rows={(['made', 'there', 'refused', 'failed'] as const).map(
            (became) =>
              (became !== 'failed' || count(became) > 0) && { key: becameWords[became], value: String(count(became)) },
          )}
        />
        {isDone && (
          <p class="govuk-body">
            <a class="govuk-link" href={`${place.path}/${staged.id}/results.csv`}>
              Save what became of each row (CSV)
            </a>
            : rows that were left out are in it as they were, to be put right and handed in again
          </p>
        )}
        <DataTable
          caption="Row by row"
          columns={[{ heading: 'Row' }, { heading: 'Outcome' }, { heading: 'Who' }, { heading: 'Why' }]}
          rows={settled.map(({ row, cells, outcome }) => [
            `Row ${row}`,
            outcome && <Tag colour={becameColours[outcome.became]}>{becameWords[outcome.became]}</Tag>,
            <Who place={place} id={outcome?.id} name={names.get(outcome?.id ?? '') ?? whoIn(cells)} />,
            <Lines lines={outcome?.why ?? []} />,
          ])}
          empty="No row is taken in yet."
        />
      </>
    ),
  });
}

function GoOn({ place, staged }: { place: ImportPlace; staged: StagedImport }) {
  return (
    <form method="post" action={`${place.path}/${staged.id}`} class="tl-act" data-goes-on="" novalidate>
      <p class="govuk-body">
        A part is taken in at a time, while this page is open. If you close it, it goes on when you come back.
      </p>
      <input type="hidden" name="step" value="go-on" />
      <Button>Go on</Button>
    </form>
  );
}

function Who({ place, id, name }: { place: ImportPlace; id: string | undefined; name: string }) {
  if (!id) return <>{name}</>;
  return (
    <a class="govuk-link" href={recordPath(place, id)}>
      {name || id}
    </a>
  );
}

function whoIn(cells: StagedRow['cells']): string {
  return cells.nomineeName || cells.name || cells.email || cells.reference || '';
}

const named = v.object({ pk: v.string(), people });

/** Rows that were taken in keep no name: it is read where it is now, if it is still there. */
async function namesOf(
  deps: ConsoleDeps,
  { subject }: ImportPlace,
  rows: readonly StagedRow[],
): Promise<Map<string, string>> {
  const kind = subject.of === 'nominations' ? 'nomination' : 'participant';
  const ids = [...new Set(rows.flatMap(({ outcome }) => outcome?.id ?? []))];
  const found = await deps.table.getMany(
    ids.map((id) => key.people(kind, id)),
    named,
  );
  const byPk = new Map(
    found.map(({ pk, people: { nominee, participant } }) => [pk, (participant ?? nominee)?.name ?? '']),
  );
  return new Map(ids.map((id) => [id, byPk.get(key.people(kind, id).pk) ?? '']));
}

/** The rows with their outcomes; the template's columns are those of the file, so that it can be handed in again. */
export async function resultsFile(deps: ConsoleDeps, place: ImportPlace, staged: StagedImport): Promise<Response> {
  const columns = columnsOf(place.subject);
  const rows = await readRows(deps, staged.id);
  return csvResponse(`${place.name}-results.csv`, [
    ['Row in the file', 'Outcome', 'Why', 'Record', ...columns.map(({ heading }) => heading)],
    ...rows.map(({ row, cells, outcome }) => [
      String(row),
      outcome ? becameWords[outcome.became] : 'Not yet',
      outcome?.why.join('; ') ?? '',
      outcome?.id ?? '',
      ...columns.map(({ field }) => cells[field] ?? ''),
    ]),
  ]);
}
