import type { Hono } from 'hono';
import { HalfDayLedger } from '../pages/components/half-day-ledger.tsx';
import { JourneyTimeline } from '../pages/components/journey-timeline.tsx';
import { ParticipantStatusTag } from '../pages/components/status-tags.tsx';
import { TaskList } from '../pages/components/task-list.tsx';
import { WhereAndWhy } from '../pages/components/where-and-why.tsx';
import type { WebEnv } from '../web/web-deps.ts';
import { maskName } from './mask-name.ts';
import { openParticipantLink, type ParticipantLink } from './open-link.tsx';
import { type ParticipantPage, participantPage } from './participant-view.ts';
import type { SiteDeps } from './site-deps.ts';
import { type SiteContext, sitePage } from './site-page.tsx';
import { groupTodos } from './work-group/group-todos.ts';
import { readSituation } from './work-group/read-situation.ts';

/** What was just done, by the word that the redirect after a POST carries. */
const doneWords: Readonly<Record<string, string>> = {
  task: 'Thank you. The lead reads it before the next session.',
  'checked-in': 'You are checked in.',
  'checked-in-before': 'You had checked in already.',
  coming: 'Thank you: we expect you.',
  'cannot-come': 'Your apologies are noted. You can change that until the session ends.',
  'was-there': 'Thank you. Your lead will confirm that you were there.',
  'missed-it': 'Thank you for telling us. We will write to you about catching up.',
  logged: 'Your day in school is logged. It counts when your lead has acknowledged it.',
  details: 'Your details are confirmed.',
  plan: 'Your department plan is saved.',
  review: 'Your department review is saved.',
};

/** A participant's own page: where they are and why, what they can do, what they have earned, what comes. */
export function meRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/me/:token', (c) => withParticipant(deps, c, (opened) => show(deps, c, opened)));
}

/** Opens the participant's link in the path, or shows why it does not work. */
export async function withParticipant(
  deps: SiteDeps,
  c: SiteContext,
  answer: (opened: ParticipantLink) => Promise<Response> | Response,
): Promise<Response> {
  const opened = await openParticipantLink(deps, c);
  return opened instanceof Response ? opened : answer(opened);
}

/** The participant's own address. */
export function homeOf({ token }: Pick<ParticipantLink, 'token'>): string {
  return `/me/${token}`;
}

async function show(deps: SiteDeps, c: SiteContext, opened: ParticipantLink): Promise<Response> {
  const { view, people } = opened;
  const { id, cohortId, pair } = view.participant;
  const group = pair && (await readSituation(deps, cohortId));
  const page = participantPage(view, deps.clock.now(), group ? groupTodos(group, id) : []);
  return sitePage(deps, c, {
    title: 'Your journey',
    cohort: view.cohort,
    done: doneWords[c.req.query('done') ?? ''],
    children: (
      <>
        <span class="govuk-caption-l">{view.programme.title}</span>
        <h1 class="govuk-heading-l">Your journey</h1>
        <p class="govuk-body">
          {maskName(people.participant?.name ?? '')}, {view.participant.schoolName}{' '}
          <ParticipantStatusTag status={view.participant.status} />
        </p>
        {view.participant.status === 'completed' && (
          <p class="govuk-body">
            <a class="govuk-link" href={`/certificate/${opened.token}`}>
              Open your certificate
            </a>
          </p>
        )}
        <JourneyPage page={page} home={homeOf(opened)} school={pair && `/pair/${opened.token}`} />
      </>
    ),
  });
}

/** `school` is the address of their school's page, where they are one of a pair. */
function JourneyPage(props: { page: ParticipantPage; home: string; school: string | undefined }) {
  const { page, home, school } = props;
  return (
    <>
      <WhereAndWhy sentence={page.where} tone={page.tone} />
      {page.todos.length > 0 && (
        <>
          <h2 class="govuk-heading-m">What you can do now</h2>
          <TaskList
            tasks={page.todos.map(({ title, hint, path, urgent }) => ({
              title,
              hint,
              href: `${home}${path}`,
              status: urgent ? { tag: 'To\u00a0do' } : { words: 'When it suits' },
            }))}
          />
        </>
      )}
      <h2 class="govuk-heading-m">What you have earned</h2>
      <HalfDayLedger buckets={page.ledger} />
      <JourneyTimeline
        happened={page.happened}
        coming={page.coming.map(({ path, title, ...event }) => ({
          ...event,
          title: (
            <a class="govuk-link" href={`${home}${path}`}>
              {title}
            </a>
          ),
        }))}
      />
      <h2 class="govuk-heading-m">Your other pages</h2>
      <ul class="govuk-list">
        {school ? (
          <GroupLinks home={home} school={school} />
        ) : (
          <li>
            <a class="govuk-link" href={`${home}/in-school`}>
              Your days in school
            </a>
          </li>
        )}
        {page.department && (
          <li>
            <a class="govuk-link" href={`${home}/department`}>
              Your department: plan and reviews
            </a>
          </li>
        )}
        <li>
          <a class="govuk-link" href={`${home}/details`}>
            Your details and needs
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`${home}/emails`}>
            Emails we sent you, and why
          </a>
        </li>
      </ul>
    </>
  );
}

/** Of a pair: what goes on in its Work Group. */
function GroupLinks({ home, school }: { home: string; school: string }) {
  return (
    <>
      <li>
        <a class="govuk-link" href={school}>
          Your department’s year
        </a>
      </li>
      <li>
        <a class="govuk-link" href={`${home}/observations`}>
          Lesson observations
        </a>
      </li>
      <li>
        <a class="govuk-link" href={`${home}/support`}>
          Support for your department
        </a>
      </li>
    </>
  );
}
