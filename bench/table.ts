import type { Row } from './bench.ts';

const headings = ['name', 'value', 'unit', 'against', 'ratio', 'target', 'met'] as const;
const numeric: readonly (typeof headings)[number][] = ['value', 'against', 'ratio'];

/** The rows as lines of text, columns aligned, figures to the right. */
export function tableLines(rows: readonly Row[]): string[] {
  const cells = rows.map((row) => headings.map((heading) => cell(row[heading])));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (texts: readonly string[]): string =>
    headings
      .map((heading, column) => pad(texts[column] ?? '', widths[column] ?? 0, numeric.includes(heading)))
      .join('  ')
      .trimEnd();
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)];
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width);
}

function cell(value: Row[(typeof headings)[number]]): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'NO';
  return typeof value === 'number' ? value.toLocaleString('en-GB', { maximumSignificantDigits: 15 }) : value;
}
