import * as v from 'valibot';
import type { KnownTemplates } from '../domain/check-programme.ts';
import type { Programme } from '../domain/programme.ts';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { formatContentMistake } from './check-content.ts';
import { checkProgrammeContent, programmeHash } from './programme-content.ts';

/** The files as data: whoever calls has read their YAML, and so could name each mistake's line. */
export const publishRequest = v.object({ programmes: v.array(v.object({ file: v.string(), content: v.unknown() })) });

export interface Published {
  readonly key: string;
  readonly version: number;
  readonly outcome: 'published' | 'already-published';
}

/** A programme's file has mistakes; the message names each with file, place and reason. */
export class ProgrammeRefused extends Error {
  override readonly name = 'ProgrammeRefused';
}

/** A published version never changes: another content needs another version number. */
export class VersionIsPublished extends Error {
  override readonly name = 'VersionIsPublished';
}

/** Publishes programme versions as immutable rows with a hash of their content: none when one has mistakes. Safe to repeat. */
export async function publishProgrammes(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  { programmes }: v.InferOutput<typeof publishRequest>,
  knownTemplates: KnownTemplates,
): Promise<{ published: Published[] }> {
  const read = programmes.map(({ file, content }) => ({ file, ...checkProgrammeContent(content, knownTemplates) }));
  const mistakes = read.flatMap((each) =>
    each.ok ? [] : each.mistakes.map((mistake) => formatContentMistake(each.file, mistake)),
  );
  if (mistakes.length > 0) throw new ProgrammeRefused(mistakes.join('\n'));
  const published: Published[] = [];
  for (const each of read) if (each.ok) published.push(await publish(deps, each.file, each.value));
  deps.log.info('programmes published', { versions: published.map((each) => `${each.key}#${each.version}`).join(',') });
  return { published };
}

async function publish(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  file: string,
  programme: Programme,
): Promise<Published> {
  const { key: name, version } = programme;
  const hash = programmeHash(programme);
  const row = key.programmeVersion(name, version);
  const isNew = await table.putNew({ ...row, content: programme, contentHash: hash, publishedAt: clock.now() });
  // Only the hash: an old version's content may have a shape that today's files may not.
  const there = isNew ? undefined : await table.get(row, v.object({ contentHash: v.string() }));
  if (there && there.contentHash !== hash)
    throw new VersionIsPublished(
      `${file}: version ${version} of ${name} is published with another content. Raise its version.`,
    );
  // Also beside a version that is there already: it may have been published before there was a list.
  await table.putNew({ ...key.programmeList(name), publishedAt: clock.now() });
  return { key: name, version, outcome: isNew ? 'published' : 'already-published' };
}
