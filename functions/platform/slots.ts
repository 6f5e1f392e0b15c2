import * as v from 'valibot';
import type { Clock } from './clock.ts';
import { absent, below, present } from './expressions.ts';
import { key } from './keys.ts';
import type { Lane } from './prompt-queue.ts';
import type { Table } from './table.ts';

/** E-mails a second in each lane: settings, since the account's quota is SES's to give. */
export type LaneRates = Readonly<Record<Lane, number>>;

const slotItem = v.object({ next: v.number() });

/** A booking begins this far ahead, so that the first send is not already late (ms). */
const headStartMs = 20;

/**
 * Books a slot for each of `count` messages in a lane, `1000 / rate` ms apart, and answers their moments (epoch ms).
 *
 * One item holds the lane's next free slot. A lane at rest starts afresh from now; a busy one is appended to. Either is
 * one conditional write, so two workers never hold the same slot, and a worker that dies leaves its slots unused. Of
 * nine ways of pacing that were measured, only this one met no throttle.
 */
export async function bookSlots(
  deps: { readonly table: Table; readonly clock: Clock },
  lane: Lane,
  count: number,
  perSecond: number,
): Promise<number[]> {
  const spacing = Math.ceil(1000 / perSecond);
  for (;;) {
    const first = (await startAfresh(deps, lane, count * spacing)) ?? (await append(deps, lane, count * spacing));
    if (first !== undefined) return Array.from({ length: count }, (_, i) => first + i * spacing);
  }
}

/** For a lane whose last slot has passed: the common case, so it is tried first. */
async function startAfresh(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  lane: Lane,
  length: number,
): Promise<number | undefined> {
  const now = clock.nowMs();
  const first = now + headStartMs;
  const { ok } = await table.write({
    kind: 'update',
    key: key.slot(lane),
    set: { next: first + length },
    where: { anyOf: [{ next: absent }, { next: below(now) }] },
  });
  return ok ? first : undefined;
}

async function append({ table }: { readonly table: Table }, lane: Lane, length: number): Promise<number | undefined> {
  const booked = await table.updateReturningOld(
    { kind: 'update', key: key.slot(lane), increase: { next: length }, where: { next: present } },
    slotItem,
  );
  return booked.ok ? booked.old?.next : undefined;
}
