import * as v from 'valibot';
import { digestAnchor, hasNews } from '../domain/digest.ts';
import { type DigestRhythm, type DigestRule, digestRhythm } from '../domain/digest-rule.ts';
import type { Instant } from '../domain/ids.ts';
import { type PlannedPrompt, plannedPrompt } from '../domain/prompt.ts';
import { readAs } from '../domain/read-as.ts';
import type { CohortView } from '../domain/views.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { PromptQueue } from '../platform/prompt-queue.ts';
import type { Table } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';
import { enterPrompt } from '../prompts/enter-prompt.ts';
import { readCohortView } from './read-cohort-view.ts';

export const digestRequest = v.object({ every: digestRhythm });

export interface DigestDeps {
  readonly table: Table;
  readonly queue: PromptQueue;
  readonly clock: Clock;
  readonly log: Log;
}

const listed = v.object({ sk: v.string() });

/**
 * Enters the digests of a rhythm in the ledgers of all cohorts that have something to say, and queues them. The
 * schedule may call it twice: a digest of a day is one row, and the claim on the row makes it one e-mail. A cohort that
 * fails keeps no other from its digest; the call then fails, and is made again.
 */
export async function enterDigests(deps: DigestDeps, every: DigestRhythm): Promise<{ entered: number }> {
  let entered = 0;
  const failures: unknown[] = [];
  for (const item of await deps.table.queryAll({ pk: key.cohortList('').pk })) {
    const { sk: cohortId } = readAs(listed, item);
    try {
      entered += await enterForCohort(deps, cohortId, every);
    } catch (error) {
      deps.log.failure('digest failed', error, { cohort: cohortId });
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new DigestsFailed(`${failures.length} cohorts have no digest`, { cause: failures[0] });
  return { entered };
}

/** Some cohorts' digests could not be entered; the others were. */
class DigestsFailed extends Error {
  override readonly name = 'DigestsFailed';
}

async function enterForCohort(deps: DigestDeps, cohortId: string, every: DigestRhythm): Promise<number> {
  const { cohort } = await readCohort(deps.table, cohortId);
  const { digests } = await readProgramme(deps.table, cohort.programme);
  let entered = 0;
  for (const rule of digests.filter((digest) => digest.every === every)) {
    const view = await readCohortView(deps.table, cohortId, rule.to);
    if (hasNews(rule, view, deps.clock.now()) && (await enter(deps, rule, view))) entered += 1;
  }
  return entered;
}

/** `false` where the digest was sent, or decided on, before. */
async function enter(deps: DigestDeps, rule: DigestRule, view: CohortView): Promise<boolean> {
  const { id } = view.cohort;
  const planned = plannedDigest(rule, view, deps.clock.now());
  if (!(await enterPrompt(deps, { kind: 'cohort', id }, planned))) return false;
  deps.log.info('digest entered', { cohort: id, prompt: rule.key, anchor: planned.anchor });
  return true;
}

function plannedDigest(rule: DigestRule, view: CohortView, now: Instant): PlannedPrompt {
  return readAs(plannedPrompt, {
    prompt: rule.key,
    anchor: digestAnchor(rule.every, view, now),
    ordinal: 0,
    role: rule.to,
    plannedFor: now,
    because: `to ${rule.purpose}`,
    lane: rule.lane,
  });
}
