import * as v from 'valibot';
import { cohort } from '../domain/cohort.ts';
import { promptTitle } from '../domain/prompt-title.ts';
import { key, partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readProgramme } from '../programmes/read-programme.ts';
import type { PromptSubject } from './ledger-row.ts';

const byProgramme = v.object({ pk: v.string(), programme: cohort.entries.programme });

/**
 * Says what e-mails about several are called, each by the programme that whoever it is about goes by; where nobody is
 * there any more, by its key.
 */
export async function readTitles(
  table: Table,
  subjects: readonly PromptSubject[],
): Promise<(about: PromptSubject, prompt: string) => string> {
  const keys = new Map(subjects.map((each) => [partition.subject(each.kind, each.id), factsKey(each)]));
  const items = await table.getMany([...keys.values()], byProgramme);
  const programmes = new Map(
    await Promise.all(items.map(async (item) => [item.pk, await readProgramme(table, item.programme)] as const)),
  );
  return ({ kind, id }, prompt) => promptTitle(programmes.get(partition.subject(kind, id)), prompt);
}

function factsKey({ kind, id }: PromptSubject) {
  return kind === 'cohort' ? key.cohort(id) : key.driven(kind, id);
}
