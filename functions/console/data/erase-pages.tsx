import type { Hono } from 'hono';
import * as v from 'valibot';
import { erasureReasons, statisticsOf } from '../../domain/erasure.ts';
import { eraseRecord, isErasable } from '../../erasure/erase-record.ts';
import { type Facts, type RecordKind, type RecordRef, readFacts } from '../../erasure/find-person.ts';
import { type StoredPerson, storedOf } from '../../erasure/subject-access.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { InsetText } from '../../pages/components/inset-text.tsx';
import { Radios } from '../../pages/components/radios.tsx';
import { WarningText } from '../../pages/components/warning-text.tsx';
import { listCohorts } from '../../site/list-cohorts.ts';
import { checkForm, choice } from '../../web/fields.ts';
import { problemPage } from '../../web/problem-page.ts';
import { keysOf } from '../changes/reason-fields.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage, doneAt } from '../console-page.tsx';
import { roleWords } from '../prompt-list.tsx';

const form = v.object({ why: choice(keysOf(erasureReasons), 'Choose why it is erased') });

/** Erasing one record: what goes, what stays, and why; done where that is what was looked at. */
export function addErasure(app: Hono<ConsoleEnv>, deps: ConsoleDeps, kind: RecordKind): void {
  app.get(`/admin/${kind}s/:id/erase`, (c) => opened(deps, c, kind, (record) => erasePage(deps, c, record)));
  app.post(`/admin/${kind}s/:id/erase`, (c) => opened(deps, c, kind, (record) => erase(deps, c, record)));
}

interface Opened {
  readonly ref: RecordRef;
  readonly facts: Facts;
  readonly stored: StoredPerson;
  readonly home: string;
}

async function opened(
  deps: ConsoleDeps,
  c: ConsoleContext,
  kind: RecordKind,
  answer: (record: Opened) => Promise<Response>,
): Promise<Response> {
  const ref = { kind, id: c.req.param('id') ?? '' };
  const facts = await readFacts(deps.table, ref);
  // What goes from the records of others goes at every hub.
  const everywhere = (await listCohorts(deps.table)).map(({ id }) => id);
  const stored = facts && !facts.erased ? await storedOf(deps.table, ref, everywhere) : undefined;
  if (!facts || !stored) return problemPage(deps, c, { kind: 'not-found' });
  return answer({ ref, facts, stored, home: `/admin/${kind}s/${ref.id}` });
}

interface Again {
  readonly why?: string;
  readonly error?: string;
  readonly changed?: boolean;
}

async function erasePage(deps: ConsoleDeps, c: ConsoleContext, record: Opened, again: Again = {}): Promise<Response> {
  const { ref, facts, stored, home } = record;
  const { person } = stored;
  const may = await isErasable(deps.table, facts);
  const title = `Erase the record of ${person.name}`;
  return consolePage(deps, c, {
    title,
    width: 'reading',
    ...(again.error && { errors: [{ field: 'why', message: again.error }] }),
    before: <BackLink href={`${home}/data`}>Back to what is kept</BackLink>,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">
            {ref.kind === 'participant' ? 'Participant' : 'Nomination'} {ref.id}
          </span>{' '}
          {title}
        </h1>
        {again.changed && (
          <InsetText>Something has changed since you looked, so nothing was done. This is what would go now.</InsetText>
        )}
        {may ? <EraseForm record={record} again={again} /> : <NotYet facts={facts} home={home} />}
      </>
    ),
  });
}

function NotYet({ facts, home }: { facts: Facts; home: string }) {
  return (
    <>
      <p class="govuk-body">
        {facts.kind === 'participant'
          ? 'They take part, or are expected back, so their record is still needed.'
          : 'The nomination is under way, or its nominee takes part, so it is still needed.'}
      </p>
      <p class="govuk-body">
        {facts.kind === 'participant' ? (
          <>
            <a class="govuk-link" href={`${home}/change/withdraw`}>
              Withdraw them
            </a>{' '}
            first. Their school and their lead hear of it, and their record can be erased at once after that.
          </>
        ) : (
          'When it is decided, or its participant’s record is erased, it can go.'
        )}
      </p>
    </>
  );
}

function EraseForm({ record, again }: { record: Opened; again: Again }) {
  const { facts, home } = record;
  return (
    <>
      <h2 class="govuk-heading-m">What goes</h2>
      <List sentences={whatGoes(record)} />
      <h2 class="govuk-heading-m">What stays</h2>
      <List sentences={whatStays(record)} />
      <WarningText>Nobody can take this back.</WarningText>
      <form method="post" action={`${home}/erase`} novalidate>
        <input type="hidden" name="seen" value={String(facts.version)} />
        <Radios
          name="why"
          legend="Why"
          error={again.error}
          value={again.why}
          items={Object.entries(erasureReasons).map(([value, label]) => ({ value, label }))}
        />
        <Button variant="warning" preventDoubleClick>
          Erase the record
        </Button>
      </form>
    </>
  );
}

function List({ sentences }: { sentences: readonly string[] }) {
  return (
    <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
      {sentences.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  );
}

function whatGoes({ ref, facts, stored }: Opened): string[] {
  const { mentions, records, importRows } = stored;
  const own = records.find(({ kind, id }) => kind === ref.kind && id === ref.id);
  const count = (prefix: string) => own?.rows.filter(({ sk }) => sk.startsWith(prefix)).length ?? 0;
  const waiting = own?.rows.filter(({ sk, state }) => sk.startsWith('E#PROMPT#') && state === 'queued').length ?? 0;
  return [
    'Their name and email address, and every link that they were sent.',
    `${plural(count('E#PROMPT#'), 'email')} on record, ${plural(count('NOTE#'), 'note')}, ${plural(count('B#PLACE#') + count('C#CREDIT#') + count('D#INSCHOOL#'), 'entry', 'entries')} of attendance and days.`,
    ...(waiting > 0
      ? [`${plural(waiting, 'email')} that ${waiting === 1 ? 'is' : 'are'} queued and will not be sent.`]
      : []),
    ...(facts.dueBy ? ['Its workflow ends at once.'] : []),
    ...(facts.kind === 'participant'
      ? [
          'The nomination by which they came, with what their school wrote about them. Of a pair’s nomination, their part in it.',
        ]
      : ['What their school wrote about them, and the promises.']),
    ...(own && own.groupMentions.length > 0
      ? [
          `Their name, from ${plural(own.groupMentions.length, 'note or register', 'notes and registers')} of their Work Group.`,
        ]
      : []),
    ...(own && facts.kind === 'participant' && own.groupRows.length > 0
      ? ['What they wrote for their Work Group; with the last of their pair, also what their school wrote.']
      : []),
    ...importSentences(importRows),
    ...mentions.map(
      ({ kind, id, role }) =>
        `Their name and address as ${roleWords[role].toLowerCase()} in the record of ${kind} ${id}.`,
    ),
  ];
}

function importSentences(rows: StoredPerson['importRows']): string[] {
  const theirs = rows.filter(({ isTheirs }) => isTheirs).length;
  const others = rows.length - theirs;
  return [
    ...(theirs > 0 ? [`${plural(theirs, 'row')} about them in spreadsheets that were handed in.`] : []),
    ...(others > 0 ? [`Their name and address, from ${plural(others, 'row')} about others in such spreadsheets.`] : []),
  ];
}

function whatStays({ ref, facts, stored }: Opened): string[] {
  const own = stored.records.find(({ kind, id }) => kind === ref.kind && id === ref.id);
  const statistics = statisticsOf(facts, [], []);
  const others = stored.records.filter(
    ({ kind, id }) => !(kind === ref.kind && id === ref.id) && !isTheirNomination(facts, id),
  );
  return [
    `One more in the figures of ${own?.cohort?.title ?? 'the cohort'}: how they ended (${Object.keys(statistics.endings).join()}), and how many days and sessions.`,
    `The reference ${ref.id} and the lines of the record, without the words in them: what was done, when, and by whom.`,
    ...(others.length > 0
      ? [
          `Their other records, each to be erased by itself: ${others.map(({ kind, id }) => `${kind} ${id}`).join(', ')}.`,
        ]
      : []),
    ...(stored.importRows.length > 0 ? [rowsStay] : []),
    'Copies of the database, for as long as backups are kept.',
  ];
}

/** A row of this week has nothing to do with a record whose time is over. */
const rowsStay = `Where “${erasureReasons.retention}” is the reason: the rows of spreadsheets. They end by themselves within a week.`;

function isTheirNomination(facts: Facts, id: string): boolean {
  return facts.kind === 'participant' && facts.nominationId === id;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

async function erase(deps: ConsoleDeps, c: ConsoleContext, record: Opened): Promise<Response> {
  const typed = c.get('form').texts(['why', 'seen']);
  const checked = checkForm(form, typed);
  if (!checked.ok) return erasePage(deps, c, record, { error: checked.errors.why ?? '' });
  const { why: reason } = checked.value;
  if (typed.seen !== String(record.facts.version)) return erasePage(deps, c, record, { why: reason, changed: true });
  const done = await eraseRecord(deps, record.ref, { reason, by: c.get('signedIn').subject });
  if (done === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  if (done === 'still-active') return erasePage(deps, c, record, { why: reason, changed: true });
  return doneAt(c, `/admin/${record.ref.kind}s`, 'erased');
}
