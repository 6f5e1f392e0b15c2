import * as v from 'valibot';
import type { Instant, PlainDate } from '../domain/ids.ts';
import { instantOf, localOf } from '../domain/local-time.ts';
import { key, type TableKey } from '../platform/keys.ts';
import type { Table, Write } from '../platform/table.ts';
import { emailHash } from './normalise-email.ts';

/** The service runs for schools in England. */
const zone = 'Europe/London';
/** Whoever has to wait is asked at this time of the day that is theirs. */
const askAt = '09:00';
/** How many days ahead are looked at for one on which nobody else asks. */
const daysAhead = 28;

/** The day on which an address will be asked, and the write that takes that day for it. */
export interface AskReserved {
  /** None where it can be asked at once. */
  readonly askFrom?: Instant;
  readonly write: Extract<Write, { kind: 'put' }>;
}

/**
 * Finds the first day on which nobody has asked this address for a promise: strangers are asked by e-mail at most once
 * a day, whoever names them. The write belongs into the transaction of whatever asks; when it fails, somebody else took
 * the day meanwhile, and this is to be called again. After four weeks of taken days the last one is shared.
 *
 * @param beside days that the same transaction takes already: two people may share one mailbox
 */
export async function reserveAsk(
  table: Table,
  address: string,
  now: Instant,
  beside: readonly AskReserved[] = [],
): Promise<AskReserved> {
  const today = localOf(now, zone).date;
  const days = Array.from({ length: daysAhead }, (_, ahead) => daysLater(today, ahead));
  const rowOf = (day: PlainDate): TableKey => key.limit(`ask#${emailHash(address)}#${day}`);
  const taken = new Set((await table.getMany(days.map(rowOf), v.object({ day: v.string() }))).map(({ day }) => day));
  for (const { write } of beside)
    if (write.item.pk.startsWith(`LIMIT#ask#${emailHash(address)}#`)) taken.add(String(write.item.day));
  const free = days.find((day) => !taken.has(day));
  const day = free ?? daysLater(today, daysAhead);
  const write: AskReserved['write'] = {
    kind: 'put',
    item: { ...rowOf(day), day, expiresAt: epochSeconds(daysLater(day, 2)) },
    ...(!free && { where: { anyOf: [{ pk: { is: 'absent' } }, { pk: { is: 'present' } }] } }),
  };
  return day === today ? { write } : { askFrom: instantOf(`${day} ${askAt}`, zone), write };
}

function daysLater(day: PlainDate, count: number): PlainDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

function epochSeconds(day: PlainDate): number {
  return Date.parse(instantOf(`${day} 00:00`, zone)) / 1000;
}
