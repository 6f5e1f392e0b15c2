import { contestants, isContestant } from './contestants.ts';

/** The other end of `Contestant`: a process of its own that does a round for each message, until nobody listens. */
const [name = ''] = process.argv.slice(2);
if (!isContestant(name)) throw new Error(`There is no contestant "${name}"`);
const prepared = contestants[name]();

process.on('message', () => void answer());

async function answer(): Promise<void> {
  const doRound = await prepared;
  const began = performance.now();
  const before = process.cpuUsage();
  const counts = await doRound();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - began) / 1000;
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  process.send?.({ counts, seconds, cpuSeconds: (user + system) / 1e6, peakMebibytes });
}
