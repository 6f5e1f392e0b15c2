import type { Row } from './bench.ts';

/** What is asked of a row's value or of its ratio. */
export interface Target {
  readonly of: 'value' | 'ratio';
  readonly bound: 'at least' | 'at most';
  readonly figure: number;
}

export interface Measured {
  readonly key?: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against?: number;
  /** Where it was measured by itself, and isn't one of the two figures divided by the other. */
  readonly ratio?: number;
  readonly target?: Target;
}

/** A row with its ratio and whether its target is met, both worked out from the figures before they are rounded. */
export function makeRow({ key, name, value, unit, against, target, ...measured }: Measured): Row {
  const ratio = measured.ratio ?? (against === undefined ? null : value / against);
  return {
    ...(key !== undefined && { key }),
    name,
    value: rounded(value),
    unit,
    against: against === undefined ? null : rounded(against),
    ratio: ratio === null ? null : rounded(ratio),
    target: target ? wordsOf(target, unit) : null,
    met: target ? isMet(target, value, ratio) : null,
  };
}

function isMet({ of, bound, figure }: Target, value: number, ratio: number | null): boolean {
  const measured = of === 'value' ? value : ratio;
  if (measured === null) throw new NothingToCompare('A target for a ratio needs a figure to compare with');
  return bound === 'at least' ? measured >= figure : measured <= figure;
}

function wordsOf({ of, bound, figure }: Target, unit: string): string {
  const sign = bound === 'at least' ? '>=' : '<=';
  return of === 'ratio' ? `ratio ${sign} ${figure}` : `${sign} ${figure} ${unit}`;
}

/** The figures of a bench that names them, by their keys; nothing where it names none. */
export function keyedFigures(rows: readonly Row[]): Record<string, number> | undefined {
  const keyed = rows.flatMap(({ key, value }) => (key === undefined ? [] : [[key, value] as const]));
  return keyed.length === 0 ? undefined : Object.fromEntries(keyed);
}

/** Four significant digits, and never less than whole numbers. */
export function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(4));
}

/** The middle value; of an even number, the mean of the two in the middle. Throws `NothingToCompare` for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new NothingToCompare('There is no median of nothing');
  return (lower + upper) / 2;
}

/** The measurements don't allow what was to be worked out from them. */
export class NothingToCompare extends Error {
  override readonly name = 'NothingToCompare';
}
