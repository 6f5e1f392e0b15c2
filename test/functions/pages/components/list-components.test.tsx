import type { Absent, Attributes, TextSize } from '../../../../functions/pages/components/markup.ts';
import { SummaryList } from '../../../../functions/pages/components/summary-list.tsx';
import { Table } from '../../../../functions/pages/components/table.tsx';
import { content, holdToFixtures, modifier, type Words } from './fixtures.ts';

type ActionOptions = Words & { href: string; visuallyHiddenText?: string; classes?: string; attributes?: Attributes };

interface RowOptions {
  key: Words & { classes?: string };
  value: Words & { classes?: string };
  actions?: { items?: ActionOptions[]; classes?: string };
  classes?: string;
}

interface SummaryListOptions {
  rows: (RowOptions | Absent)[];
  card?: {
    title: Words & { headingLevel?: 2 | 3 | 4 };
    actions?: { items?: ActionOptions[] };
    classes?: string;
    attributes?: Attributes;
  };
  classes?: string;
  attributes?: Attributes;
}

function action({ text, html, visuallyHiddenText, ...rest }: ActionOptions) {
  return { content: content({ text, html }), hiddenText: visuallyHiddenText, ...rest };
}

function card(options: SummaryListOptions['card']) {
  return (
    options && {
      title: content(options.title),
      headingLevel: options.title.headingLevel,
      actions: options.actions?.items?.map(action),
      classes: options.classes,
      attributes: options.attributes,
    }
  );
}

holdToFixtures<SummaryListOptions>('summary-list', {
  leftOut: {
    'a card without a title: ours has one': ['summary card with custom classes', 'summary card with custom attributes'],
  },
  render: ({ rows, card: cardOptions, ...rest }) => (
    <SummaryList
      rows={rows.map(
        (row) =>
          row && {
            key: content(row.key),
            keyClasses: row.key.classes,
            value: content(row.value),
            valueClasses: row.value.classes,
            actions: row.actions?.items?.map(action),
            actionsClasses: row.actions?.classes,
            classes: row.classes,
          },
      )}
      card={card(cardOptions)}
      {...rest}
    />
  ),
});

type CellOptions = Words & {
  format?: 'numeric';
  classes?: string;
  colspan?: number;
  rowspan?: number;
  attributes?: Attributes;
};

interface TableOptions {
  rows: (CellOptions[] | Absent)[];
  head?: CellOptions[];
  caption?: string;
  captionClasses?: string;
  firstCellIsHeader?: boolean;
  classes?: string;
  attributes?: Attributes;
}

function cell({ text, html, ...rest }: CellOptions) {
  return { content: content({ text, html }), ...rest };
}

holdToFixtures<TableOptions>('table', {
  render: ({ rows, head, captionClasses, ...rest }) => (
    <Table
      rows={rows.map((row) => (row ? row.map(cell) : row))}
      head={head?.map(cell)}
      captionSize={modifier(captionClasses, 'govuk-table__caption--') as TextSize | undefined}
      {...rest}
    />
  ),
});
