import type { Hono } from 'hono';
import * as v from 'valibot';
import { addNote } from '../notes/add-note.ts';
import { listErrors } from '../pages/components/field-errors.tsx';
import { checkForm, madeId, passage } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { doneAt } from './console-page.tsx';
import { participantPage } from './participant-page.tsx';

const form = v.object({
  noteId: madeId,
  note: passage('the note', 2000),
});

/** Where a note about a participant is sent to. */
export function addNotes(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.post('/admin/participants/:id/notes', (c) => takeNote(deps, c, c.req.param('id')));
}

async function takeNote(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const typed = c.get('form').texts(['noteId', 'note']);
  const checked = checkForm(form, typed);
  if (!checked.ok) return participantPage(deps, c, id, { typed, errors: listErrors(checked.errors) });
  const { noteId, note: text } = checked.value;
  const added = await addNote(deps, { kind: 'participant', id, noteId, text, by: c.get('signedIn').subject });
  if (added === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  return doneAt(c, `/admin/participants/${id}`, 'noted');
}
