import { LocalCloud } from '../scripts/demo/local-cloud.ts';
import type { Bench, Row } from './bench.ts';
import { makeRow, median } from './figures.ts';

const rounds = 5;
const requestsPerRound = 200;

/**
 * The embedded cloud as `npm start` runs it, in a process of its own: the time to its first page, and handler calls a
 * second over HTTP, each through the site's server, the API's routes, the function's worker thread and its answer.
 */
export const embeddedCloud: Bench = {
  name: 'embedded-cloud',
  async run(tell) {
    tell(
      `A fresh cloud on a new port, so that nothing is synthesised yet; killed, and started once more on its state.`,
    );
    const cold = await startTimed();
    const warm = await startTimed(await cold.cloud.kill());
    try {
      tell(`${rounds} rounds of ${requestsPerRound} times GET /; real time, the median; this process asks.`);
      return [...startRows(cold.seconds, warm.seconds), ...(await callRows(warm.cloud.url))];
    } finally {
      await warm.cloud.close();
    }
  },
};

async function startTimed(options: { folder?: string; port?: number } = {}) {
  const began = performance.now();
  const cloud = await LocalCloud.start(options);
  try {
    await getPage(cloud.url);
    return { cloud, seconds: (performance.now() - began) / 1000 };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}

function startRows(cold: number, warm: number): Row[] {
  const within = (figure: number) => ({ of: 'value', bound: 'at most', figure }) as const;
  return [
    makeRow({ name: 'embedded cloud, from the start to a page, cold', value: cold, unit: 's', target: within(20) }),
    makeRow({ name: 'embedded cloud, from the start to a page, warm', value: warm, unit: 's', target: within(10) }),
  ];
}

async function callRows(url: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const atOnce of [1, 8]) {
    await callsPerSecond(url, atOnce);
    const rates: number[] = [];
    for (let count = 0; count < rounds; count += 1) rates.push(await callsPerSecond(url, atOnce));
    const name = `embedded cloud, GET /, ${atOnce} at once`;
    rows.push(makeRow({ name, value: median(rates), unit: 'handler calls a second' }));
  }
  return rows;
}

async function callsPerSecond(url: string, atOnce: number): Promise<number> {
  let left = requestsPerRound;
  const ask = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await getPage(url);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: atOnce }, ask));
  return requestsPerRound / ((performance.now() - began) / 1000);
}

/** Throws when the answer is not a page. */
async function getPage(url: string): Promise<void> {
  const answer = await fetch(`${url}/`);
  const body = await answer.text();
  if (!answer.ok || !body.includes('</html>'))
    throw new Error(`GET / answered ${answer.status}: ${body.slice(0, 200)}`);
}
