import { parseArgs } from 'node:util';
import { ownMetrics } from '../functions/platform/metrics.ts';
import { readAssembly } from '../local/template/assembly.ts';
import { priceMonth, priceUsage, readPrices, uncheckedPrices } from './cost/price-usage.ts';
import { storyAssembly } from './grants/in-cloud.ts';
import { recordUsage } from './grants/live-story.ts';

/**
 * `npm run cost [-- --json]`: lives the demo's two years in the embedded cloud, which counts what AWS bills, and prices what
 * each of its participants added, nominations that came to nothing and every admin's page included; the fixed monthly
 * cost apart. A participant's share of the sweep is in it, since it runs here only while something happens.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const prices = readPrices();
const assembly = await storyAssembly();
const { usage, participants } = await recordUsage(assembly);
const cost = priceUsage(usage, participants, prices);
const result = {
  ...cost,
  fixedMonthlyUsd: priceMonth(monthlyParts(assembly), prices),
  participants,
  prices: prices.dated,
  uncheckedPrices: uncheckedPrices(prices),
};
console.log(values.json ? JSON.stringify(result) : result);

function monthlyParts(folder: string) {
  const types = readAssembly(folder).stacks.flatMap(({ Resources }) => Object.values(Resources));
  const count = (type: string): number => types.filter(({ Type }) => Type === type).length;
  const rules = types.flatMap(({ Type, Properties }) =>
    Type === 'AWS::WAFv2::WebACL' ? [Properties.Rules].flat() : [],
  );
  return {
    key: count('AWS::KMS::Key'),
    secret: count('AWS::SecretsManager::Secret'),
    alarm: count('AWS::CloudWatch::Alarm'),
    dashboard: count('AWS::CloudWatch::Dashboard'),
    ownMetric: ownMetrics.length,
    firewall: count('AWS::WAFv2::WebACL'),
    firewallRule: rules.length,
  };
}
