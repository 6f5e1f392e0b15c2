import type { Row } from './bench.ts';
import { tableLines } from './table.ts';

/** What one bench told, and its rows. */
export interface Told {
  readonly name: string;
  readonly lines: readonly string[];
  readonly rows: readonly Row[];
}

/** `docs/performance.md`: every target with its figure, how each was measured, and on what. */
export function performancePage(told: readonly Told[], machine: readonly string[]): string {
  const rows = told.flatMap((bench) => bench.rows);
  const missed = rows.filter(({ met }) => met === false);
  return `# How fast it is

Written by \`npm run bench -- --write\`; don't edit it by hand.

${machine.map((line) => `    ${line}`).join('\n')}

${missed.length === 0 ? 'Every target is met.' : `Not met: ${missed.map(({ name }) => name).join('; ')}.`}

\`\`\`
${tableLines(rows).join('\n')}
\`\`\`

${told.map(({ name, lines }) => `## ${name}\n\n${lines.map((line) => `- ${line}`).join('\n')}`).join('\n\n')}
`;
}
