import { formatShort } from '../domain/short-dates.ts';
import { type Note, readNotes } from '../notes/add-note.ts';
import { Button } from '../pages/components/button.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { newSecretId } from '../platform/random.ts';
import type { Table } from '../platform/table.ts';
import { withNames } from './record/read-record.ts';
import { zone } from './zone.ts';

export type NamedNote = Note & { readonly who: string };

export async function namedNotes(table: Table, id: string): Promise<NamedNote[]> {
  return withNames(table, await readNotes(table, 'participant', id));
}

interface NotesProps {
  readonly id: string;
  readonly notes: readonly NamedNote[];
  readonly now: string;
  readonly mayWrite: boolean;
  readonly typed?: string | undefined;
  readonly error?: string | undefined;
}

/** What admins wrote down, and a place to write more. */
export function Notes({ id, notes, now, mayWrite, typed, error }: NotesProps) {
  return (
    <>
      <h2 class="govuk-heading-m">Notes</h2>
      {notes.length === 0 && <p class="govuk-body">Nobody has written anything down.</p>}
      <ul class="tl-notes">
        {notes.map(({ text, who, at }) => (
          <li class="tl-notes__note">
            <p class="tl-notes__text">{text}</p>
            <p class="tl-notes__by">
              {who}, {formatShort(at, zone, now)}
            </p>
          </li>
        ))}
      </ul>
      {mayWrite && (
        <form method="post" action={`/admin/participants/${id}/notes`} novalidate>
          <input type="hidden" name="noteId" value={newSecretId()} />
          <Textarea
            name="note"
            label="Add a note"
            hint="For admins only. They may ask to see what is kept about them, notes too."
            rows={3}
            value={typed}
            error={error}
          />
          <Button variant="secondary" preventDoubleClick>
            Add the note
          </Button>
        </form>
      )}
    </>
  );
}
