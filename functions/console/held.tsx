import type { Hono } from 'hono';
import * as v from 'valibot';
import type { LedgerKind } from '../domain/driven.ts';
import { heldNeed } from '../domain/needs.ts';
import { type People, people } from '../domain/people.ts';
import { type Occasion, occasionKey, promptRow } from '../domain/prompt.ts';
import { formatShort } from '../domain/short-dates.ts';
import { ledgerOf } from '../driving/subject-of.ts';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { errorFor } from '../pages/components/field-errors.tsx';
import { peopleSk } from '../platform/keys.ts';
import { answerHeld } from '../prompts/answer-held.ts';
import { readTitles } from '../prompts/read-titles.ts';
import { choice, note, reasonUnless } from '../web/fields.ts';
import { AnswerFields, readTickedAnswer, type TickedAgain } from './answer-form.tsx';
import { mayRun } from './authenticate.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt } from './console-page.tsx';
import { inText } from './prompt-list.tsx';
import { findKeys } from './today/read-needs.ts';
import { needsAsked } from './today/today-page.tsx';
import { zone } from './zone.ts';

const form = v.pipe(
  v.object({ answer: choice(['send', 'drop'], 'Choose what to do with them'), reason: note('the reason', 1000) }),
  reasonUnless(({ answer }) => answer === 'send', 'Enter the reason: it is kept in the record'),
);

interface Held {
  readonly kind: LedgerKind;
  readonly id: string;
  readonly occasion: Occasion;
  /** What its tick posts: `participant/PART2345/session-reminder#…`. */
  readonly value: string;
  readonly label: string;
  readonly hint: string;
}

interface HeldPage {
  readonly held: readonly Held[];
  readonly more: boolean;
}

/** E-mails that wait for an admin's word, as after a restore from a backup: sent or dropped, one or all of them. */
export function addHeld(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/held', (c) => heldPage(deps, c));
  app.post('/admin/held', (c) => answer(deps, c));
}

async function heldPage(deps: ConsoleDeps, c: ConsoleContext, again?: TickedAgain): Promise<Response> {
  const { held, more } = await listHeld(deps, c);
  return consolePage(deps, c, {
    title: 'Held emails',
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">Held emails</h1>
        {more && (
          <p class="govuk-body">These are the {held.length} that have waited longest. Answer them to see the next.</p>
        )}
        {held.length === 0 ? (
          <p class="govuk-body">No email waits for your word.</p>
        ) : (
          <HeldForm held={held} acts={mayRun(c.get('signedIn'))} {...again} />
        )}
      </>
    ),
  });
}

function HeldForm(props: { held: readonly Held[]; acts: boolean } & Partial<TickedAgain>) {
  const { held, acts, typed, ticked, errors } = props;
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
      <Checkboxes
        name="held"
        legend="Which emails"
        legendSize="m"
        error={errorFor(errors, 'held')}
        values={[...(ticked ?? held.map(({ value }) => value))]}
        items={held.map(({ value, label, hint }) => ({ value, label, hint }))}
      />
      <AnswerFields
        legend="What do you want to do with them?"
        items={[
          { value: 'send', label: 'Send them', hint: 'Each is checked once more; they go within a quarter of an hour' },
          { value: 'drop', label: 'Don’t send them', hint: 'They are never sent' },
        ]}
        reasonHint="Needed where they are not sent; kept in the record"
        typed={typed}
        errors={errors}
      />
    </form>
  );
}

async function answer(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const answered = readTickedAnswer(c.get('form'), form, 'held', 'Tick the emails that you mean');
  if (!answered.ok) return heldPage(deps, c, answered.again);
  const { value: chosen, ticked } = answered;
  const { held } = await listHeld(deps, c);
  const by = c.get('signedIn').subject;
  for (const { kind, id, occasion, value } of held)
    if (ticked.includes(value)) await answerHeld(deps, { kind, id }, occasion, { ...chosen, by });
  return doneAt(c, '/admin/held', chosen.answer === 'send' ? 'held-released' : 'held-dropped');
}

const heldRow = v.object({ ...promptRow.entries, pk: v.string() });
const peopleItem = v.object({ pk: v.string(), people });

/** A page of the e-mails that are held, of every cohort that the reader may see, those that have waited longest first. */
async function listHeld(deps: ConsoleDeps, c: ConsoleContext): Promise<HeldPage> {
  const { table, clock } = deps;
  const { keys, next } = await findKeys(await needsAsked(deps, c), heldNeed);
  const rows = (await table.getMany(keys, heldRow)).filter(({ state }) => state === 'held');
  const subjects = [...new Set(rows.map(({ pk }) => pk))];
  const named = await table.getMany(
    subjects.map((pk) => ({ pk, sk: peopleSk })),
    peopleItem,
  );
  const peopleAt = new Map(named.map((item) => [item.pk, item.people]));
  const titleOf = await readTitles(table, subjects.map(ledgerOf));
  const held = rows.map((row) => {
    const about = ledgerOf(row.pk);
    return heldOf(row, { ...about, title: titleOf(about, row.prompt) }, peopleAt.get(row.pk) ?? {}, clock.now());
  });
  return { held, more: next !== undefined };
}

function heldOf(
  row: v.InferOutput<typeof heldRow>,
  { kind, id, title }: Pick<Held, 'kind' | 'id'> & { readonly title: string },
  { participant, nominee }: People,
  now: string,
): Held {
  const name = participant?.name ?? nominee?.name ?? id;
  return {
    kind,
    id,
    occasion: row,
    value: `${kind}/${id}/${occasionKey(row)}`,
    label: `${name}: ${title}, to ${inText(row.role)}`,
    hint: [`${formatShort(row.plannedFor, zone, now)}, ${row.because}`, row.reason].filter(Boolean).join(': '),
  };
}
