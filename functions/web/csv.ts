/**
 * A table as CSV (RFC 4180) that is safe to open: a cell that a spreadsheet would take for a formula begins with an
 * apostrophe, as OWASP's "CSV Injection" page advises.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets begin a formula at any of these, and look past white space and quotes for it. */
const formulaStart = /^[\s"']*[=+\-@\t\r|%＝＋－＠]/;

function cell(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The headers of a file to keep. A byte order mark says UTF-8 to spreadsheets. */
export function csvResponse(name: string, rows: readonly (readonly string[])[]): Response {
  return new Response(`\uFEFF${writeCsv(rows)}`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
  });
}
