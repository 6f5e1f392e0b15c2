import type { Hono } from 'hono';
import * as v from 'valibot';
import { seesEverything } from '../../domain/console-roles.ts';
import { logEntry } from '../../domain/log-entry.ts';
import { formatShort } from '../../domain/short-dates.ts';
import {
  answerGivenUp,
  isSendable,
  listGivenUp,
  mostLetters,
  type ReadLetter,
} from '../../given-up/answer-given-up.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Checkboxes } from '../../pages/components/checkboxes.tsx';
import { DataTable } from '../../pages/components/data-table.tsx';
import { errorFor } from '../../pages/components/field-errors.tsx';
import { InsetText } from '../../pages/components/inset-text.tsx';
import { key } from '../../platform/keys.ts';
import { choice, passage } from '../../web/fields.ts';
import { problemPage } from '../../web/problem-page.ts';
import { AnswerFields, readTickedAnswer, type TickedAgain } from '../answer-form.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.tsx';
import { type RecordLine, withNames } from '../record/read-record.ts';
import { zone } from '../zone.ts';
import { givenUpWords } from './given-up-words.ts';

const path = '/admin/dead-letters';
/** So many of what was done before are shown. */
const linesShown = 20;

const form = v.object({
  answer: choice(['send', 'remove'], 'Choose what to do with them'),
  reason: passage('the reason', 1000),
});

/** What was given up after every try: what it is, what goes on without it, and sending it again or taking it away. */
export function addDeadLetters(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get(path, (c) => deadLettersPage(deps, c));
  app.post(path, (c) => answer(deps, c));
}

async function deadLettersPage(deps: ConsoleDeps, c: ConsoleContext, again?: TickedAgain): Promise<Response> {
  // Of any hub: whoever is kept to some is told how much there is, and no more.
  const sees = seesEverything(c.get('signedIn').access);
  const number = await deps.deadLetters.count();
  const letters = sees ? await listGivenUp(deps) : [];
  const now = deps.clock.now();
  return consolePage(deps, c, {
    title: 'What was given up',
    width: 'reading',
    before: <BackLink href="/admin" />,
    ...(again && { errors: again.errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">What was given up</h1>
        <InsetText>{number === 0 ? 'Nothing was given up.' : `${countWords(number)} after every try.`}</InsetText>
        <p class="govuk-body">
          Journeys go on without it: within a quarter of an hour the sweep wakes whoever was not woken, begins what was
          not begun, and puts emails that nothing carries back on their queue, or{' '}
          <a class="govuk-link" href="/admin/held">
            holds them for you
          </a>
          . It is kept for 14 days. Send it again once its cause is mended: if it fails again, it comes back here.
        </p>
        {letters.length > 0 && <LettersForm letters={letters} now={now} {...again} />}
        {sees && letters.length === 0 && number > 0 && (
          <p class="govuk-body">The queue hands none of it over at this moment. Look again in half a minute.</p>
        )}
        {!sees && number > 0 && (
          <p class="govuk-body">It may be of any hub, so an admin who is kept to no hub sees to it.</p>
        )}
        {sees && <Done lines={await doneBefore(deps)} now={now} />}
      </>
    ),
  });
}

function LettersForm({
  letters,
  now,
  typed,
  ticked,
  errors,
}: { letters: readonly ReadLetter[]; now: string } & Partial<TickedAgain>) {
  return (
    <form method="post" action={path} novalidate>
      <Checkboxes
        name="letter"
        classes="govuk-checkboxes--small"
        legend={letters.length < mostLetters ? 'Tick what you mean' : `Tick what you mean of the first ${mostLetters}`}
        legendSize="m"
        error={errorFor(errors, 'letter')}
        values={[...(ticked ?? letters.filter(({ givenUp }) => isSendable(givenUp)).map(({ id }) => id))]}
        items={letters.map((letter) => {
          const { id, sentAt } = letter;
          const { what, again } = givenUpWords(letter);
          return { value: id, label: `${what}, ${formatShort(sentAt, zone, now)}`, hint: again };
        })}
      />
      <AnswerFields
        legend="What do you want to do with it?"
        items={[
          { value: 'send', label: 'Send it again', hint: 'Each as it says above; what can’t be sent stays here' },
          { value: 'remove', label: 'Remove it', hint: 'It is not sent again' },
        ]}
        radioClasses="govuk-radios--small"
        reasonHint="Kept in the record"
        typed={typed}
        errors={errors}
      />
    </form>
  );
}

/** Who sent what again or took it away, the newest first. */
function Done({ lines, now }: { lines: readonly RecordLine[]; now: string }) {
  if (lines.length === 0) return null;
  return (
    <DataTable
      caption="What was done before"
      columns={['When', 'What', 'Why', 'Who'].map((heading) => ({ heading }))}
      rows={lines.map(({ at, what, to, why, who }) => [formatShort(at, zone, now), `${to}: ${what}`, why ?? '', who])}
      empty=""
    />
  );
}

async function doneBefore({ table }: ConsoleDeps): Promise<RecordLine[]> {
  const { items } = await table.queryPage(
    { pk: key.givenUpLog, prefix: 'LOG#', newestFirst: true, limit: linesShown },
    logEntry,
  );
  return withNames(table, items);
}

async function answer(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const { access, subject: by } = c.get('signedIn');
  if (!seesEverything(access)) return problemPage(deps, c, { kind: 'not-allowed' });
  const answered = readTickedAnswer(c.get('form'), form, 'letter', 'Tick what you mean');
  if (!answered.ok) return deadLettersPage(deps, c, answered.again);
  const { value: chosen, ticked } = answered;
  await answerGivenUp(deps, { ids: ticked, ...chosen, by });
  return doneAt(c, path, chosen.answer === 'send' ? 'letters-sent' : 'letters-removed');
}

export function countWords(number: number): string {
  return number === 1 ? 'About 1 message was given up' : `About ${number} messages were given up`;
}
