import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the CPU time of some work goes: the functions with the largest shares of their own, `12 % planJourney (functions/…)`. */
export async function profileLines(work: () => Promise<unknown>, count = 10): Promise<string[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return linesOf(profile, count);
  } finally {
    session.disconnect();
  }
}

function linesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, count: number): string[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  samples.forEach((id, index) => {
    const name = names.get(id) ?? '(unknown)';
    spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[index] ?? 0));
  });
  spent.delete('(idle)');
  const all = [...spent.values()].reduce((sum, each) => sum + each, 0);
  return [...spent]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, micros]) => `${((micros / all) * 100).toFixed(0).padStart(2)} % ${name}`);
}

function nameOf({ functionName, url }: { functionName: string; url: string }): string {
  const name = functionName || '(anonymous)';
  if (!url.startsWith('file:')) return name;
  const [, packaged] = /\/node_modules\/(?!.*\/node_modules\/)(.+)$/.exec(url) ?? [];
  return `${name} (${packaged ?? relative(root, fileURLToPath(url))})`;
}
