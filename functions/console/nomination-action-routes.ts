import type { Hono } from 'hono';
import * as v from 'valibot';
import { nominationStatus } from '../domain/nomination.ts';
import { releaseParked } from '../driving/release-parked.ts';
import { askSchool } from '../nominations/ask-school.ts';
import { decideNomination, outcomes, type Refusal } from '../nominations/decide-nomination.ts';
import { checkAlike, promiseOnBehalf } from '../nominations/look-after.ts';
import { listErrors } from '../pages/components/field-errors.tsx';
import { checkForm, choice, note, passage, reasonUnless } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { doneAt, oneError } from './console-page.tsx';
import { refusalWords } from './decision-refusals.ts';
import { nominationPage } from './nomination-page.tsx';

const longest = 1000;

const decisionForm = v.pipe(
  v.object({
    outcome: choice(outcomes, 'Choose what to decide'),
    reason: note('your reason', longest),
  }),
  reasonUnless(({ outcome }) => outcome !== 'declined', 'Enter the reason: the school is told'),
);

const questionForm = v.object({ question: passage('what you want to know', longest) });
const behalfForm = v.object({
  behalfOf: choice(['head', 'nominee', 'partner'], 'Select who has agreed'),
  evidence: passage('the evidence that you have', longest),
});
const alikeForm = v.object({ found: passage('what you found', longest) });

/** What an admin may do with one nomination. */
export function addNominationActions(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  const at = '/admin/nominations/:id';
  app.post(`${at}/decision`, (c) => decide(deps, c, c.req.param('id')));
  app.post(`${at}/question`, (c) =>
    act(deps, c, questionForm, async (id, { question }, by) => {
      const asked = await askSchool(deps, id, { text: question, by });
      return asked === 'asked'
        ? { done: 'asked' }
        : { field: 'question', why: 'It can’t be asked as things stand now' };
    }),
  );
  app.post(`${at}/on-behalf`, (c) =>
    act(deps, c, behalfForm, async (id, { behalfOf, evidence }, by) => {
      const recorded = await promiseOnBehalf(deps, id, { role: behalfOf, evidence, by });
      if (recorded === 'recorded') return { done: 'promised' };
      return { field: 'behalfOf', why: 'It can’t be recorded as things stand now' };
    }),
  );
  app.post(`${at}/alike`, (c) =>
    act(deps, c, alikeForm, async (id, { found }, by) => {
      await checkAlike(deps, id, { reason: found, by });
      return { done: 'checked' };
    }),
  );
  app.post(`${at}/try-again`, async (c) => {
    const id = c.req.param('id');
    const released = await releaseParked(deps, { kind: 'nomination', id, by: c.get('signedIn').subject });
    if (released === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
    return doneAt(c, `/admin/nominations/${id}`, 'released');
  });
}

async function decide(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  return act(deps, c, decisionForm, async (_, { outcome, reason }, by) => {
    const seen = c.get('form').text('seen');
    const decided = await decideNomination(deps, id, {
      outcome,
      reason,
      by,
      ...(v.is(nominationStatus, seen) && { seen }),
    });
    if (decided.decided) return { done: outcome === 'withdrawn' ? 'taken-back' : outcome };
    if (decided.why === 'unknown') return 'unknown';
    return { field: fieldOf(decided.why), why: refusalWords[decided.why] };
  });
}

/** Where it is decided already there is no form any more: the error leads to the facts. */
function fieldOf(why: Refusal): string {
  if (why === 'already-decided') return 'facts';
  return why === 'not-eligible' ? 'reason' : 'outcome';
}

type Acted = { readonly done: string } | { readonly field: string; readonly why: string } | 'unknown';

/** Checks what was typed, does it, and shows the nomination again: with what was done, or with what is wrong. */
async function act<S extends v.GenericSchema>(
  deps: ConsoleDeps,
  c: ConsoleContext,
  form: S,
  does: (id: string, value: v.InferOutput<S>, by: string) => Promise<Acted>,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const typed = c.get('form').texts(['outcome', 'reason', 'question', 'behalfOf', 'evidence', 'found']);
  const checked = checkForm(form, typed);
  if (!checked.ok) return nominationPage(deps, c, id, { typed, errors: listErrors(checked.errors) });
  const acted = await does(id, checked.value, c.get('signedIn').subject);
  if (acted === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  if ('done' in acted) return doneAt(c, `/admin/nominations/${id}`, acted.done);
  return nominationPage(deps, c, id, { typed, errors: oneError(acted.field, acted.why) });
}
