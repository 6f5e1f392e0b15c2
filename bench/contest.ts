import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import * as v from 'valibot';
import { readAs } from '../functions/domain/read-as.ts';
import type { ContestantName } from './contestants.ts';
import { median } from './figures.ts';

const round = v.object({
  counts: v.record(v.string(), v.number()),
  seconds: v.pipe(v.number(), v.gtValue(0)),
  cpuSeconds: v.pipe(v.number(), v.gtValue(0)),
  peakMebibytes: v.pipe(v.number(), v.gtValue(0)),
});

/** One round: what was done, and the real time, CPU time (all threads) and highest memory of the process. */
export type Round = v.InferOutput<typeof round>;

/** A fresh Node process that does rounds of one kind of work when it is asked to, and nothing in between. */
export class Contestant {
  readonly name: ContestantName;
  readonly #process: ChildProcess;

  private constructor(name: ContestantName, process: ChildProcess) {
    this.name = name;
    this.#process = process;
  }

  /**
   * `as-written` lets Node strip the types and change nothing else; code with JSX needs `tsx`, which also adds calls
   * that keep functions' names.
   */
  static start(name: ContestantName, loader: 'as-written' | 'tsx' = 'as-written'): Contestant {
    const script = join(import.meta.dirname, 'contestant.ts');
    const execArgv = loader === 'tsx' ? ['--import', 'tsx'] : [];
    return new Contestant(name, fork(script, [name], { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  }

  /** Throws `ContestantFailed` when the process ends without an answer; what it had to say is on the error output. */
  round(): Promise<Round> {
    return new Promise((resolve, reject) => {
      const end = (code: number | null): void =>
        reject(new ContestantFailed(`"${this.name}" ended with ${code} before its round was over`));
      this.#process.once('exit', end);
      this.#process.once('message', (message) => {
        this.#process.off('exit', end);
        resolve(readAs(round, message));
      });
      this.#process.send('round');
    });
  }

  stop(): void {
    if (this.#process.connected) this.#process.disconnect();
  }
}

export class ContestantFailed extends Error {
  override readonly name = 'ContestantFailed';
}

/** A round in a process of its own. */
export async function measureOnce(name: ContestantName, loader: 'as-written' | 'tsx'): Promise<Round> {
  const contestant = Contestant.start(name, loader);
  try {
    return await contestant.round();
  } finally {
    contestant.stop();
  }
}

/**
 * Both in processes of their own, their rounds by turns (A B A B …), so that whatever else the machine does meets both.
 * The first `warmUps` rounds of each don't count.
 */
export async function interleave(
  [first, second]: readonly [ContestantName, ContestantName],
  { rounds, warmUps }: { readonly rounds: number; readonly warmUps: number },
): Promise<[Round[], Round[]]> {
  const contestants = [Contestant.start(first), Contestant.start(second)] as const;
  const results: [Round[], Round[]] = [[], []];
  try {
    for (let count = 0; count < warmUps + rounds; count += 1)
      for (const [index, contestant] of contestants.entries()) {
        const result = await contestant.round();
        if (count >= warmUps) results[index]?.push(result);
      }
    return results;
  } finally {
    for (const contestant of contestants) contestant.stop();
  }
}

/** The median, over rounds, of how many of `what` were done in a second of CPU time. */
export function perCpuSecond(rounds: readonly Round[], what: string): number {
  return median(rounds.map(({ counts, cpuSeconds }) => countOf(counts, what) / cpuSeconds));
}

/** Throws `ContestantFailed` when a round did not count that. */
export function countOf(counts: Round['counts'], what: string): number {
  const count = counts[what];
  if (count === undefined) throw new ContestantFailed(`A round did not count its ${what}`);
  return count;
}
