import type { Hono } from 'hono';
import * as v from 'valibot';
import { seesEverything } from '../../domain/console-roles.ts';
import { type NeedKind, needKinds } from '../../domain/needs.ts';
import { readAs } from '../../domain/read-as.ts';
import { formatShort } from '../../domain/short-dates.ts';
import { DataTable } from '../../pages/components/data-table.tsx';
import { WarningText } from '../../pages/components/warning-text.tsx';
import { mayRun } from '../authenticate.ts';
import { cohortsHere } from '../chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { More } from '../more-link.tsx';
import { zone } from '../zone.ts';
import { addDeadLetters, countWords } from './dead-letters-page.tsx';
import { needRow, needTitles } from './need-words.ts';
import { type NeedsAsked, type NeedsPage, needsOnPage, readNeeds } from './read-needs.ts';

const chosenKind = v.fallback(v.optional(v.picklist(needKinds)), undefined);

/** What needs a person today, by urgency: all of it, or one kind. */
export function addToday(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin', (c) => todayPage(deps, c));
  addDeadLetters(app, deps);
}

async function todayPage(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const kind = readAs(chosenKind, c.req.query('need'));
  const now = deps.clock.now();
  // What was given up is of no hub: it is for those who run the programme.
  const givenUp = mayRun(c.get('signedIn')) ? await deps.deadLetters.count() : 0;
  const page = await readNeeds(await needsAsked(deps, c), kind && { kind, after: c.req.query('after') });
  return consolePage(deps, c, {
    title: 'Today',
    children: (
      <>
        <h1 class="govuk-heading-l">Today</h1>
        <div id="today" data-renews="">
          {givenUp > 0 && (
            <WarningText>
              {countWords(givenUp)} after every try.{' '}
              <a class="govuk-link" href="/admin/dead-letters">
                See what to do
              </a>
            </WarningText>
          )}
          <Counts page={page} chosen={kind} />
          <DataTable
            caption={kind ? needTitles[kind] : 'What needs you'}
            captionHidden
            columns={[
              { heading: 'Who' },
              { heading: 'School' },
              { heading: 'What' },
              { heading: 'Since' },
              { heading: 'What to do' },
            ]}
            rows={page.rows
              .map((needing) => needRow(needing, now))
              .map(({ who, school, what, since, todo, href }) => [
                who,
                school,
                <Lines lines={what} />,
                formatShort(since, zone, now),
                <a class="govuk-link" href={href}>
                  {todo}
                  <span class="govuk-visually-hidden">: {who}</span>
                </a>,
              ])}
            empty={
              kind
                ? 'Nothing of this kind needs you now.'
                : 'Nothing needs you now. Everything that is under way goes on by itself.'
            }
          />
          {!kind && isCutShort(page) && (
            <p class="govuk-body">
              These are the {page.rows.length} most urgent. Choose a kind above to see all of it.
            </p>
          )}
        </div>
        {page.next && <More c={c} next={page.next} />}
        <Also runs={mayRun(c.get('signedIn'))} />
      </>
    ),
  });
}

/** What whoever is signed in may see of it. */
export async function needsAsked(deps: ConsoleDeps, c: ConsoleContext): Promise<NeedsAsked> {
  return {
    table: deps.table,
    now: deps.clock.now(),
    cohorts: await cohortsHere(deps, c),
    seesEverything: seesEverything(c.get('signedIn').access),
    erases: c.get('signedIn').permissions.has('erase'),
  };
}

/** Pages that are there also while nothing leads to them from above. */
function Also({ runs }: { runs: boolean }) {
  return (
    <p class="govuk-body">
      Also:{' '}
      <a class="govuk-link" href="/admin/held">
        emails that are held
      </a>
      {runs && (
        <>
          {', '}
          <a class="govuk-link" href="/admin/dead-letters">
            what was given up
          </a>
        </>
      )}
    </p>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line, index) => (
        <>
          {index > 0 && <br />}
          {line}
        </>
      ))}
    </>
  );
}

function isCutShort({ counts }: NeedsPage): boolean {
  const all = [...counts.values()];
  return all.some(({ more }) => more) || all.reduce((sum, { number }) => sum + number, 0) > needsOnPage;
}

/** How many there are of each kind, each a link to its own list; none of a kind says so by its absence. */
function Counts({ page: { counts, held }, chosen }: { page: NeedsPage; chosen: NeedKind | undefined }) {
  const some = [...counts].filter(([kind, { number }]) => number > 0 || kind === chosen);
  if (some.length === 0 && held.number === 0) return null;
  return (
    <nav class="tl-counts" aria-label="What needs you, by kind">
      <ul class="tl-counts__list">
        {chosen && (
          <li>
            <a class="tl-counts__count" href="/admin">
              <span class="tl-counts__number">All</span> that needs you
            </a>
          </li>
        )}
        {some.map(([kind, { number, more }]) => (
          <li>
            <a
              class={`tl-counts__count${kind === 'stopped' ? ' tl-counts__count--first' : ''}`}
              href={`/admin?need=${kind}`}
              aria-current={kind === chosen ? 'true' : undefined}
            >
              <span class="tl-counts__number">{more ? `${number}+` : number}</span> {needTitles[kind]}
            </a>
          </li>
        ))}
        {held.number > 0 && (
          <li>
            <a class="tl-counts__count" href="/admin/held">
              <span class="tl-counts__number">{held.more ? `${held.number}+` : held.number}</span> Emails held
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
}
