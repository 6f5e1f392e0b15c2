import type { Cohort, Session } from '../../domain/cohort.ts';
import { localOf } from '../../domain/local-time.ts';
import type { Programme } from '../../domain/programme.ts';
import { formatMoment, formatPlainDate } from '../../domain/wording.ts';
import { readPlaces } from '../../nominations/change-places.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { MonthCalendar } from '../../pages/components/month-calendar.tsx';
import { SummaryList } from '../../pages/components/summary-list.tsx';
import { readCohort, readProgramme } from '../../programmes/read-programme.ts';
import { mayRun } from '../authenticate.ts';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { zone } from '../zone.ts';
import { windowWords } from './window-words.ts';

/** One cohort: what it is, its sessions on a calendar, and what may be done with it. */
export async function cohortPage(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const { cohort, sessions } = await readCohort(deps.table, id);
  const programme = await readProgramme(deps.table, cohort.programme);
  const { taken } = await readPlaces(deps.table, id);
  const now = deps.clock.now();
  return consolePage(deps, c, {
    title: cohort.title,
    before: <BackLink href="/admin/cohorts" />,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">Cohort {id}</span> {cohort.title}
        </h1>
        <div class="tl-columns">
          <div class="tl-columns__side">
            <Facts {...{ cohort, programme, taken, now }} />
            <Actions cohort={cohort} runs={mayRun(c.get('signedIn'))} />
          </div>
          <div class="tl-columns__main">
            <h2 class="govuk-heading-m">Sessions</h2>
            <SessionCalendar cohort={cohort} sessions={sessions} />
          </div>
        </div>
      </>
    ),
  });
}

function Facts(props: { cohort: Cohort; programme: Programme; taken: number; now: string }) {
  const { cohort, programme, taken, now } = props;
  return (
    <SummaryList
      classes="tl-facts"
      rows={[
        { key: 'Programme', value: `${programme.title}, version ${cohort.programme.version}` },
        { key: 'Hub', value: cohort.hub.name },
        { key: 'Led by', value: `${cohort.lead.name}, ${cohort.lead.email}` },
        { key: 'Nominations', value: windowWords(cohort, now) },
        { key: 'Opens', value: formatMoment(cohort.opensAt, zone) },
        { key: 'Closes', value: formatMoment(cohort.closesAt, zone) },
        { key: 'Places', value: `${taken} of ${cohort.capacity} taken` },
        ...cohort.years.map(({ number, startsOn, endsOn }) => ({
          key: `Year ${number}`,
          value: `${formatPlainDate(startsOn)} to ${formatPlainDate(endsOn)}`,
        })),
      ]}
    />
  );
}

function Actions({ cohort: { id }, runs }: { cohort: Cohort; runs: boolean }) {
  const look = [
    { href: `/admin/cohorts/${id}/rehearse`, text: 'Rehearse: every email on a calendar' },
    { href: `/admin/participants?cohort=${id}`, text: 'Its participants' },
    { href: `/admin/nominations?cohort=${id}`, text: 'Its nominations' },
    { href: `/admin/nominations/waiting-list?cohort=${id}`, text: 'Places and waiting list' },
    {
      href: `/admin/versions?cohort=${id}`,
      text: runs ? 'Versions of the programme, and moving to another' : 'Versions of the programme',
    },
    { href: `/admin/record?cohort=${id}`, text: 'Who changed what, and why' },
  ];
  const run = [
    { href: `/admin/cohorts/${id}/window`, text: 'Open or close nominations' },
    { href: `/admin/cohorts/new?from=${id}`, text: 'Create the next one from it, dates moved' },
  ];
  return (
    <section class="tl-act" aria-label="What you can do">
      <ul class="govuk-list tl-changes">
        {[...(runs ? run : []), ...look].map(({ href, text }) => (
          <li>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The sessions by month, those that are cancelled marked, over the days on which schools are closed. */
function SessionCalendar({ cohort, sessions }: { cohort: Cohort; sessions: readonly Session[] }) {
  if (sessions.length === 0) return <p class="tl-table__empty">The cohort has no sessions yet.</p>;
  const entries = sessions.map((session) => {
    const { date, time } = localOf(session.startsAt, zone);
    return {
      date,
      content: (
        <>
          <a class="govuk-link" href={`/admin/sessions/${cohort.id}/${session.id}`}>
            {session.title}
          </a>{' '}
          {session.state === 'cancelled' ? 'cancelled' : time}
        </>
      ),
    };
  });
  return <MonthCalendar entries={entries} notes={cohort.holidays} />;
}
