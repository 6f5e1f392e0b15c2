import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { plainDate } from '../../functions/domain/ids.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import type { Usage } from '../../local/metering/meter.ts';

/** `checked` says where the price was looked up; null where nobody could. */
const price = v.object({ usd: v.number(), source: v.pipe(v.string(), v.url()), checked: v.nullable(v.string()) });
const units = [
  'stateTransition',
  'lambdaRequest',
  'lambdaGigabyteSecond',
  'readUnit',
  'writeUnit',
  'queueRequest',
  'apiRequest',
  'cdnRequest',
  'firewallRequest',
  'secretCall',
  'email',
] as const;
type Unit = (typeof units)[number];
const monthly = ['key', 'secret', 'alarm', 'dashboard', 'ownMetric', 'firewall', 'firewallRule'] as const;
type Monthly = (typeof monthly)[number];

const prices = v.object({
  dated: plainDate,
  perUnit: v.object(v.entriesFromList(units, price)),
  perMonth: v.object(v.entriesFromList(monthly, price)),
});
export type Prices = v.InferOutput<typeof prices>;

/** One line of the bill. */
export interface Item {
  readonly what: Unit;
  readonly count: number;
  readonly usd: number;
}

export interface Cost {
  readonly perParticipantUsd: number;
  readonly emailsUsd: number;
  /** All that a participant adds, divided by the price of the e-mails among it. */
  readonly ratio: number;
  readonly items: readonly Item[];
}

export function readPrices(): Prices {
  return readAs(prices, JSON.parse(readFileSync(join(import.meta.dirname, 'prices.json'), 'utf8')));
}

/** The prices that nobody could look up. */
export function uncheckedPrices({ perUnit, perMonth }: Prices): string[] {
  return Object.entries({ ...perUnit, ...perMonth })
    .filter(([, { checked }]) => checked === null)
    .map(([name]) => name);
}

/** What usage costs at list price, for each of so many participants, the dearest item first. */
export function priceUsage(usage: Usage, participants: number, { perUnit }: Prices): Cost {
  const used = Object.values(usage.invocations);
  const counts: Record<Unit, number> = {
    stateTransition: usage.transitions,
    lambdaRequest: used.reduce((sum, { count }) => sum + count, 0),
    lambdaGigabyteSecond: used.reduce((sum, { gigabyteSeconds }) => sum + gigabyteSeconds, 0),
    readUnit: usage.readUnits,
    writeUnit: usage.writeUnits,
    queueRequest: usage.queueRequests,
    apiRequest: usage.requests,
    cdnRequest: usage.requests,
    firewallRequest: usage.requests,
    secretCall: usage.secretCalls,
    email: usage.emails,
  };
  const items = units
    .map((what) => ({
      what,
      count: counts[what] / participants,
      usd: (counts[what] / participants) * perUnit[what].usd,
    }))
    .sort((a, b) => b.usd - a.usd);
  const perParticipantUsd = items.reduce((sum, { usd }) => sum + usd, 0);
  const emailsUsd = (counts.email / participants) * perUnit.email.usd;
  return { perParticipantUsd, emailsUsd, ratio: perParticipantUsd / emailsUsd, items };
}

/** What stands in the template costs each month whether anybody uses it. */
export function priceMonth(has: Readonly<Record<Monthly, number>>, { perMonth }: Prices): number {
  return monthly.reduce((sum, what) => sum + has[what] * perMonth[what].usd, 0);
}
