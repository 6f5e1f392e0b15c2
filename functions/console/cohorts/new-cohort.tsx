import type { Hono } from 'hono';
import * as v from 'valibot';
import { permissionsAt } from '../../domain/console-roles.ts';
import { checkCohort } from '../../programmes/check-cohort.ts';
import { checkContent } from '../../programmes/check-content.ts';
import { cohortFile } from '../../programmes/cohort-file.ts';
import { openCohort } from '../../programmes/open-cohort.ts';
import { passage } from '../../web/fields.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { doneAt } from '../console-page.tsx';
import { beginPage, newCohortPath, readBegun } from './begin-cohort.tsx';
import { datesPage } from './cohort-dates-page.tsx';
import { asTyped, mistakeIn } from './cohort-form.ts';

/**
 * A new cohort: what it is like (another cohort, or none) and of which programme's version, and when it begins; then
 * every date of it to look at and put right; then it is made, with a line of its record.
 */
export function addNewCohort(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get(newCohortPath, async (c) => {
    const begun = await readBegun(deps, c, c.req.query());
    return begun.ok
      ? datesPage(deps, c, begun, { file: begun.file, reason: '', errors: begun.series.errors })
      : beginPage(deps, c, begun);
  });
  app.post(newCohortPath, (c) => create(deps, c));
}

async function create(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const form = c.get('form');
  const begun = await readBegun(deps, c, form.texts(['from', 'programme', 'title', 'first']));
  if (!begun.ok) return beginPage(deps, c, begun);
  const typed = asTyped(begun.file, form, begun.isLikeNone);
  const reason = v.safeParse(passage('the reason', 1000), form.text('reason'));
  const read = checkContent(typed, cohortFile, (file) => checkCohort(file, begun.programme));
  const { access, subject: by } = c.get('signedIn');
  const errors = [
    ...(read.ok ? [] : read.mistakes.map((mistake) => mistakeIn(typed, mistake))),
    ...(reason.success ? [] : [{ field: 'reason', message: reason.issues[0]?.message ?? '' }]),
    // The hub is typed here: whoever is kept to some makes cohorts of no other.
    ...(read.ok && !permissionsAt(access, read.value).has('run') ? [notYours] : []),
  ];
  const again = { file: typed, reason: form.text('reason'), errors };
  if (errors.length > 0 || !reason.success) return datesPage(deps, c, begun, again);
  const { cohortId, outcome } = await openCohort(
    deps,
    { file: typed.title, cohort: typed },
    { by, reason: reason.output },
  );
  if (outcome === 'opened') return doneAt(c, `/admin/cohorts/${cohortId}`, 'created');
  const taken = { field: 'reason', message: 'There is a cohort of this title already. Go back and choose another.' };
  return datesPage(deps, c, begun, { ...again, errors: [taken] });
}

const notYours = { field: 'hub-id', message: 'Enter a hub that you run: your sign-in is kept to other hubs' };
