import { type Clock, shiftInstant } from '../platform/clock.ts';
import { below } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

export interface Limit {
  /** What is counted, without personal data: an address is a hash here. */
  readonly what: string;
  readonly most: number;
  readonly windowMs: number;
}

export type LimitTaken = { readonly ok: true } | { readonly ok: false; readonly tryAgainAt: string };

/** Counts one more within the present window of time; refuses past `most`, and says when the next window begins. */
export async function takeLimit(
  deps: { readonly table: Table; readonly clock: Clock },
  { what, most, windowMs }: Limit,
): Promise<LimitTaken> {
  const window = Math.floor(deps.clock.nowMs() / windowMs);
  const row = key.limit(`${what}#${window}`);
  const tryAgainAt = new Date((window + 1) * windowMs).toISOString();
  const expiresAt = Math.floor(Date.parse(shiftInstant(tryAgainAt, windowMs)) / 1000);
  if (await deps.table.putNew({ ...row, count: 1, expiresAt })) return { ok: true };
  const { ok } = await deps.table.write({
    kind: 'update',
    key: row,
    increase: { count: 1 },
    where: { count: below(most) },
  });
  return ok ? { ok: true } : { ok: false, tryAgainAt };
}
