import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readAs } from '../../functions/domain/read-as.ts';
import { UnreadableState } from '../journal/journal.ts';
import { CannotStart } from './cannot-start.ts';

const claim = v.object({ url: v.pipe(v.string(), v.url()) });

/** How long a running cloud may take to say that it is there (ms). */
const answerWithin = 1000;

/**
 * Marks a state folder as in use by the cloud at `url`, so that two of them never write one journal. A claim whose
 * cloud no longer answers (it was killed) is taken over. Returns how to give it back.
 */
export async function claimState(folder: string, url: string): Promise<() => void> {
  const path = join(folder, 'running.json');
  const holder = readClaim(path);
  if (holder && (await answers(holder)))
    throw new CannotStart(`The state folder ${folder} is in use by the one that runs at ${holder}.`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, JSON.stringify({ url }));
  } catch (cause) {
    throw new UnreadableState(`The state folder ${folder} can't be used.`, { cause });
  }
  return () => rmSync(path, { force: true });
}

/** The address in a claim; a file that is missing or broken is no claim. */
function readClaim(path: string): string | undefined {
  try {
    return readAs(claim, JSON.parse(readFileSync(path, 'utf8'))).url;
  } catch {
    return undefined;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/_local/health`, { signal: AbortSignal.timeout(answerWithin) });
    return response.ok;
  } catch {
    return false;
  }
}
