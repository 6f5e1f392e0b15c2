import * as z from 'zod';
import type { Clock } from '../platform/clock.ts';
import { key } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';
import { programmeVersion } from './read-programme.ts';
import { readProgrammeFile } from './read-programme-file.ts';
import { formatMistake } from './yaml-mistakes.ts';

export const publishRequest = z.object({ programmes: z.array(z.object({ file: z.string(), text: z.string() })) });

export interface Published {
  readonly key: string;
  readonly version: number;
  readonly outcome: 'published' | 'already-published';
}

/** A programme's file has mistakes; the message names each with file, line and reason. */
export class ProgrammeRefused extends Error {
  override readonly name = 'ProgrammeRefused';
}

/** A published version never changes: another content needs another version number. */
export class VersionIsPublished extends Error {
  override readonly name = 'VersionIsPublished';
}

/** Publishes programme versions as immutable rows with a hash of their content. Safe to repeat. */
export async function publishProgrammes(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  { programmes }: z.infer<typeof publishRequest>,
  knownTemplates: readonly string[],
): Promise<{ published: Published[] }> {
  const published: Published[] = [];
  for (const { file, text } of programmes) {
    const read = readProgrammeFile(text, file, knownTemplates);
    if (!read.ok) throw new ProgrammeRefused(read.mistakes.map(formatMistake).join('\n'));
    const { programme, hash } = read;
    const row = key.programmeVersion(programme.key, programme.version);
    const isNew = await deps.table.putNew({
      ...row,
      content: programme,
      contentHash: hash,
      publishedAt: deps.clock.now(),
    });
    if (!isNew) await checkSameContent(deps.table, file, programme, hash);
    published.push({
      key: programme.key,
      version: programme.version,
      outcome: isNew ? 'published' : 'already-published',
    });
  }
  deps.log.info('programmes published', { versions: published.map((each) => `${each.key}#${each.version}`).join(',') });
  return { published };
}

async function checkSameContent(
  table: Table,
  file: string,
  { key: name, version }: { key: string; version: number },
  hash: string,
): Promise<void> {
  const there = await table.get(key.programmeVersion(name, version), programmeVersion);
  if (there && there.contentHash !== hash)
    throw new VersionIsPublished(
      `${file}: version ${version} of ${name} is published with another content. Raise its version.`,
    );
}
