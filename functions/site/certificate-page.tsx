import type { Hono } from 'hono';
import { achievementOf } from '../domain/achievement.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import { formatDateOf } from '../domain/wording.ts';
import { InsetText } from '../pages/components/inset-text.tsx';
import { SummaryList } from '../pages/components/summary-list.tsx';
import type { WebEnv } from '../web/web-deps.ts';
import { openParticipantLink, type ParticipantLink } from './open-link.tsx';
import type { SiteDeps } from './site-deps.ts';
import { sitePage } from './site-page.tsx';
import { zone } from './zone.ts';

const title = 'Certificate of completion';

/** The certificate of whoever has completed a programme, to print or to save: for them and for their headteacher. */
export function certificateRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/certificate/:token', async (c) => {
    const opened = await openParticipantLink(deps, c, ['participant', 'head-certificate']);
    if (opened instanceof Response) return opened;
    const { cohort, participant } = opened.view;
    const completed = participant.status === 'completed';
    return sitePage(deps, c, {
      title,
      cohort,
      children: completed ? <Certificate {...opened} now={deps.clock.nowMs()} /> : <NotYet />,
    });
  });
}

function Certificate({ view, people, now }: ParticipantLink & { now: number }) {
  const { programme, cohort, sessions, participant } = view;
  const achieved = achievementOf(view, momentsFor(programme, cohort, sessions), now);
  return (
    <>
      <p class="govuk-body tl-no-print">
        Print this page, or save it as a PDF from your browser’s print menu: the link to it works for 60 days.
      </p>
      <div class="tl-certificate">
        <h1 class="tl-certificate__kind">{title}</h1>
        <p class="tl-certificate__name">{people.participant?.name ?? 'The participant'}</p>
        <p class="govuk-body-l">{participant.schoolName}</p>
        <p class="govuk-body-l">
          completed the programme <strong>{programme.title}</strong> on {formatDateOf(participant.statusSince, zone)}.
        </p>
        <SummaryList rows={achieved.map(({ label, value }) => ({ key: label, value }))} />
        <p class="govuk-body">
          {cohort.hub.name}. Reference {participant.id}.
        </p>
      </div>
    </>
  );
}

function NotYet() {
  return (
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      <InsetText>There is no certificate here: the programme is not completed.</InsetText>
    </>
  );
}
