import type { Hono } from 'hono';
import * as z from 'zod';
import type { Cohort } from '../domain/cohort.ts';
import { explainWait } from '../domain/explain.ts';
import { momentsFor } from '../domain/moments-memo.ts';
import {
  type GroupSituation,
  groupSituationOf,
  healthOf,
  healthWords,
  openRequests,
  pairById,
} from '../domain/work-group-situation.ts';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { Details } from '../pages/components/details.tsx';
import { Input } from '../pages/components/input.tsx';
import { InsetText } from '../pages/components/inset-text.tsx';
import { SupportForms } from '../site/work-group/lead-group.tsx';
import { supportStateWords, whoseRequest } from '../site/work-group/support-words.ts';
import { checkForm, emailAddress, type FieldErrors, personName } from '../web/fields.ts';
import { readSupportMove } from '../web/support-form.ts';
import { handOverGroups } from '../work-groups/hand-over.ts';
import { readTrusts, type Trusts } from '../work-groups/read-trusts.ts';
import { readWorkGroup } from '../work-groups/read-work-group.ts';
import { moveSupport } from '../work-groups/support.ts';
import { mayAct, mayRun } from './authenticate.ts';
import { cohortsHere } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt } from './console-page.tsx';
import { zone } from './zone.ts';

const path = '/admin/work-groups';
const handOverFields = ['from', 'name', 'email'] as const;
const isHandOverField = (field: string) => handOverFields.some((each) => each === field);

/** Every Work Group: how its pairs are, what waits for the hub's leadership, and a lead's groups given to another. */
export function addWorkGroups(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get(path, (c) => show(deps, c));
  app.post(`${path}/hand-over`, (c) => handOver(deps, c));
  app.post(`${path}/:id/requests/:request`, (c) => answerRequest(deps, c));
}

async function show(deps: ConsoleDeps, c: ConsoleContext, errors: FieldErrors = {}): Promise<Response> {
  const groups = await readGroups(deps, await cohortsHere(deps, c));
  const may = mayAct(c.get('signedIn'));
  const hands = mayRun(c.get('signedIn'));
  return consolePage(deps, c, {
    title: 'Work Groups',
    errors: Object.entries(errors).map(([field, message]) => ({ field, message })),
    children: (
      <>
        <h1 class="govuk-heading-l">Work Groups</h1>
        {groups.length === 0 && <p class="govuk-body">No Work Group is open yet.</p>}
        {groups.map((group) => (
          <Group {...group} {...{ errors, may }} now={deps.clock.now()} />
        ))}
        {hands && groups.length > 0 && <HandOverForm errors={errors} />}
      </>
    ),
  });
}

interface ReadGroup {
  readonly situation: GroupSituation;
  readonly trusts: Trusts;
}

async function readGroups(deps: ConsoleDeps, cohorts: readonly Cohort[]): Promise<ReadGroup[]> {
  const views = await Promise.all(cohorts.map(({ id }) => readWorkGroup(deps.table, id)));
  const situations = views
    .filter((view) => view !== undefined)
    .map((view) => groupSituationOf(view, momentsFor(view.programme, view.cohort, view.sessions), deps.clock.nowMs()));
  return Promise.all(
    situations.map(async (situation) => ({ situation, trusts: await readTrusts(deps.table, situation.pairs) })),
  );
}

function Group(props: ReadGroup & { errors: FieldErrors; may: boolean; now: string }) {
  const { situation, trusts, errors, may, now } = props;
  const { group, cohort } = situation.view;
  const held = openRequests(situation).filter(({ holder }) => holder === 'hub');
  return (
    <>
      <h2 class="govuk-heading-m">{cohort.title}</h2>
      <InsetText>{explainWait(group, zone, now)}</InsetText>
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
            {request.need}
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
  const fields = z.object({
    from: emailAddress('the old lead’s'),
    name: personName('the new lead’s'),
    email: emailAddress('the new lead’s'),
  });
  const checked = checkForm(fields, c.get('form').texts(handOverFields));
  if (!checked.ok) return show(deps, c, checked.errors);
  const { from, ...to } = checked.value;
  const among = (await cohortsHere(deps, c)).map(({ id }) => id);
  const handed = await handOverGroups(deps, { from, to, among, by: c.get('signedIn').subject });
  return handed === 0
    ? show(deps, c, { from: 'Nobody with this address leads a group' })
    : doneAt(c, path, 'handed-over');
}

async function answerRequest(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const request = c.req.param('request') ?? '';
  const move = readSupportMove(c.get('form'), request, 'lead');
  if ('wrong' in move) return show(deps, c, move.wrong);
  await moveSupport(deps, c.req.param('id') ?? '', request, 'hub', move);
  return doneAt(c, path, 'request-answered');
}
