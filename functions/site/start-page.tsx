import type { Hono } from 'hono';
import type { Cohort } from '../domain/cohort.ts';
import { formatMoment } from '../domain/wording.ts';
import { isOpen } from '../nominations/nomination-draft.ts';
import { Button } from '../pages/components/button.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import type { WebEnv } from '../web/web-deps.ts';
import { listCohorts } from './list-cohorts.ts';
import type { SiteDeps } from './site-deps.ts';
import { sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const title = 'Develop a lead teacher of mathematics';

/** The first page: what this is, what is open, and the way in. */
export function startPageRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/', async (c) => {
    const cohorts = await listCohorts(deps.table);
    const now = deps.clock.now();
    const open = cohorts.filter((cohort) => isOpen(cohort, now));
    const children = <StartPage cohorts={cohorts} open={open} now={now} />;
    return sitePage(deps, c, { title, cohort: open[0] ?? cohorts[0], children });
  });
}

function StartPage({ cohorts, open, now }: { cohorts: readonly Cohort[]; open: readonly Cohort[]; now: string }) {
  return (
    <>
      <h1 class="govuk-heading-xl">{title}</h1>
      <p class="govuk-body-l">
        Throughline takes a teacher from nomination to completion of a programme in teaching for mastery, and keeps the
        school, the teacher and the Maths Hub in step on the way.
      </p>
      <p class="govuk-body">Nominate a teacher of mathematics at your state-funded secondary school in England who:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>has a passion for teaching for mastery</li>
        <li>has a record of working with other teachers</li>
        <li>is past their two years as an early career teacher</li>
      </ul>
      {open.map((cohort) => (
        <InsetText>
          <strong>{cohort.title}</strong>
          <br />
          Nominations close on {formatMoment(cohort.closesAt, zone)}.
        </InsetText>
      ))}
      {open.length > 0 ? <NominateButton /> : <NothingOpen cohorts={cohorts} now={now} />}
      <h2 class="govuk-heading-m">If you are taking part already</h2>
      <p class="govuk-body">
        Your own page opens from the link in any of our emails to you. It shows what you have earned and what comes
        next. You need no password.
      </p>
      <p class="govuk-body">
        In a session now?{' '}
        <a class="govuk-link" href="/check-in">
          Check in with the code that is shown there
        </a>
        .
      </p>
    </>
  );
}

function NominateButton() {
  return (
    <Button variant="start" href="/nominate">
      Nominate a lead teacher
    </Button>
  );
}

function NothingOpen({ cohorts, now }: { cohorts: readonly Cohort[]; now: string }) {
  const next = cohorts.filter(({ opensAt }) => Date.parse(opensAt) > Date.parse(now));
  return (
    <InsetText>
      Nominations are not open at the moment.
      {next.map(({ title: cohortTitle, opensAt }) => (
        <>
          <br />
          {cohortTitle}: nominations open on {formatMoment(opensAt, zone)}.
        </>
      ))}
    </InsetText>
  );
}
