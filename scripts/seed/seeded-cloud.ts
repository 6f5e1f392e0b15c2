import { join } from 'node:path';
import { marshall } from '@aws-sdk/util-dynamodb';
import { needMark } from '../../functions/domain/needs.ts';
import type { Nomination } from '../../functions/domain/nomination.ts';
import type { Participant } from '../../functions/domain/participant.ts';
import type { People } from '../../functions/domain/people.ts';
import { foundItem } from '../../functions/people/found-row.ts';
import { key } from '../../functions/platform/keys.ts';
import type { Item } from '../../functions/platform/table.ts';
import { templateKeys } from '../../functions/prompts/templates/template-keys.ts';
import { environments, type Settings } from '../../infra/settings.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { prepareAssembly } from '../../local/start/assembly-cache.ts';
import { type ProgrammeFiles, readProgrammeFiles } from '../../local/start/programme-files.ts';
import { seedSample } from '../../local/start/seed.ts';
import { freePort } from '../demo/local-cloud.ts';

export type Put = (item: Item) => Promise<void>;

export interface SeededCloud {
  readonly cloud: Cloud;
  readonly files: ProgrammeFiles;
  /** Writes an item straight into the table. */
  readonly put: Put;
}

/**
 * An embedded cloud in this process, in memory, its clock standing at `now`, with the sample cohorts and schools; set up as
 * on any machine, but for what is to be otherwise.
 */
export async function startSeededCloud(now: string, otherwise: Partial<Settings> = {}): Promise<SeededCloud> {
  const root = join(import.meta.dirname, '..', '..');
  const port = await freePort();
  const settings = { ...environments.local, ...otherwise, siteUrl: `http://127.0.0.1:${port}` };
  const files = readProgrammeFiles(root, templateKeys);
  const cloud = await startCloud({
    assembly: await prepareAssembly({ root, settings }),
    state: 'memory',
    port,
    clock: { start: Date.parse(now), mode: 'paused' },
    seed: (invoke, isFirst) => seedSample(invoke, files, isFirst),
  });
  const [table] = cloud.world.inventory.tables;
  if (!table) throw new Error('The template has no table');
  const put: Put = async (item) => {
    const Item = marshall(item, { removeUndefinedValues: true });
    await cloud.world.dynamo.call('PutItem', { TableName: table.tableName, Item });
  };
  return { cloud, files, put };
}

/** Somebody as an enrolment or a form leaves them, without the execution that would follow it. */
export async function putDriven(put: Put, facts: Participant | Nomination, people: People, now: string): Promise<void> {
  const { kind, id, cohortId } = facts;
  const membership = kind === 'participant' ? key.cohortParticipant(cohortId, id) : key.cohortNomination(cohortId, id);
  await put({ ...key.driven(kind, id), ...facts, ...needMark(facts, now) });
  await put({ ...membership, id, joinedAt: now });
  await put({ ...key.people(kind, id), people });
  await put(foundItem(facts, people));
}
