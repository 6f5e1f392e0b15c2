import * as v from 'valibot';
import { type DrivenKind, driven } from '../domain/driven.ts';
import { instant } from '../domain/ids.ts';
import { readAs } from '../domain/read-as.ts';
import type { Clock } from '../platform/clock.ts';
import { key, partition } from '../platform/keys.ts';
import type { Log } from '../platform/logs.ts';
import type { Table } from '../platform/table.ts';

/** What an admin wrote down about somebody. It is for admins alone: nothing is sent, and no plan reads it. */
const note = v.object({ noteId: v.string(), text: v.string(), by: v.string(), at: instant });
export type Note = v.InferOutput<typeof note>;

export interface NewNote {
  readonly kind: DrivenKind;
  readonly id: string;
  /** Of the form that it was written in: sent twice it is kept once. */
  readonly noteId: string;
  readonly text: string;
  readonly by: string;
}

/** Keeps a note beside somebody's facts, in the order of time; a note is never changed. */
export async function addNote(
  deps: { readonly table: Table; readonly clock: Clock; readonly log: Log },
  { kind, id, noteId, text, by }: NewNote,
): Promise<'added' | 'unknown'> {
  const subject = await deps.table.get(key.driven(kind, id), driven);
  if (!subject || subject.erased) return 'unknown';
  const item = readAs(note, { noteId, text, by, at: deps.clock.now() });
  const isNew = await deps.table.putNew({ ...key.note(kind, id, noteId), ...item });
  deps.log.info('note added', { kind, id, by, isNew });
  return 'added';
}

/** Every note about somebody, the newest first. */
export async function readNotes(table: Table, kind: DrivenKind, id: string): Promise<Note[]> {
  const rows = await table.queryAll({ pk: partition.subject(kind, id), prefix: 'NOTE#' });
  return rows.map((row) => readAs(note, row)).sort((a, b) => b.at.localeCompare(a.at));
}
