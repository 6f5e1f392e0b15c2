import type { Hono } from 'hono';
import * as z from 'zod';
import { type DrivenKind, drivenKinds } from '../domain/driven.ts';
import type { People } from '../domain/people.ts';
import { type Occasion, occasionKey } from '../domain/prompt.ts';
import { formatShort } from '../domain/short-dates.ts';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { answerHeld } from '../prompts/answer-held.ts';
import { checkForm, choice, note } from '../web/fields.ts';
import { mayRun } from './authenticate.ts';
import { type ChosenCohort, CohortFilter, chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt } from './console-page.tsx';
import { listNominations, listParticipants } from './lists.ts';
import { readPrompts } from './read-prompts.ts';
import { zone } from './zone.ts';

const form = z
  .object({ answer: choice(['send', 'drop'], 'Choose what to do with them'), reason: note('the reason', 1000) })
  .refine(({ answer, reason }) => answer !== 'drop' || reason !== '', {
    path: ['reason'],
    error: 'Enter the reason: it is kept in the record',
  });

interface Held {
  readonly kind: DrivenKind;
  readonly id: string;
  readonly occasion: Occasion;
  /** What its tick posts: `participant/PART2345/session-reminder#…`. */
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly at: string;
}

interface Again {
  readonly typed: Readonly<Record<'answer' | 'reason', string>>;
  readonly ticked: readonly string[];
  readonly errors: readonly FieldError[];
}

/** E-mails that wait for an admin's word, as after a restore from a backup: sent or dropped, one or all of them. */
export function addHeld(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/held', async (c) => heldPage(deps, c, await chosenCohort(deps, c)));
  app.post('/admin/held', (c) => answer(deps, c));
}

async function heldPage(deps: ConsoleDeps, c: ConsoleContext, chosen: ChosenCohort, again?: Again): Promise<Response> {
  const held = chosen.cohort ? await listHeld(deps, chosen.cohort.id) : [];
  return consolePage(deps, c, {
    title: 'Held emails',
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">Held emails</h1>
        <CohortFilter chosen={chosen} action="/admin/held" />
        {held.length === 0 ? (
          <p class="govuk-body">No email waits for your word.</p>
        ) : (
          <HeldForm cohort={chosen.cohort?.id ?? ''} held={held} acts={mayRun(c.get('signedIn'))} {...again} />
        )}
      </>
    ),
  });
}

function HeldForm(props: { cohort: string; held: readonly Held[]; acts: boolean } & Partial<Again>) {
  const { cohort, held, acts, typed, ticked, errors = [] } = props;
  if (!acts) {
    return (
      <ul class="govuk-list govuk-list--bullet">
        {held.map(({ label, hint }) => (
          <li>
            {label}: {hint}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <form method="post" action="/admin/held" novalidate>
      <input type="hidden" name="cohort" value={cohort} />
      <Checkboxes
        name="held"
        legend="Which emails"
        legendSize="m"
        error={errorFor(errors, 'held')}
        values={[...(ticked ?? held.map(({ value }) => value))]}
        items={held.map(({ value, label, hint }) => ({ value, label, hint }))}
      />
      <Radios
        name="answer"
        legend="What do you want to do with them?"
        legendSize="m"
        error={errorFor(errors, 'answer')}
        value={typed?.answer}
        items={[
          { value: 'send', label: 'Send them', hint: 'Each is checked once more; they go within a quarter of an hour' },
          { value: 'drop', label: 'Don’t send them', hint: 'They are never sent' },
        ]}
      />
      <Textarea
        name="reason"
        label="Reason"
        hint="Needed where they are not sent; kept in the record"
        rows={2}
        error={errorFor(errors, 'reason')}
        value={typed?.reason}
      />
      <Button preventDoubleClick>Do it</Button>
    </form>
  );
}

async function answer(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const posted = c.get('form');
  const { cohorts } = await chosenCohort(deps, c);
  const cohort = cohorts.find(({ id }) => id === posted.text('cohort'));
  const typed = posted.texts(['answer', 'reason']);
  const ticked = posted.all('held');
  const checked = checkForm(form, typed);
  const errors = [
    ...(ticked.length === 0 ? [{ field: 'held', message: 'Tick the emails that you mean' }] : []),
    ...(checked.ok ? [] : Object.entries(checked.errors).map(([field, message]) => ({ field, message }))),
  ];
  if (!checked.ok || errors.length > 0) return heldPage(deps, c, { cohorts, cohort }, { typed, ticked, errors });
  const held = cohort ? await listHeld(deps, cohort.id) : [];
  const by = c.get('signedIn').subject;
  for (const { kind, id, occasion, value } of held)
    if (ticked.includes(value)) await answerHeld(deps, { kind, id }, occasion, { ...checked.value, by });
  return doneAt(c, '/admin/held', checked.value.answer === 'send' ? 'held-released' : 'held-dropped');
}

/** Every e-mail of a cohort that is held, oldest first. A cohort is some hundred people at most: all are looked at. */
async function listHeld(deps: ConsoleDeps, cohortId: string): Promise<Held[]> {
  const held: Held[] = [];
  for (const kind of drivenKinds) {
    const list = kind === 'participant' ? listParticipants : listNominations;
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const { rows, next } = await list(deps.table, cohortId, after);
      for (const row of rows) held.push(...(await heldOf(deps, kind, row)));
      after = next;
    }
  }
  return held.sort((a, b) => a.at.localeCompare(b.at));
}

async function heldOf(
  deps: ConsoleDeps,
  kind: DrivenKind,
  { id, people }: { readonly id: string; readonly people: People },
): Promise<Held[]> {
  const name = people.participant?.name ?? people.nominee?.name ?? id;
  const rows = await readPrompts(deps.table, kind, id);
  return rows
    .filter(({ state }) => state === 'held')
    .map((row) => ({
      kind,
      id,
      occasion: row,
      value: `${kind}/${id}/${occasionKey(row)}`,
      label: `${name}: ${row.because}`,
      hint: [formatShort(row.plannedFor, zone, deps.clock.now()), row.reason].filter(Boolean).join(': '),
      at: row.plannedFor,
    }));
}
