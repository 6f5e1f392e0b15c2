import type { Profiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Shares of CPU time, largest first, as `12 % functions/domain`: each its own, without what it calls. */
export interface Profile {
  /** By folder of this project (two levels), by package, and what the engine itself takes. */
  readonly byPart: readonly string[];
  readonly byFunction: readonly string[];
}

type Frame = Profiler.ProfileNode['callFrame'];

/** Where the CPU time of some work goes. */
export async function profileOf(work: () => Promise<unknown>, count = 12): Promise<Profile> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return { byPart: shares(profile, partOf).slice(0, count), byFunction: shares(profile, nameOf).slice(0, count) };
  } finally {
    session.disconnect();
  }
}

function shares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, name: (frame: Frame) => string): string[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, name(callFrame)]));
  const spent = new Map<string, number>();
  samples.forEach((id, index) => {
    const of = names.get(id) ?? '(unknown)';
    spent.set(of, (spent.get(of) ?? 0) + (timeDeltas[index] ?? 0));
  });
  spent.delete('(idle)');
  const all = [...spent.values()].reduce((sum, each) => sum + each, 0);
  return [...spent]
    .sort(([, a], [, b]) => b - a)
    .map(([of, micros]) => `${((micros / all) * 100).toFixed(0).padStart(2)} % ${of}`);
}

function nameOf({ functionName, url }: Frame): string {
  const name = functionName || '(anonymous)';
  return url.startsWith('file:') ? `${name} (${placeOf(url)})` : name;
}

/** The engine's own, such as `(garbage collector)`, has no address and goes by its name. */
function partOf({ functionName, url }: Frame): string {
  if (url.startsWith('node:')) return 'Node';
  if (!url.startsWith('file:')) return functionName.startsWith('(') ? functionName : 'built-in functions';
  const folders = dirname(placeOf(url)).split('/');
  const isPackage = url.includes('/node_modules/');
  return isPackage && !placeOf(url).startsWith('@') ? (folders[0] ?? '') : folders.slice(0, 2).join('/');
}

/** Where a file is in the project, or in its package. */
function placeOf(url: string): string {
  const [, packaged] = /\/node_modules\/(?!.*\/node_modules\/)(.+)$/.exec(url) ?? [];
  return packaged ?? relative(root, fileURLToPath(url));
}
