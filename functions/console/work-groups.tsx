import type { Hono } from 'hono';
import * as v from 'valibot';
import type { Cohort } from '../domain/cohort.ts';
import { explainWait } from '../domain/explain.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import { type WorkGroup, workGroup } from '../domain/work-group.ts';
import {
  type GroupSituation,
  groupSituationOf,
  healthOf,
  healthWords,
  openRequests,
  pairById,
} from '../domain/work-group-situation.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { Details } from '../pages/components/details.tsx';
import { listErrors } from '../pages/components/field-errors.tsx';
import { Input } from '../pages/components/input.tsx';
import { WhereAndWhy } from '../pages/components/where-and-why.tsx';
import { key } from '../platform/keys.ts';
import { SupportForms } from '../site/work-group/lead-group.tsx';
import { supportStateWords, whoseRequest } from '../site/work-group/support-words.ts';
import { checkForm, emailAddress, type FieldErrors, personName } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { readSupportMove } from '../web/support-form.ts';
import { handOverGroups } from '../work-groups/hand-over.ts';
import { readTrusts, type Trusts } from '../work-groups/read-trusts.ts';
import { readWorkGroup } from '../work-groups/read-work-group.ts';
import { moveSupport } from '../work-groups/support.ts';
import { mayAct, mayRun } from './authenticate.ts';
import { cohortsHere } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt } from './console-page.tsx';
import { pageSize } from './lists.ts';
import { More } from './more-link.tsx';
import { zone } from './zone.ts';

const path = '/admin/work-groups';
const handOverFields = ['from', 'name', 'email'] as const;
const isHandOverField = (field: string) => handOverFields.some((each) => each === field);

/** The Work Groups, one with its pairs and what waits for the hub's leadership, and a lead's groups given to another. */
export function addWorkGroups(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get(path, (c) => listPage(deps, c));
  app.get(`${path}/:id`, (c) => groupPage(deps, c, c.req.param('id') ?? ''));
  app.post(`${path}/hand-over`, (c) => handOver(deps, c));
  app.post(`${path}/:id/requests/:request`, (c) => answerRequest(deps, c));
}

/** The groups of the hub by their cohorts' titles: a page of them reads no pair. */
async function listPage(deps: ConsoleDeps, c: ConsoleContext, errors: FieldErrors = {}): Promise<Response> {
  const groups = await readGroups(deps, await cohortsHere(deps, c), c.req.query('after'));
  const now = deps.clock.now();
  return consolePage(deps, c, {
    title: 'Work Groups',
    errors: listErrors(errors),
    children: (
      <>
        <h1 class="govuk-heading-l">Work Groups</h1>
        <DataTable
          caption="Work Groups"
          captionHidden
          columns={[
            { heading: 'Work Group' },
            { heading: 'Led by' },
            { heading: 'Status' },
            { heading: 'Where it is and why' },
          ]}
          rows={groups.rows.map(({ group, cohort }) => [
            <a class="govuk-link" href={`${path}/${group.id}`}>
              {cohort.title}
            </a>,
            cohort.lead.name,
            statusWords[group.status],
            explainWait(group, zone, now),
          ])}
          empty="No Work Group is open yet."
        />
        {groups.next && <More c={c} next={groups.next} />}
        {mayRun(c.get('signedIn')) && groups.rows.length > 0 && <HandOverForm errors={errors} />}
      </>
    ),
  });
}

interface ReadGroup {
  readonly situation: GroupSituation;
  readonly trusts: Trusts;
}

const statusWords = { forming: 'Forming', running: 'Running', completed: 'Completed' } as const;

interface GroupsPage {
  readonly rows: readonly { readonly group: WorkGroup; readonly cohort: Cohort }[];
  /** The group after which the next page begins. */
  readonly next?: string;
}

async function readGroups(
  { table }: ConsoleDeps,
  cohorts: readonly Cohort[],
  after: string | undefined,
): Promise<GroupsPage> {
  const groups = await table.getMany(
    cohorts.map(({ id }) => key.driven('work-group', id)),
    workGroup,
  );
  const byId = new Map(groups.map((group) => [group.id, group]));
  const all = cohorts
    .flatMap((cohort) => {
      const group = byId.get(cohort.id);
      return group ? [{ group, cohort }] : [];
    })
    .sort((a, b) => a.cohort.title.localeCompare(b.cohort.title, 'en-GB', { numeric: true }));
  const from = after ? all.findIndex(({ group }) => group.id === after) + 1 : 0;
  const rows = all.slice(from, from + pageSize);
  const last = rows.at(-1)?.group.id;
  return { rows, ...(all.length > from + pageSize && last && { next: last }) };
}

async function groupPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  id: string,
  errors: FieldErrors = {},
): Promise<Response> {
  const view = await readWorkGroup(deps.table, id);
  if (!view) return problemPage(deps, c, { kind: 'not-found' });
  const moments = momentsFor(view.programme, view.cohort, view.sessions);
  const situation = groupSituationOf(view, moments, deps.clock.nowMs());
  const trusts = await readTrusts(deps.table, situation.pairs);
  return consolePage(deps, c, {
    title: view.cohort.title,
    before: <BackLink href={path} />,
    errors: listErrors(errors),
    children: <Group {...{ situation, trusts, errors }} may={mayAct(c.get('signedIn'))} now={deps.clock.now()} />,
  });
}

function Group(props: ReadGroup & { errors: FieldErrors; may: boolean; now: string }) {
  const { situation, trusts, errors, may, now } = props;
  const { group, cohort } = situation.view;
  const held = openRequests(situation).filter(({ holder }) => holder === 'hub');
  return (
    <>
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">Work Group</span> {cohort.title}
      </h1>
      <WhereAndWhy sentence={explainWait(group, zone, now)} tone={group.parked ? 'stopped' : 'calm'} />
      <p class="govuk-body">
        Led by {cohort.lead.name}, {cohort.lead.email}
      </p>
      <DataTable
        caption="Its pairs"
        columns={[
          { heading: 'School' },
          { heading: 'Trust' },
          { heading: 'Members', numeric: true },
          { heading: 'What needs an eye' },
        ]}
        rows={situation.pairs.map((pair) => [
          pair.schoolName,
          trusts.get(pair.schoolUrn) ?? 'None',
          String(pair.members.length),
          healthWords(healthOf(situation, pair)).join('; ') || 'Nothing',
        ])}
        empty="No pair is in it yet."
      />
      {held.map((request) => (
        <>
          <p class="govuk-body">
            <strong>Support asked by {whoseRequest(request, pairById(situation, request.pairId), trusts)}</strong>:{' '}
            {request.wish}
            <br />
            {supportStateWords(request)}
          </p>
          {may && (
            <SupportForms
              action={`${path}/${group.id}/requests/${request.id}`}
              request={request}
              errors={errors}
              passTo="lead"
            />
          )}
        </>
      ))}
    </>
  );
}

function HandOverForm({ errors }: { errors: FieldErrors }) {
  return (
    <Details summary="Hand all groups of a lead over to another" open={Object.keys(errors).some(isHandOverField)}>
      <form method="post" action={`${path}/hand-over`} novalidate>
        <Input name="from" label="Email address of the lead who stops" type="email" error={errors.from} />
        <Input name="name" label="Name of the new lead" error={errors.name} />
        <Input name="email" label="Email address of the new lead" type="email" error={errors.email} />
        <Button preventDoubleClick>Hand them over</Button>
      </form>
    </Details>
  );
}

async function handOver(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const fields = v.object({
    from: emailAddress('the old lead’s'),
    name: personName('the new lead’s'),
    email: emailAddress('the new lead’s'),
  });
  const checked = checkForm(fields, c.get('form').texts(handOverFields));
  if (!checked.ok) return listPage(deps, c, checked.errors);
  const { from, ...to } = checked.value;
  const among = (await cohortsHere(deps, c)).map(({ id }) => id);
  const handed = await handOverGroups(deps, { from, to, among, by: c.get('signedIn').subject });
  return handed === 0
    ? listPage(deps, c, { from: 'Nobody with this address leads a group' })
    : doneAt(c, path, 'handed-over');
}

async function answerRequest(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const [id, request] = [c.req.param('id') ?? '', c.req.param('request') ?? ''];
  const move = readSupportMove(c.get('form'), request, 'lead');
  if ('wrong' in move) return groupPage(deps, c, id, move.wrong);
  const moved = await moveSupport(deps, id, request, 'hub', move);
  if (moved === 'unknown') return problemPage(deps, c, { kind: 'not-found' });
  return doneAt(c, `${path}/${id}`, 'request-answered');
}
