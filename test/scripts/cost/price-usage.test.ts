import { describe, expect, test } from 'vitest';
import type { Usage } from '../../../local/metering/meter.ts';
import { priceMonth, priceUsage, readPrices, uncheckedPrices } from '../../../scripts/cost/price-usage.ts';

const prices = readPrices();
const none: Usage = {
  transitions: 0,
  requests: 0,
  invocations: {},
  readUnits: 0,
  writeUnits: 0,
  queueRequests: 0,
  emails: 0,
  secretCalls: 0,
};

describe('the price of what was used', () => {
  test('is shared among the participants, the dearest item first', () => {
    const cost = priceUsage({ ...none, emails: 400, transitions: 3200 }, 4, prices);
    expect(cost.items.slice(0, 2)).toEqual([
      { what: 'stateTransition', count: 800, usd: expect.closeTo(800 * prices.perUnit.stateTransition.usd) },
      { what: 'email', count: 100, usd: expect.closeTo(100 * prices.perUnit.email.usd) },
    ]);
  });

  test('is set against that of the e-mails alone', () => {
    const { perUnit } = prices;
    const cost = priceUsage({ ...none, emails: 10, writeUnits: 1000 }, 1, prices);
    expect(cost.emailsUsd).toBeCloseTo(10 * perUnit.email.usd);
    expect(cost.perParticipantUsd).toBeCloseTo(cost.emailsUsd + 1000 * perUnit.writeUnit.usd);
    expect(cost.ratio).toBeCloseTo(cost.perParticipantUsd / cost.emailsUsd);
  });

  test('of nothing but e-mails is one', () => {
    expect(priceUsage({ ...none, emails: 3 }, 1, prices).ratio).toBe(1);
  });

  test('counts a request at the front, at the firewall and at the API', () => {
    const { items } = priceUsage({ ...none, emails: 1, requests: 7 }, 1, prices);
    const seven = items.filter(({ count }) => count === 7).map(({ what }) => what);
    expect(seven.sort()).toEqual(['apiRequest', 'cdnRequest', 'firewallRequest']);
  });

  test('adds up functions, whichever they are', () => {
    const invocations = { plan: { count: 2, gigabyteSeconds: 0.5 }, site: { count: 3, gigabyteSeconds: 1 } };
    const { items } = priceUsage({ ...none, emails: 1, invocations }, 1, prices);
    expect(items.find(({ what }) => what === 'lambdaRequest')?.count).toBe(5);
    expect(items.find(({ what }) => what === 'lambdaGigabyteSecond')?.count).toBe(1.5);
  });
});

test('what stands costs by the month, each thing as often as there is one', () => {
  const { perMonth } = prices;
  const nothing = { key: 0, secret: 0, alarm: 0, dashboard: 0, ownMetric: 0, firewall: 0, firewallRule: 0 };
  expect(priceMonth(nothing, prices)).toBe(0);
  expect(priceMonth({ ...nothing, key: 2, alarm: 10 }, prices)).toBeCloseTo(
    2 * perMonth.key.usd + 10 * perMonth.alarm.usd,
  );
});

test('every price says where it is from, and those that nobody could look up are named', () => {
  const all = { ...prices.perUnit, ...prices.perMonth };
  for (const { source } of Object.values(all))
    expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z-]+\/pricing\//);
  const unchecked = Object.entries(all).filter(([, { checked }]) => checked === null);
  expect(uncheckedPrices(prices)).toEqual(unchecked.map(([name]) => name));
});
