import type { RecordedCase } from './case.ts';
import { compareResult } from './compare.ts';
import { runCase } from './run-case.ts';

type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed'; readonly differences: readonly string[] };

export interface CaseReport {
  readonly id: string;
  readonly group: string;
  readonly verdict: Verdict;
}

/** The whole run, as `--json` prints it. */
export interface ConformanceReport {
  readonly total: number;
  readonly passed: number;
  readonly failed: readonly string[];
  readonly refused: readonly { readonly id: string; readonly why: string }[];
}

/**
 * Runs a case and compares. A definition that only uses what the interpreter leaves out is refused; one that it takes
 * for wrong, though AWS ran it, has failed.
 */
export async function checkCase(recorded: RecordedCase): Promise<CaseReport> {
  const { id, group } = recorded;
  const outcome = await runCase(recorded);
  if (outcome.kind === 'refused' && outcome.unsupported)
    return { id, group, verdict: { kind: 'refused', why: outcome.why } };
  const differences =
    outcome.kind === 'refused'
      ? [`the definition was refused: ${outcome.why}`]
      : compareResult(recorded, outcome.result);
  return { id, group, verdict: differences.length === 0 ? { kind: 'passed' } : { kind: 'failed', differences } };
}

export function summarise(reports: readonly CaseReport[]): ConformanceReport {
  return {
    total: reports.length,
    passed: reports.filter(({ verdict }) => verdict.kind === 'passed').length,
    failed: reports.filter(({ verdict }) => verdict.kind === 'failed').map(({ id }) => id),
    refused: reports.flatMap(({ id, verdict }) => (verdict.kind === 'refused' ? [{ id, why: verdict.why }] : [])),
  };
}

/** A line for each group: `map_inline 26 passed`, and what failed or was refused beside it. */
export function groupLines(reports: readonly CaseReport[]): string[] {
  const groups = Map.groupBy(reports, ({ group }) => group);
  return [...groups].map(([group, members]) => {
    const count = (kind: Verdict['kind']) => members.filter(({ verdict }) => verdict.kind === kind).length;
    const parts = (['passed', 'failed', 'refused'] as const).map((kind) => [kind, count(kind)] as const);
    return `${group}: ${parts
      .filter(([, number]) => number > 0)
      .map(([kind, number]) => `${number} ${kind}`)
      .join(', ')}`;
  });
}
