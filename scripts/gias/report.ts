import type { TakenIn } from './take-in.ts';

const words: Readonly<Record<string, string>> = {
  'no-urn': 'no URN of six digits',
  'no-name': 'no name',
  'unknown-status': 'a status that we do not know',
  'unknown-phase': 'a phase that we do not know',
  'unknown-group': 'a group of types that we do not know',
  'wrong-number-of-cells': 'not as many cells as the first line',
  'here-twice': 'a URN that is in the file twice: the last one counts',
  'school-closed': 'the school has closed',
  'school-not-open-yet': 'the school has not opened yet',
  'not-in-england': 'not in England',
  'not-state-funded': 'not state-funded',
  'not-secondary': 'not listed as a secondary or all-through school',
};

/** The report for a person. A school that is refused may not nominate; it is kept, so that the form can say why. */
export function reportLines(file: string, report: TakenIn, seconds: number): string[] {
  const { read, changed, added, unchanged, refused, reasons } = report;
  const sorted = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  return [
    `${read} rows read from ${file} in ${seconds.toFixed(1)} s`,
    `${changed} changed (${added} of them new), ${unchanged} unchanged`,
    `${refused} refused${refused > 0 ? ' (a row may have several reasons):' : ''}`,
    ...sorted.map(([reason, count]) => `  ${String(count).padStart(6)}  ${words[reason] ?? reason}`),
  ];
}
