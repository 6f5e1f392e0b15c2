/** A message that SES took: when (epoch ms of virtual time), and the occasion that it was of. */
export interface Taken {
  readonly at: number;
  readonly occasion: string;
}

export interface BurstFigures {
  /** Occasions of which SES took a message. */
  readonly sent: number;
  /** Occasions that were due and of which it took none. */
  readonly lost: number;
  /** Messages beyond the first of an occasion. */
  readonly duplicates: number;
  /** The most messages that SES took within any second, wherever that second begins. */
  readonly maxPerSecond: number;
}

/** Counts what became of occasions that were due. */
export function burstFigures(due: ReadonlySet<string>, taken: readonly Taken[]): BurstFigures {
  const ofDue = taken.filter(({ occasion }) => due.has(occasion));
  const sent = new Set(ofDue.map(({ occasion }) => occasion)).size;
  return {
    sent,
    lost: due.size - sent,
    duplicates: ofDue.length - sent,
    maxPerSecond: mostWithin(
      taken.map(({ at }) => at),
      1000,
    ),
  };
}

/** The most moments within any stretch of `length` ms, its end left out. */
export function mostWithin(moments: readonly number[], length: number): number {
  const sorted = [...moments].sort((a, b) => a - b);
  let most = 0;
  let first = 0;
  sorted.forEach((moment, index) => {
    while (moment - (sorted[first] ?? moment) >= length) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}
