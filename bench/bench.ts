/** One line of the table: a figure, what it is held against, and the target, where there is one. */
export interface Row {
  /** What the figure is called where its bench is asked for alone, as JSON. */
  readonly key?: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The figure beside ours, in the same unit, from the same run. */
  readonly against: number | null;
  /** `value` divided by `against`, or the middle one of many such ratios where its bench says so. */
  readonly ratio: number | null;
  /** As text: `ratio >= 2`, `<= 30 s`. */
  readonly target: string | null;
  readonly met: boolean | null;
}

export interface Bench {
  readonly name: string;
  /** Measures; `tell` takes a line about how, or about what was seen on the way. Rejects when nothing fair came out. */
  run(tell: (line: string) => void): Promise<Row[]>;
}
