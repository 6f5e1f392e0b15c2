import { priceUsage, readPrices } from '../scripts/cost/price-usage.ts';
import { storyAssembly } from '../scripts/grants/in-cloud.ts';
import { recordUsage } from '../scripts/grants/live-story.ts';
import type { Bench } from './bench.ts';
import { makeRow } from './figures.ts';

/** What one more participant adds to AWS's bill in two years, beside the price of their e-mails alone. */
export const cost: Bench = {
  name: 'cost',
  async run(tell) {
    const prices = readPrices();
    const { usage, participants } = await recordUsage(await storyAssembly());
    const { perParticipantUsd, emailsUsd } = priceUsage(usage, participants, prices);
    tell(`The demo's two years in the embedded cloud, ${participants} participants; list prices of ${prices.dated}.`);
    return [
      makeRow({
        name: 'AWS bill that a participant adds in two years',
        value: perParticipantUsd,
        unit: 'USD',
        against: emailsUsd,
        target: { of: 'ratio', bound: 'at most', figure: 3 },
      }),
    ];
  },
};
