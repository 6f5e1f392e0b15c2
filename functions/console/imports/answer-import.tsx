import * as v from 'valibot';
import { discardImport, type StagedImport } from '../../imports/staged-import.ts';
import { beginTakingIn, takeIn } from '../../imports/take-in.ts';
import { checkForm, choice, passage } from '../../web/fields.ts';
import { problemPage } from '../../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { doneAt } from '../console-page.tsx';
import type { ImportPlace } from './import-place.ts';
import { previewPage } from './preview-page.tsx';

const step = choice(['take-in', 'go-on', 'throw-away'], 'Choose what to do');
const reasonForm = v.object({ reason: passage('the reason', 500) });

/** Takes a file in, a part at each request, or throws it away. The same press twice comes to the same. */
export async function answerImport(
  deps: ConsoleDeps,
  c: ConsoleContext,
  place: ImportPlace,
  staged: StagedImport,
): Promise<Response> {
  const form = c.get('form');
  const here = `${place.path}/${staged.id}`;
  const asked = form.text('step');
  if (!v.is(step, asked)) return problemPage(deps, c, { kind: 'not-found' });
  switch (asked) {
    case 'take-in':
      return staged.state === 'staged' ? begin(deps, c, place, staged) : c.redirect(here, 303);
    case 'go-on':
      if (staged.state === 'taking-in') await takeIn(deps, staged, place.subject);
      return c.redirect(here, 303);
    case 'throw-away':
      return (await discardImport(deps, staged)) ? doneAt(c, place.path, 'thrown-away') : c.redirect(here, 303);
  }
}

async function begin(
  deps: ConsoleDeps,
  c: ConsoleContext,
  place: ImportPlace,
  staged: StagedImport,
): Promise<Response> {
  const typed = c.get('form').texts(['reason']);
  const checked = checkForm(reasonForm, typed);
  if (!checked.ok)
    return previewPage(deps, c, place, staged, { reason: typed.reason, error: checked.errors.reason ?? '' });
  const { reason } = checked.value;
  await beginTakingIn(deps, staged, { reason, by: c.get('signedIn').subject });
  await takeIn(deps, { ...staged, reason }, place.subject);
  return c.redirect(`${place.path}/${staged.id}`, 303);
}
