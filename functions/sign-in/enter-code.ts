import * as v from 'valibot';
import { codeMinutes } from '../domain/built-in-mails.ts';
import type { Cohort } from '../domain/cohort.ts';
import { whole } from '../domain/fields.ts';
import { type Clock, minutes, shiftInstant } from '../platform/clock.ts';
import { isSignInCode } from '../platform/codes.ts';
import { absent, below } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { LinkKeys } from '../platform/links.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { retryChange } from '../web/retry-change.ts';
import { keptSeconds, newDevice } from './known-device.ts';

export interface CodeDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly log: Log;
  readonly linkKeys: () => Promise<LinkKeys>;
}

export type CodeEntered =
  /** `keptSeconds` is for how long a browser keeps the device's id; until it is closed where there is none. */
  | { readonly outcome: 'signed-in'; readonly deviceId: string; readonly keptSeconds: number | undefined }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  /** Too old, used, guessed at too often, or asked for in another browser: a new one is needed. */
  | { readonly outcome: 'over' };

const asked = v.object({
  cohortId: v.string(),
  device: v.picklist(['own', 'shared']),
  askedAt: v.string(),
  tries: whole,
  /** Set once the code was used: the device that is known since. */
  deviceId: v.optional(v.string()),
});
type Asked = v.InferOutput<typeof asked>;

const mostTries = 5;

/** Whether this browser has a code of this cohort to type. Reads only. */
export async function awaitsCode(deps: CodeDeps, cohort: Cohort, id: string): Promise<boolean> {
  const found = await readAsked(deps, cohort, id);
  return found !== undefined && found.deviceId === undefined;
}

/**
 * Takes the code that was typed in the browser that asked for it: counts the try first, so that nobody guesses on, then
 * compares, then uses the code up and makes the device known in one transaction. Sent twice, it is one device.
 */
export async function enterCode(deps: CodeDeps, cohort: Cohort, id: string, typed: string): Promise<CodeEntered> {
  const found = await readAsked(deps, cohort, id);
  if (!found || !(await countTry(deps, id))) return { outcome: 'over' };
  const about = { subject: cohort.id, epoch: cohort.lead.linkEpoch, askedAt: found.askedAt };
  if (isSignInCode(await deps.linkKeys(), about, typed)) return useUp(deps, cohort, id);
  deps.log.info('sign-in code wrong', { cohort: cohort.id, tries: found.tries + 1 });
  const triesLeft = mostTries - found.tries - 1;
  return triesLeft > 0 ? { outcome: 'wrong', triesLeft } : { outcome: 'over' };
}

async function countTry({ table }: CodeDeps, id: string): Promise<boolean> {
  const where = { tries: below(mostTries) };
  return (await table.write({ kind: 'update', key: key.codeAsked(id), increase: { tries: 1 }, where })).ok;
}

function useUp(deps: CodeDeps, cohort: Cohort, id: string): Promise<CodeEntered> {
  return retryChange<CodeEntered>(async () => {
    const row = await deps.table.get(key.codeAsked(id), asked);
    if (!row) return { outcome: 'over' };
    if (row.deviceId !== undefined) return signedIn(row.deviceId, row);
    const device = newDevice(cohort, row.device, deps.clock.now());
    const { ok } = await deps.table.transact([
      { kind: 'update', key: key.codeAsked(id), set: { deviceId: device.id }, where: { deviceId: absent } },
      device.write,
    ]);
    deps.log.info('lead signed in', { cohort: cohort.id, device: row.device, written: ok });
    return ok ? signedIn(device.id, row) : undefined;
  });
}

function signedIn(deviceId: string, { device }: Asked): CodeEntered {
  return { outcome: 'signed-in', deviceId, keptSeconds: keptSeconds(device) };
}

async function readAsked({ table, clock }: CodeDeps, cohort: Cohort, id: string): Promise<Asked | undefined> {
  const row = await table.get(key.codeAsked(id), asked);
  if (!row || row.cohortId !== cohort.id || row.tries >= mostTries) return undefined;
  return clock.now() < shiftInstant(row.askedAt, minutes(codeMinutes)) ? row : undefined;
}
