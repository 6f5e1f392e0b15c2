import type { Hono } from 'hono';
import * as v from 'valibot';
import { adjustCredit, type CreditChanged, reverseCredit } from '../check-ins/adjust-credit.ts';
import { markRegister } from '../check-ins/mark-register.ts';
import type { CreditEntry } from '../domain/participant.ts';
import { formatShort } from '../domain/short-dates.ts';
import type { JourneyView } from '../domain/views.ts';
import { formatDays } from '../domain/wording.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { Details } from '../pages/components/details.tsx';
import { errorFor, type FieldError, listErrors } from '../pages/components/field-errors.tsx';
import { Radios } from '../pages/components/radios.tsx';
import { Select } from '../pages/components/select.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { newSecretId } from '../platform/random.ts';
import { checkForm, choice, madeId, passage } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayAct } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { zone } from './zone.ts';

const amounts = ['0.5', '1', '1.5', '2', '-0.5', '-1'] as const;
const fields = ['does', 'id', 'kind', 'bucket', 'amount', 'entry', 'session', 'mark', 'reason'] as const;
type Typed = Readonly<Record<(typeof fields)[number], string>>;

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

interface Again {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

/** A participant's half-day ledger, entry by entry, and what an admin may add to it. */
export function addCredit(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/participants/:id/credit', (c) => creditPage(deps, c, c.req.param('id')));
  app.post('/admin/participants/:id/credit', (c) => change(deps, c, c.req.param('id')));
}

async function creditPage(deps: ConsoleDeps, c: ConsoleContext, id: string, again?: Again): Promise<Response> {
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
        {mayAct(c.get('signedIn')) && <Forms view={view} {...again} />}
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

function entryWords({ kind, reverses, bucket, sessionId }: CreditEntry): string {
  const what = reverses ? 'Taken back' : kind === 'waiver' ? 'Waived' : kind === 'adjustment' ? 'Corrected' : 'Earned';
  return `${what}, ${sessionId ?? (bucket === 'central' ? 'central days' : 'in school')}`;
}

function Forms({ view, typed, errors = [] }: { view: JourneyView } & Partial<Again>) {
  const address = `/admin/participants/${view.participant.id}/credit`;
  const reversed = new Set(view.credits.map(({ reverses }) => reverses));
  const standing = view.credits.filter((entry) => entry.reverses === undefined && !reversed.has(entry.id));
  const sessions = view.sessions.filter(({ state }) => state === 'planned');
  const ofForm = (does: string) => (typed?.does === does ? { typed, errors } : { errors: [] });
  const why = (does: string) => <Reason does={does} {...ofForm(does)} />;
  const adjust = ofForm('adjust');
  const late = ofForm('late');
  const reverse = ofForm('reverse');
  return (
    <section class="tl-act">
      <Details summary="Waive or correct days" open={typed?.does === 'adjust'}>
        <form method="post" action={address} novalidate>
          <input type="hidden" name="does" value="adjust" />
          <input type="hidden" name="id" value={adjust.typed?.id || newSecretId()} />
          <Radios
            name="kind"
            legend="What is it?"
            error={errorFor(adjust.errors, 'kind')}
            value={adjust.typed?.kind}
            items={[
              { value: 'waiver', label: 'A waiver', hint: 'These days need not be made up' },
              { value: 'adjustment', label: 'A correction of the record' },
            ]}
          />
          <Radios
            name="bucket"
            legend="Which days?"
            error={errorFor(adjust.errors, 'bucket')}
            value={adjust.typed?.bucket}
            items={[
              { value: 'central', label: 'Central days' },
              { value: 'in-school', label: 'Days in school' },
            ]}
          />
          <Select
            name="amount"
            label="How many?"
            error={errorFor(adjust.errors, 'amount')}
            value={adjust.typed?.amount}
            options={[{ value: '', text: 'Choose' }, ...amounts.map((value) => ({ value, text: amountWords(value) }))]}
          />
          {why('adjust')}
          <Button preventDoubleClick>Record it</Button>
        </form>
      </Details>
      <Details summary="Accept late evidence, or record a substitute" open={typed?.does === 'late'}>
        <form method="post" action={address} novalidate>
          <input type="hidden" name="does" value="late" />
          <Select
            name="session"
            label="Session"
            error={errorFor(late.errors, 'session')}
            value={late.typed?.session}
            options={[{ value: '', text: 'Choose' }, ...sessions.map(({ id, title }) => ({ value: id, text: title }))]}
          />
          <Radios
            name="mark"
            legend="What does it show?"
            error={errorFor(late.errors, 'mark')}
            value={late.typed?.mark}
            items={[
              { value: 'attended', label: 'They were there' },
              { value: 'partial', label: 'They were there for a part', hint: 'Earns half a day' },
              { value: 'substitute', label: 'Somebody else came for them', hint: 'Earns nothing' },
            ]}
          />
          {why('late')}
          <Button preventDoubleClick>Record it</Button>
        </form>
      </Details>
      {standing.length > 0 && (
        <Details summary="Take an entry back" open={typed?.does === 'reverse'}>
          <form method="post" action={address} novalidate>
            <input type="hidden" name="does" value="reverse" />
            <Radios
              name="entry"
              legend="Which entry?"
              hint="The place in a session becomes absent. To record something else, use its register."
              error={errorFor(reverse.errors, 'entry')}
              value={reverse.typed?.entry}
              items={standing.map((entry) => ({
                value: entry.id,
                label: `${entryWords(entry)}: ${amountWords(String(entry.amount))}`,
              }))}
            />
            {why('reverse')}
            <Button preventDoubleClick variant="warning">
              Take it back
            </Button>
          </form>
        </Details>
      )}
    </section>
  );
}

function Reason({ does, typed, errors = [] }: { does: string } & Partial<Again>) {
  return (
    <Textarea
      name="reason"
      id={`reason-${does}`}
      label="Reason"
      hint="Kept in the record"
      rows={2}
      error={errorFor(errors, 'reason')}
      value={typed?.reason}
    />
  );
}

function amountWords(amount: string): string {
  const days = Number(amount);
  return days < 0 ? `${formatDays(-days)} fewer` : formatDays(days);
}

async function change(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const typed = c.get('form').texts(fields);
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

async function carryOut(deps: ConsoleDeps, id: string, typed: Typed): Promise<Done | FieldError[]> {
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
