import type { DrivenKind } from '../domain/driven.ts';
import { type PromptRow, promptRow } from '../domain/prompt.ts';
import { readAs } from '../domain/read-as.ts';
import { partition } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** Every prompt that was planned for a subject and what became of it, the newest first. */
export async function readPrompts(table: Table, kind: DrivenKind, id: string): Promise<PromptRow[]> {
  const rows = await table.queryAll({ pk: partition.subject(kind, id), prefix: 'E#PROMPT#' });
  return newestFirst(rows.map((row) => readAs(promptRow, row)));
}

function newestFirst(prompts: readonly PromptRow[]): PromptRow[] {
  return [...prompts].sort((a, b) => Date.parse(b.plannedFor) - Date.parse(a.plannedFor));
}
