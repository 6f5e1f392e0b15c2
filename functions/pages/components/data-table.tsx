import { type Attributes, type Content, classNames, type TextSize } from './markup.ts';

export interface DataColumn {
  heading: string;
  numeric?: boolean | undefined;
  /** Makes the heading a link that sorts by it; `direction` where it is what the rows are sorted by now. */
  sort?: { href: string; direction?: 'ascending' | 'descending' | undefined } | undefined;
}

export interface DataTableProps {
  caption: string;
  captionSize?: TextSize | undefined;
  /** Where the page's heading says the same; a screen reader still hears it. */
  captionHidden?: boolean | undefined;
  columns: readonly DataColumn[];
  /** A cell for each column; the first names the row. */
  rows: readonly (readonly Content[])[];
  /** What stands there instead of a table without rows. */
  empty: Content;
}

/**
 * A dense table for admins, which on a phone shows each row by itself. The roles are written out, since a table that
 * CSS lays out as blocks is no table to some screen readers.
 */
export function DataTable(props: DataTableProps) {
  if (props.rows.length === 0) return <p class="tl-table__empty">{props.empty}</p>;
  return (
    <div class="tl-table">
      <table class="govuk-table" {...role('table')}>
        <caption class={captionClasses(props)}>{props.caption}</caption>
        <thead class="govuk-table__head" {...role('rowgroup')}>
          <tr class="govuk-table__row" {...role('row')}>
            {props.columns.map((column) => (
              <ColumnHeading column={column} />
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body" {...role('rowgroup')}>
          {props.rows.map((row) => (
            <DataRow row={row} columns={props.columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function role(name: string): Attributes {
  return { role: name };
}

function captionClasses({ captionSize, captionHidden }: DataTableProps): string {
  return classNames(
    'govuk-table__caption',
    `govuk-table__caption--${captionSize ?? 'm'}`,
    captionHidden && 'govuk-visually-hidden',
  );
}

const arrows = { ascending: '▲', descending: '▼' };

function ColumnHeading({ column: { heading, numeric, sort } }: { column: DataColumn }) {
  return (
    <th
      scope="col"
      {...role('columnheader')}
      class={classNames('govuk-table__header', numeric && 'govuk-table__header--numeric')}
      aria-sort={sort?.direction}
    >
      {sort ? (
        <a class="tl-table__sort" href={sort.href}>
          {heading}
          {sort.direction && <span aria-hidden="true"> {arrows[sort.direction]}</span>}
        </a>
      ) : (
        heading
      )}
    </th>
  );
}

function DataRow({ row, columns }: { row: readonly Content[]; columns: readonly DataColumn[] }) {
  return (
    <tr class="govuk-table__row" {...role('row')}>
      {row.map((content, index) => {
        const column = columns[index];
        if (index === 0) {
          return (
            <th scope="row" class="govuk-table__header" {...role('rowheader')}>
              {content}
            </th>
          );
        }
        return (
          <td
            class={classNames('govuk-table__cell', column?.numeric && 'govuk-table__cell--numeric')}
            data-label={column?.heading}
            {...role('cell')}
          >
            <span>{content}</span>
          </td>
        );
      })}
    </tr>
  );
}
