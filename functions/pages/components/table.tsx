import { type Absent, type Attributes, type Content, classNames, type TextSize } from './markup.ts';

export interface TableCell {
  content: Content;
  format?: 'numeric' | undefined;
  classes?: string | undefined;
  colspan?: number | undefined;
  rowspan?: number | undefined;
  attributes?: Attributes | undefined;
}

export interface TableProps {
  caption?: string | undefined;
  captionSize?: TextSize | undefined;
  head?: readonly TableCell[] | undefined;
  rows: readonly (readonly TableCell[] | Absent)[];
  firstCellIsHeader?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Facts about many things, to compare. */
export function Table(props: TableProps) {
  return (
    <table class={classNames('govuk-table', props.classes)} {...props.attributes}>
      {props.caption && (
        <caption
          class={classNames('govuk-table__caption', props.captionSize && `govuk-table__caption--${props.captionSize}`)}
        >
          {props.caption}
        </caption>
      )}
      {props.head && (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {props.head.map((cell) => (
              <HeadCell {...cell} />
            ))}
          </tr>
        </thead>
      )}
      <tbody class="govuk-table__body">
        {props.rows.map(
          (row) =>
            row && (
              <tr class="govuk-table__row">
                {row.map((cell, index) =>
                  index === 0 && props.firstCellIsHeader ? <RowHeader {...cell} /> : <BodyCell {...cell} />,
                )}
              </tr>
            ),
        )}
      </tbody>
    </table>
  );
}

function HeadCell({ content, format, classes, ...cell }: TableCell) {
  const names = classNames('govuk-table__header', format && `govuk-table__header--${format}`, classes);
  return (
    <th scope="col" class={names} colspan={cell.colspan} rowspan={cell.rowspan} {...cell.attributes}>
      {content}
    </th>
  );
}

function RowHeader({ content, classes, ...cell }: TableCell) {
  const names = classNames('govuk-table__header', classes);
  return (
    <th scope="row" class={names} colspan={cell.colspan} rowspan={cell.rowspan} {...cell.attributes}>
      {content}
    </th>
  );
}

function BodyCell({ content, format, classes, ...cell }: TableCell) {
  const names = classNames('govuk-table__cell', format && `govuk-table__cell--${format}`, classes);
  return (
    <td class={names} colspan={cell.colspan} rowspan={cell.rowspan} {...cell.attributes}>
      {content}
    </td>
  );
}
