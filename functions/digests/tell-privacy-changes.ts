import * as v from 'valibot';
import { privacyAnchor, privacyChangedRule } from '../domain/built-in-mails.ts';
import { participant } from '../domain/participant.ts';
import { noticesToTell, type PrivacyNotice } from '../domain/privacy-notice.ts';
import { readAs } from '../domain/read-as.ts';
import { isTakingPart } from '../domain/taking-part.ts';
import { key, partition } from '../platform/keys.ts';
import { enterBuiltIn } from '../prompts/enter-built-in.ts';
import type { EnterDeps } from '../prompts/enter-prompt.ts';

const listed = v.object({ sk: v.string() });

/**
 * Tells everybody who takes part and had a place before a new privacy notice came out what it changes. It is called every
 * working day: each is told once of each version, whatever came between.
 */
export async function tellPrivacyChanges(
  deps: EnterDeps,
  notices: readonly PrivacyNotice[],
): Promise<{ readonly told: number }> {
  let told = 0;
  const toTell = noticesToTell(notices, deps.clock.now().slice(0, 10));
  if (toTell.length === 0) return { told };
  for (const item of await deps.table.queryAll({ pk: key.cohortList('').pk })) {
    const members = await membersOf(deps, readAs(listed, item).sk);
    for (const { version, publishedOn } of toTell)
      for (const { id } of members.filter((each) => isTakingPart(each) && each.enrolledAt < publishedOn)) {
        const about = { anchor: privacyAnchor(version), role: 'participant' } as const;
        if (await enterBuiltIn(deps, { kind: 'participant', id }, privacyChangedRule, about)) told += 1;
      }
  }
  return { told };
}

async function membersOf({ table }: EnterDeps, cohortId: string) {
  const rows = await table.queryAll({ pk: partition.cohort(cohortId), prefix: 'PART#' });
  return table.getMany(
    rows.map(({ sk }) => key.driven('participant', sk.slice('PART#'.length))),
    participant,
  );
}
