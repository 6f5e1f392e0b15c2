import type { Hono } from 'hono';
import * as v from 'valibot';
import { adjustCredit, type CreditChanged, reverseCredit } from '../check-ins/adjust-credit.ts';
import { markRegister } from '../check-ins/mark-register.ts';
import type { CreditEntry } from '../domain/participant.ts';
import { formatShort } from '../domain/short-dates.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { DataTable } from '../pages/components/data-table.tsx';
import { type FieldError, listErrors } from '../pages/components/field-errors.tsx';
import { checkForm, choice, madeId, passage } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayAct } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { amounts, type CreditAgain, CreditForms, type CreditTyped, creditFields } from './credit-forms.tsx';
import { entryWords } from './credit-words.ts';
import { zone } from './zone.ts';

const reason = passage('the reason', 1000);
const adjustForm = v.object({
  id: madeId,
  kind: choice(['waiver', 'adjustment'], 'Choose whether you waive or correct'),
  bucket: choice(['central', 'in-school'], 'Choose which days'),
  amount: choice(amounts, 'Choose how many days'),
  reason,
});
const reverseForm = v.object({ entry: v.pipe(v.string(), v.minLength(1, 'Choose what to take back')), reason });
const lateForm = v.object({
  session: v.pipe(v.string(), v.minLength(1, 'Choose the session')),
  mark: choice(['attended', 'partial', 'substitute'], 'Choose what the evidence shows'),
  reason,
});

/** A participant's half-day ledger, entry by entry, and what an admin may add to it. */
export function addCredit(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/participants/:id/credit', (c) => creditPage(deps, c, c.req.param('id')));
  app.post('/admin/participants/:id/credit', (c) => change(deps, c, c.req.param('id')));
}

async function creditPage(deps: ConsoleDeps, c: ConsoleContext, id: string, again?: CreditAgain): Promise<Response> {
  const view = await readJourney(deps.table, id);
  if (!view) return problemPage(deps, c, { kind: 'not-found' });
  return consolePage(deps, c, {
    title: `Credit of ${id}`,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Participant {id}</span> Credit
        </h1>
        <Entries credits={view.credits} now={deps.clock.now()} />
        {mayAct(c.get('signedIn')) && <CreditForms view={view} {...again} />}
        <p class="govuk-body">
          <a class="govuk-link" href={`/admin/participants/${id}`}>
            Back to the participant
          </a>
        </p>
      </>
    ),
  });
}

function Entries({ credits, now }: { credits: readonly CreditEntry[]; now: string }) {
  return (
    <DataTable
      caption="Every entry, the newest last"
      columns={[{ heading: 'When' }, { heading: 'What' }, { heading: 'Days', numeric: true }, { heading: 'Why' }]}
      rows={[...credits]
        .sort((a, b) => a.at.localeCompare(b.at))
        .map((entry) => [formatShort(entry.at, zone, now), entryWords(entry), entry.amount, entry.reason])}
      empty="Nothing has been earned yet."
    />
  );
}

async function change(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const typed = c.get('form').texts(creditFields);
  const done = await carryOut(deps, id, typed);
  if (Array.isArray(done)) return creditPage(deps, c, id, { typed, errors: done });
  if (done === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  if (done === 'changed') return doneAt(c, `/admin/participants/${id}/credit`, 'credit');
  const field = { reverse: 'entry', late: 'session' }[typed.does] ?? 'amount';
  return creditPage(deps, c, id, { typed, errors: oneError(field, refusals[done]) });
}

type Done = CreditChanged | 'too-early';

const refusals: Readonly<Record<Exclude<Done, 'changed' | 'unknown'>, string>> = {
  'already-credited': 'This session has earned already.',
  'already-reversed': 'This entry is taken back already.',
  'unknown-entry': 'Choose what to take back',
  'wrong-amount': 'A waiver gives days: choose how many need not be made up',
  'below-zero': 'Less is on the record than that would take away',
  'too-early': 'This session has not begun yet',
};

async function carryOut(deps: ConsoleDeps, id: string, typed: CreditTyped): Promise<Done | FieldError[]> {
  switch (typed.does) {
    case 'reverse': {
      const checked = checkForm(reverseForm, typed);
      if (!checked.ok) return listErrors(checked.errors);
      return reverseCredit(deps, id, { entryId: checked.value.entry, reason: checked.value.reason });
    }
    case 'late': {
      const checked = checkForm(lateForm, typed);
      if (!checked.ok) return listErrors(checked.errors);
      const { session, mark, reason: why } = checked.value;
      const marked = await markRegister(deps, id, session, mark, 'admin', why);
      return marked === 'marked' ? 'changed' : marked;
    }
    default: {
      const checked = checkForm(adjustForm, typed);
      if (!checked.ok) return listErrors(checked.errors);
      return adjustCredit(deps, id, { ...checked.value, amount: Number(checked.value.amount) });
    }
  }
}
