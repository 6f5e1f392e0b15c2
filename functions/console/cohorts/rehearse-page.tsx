import type { Hono } from 'hono';
import * as v from 'valibot';
import type { Cohort } from '../../domain/cohort.ts';
import { localOf } from '../../domain/local-time.ts';
import { momentsFor } from '../../domain/moments-memo.ts';
import type { RecipientRole } from '../../domain/people.ts';
import type { Programme } from '../../domain/programme.ts';
import { promptTitle } from '../../domain/prompt-title.ts';
import { readAs } from '../../domain/read-as.ts';
import { type RehearsedMail, rehearseJourney } from '../../domain/rehearse-journey.ts';
import { formatPlainDate } from '../../domain/wording.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { FilterBar } from '../../pages/components/filter-bar.tsx';
import { MonthCalendar } from '../../pages/components/month-calendar.tsx';
import { Select } from '../../pages/components/select.tsx';
import { nameParticipantStatus } from '../../pages/components/status-tags.tsx';
import { closedOn } from '../../programmes/draft-cohort.ts';
import { readCohort, readProgramme } from '../../programmes/read-programme.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { roleWords } from '../prompt-list.tsx';
import { zone } from '../zone.ts';

const kinds = ['willing', 'silent'] as const;
const asked = v.fallback(v.picklist(kinds), 'willing');

const kindWords = {
  willing: 'Somebody who does all that is asked',
  silent: 'Somebody who never answers',
} as const;

/** What one participant of a cohort would be sent, from acceptance to the end, by the planner that drives journeys. */
export function addRehearsal(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/cohorts/:id/rehearse', (c) => rehearsePage(deps, c, c.req.param('id')));
}

async function rehearsePage(deps: ConsoleDeps, c: ConsoleContext, id: string): Promise<Response> {
  const { cohort, sessions } = await readCohort(deps.table, id);
  const programme = await readProgramme(deps.table, cohort.programme);
  const kind = readAs(asked, c.req.query('who'));
  const moments = momentsFor(programme, cohort, sessions);
  const { mails, endsAs } = rehearseJourney({ programme, cohort, sessions }, moments, { from: cohort.closesAt, kind });
  return consolePage(deps, c, {
    title: `Rehearsal of ${cohort.title}`,
    before: <BackLink href={`/admin/cohorts/${id}`} />,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{cohort.title}</span> Rehearsal
        </h1>
        <FilterBar action={`/admin/cohorts/${id}/rehearse`} label="Choose whom to rehearse">
          <Select
            name="who"
            label="Whom to follow, from the day on which nominations close"
            value={kind}
            options={kinds.map((value) => ({ value, text: kindWords[value] }))}
          />
        </FilterBar>
        <p class="govuk-body">
          <strong>{mails.length} emails</strong>, none of which is sent. At the end they are at: “
          {nameParticipantStatus(endsAs)}”.
        </p>
        <Warnings warnings={[...fullWeeks(mails), ...onClosedDays(mails, { cohort, programme })]} />
        <MonthCalendar notes={cohort.holidays} entries={mails.map((mail) => entryOf(mail, programme))} />
      </>
    ),
  });
}

function entryOf({ at, prompt }: RehearsedMail, programme: Programme) {
  const { date, time } = localOf(at, zone);
  return {
    date,
    content: (
      <>
        {promptTitle(programme, prompt.prompt)}{' '}
        <span class="tl-changes__hint">
          {prompt.role === 'participant' ? time : `${time}, ${roleWords[prompt.role]}`}
        </span>
      </>
    ),
  };
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0)
    return <p class="govuk-body">No week is too full, and nothing is sent on a day without school.</p>;
  return (
    <>
      <h2 class="govuk-heading-m">Worth a look</h2>
      <ul class="govuk-list govuk-list--bullet">
        {warnings.map((warning) => (
          <li>{warning}</li>
        ))}
      </ul>
    </>
  );
}

function onClosedDays(
  mails: readonly RehearsedMail[],
  { cohort: { holidays }, programme }: { readonly cohort: Cohort; readonly programme: Programme },
): string[] {
  return mails.flatMap(({ at, prompt }) => {
    const { date } = localOf(at, zone);
    const why = closedOn(date, holidays);
    return why ? [`“${promptTitle(programme, prompt.prompt)}” is sent on ${formatPlainDate(date)}: ${why}`] : [];
  });
}

const tooManyInAWeek = 3;
const dayMs = 86_400_000;

/** Weeks, from Monday, in which one person would get three or more. */
function fullWeeks(mails: readonly RehearsedMail[]): string[] {
  const groups = Map.groupBy(mails, ({ at, prompt }) => `${weekOf(localOf(at, zone).date)} ${prompt.role}`);
  return [...groups].flatMap(([name, { length }]) => {
    const [week, role] = [name.slice(0, 10), name.slice(11) as RecipientRole];
    if (length < tooManyInAWeek) return [];
    return [`${roleWords[role]}: ${length} emails in the week of ${formatPlainDate(week)}`];
  });
}

function weekOf(date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  return new Date(at - ((new Date(at).getUTCDay() + 6) % 7) * dayMs).toISOString().slice(0, 10);
}
