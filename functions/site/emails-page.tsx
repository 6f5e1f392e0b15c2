import type { Hono } from 'hono';
import { openingUntracked, type PromptStory, promptStories } from '../domain/explain-prompt.ts';
import type { JourneyView } from '../domain/views.ts';
import { capital, formatMomentShort } from '../domain/wording.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import type { WebEnv } from '../web/web-deps.ts';
import { homeOf, withParticipant } from './me.tsx';
import { inSecondPerson } from './second-person.ts';
import type { SiteDeps } from './site-deps.ts';
import { sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const title = 'Emails we sent you';

/** Every e-mail to the participant, sent or not, and why; and what is planned. */
export function emailsRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/me/:token/emails', (c) =>
    withParticipant(deps, c, (opened) =>
      sitePage(deps, c, {
        title,
        cohort: opened.view.cohort,
        before: <BackLink href={homeOf(opened)} />,
        children: <Emails view={opened.view} now={deps.clock.now()} />,
      }),
    ),
  );
}

function Emails({ view, now }: { view: JourneyView; now: string }) {
  const mine = promptStories(view, now, (at) => formatMomentShort(at, zone)).filter(
    ({ occasion }) => occasion.role === 'participant',
  );
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">Also those that we planned and did not send, with the reason. {openingUntracked}</p>
      <Stories caption="Sent, or decided on" stories={mine.filter(({ isAhead }) => !isAhead)} empty="None yet." />
      <Stories caption="Planned" stories={mine.filter(({ isAhead }) => isAhead)} empty="None is planned." />
    </>
  );
}

function Stories({ caption, stories, empty }: { caption: string; stories: readonly PromptStory[]; empty: string }) {
  return (
    <DataTable
      caption={caption}
      columns={[{ heading: 'Planned for' }, { heading: 'Why' }, { heading: 'What became of it' }]}
      rows={stories.map(({ plannedFor, why, outcome }) => [
        formatMomentShort(plannedFor, zone),
        capital(inSecondPerson(why)),
        inSecondPerson(outcome),
      ])}
      empty={empty}
    />
  );
}
