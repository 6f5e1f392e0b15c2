import { type ChildProcess, fork } from 'node:child_process';
import * as v from 'valibot';
import { bundleWorker } from './bundle-worker.ts';
import type { Script } from './stage.ts';
import { addTallies, type Figures, figuresOf, type Tally } from './tally.ts';
import type { Errand } from './worker.ts';

/** Rehearsed figures, and what working them out cost. */
export interface Measured extends Figures {
  readonly wallSeconds: number;
  /** Of all processes together. */
  readonly cpuSeconds: number;
  readonly peakMebibytes: number;
}

interface Report {
  readonly tally: Tally;
  readonly virtualDays: number;
  readonly cpuSeconds: number;
  readonly peakMebibytes: number;
}

const progress = v.object({ done: v.number() });

export class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed';
}

/**
 * Rehearses a cohort in processes side by side and adds up what they counted. Who is in which process follows from the
 * people's numbers, and sums and maxima don't depend on who is first: so the figures are those of the seed, whatever
 * the number of processes and whatever the machine does meanwhile.
 */
export async function rehearseTogether(
  script: Script,
  { participants, processes }: { participants: number; processes: number },
  onProgress: (done: number) => void = () => {},
): Promise<Measured> {
  const began = performance.now();
  const worker = await bundleWorker();
  const done = new Array<number>(processes).fill(0);
  const reports = await Promise.all(
    done.map((_, part) =>
      runWorker(worker, { script, share: { participants, part, of: processes } }, (count) => {
        done[part] = count;
        onProgress(done.reduce((sum, each) => sum + each, 0));
      }),
    ),
  );
  const [first, ...others] = reports;
  if (!first) throw new WorkerFailed('At least one process is needed');
  const tally = others.reduce((sum, report) => addTallies(sum, report.tally), first.tally);
  return {
    ...figuresOf(tally, first.virtualDays),
    wallSeconds: Math.round((performance.now() - began) / 100) / 10,
    cpuSeconds: Math.round(reports.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) * 10) / 10,
    peakMebibytes: Math.round(reports.reduce((sum, { peakMebibytes }) => sum + peakMebibytes, 0)),
  };
}

function runWorker(path: string, errand: Errand, onProgress: (done: number) => void): Promise<Report> {
  return new Promise((resolve, reject) => {
    const worker: ChildProcess = fork(path, [], { serialization: 'advanced', execArgv: ['--max-semi-space-size=32'] });
    let report: Report | undefined;
    worker.on('message', (message) => {
      const heard = v.safeParse(progress, message);
      if (heard.success) onProgress(heard.output.done);
      // The worker is of this very build: its report's type is the compiler's to check.
      else report = message as Report;
    });
    worker.on('error', reject);
    worker.on('exit', (code) =>
      report ? resolve(report) : reject(new WorkerFailed(`A process of the rehearsal ended with ${code}`)),
    );
    worker.send(errand);
  });
}
