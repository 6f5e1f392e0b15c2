import type { Hono } from 'hono';
import { bucketTitle } from '../domain/bucket-words.ts';
import { isFor } from '../domain/cohort.ts';
import { concernsOf } from '../domain/concerns.ts';
import { explainWait } from '../domain/explain.ts';
import { halfDayLedger } from '../domain/half-days.ts';
import { formatDays, formatMomentShort, formatPlainDate } from '../domain/wording.ts';
import { Button } from '../pages/components/button.tsx';
import { Checkboxes } from '../pages/components/checkboxes.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { ParticipantStatusTag } from '../pages/components/status-tags.tsx';
import { acknowledgeInSchoolDay } from '../participants/acknowledge-in-school-day.ts';
import { signLink } from '../platform/links.ts';
import type { FieldErrors } from '../web/fields.ts';
import { readSupportMove } from '../web/support-form.ts';
import type { WebEnv } from '../web/web-deps.ts';
import { readTrusts } from '../work-groups/read-trusts.ts';
import { moveSupport } from '../work-groups/support.ts';
import { withLead } from './lead-sign-in.tsx';
import { listCohorts } from './list-cohorts.ts';
import type { LeadLink } from './open-link.tsx';
import { type Member, readCohortMembers } from './read-cohort-members.ts';
import type { SiteDeps } from './site-deps.ts';
import { goTo, type SiteContext, sitePage } from './site-page.tsx';
import { LeadGroup } from './work-group/lead-group.tsx';
import { readSituation } from './work-group/read-situation.ts';
import { zone } from './zone.ts';

const doneWords: Readonly<Record<string, string>> = {
  acknowledged: 'The ticked days are acknowledged.',
  register: 'The register is saved.',
  answered: 'It is recorded. Whoever it concerns hears of it by email.',
};

/** The page of a cohort's lead: who needs them, days to acknowledge, registers. It works on a phone between lessons. */
export function leadRoutes(app: Hono<WebEnv>, deps: SiteDeps): void {
  app.get('/lead/:token', (c) => withLead(deps, c, (opened) => show(deps, c, opened)));
  app.post('/lead/:token/requests/:request', (c) => withLead(deps, c, (opened) => answerRequest(deps, c, opened)));
  app.post('/lead/:token', (c) => withLead(deps, c, (opened) => acknowledge(deps, c, opened)));
}

async function show(
  deps: SiteDeps,
  c: SiteContext,
  opened: LeadLink,
  error?: string,
  groupErrors: FieldErrors = {},
): Promise<Response> {
  const { cohort, token } = opened;
  const members = await readCohortMembers(deps.table, cohort.id);
  const now = deps.clock.now();
  const situation = await readSituation(deps, cohort.id);
  const title = situation ? 'Your Work Group' : 'Your cohort';
  return sitePage(deps, c, {
    title,
    cohort,
    width: 'full',
    done: doneWords[c.req.query('done') ?? ''],
    errors: listErrors({ ...groupErrors, ...(error && { days: error }) }),
    children: (
      <>
        <span class="govuk-caption-l">{cohort.title}</span>
        <h1 class="govuk-heading-l">{title}</h1>
        {situation && (
          <LeadGroup
            {...{ situation, members, token }}
            trusts={await readTrusts(deps.table, situation.pairs)}
            errors={groupErrors}
            others={await otherGroups(deps, opened)}
          />
        )}
        <NeedsYou members={members} now={now} isOfGroup={situation !== undefined} />
        {!situation && <DaysToAcknowledge address={`/lead/${token}`} members={members} error={error} />}
        <Registers opened={opened} members={members} now={now} />
        <Everybody caption={`Everybody in the ${situation ? 'group' : 'cohort'}`} members={members} now={now} />
      </>
    ),
  });
}

/** Of a group, whose pairs are told of before, it says nothing where nobody is stuck. */
function NeedsYou({ members, now, isOfGroup }: { members: readonly Member[]; now: string; isOfGroup: boolean }) {
  const listed = members
    .map((member) => ({ member, why: concernsOf(member.view, now) }))
    .filter(({ why }) => why.length > 0);
  if (isOfGroup && listed.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Who needs you</h2>
      {listed.length === 0 ? (
        <p class="govuk-body">Nobody is stuck at the moment.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {listed.map(({ member, why }) => (
            <li>
              <strong>{member.name}</strong> ({member.view.participant.schoolName}): {why.join('; ')}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function DaysToAcknowledge(props: { address: string; members: readonly Member[]; error: string | undefined }) {
  const waiting = props.members.flatMap(({ id, name, view }) =>
    view.inSchoolDays
      .filter(({ acknowledgedAt }) => acknowledgedAt === undefined)
      .map((day) => ({ ...day, name, value: `${id}:${day.id}` })),
  );
  return (
    <>
      <h2 class="govuk-heading-m">Days in school to acknowledge</h2>
      {waiting.length === 0 ? (
        <p class="govuk-body">There is nothing to acknowledge.</p>
      ) : (
        <form method="post" action={props.address} novalidate>
          <Checkboxes
            name="days"
            legend="Tick the days that you acknowledge"
            legendSize="s"
            items={waiting.map(({ name, value, date, amount, activity, reflection }) => ({
              value,
              label: `${name}: ${formatPlainDate(date)}, ${formatDays(amount)}`,
              hint: [activity, reflection].filter(Boolean).join(' – '),
            }))}
            error={props.error}
          />
          <Button preventDoubleClick>Acknowledge the ticked days</Button>
        </form>
      )}
    </>
  );
}

function Everybody({ caption, members, now }: { caption: string; members: readonly Member[]; now: string }) {
  return (
    <DataTable
      caption={caption}
      columns={[
        { heading: 'Name' },
        { heading: 'School' },
        { heading: 'Status' },
        { heading: 'Earned' },
        { heading: 'Where and why' },
      ]}
      rows={members.map(({ name, view }) => [
        name,
        view.participant.schoolName,
        <ParticipantStatusTag status={view.participant.status} />,
        halfDayLedger(view, now)
          .map(
            ({ bucket, earned, needed }) =>
              `${bucketTitle(view.programme.kind, bucket).toLowerCase()}: ${earned} of ${needed}`,
          )
          .join(', '),
        explainWait(view.participant, zone, now),
      ])}
      empty="Nobody is in the cohort yet."
    />
  );
}

function Registers({ opened, members, now }: { opened: LeadLink; members: readonly Member[]; now: string }) {
  const sessions = opened.sessions
    .filter(({ state }) => state === 'planned')
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
  const cameTo = (sessionId: string) =>
    members.filter(({ view }) =>
      view.places.some((place) => place.sessionId === sessionId && place.state === 'attended'),
    ).length;
  return (
    <DataTable
      caption="Sessions and their registers"
      columns={[
        { heading: 'Session' },
        { heading: 'When' },
        { heading: 'Code' },
        { heading: 'Attended', numeric: true },
      ]}
      rows={sessions.map((session) => {
        const { id, title, startsAt, checkInCode } = session;
        const going = members.filter((member) => isFor(session, member.id));
        return [
          startsAt <= now ? (
            <a class="govuk-link" href={`/lead/${opened.token}/sessions/${id}`}>
              {title}
            </a>
          ) : (
            title
          ),
          formatMomentShort(startsAt, zone),
          <a class="govuk-link" href={`/lead/${opened.token}/sessions/${id}/code`}>
            {checkInCode} <span class="govuk-visually-hidden">to show for {title}</span>
          </a>,
          `${cameTo(id)} of ${going.length}`,
        ];
      })}
      empty="No session is planned yet."
    />
  );
}

/** Acknowledges what was ticked, each day by itself: the same post again changes nothing. */
async function acknowledge(deps: SiteDeps, c: SiteContext, opened: LeadLink): Promise<Response> {
  const ticked = c.var.form.all('days').map((value) => value.split(':'));
  if (ticked.length === 0) return show(deps, c, opened, 'Tick the days that you acknowledge');
  const members = new Set((await readCohortMembers(deps.table, opened.cohort.id)).map(({ id }) => id));
  for (const [participantId = '', dayId = ''] of ticked)
    if (members.has(participantId)) await acknowledgeInSchoolDay(deps, participantId, dayId);
  return goTo(c, `/lead/${opened.token}?done=acknowledged`);
}

/** The other groups that have the same lead: who opened one of them may open each. */
async function otherGroups(deps: SiteDeps, { cohort, link }: LeadLink) {
  const keys = await deps.linkKeys();
  const own = cohort.lead.email.trim().toLowerCase();
  return (await listCohorts(deps.table))
    .filter(({ id, lead }) => id !== cohort.id && lead.email.trim().toLowerCase() === own)
    .map(({ id, title, lead }) => ({
      title,
      href: `/lead/${signLink(keys, { ...link, subject: id, epoch: lead.linkEpoch })}`,
    }));
}

async function answerRequest(deps: SiteDeps, c: SiteContext, opened: LeadLink): Promise<Response> {
  const request = c.req.param('request') ?? '';
  const move = readSupportMove(c.var.form, request, 'hub');
  if ('wrong' in move) return show(deps, c, opened, undefined, move.wrong);
  await moveSupport(deps, opened.cohort.id, request, 'lead', move);
  return goTo(c, `/lead/${opened.token}?done=answered`);
}
