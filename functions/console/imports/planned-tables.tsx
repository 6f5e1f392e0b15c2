import type { PlannedRow } from '../../imports/planned-row.ts';
import { DataTable } from '../../pages/components/data-table.tsx';
import { type ImportPlace, recordPath } from './import-place.ts';

export type Row<Will extends PlannedRow['will']> = Extract<PlannedRow, { will: Will }>;

const about = [{ heading: 'Row' }, { heading: 'Who' }, { heading: 'School' }];

/** Rows that can't be taken in, each with all that is wrong with it. */
export function RefusedRows({ rows }: { rows: readonly Row<'refuse'>[] }) {
  if (rows.length === 0) return null;
  return (
    <DataTable
      caption="Refused"
      columns={[...about, { heading: 'What to put right' }]}
      rows={rows.map(({ row, who, school, why }) => [`Row ${row}`, who, school, <Lines lines={why} />])}
      empty=""
    />
  );
}

export function MadeRows({ rows }: { rows: readonly Row<'make'>[] }) {
  if (rows.length === 0) return null;
  return (
    <DataTable
      caption="What will happen"
      columns={[...about, { heading: 'What happens' }]}
      rows={rows.map(({ row, who, school, says, notes }) => [
        `Row ${row}`,
        who,
        school,
        <Lines lines={[says, ...notes]} />,
      ])}
      empty=""
    />
  );
}

export function LeftRows({ place, rows }: { place: ImportPlace; rows: readonly Row<'leave'>[] }) {
  if (rows.length === 0) return null;
  return (
    <DataTable
      caption="There already: nothing happens"
      columns={[...about, { heading: 'Why' }]}
      rows={rows.map(({ row, who, school, id, says }) => [
        `Row ${row}`,
        who,
        school,
        id ? (
          <a class="govuk-link" href={recordPath(place, id)}>
            {says}
          </a>
        ) : (
          says
        ),
      ])}
      empty=""
    />
  );
}

/** Sentences, each on a line of its own. */
export function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </>
  );
}
