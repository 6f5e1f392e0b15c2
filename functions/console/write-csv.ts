/**
 * Comma-separated values (RFC 4180) as spreadsheets open them: a byte order mark, so that names keep their letters, and
 * nothing that a spreadsheet would run. A cell that begins like a formula is put after an apostrophe, which a
 * spreadsheet shows as text (OWASP, CSV injection).
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string): string {
  const harmless = /^\s*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
