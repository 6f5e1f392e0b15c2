import type { Hono } from 'hono';
import * as v from 'valibot';
import { type Driven, type DrivenKind, driven, executionName } from '../../domain/driven.ts';
import { explainWait } from '../../domain/explain.ts';
import { wholeTyped } from '../../domain/fields.ts';
import { readAs } from '../../domain/read-as.ts';
import { readPeople } from '../../driving/read-people.ts';
import { DataTable } from '../../pages/components/data-table.tsx';
import { Details } from '../../pages/components/details.tsx';
import { SummaryList } from '../../pages/components/summary-list.tsx';
import { WhereAndWhy } from '../../pages/components/where-and-why.tsx';
import type { ExecutionEvent } from '../../platform/execution-history.ts';
import { key } from '../../platform/keys.ts';
import { problemPage } from '../../web/problem-page.ts';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from '../console-deps.ts';
import { consolePage } from '../console-page.tsx';
import { zone } from '../zone.ts';
import { historyPage } from './history-page.tsx';
import { type Drawing, layOut } from './lay-out.ts';
import { type MachineSteps, machineSteps } from './machine-steps.ts';
import { describeSteps, type Trail, WorkflowGraph } from './workflow-graph.tsx';

/** Enough of an execution's newest events to see where it has been: one request, whatever its age. */
const looksBack = 1000;

/** The workflow of whoever is driven, drawn from its own definition, and what Step Functions remembers of it. */
export function addWorkflow(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  for (const kind of ['participant', 'nomination'] as const) {
    const path = `/admin/${kind}s/:id/workflow` as const;
    app.get(path, (c) => workflowPage(deps, c, kind, c.req.param('id')));
    app.get(`${path}/history` as const, (c) => historyPage(deps, c, kind, c.req.param('id')));
  }
}

async function workflowPage(deps: ConsoleDeps, c: ConsoleContext, kind: DrivenKind, id: string): Promise<Response> {
  const facts = await deps.table.get(key.driven(kind, id), driven);
  if (!facts) return problemPage(deps, c, { kind: 'not-found' });
  const { participant, nominee } = await readPeople(deps.table, kind, id);
  const name = (kind === 'participant' ? participant : nominee)?.name ?? id;
  const leg = readAs(
    v.fallback(v.pipe(wholeTyped, v.minValue(1), v.maxValue(facts.leg)), facts.leg),
    c.req.query('leg'),
  );
  const execution = executionName(id, { ...facts, leg });
  const history = await deps.histories.readHistory(kind, execution, { newestFirst: true, limit: looksBack });
  const trail = trailOf(facts, leg, history === 'gone' ? [] : history.events);
  const { machine, drawing } = drawn(kind);
  const address = `/admin/${kind}s/${id}`;
  return consolePage(deps, c, {
    title: `Workflow of ${name}`,
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{name}</span> Workflow
        </h1>
        <WhereAndWhy
          kicker="Where it is"
          sentence={explainWait(facts, zone, deps.clock.now())}
          tone={facts.parked ? 'stopped' : 'calm'}
        />
        <WorkflowGraph drawing={drawing} trail={trail} label={`The workflow of ${name}`} />
        <Key />
        {history === 'gone' && <p class="govuk-body">{goneWords}</p>}
        <Details summary="The same as a list">
          <DataTable
            caption="States of the workflow"
            captionHidden
            columns={[
              { heading: 'State' },
              { heading: 'Reached' },
              { heading: 'Goes on to' },
              { heading: 'If it fails' },
            ]}
            rows={describeSteps(machine, trail)}
            empty="The workflow has no states."
          />
        </Details>
        <Executions deps={deps} kind={kind} id={id} facts={facts} shown={leg} />
        <p class="govuk-body">
          <a class="govuk-link" href={address}>
            Back to {name}
          </a>
        </p>
      </>
    ),
  });
}

export const goneWords =
  'Step Functions no longer holds this execution: it keeps one for 90 days after it ends. What matters is in the record.';

function Key() {
  return (
    <ul class="tl-graph-key">
      <li class="tl-graph-key__item tl-graph-key__item--current">It is here now</li>
      <li class="tl-graph-key__item tl-graph-key__item--visited">It was here lately</li>
      <li class="tl-graph-key__item">Not yet</li>
      <li>↺ goes back to the beginning</li>
      <li>Whatever fails goes to an admin, by way of “Before parking”.</li>
    </ul>
  );
}

interface ExecutionsProps {
  readonly deps: ConsoleDeps;
  readonly kind: DrivenKind;
  readonly id: string;
  readonly facts: Driven;
  readonly shown: number;
}

/** The legs of the journey, the newest first: each is an execution of its own. */
function Executions({ deps, kind, id, facts, shown }: ExecutionsProps) {
  const legs = Array.from({ length: facts.leg }, (_, at) => facts.leg - at);
  const isDeployed = deps.siteUrl.startsWith('https:');
  const path = `/admin/${kind}s/${id}/workflow`;
  return (
    <>
      <h2 class="govuk-heading-m">Executions</h2>
      <SummaryList
        rows={legs.map((leg) => {
          const name = executionName(id, { ...facts, leg });
          return {
            key: leg === facts.leg ? `Leg ${leg}, the present one` : `Leg ${leg}`,
            value: (
              <>
                {name}
                {leg === shown ? ' (drawn above)' : ''}
              </>
            ),
            actions: [
              ...(leg === shown ? [] : [{ content: 'Draw', href: `${path}?leg=${leg}`, hiddenText: `leg ${leg}` }]),
              { content: 'History', href: `${path}/history?leg=${leg}`, hiddenText: `of leg ${leg}` },
              ...(isDeployed
                ? [{ content: 'In AWS', href: deps.histories.awsAddressOf(kind, name), hiddenText: `leg ${leg}` }]
                : []),
            ],
          };
        })}
      />
      {legs.length === 0 && <p class="govuk-body">No execution has begun yet.</p>}
    </>
  );
}

/** Where an execution is: by our own table while it drives, by its history where it was. */
export function trailOf(facts: Driven, leg: number, events: readonly ExecutionEvent[]): Trail {
  const visited = new Set(events.flatMap(({ state }) => state ?? []));
  return { current: leg === facts.leg ? currentState(facts) : undefined, visited };
}

function currentState({ wait, parked, dueBy }: Driven): string | undefined {
  if (parked) return 'ParkForAdmin';
  return wait?.kind ?? (dueBy === undefined ? undefined : 'PlanNextStep');
}

const drawings = new Map<DrivenKind, { machine: MachineSteps; drawing: Drawing }>();

/** Definitions don't change while a function lives, so each is laid out once. */
function drawn(kind: DrivenKind): { machine: MachineSteps; drawing: Drawing } {
  const known = drawings.get(kind);
  if (known) return known;
  const machine = machineSteps(kind);
  const made = { machine, drawing: layOut(machine) };
  drawings.set(kind, made);
  return made;
}
