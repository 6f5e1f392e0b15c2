import * as v from 'valibot';
import type { Cohort } from '../domain/cohort.ts';
import type { Instant } from '../domain/ids.ts';
import { emailHash } from '../nominations/normalise-email.ts';
import { type Clock, days, minutes, shiftInstant } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import { newSecretId } from '../platform/random.ts';
import type { Table, Write } from '../platform/table.ts';

interface DeviceDeps {
  readonly table: Table;
  readonly clock: Clock;
}

/** Whose device it is, as the hash of an address: who leads several groups is asked once. */
const device = v.object({ whose: v.string(), expiresAtIso: v.string(), endedAt: v.optional(v.string()) });

/** How long a device is known: their own for as long as a link lives half, any other for a working day. */
const knownMs = { own: days(30), shared: minutes(8 * 60) } as const;
export type DeviceKind = keyof typeof knownMs;

/** For how many seconds a browser keeps the id: a shared device's only until it is closed. */
export function keptSeconds(kind: DeviceKind): number | undefined {
  return kind === 'own' ? knownMs.own / 1000 : undefined;
}

/** A device that is known from now on, under an id that nobody guesses; the caller writes it with what proves it. */
export function newDevice(
  { lead }: Pick<Cohort, 'lead'>,
  kind: DeviceKind,
  now: Instant,
): { readonly id: string; readonly write: Write } {
  const id = newSecretId();
  const expiresAtIso = shiftInstant(now, knownMs[kind]);
  const expiresAt = Math.floor(Date.parse(expiresAtIso) / 1000);
  return {
    id,
    write: { kind: 'put', item: { ...key.device(id), whose: emailHash(lead.email), expiresAtIso, expiresAt } },
  };
}

/** Whether the device is one on which the cohort's lead has typed a code. Reads only. */
export async function isKnownDevice(
  { table, clock }: DeviceDeps,
  { lead }: Pick<Cohort, 'lead'>,
  id: string,
): Promise<boolean> {
  const row = await table.get(key.device(id), device);
  if (!row || row.endedAt !== undefined || row.expiresAtIso <= clock.now()) return false;
  return row.whose === emailHash(lead.email);
}

/** Signs out there: the id is worth nothing from now on. Twice is once. */
export async function forgetDevice({ table, clock }: DeviceDeps, id: string): Promise<void> {
  const where = { whose: { is: 'present' } as const, endedAt: absent };
  await table.write({ kind: 'update', key: key.device(id), set: { endedAt: clock.now() }, where });
}
