import type { Hono } from 'hono';
import * as v from 'valibot';
import type { Cohort } from '../domain/cohort.ts';
import { textLike } from '../domain/fields.ts';
import { nominationStatus } from '../domain/nomination.ts';
import { readPeople } from '../driving/read-people.ts';
import {
  type Decision,
  decideNomination,
  type PreviewedDecision,
  previewDecision,
} from '../nominations/decide-nomination.ts';
import { BackLink } from '../pages/components/back-link.tsx';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { NominationStatusTag } from '../pages/components/status-tags.tsx';
import { Tag } from '../pages/components/tag.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { problemPage } from '../web/problem-page.ts';
import { mayAct } from './authenticate.ts';
import { cohortsHere } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, oneError } from './console-page.tsx';
import { refusalWords } from './decision-refusals.ts';

/** How many are decided at once: each is looked at and written by itself within one request. */
const most = 50;

const chosen = v.object({
  outcome: v.picklist(['accepted', 'waitlisted', 'declined']),
  ids: v.pipe(v.array(textLike(/^[A-Z0-9]{8}$/)), v.minLength(1), v.maxLength(most)),
});
type Chosen = v.InferOutput<typeof chosen>;

const acts = { accepted: 'Accept', waitlisted: 'Put on the waiting list', declined: 'Decline' } as const;

interface Row extends PreviewedDecision {
  readonly id: string;
  readonly name: string;
}

/** Decides on many nominations: choose, see what each would come to, apply; each is looked at again when it is applied. */
export function addBulkDecide(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/nominations/bulk', (c) => {
    const read = v.safeParse(chosen, { outcome: c.req.query('outcome'), ids: c.req.queries('id') });
    return read.success ? show(deps, c, read.output) : nothingChosen(deps, c);
  });
  app.post('/admin/nominations/bulk', (c) => {
    const form = c.get('form');
    const read = v.safeParse(chosen, { outcome: form.text('outcome'), ids: form.all('id') });
    return read.success ? apply(deps, c, read.output) : problemPage(deps, c, { kind: 'not-found' });
  });
}

function nothingChosen(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const title = 'Choose what to decide';
  return consolePage(deps, c, {
    title,
    before: <BackLink href="/admin/nominations" />,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          Tick between 1 and {most} nominations in the list, and select what to decide on them. Nothing has been
          changed.
        </p>
      </>
    ),
  });
}

async function show(
  deps: ConsoleDeps,
  c: ConsoleContext,
  given: Chosen,
  again: { reason: string; error?: string } = { reason: '' },
): Promise<Response> {
  const rows = await readRows(deps, given, await cohortsHere(deps, c));
  const applied = c.req.query('applied') !== undefined;
  const ready = rows.filter(({ refused, facts }) => !refused && facts.status !== given.outcome);
  const title = applied ? 'What was decided' : `${acts[given.outcome]}: ${rows.length} nominations`;
  return consolePage(deps, c, {
    title,
    before: <BackLink href="/admin/nominations" />,
    ...(again.error && { errors: oneError('reason', again.error) }),
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        {!applied && <p class="govuk-body">Nothing has been changed yet. Each is looked at again when you apply it.</p>}
        <DataTable
          caption={title}
          captionHidden
          columns={[
            { heading: 'Nominee' },
            { heading: 'School' },
            { heading: 'Status' },
            { heading: 'What it comes to' },
          ]}
          rows={rows.map((row) => [
            <a class="govuk-link" href={`/admin/nominations/${row.id}`}>
              {row.name}
            </a>,
            row.facts.schoolName,
            <NominationStatusTag status={row.facts.status} />,
            <Outcome row={row} given={given} applied={applied} />,
          ])}
          empty="None of these is a nomination."
        />
        {!applied && ready.length > 0 && mayAct(c.get('signedIn')) && (
          <ApplyForm given={given} rows={ready} again={again} />
        )}
      </>
    ),
  });
}

/**
 * The places that are left are counted down the list: what is previewed is what would happen in this order. What is of
 * another hub than those of whoever decides is left out.
 */
async function readRows(deps: ConsoleDeps, { outcome, ids }: Chosen, cohorts: readonly Cohort[]): Promise<Row[]> {
  const rows: Row[] = [];
  let left: number | undefined;
  for (const id of new Set(ids)) {
    const preview = await previewDecision(deps.table, id, { outcome, reason: '' });
    if (!preview || !cohorts.some((cohort) => cohort.id === preview.facts.cohortId)) continue;
    left ??= preview.placesLeft;
    const name = (await readPeople(deps.table, 'nomination', id)).nominee?.name ?? id;
    const full = preview.refused === undefined && preview.seats > left;
    rows.push({ ...preview, id, name, ...(full && { refused: 'full' as const }) });
    if (preview.refused === undefined && !full) left -= preview.seats;
  }
  return rows;
}

function Outcome({ row: { facts, refused }, given, applied }: { row: Row; given: Chosen; applied: boolean }) {
  if (facts.status === given.outcome) return <Tag colour="green">{applied ? 'Done' : 'Decided so already'}</Tag>;
  if (refused) return <>{refusalWords[refused]}</>;
  if (applied) return <>Not decided: somebody changed it meanwhile. Look again.</>;
  return <>{acts[given.outcome]}: the nominee, the headteacher and the nominator are told</>;
}

function ApplyForm({
  given,
  rows,
  again,
}: {
  given: Chosen;
  rows: readonly Row[];
  again: { reason: string; error?: string };
}) {
  return (
    <form method="post" action="/admin/nominations/bulk" class="tl-act" novalidate>
      <input type="hidden" name="outcome" value={given.outcome} />
      {rows.map(({ id, facts }) => (
        <>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name={`seen-${id}`} value={facts.status} />
        </>
      ))}
      <Textarea
        name="reason"
        label="Reason"
        hint={
          given.outcome === 'accepted'
            ? 'Kept in the record'
            : 'Kept in the record, and every one of these schools is told it'
        }
        rows={3}
        value={again.reason}
        error={again.error}
      />
      <Button preventDoubleClick>
        {acts[given.outcome]}: {rows.length === 1 ? '1 nomination' : `${rows.length} nominations`}
      </Button>
    </form>
  );
}

async function apply(deps: ConsoleDeps, c: ConsoleContext, given: Chosen): Promise<Response> {
  const form = c.get('form');
  const reason = form.text('reason').trim();
  if (given.outcome === 'declined' && reason === '')
    return show(deps, c, given, { reason, error: 'Enter the reason: the schools are told' });
  if (reason.length > 1000)
    return show(deps, c, given, { reason, error: 'Your reason must be 1000 characters or fewer' });
  for (const { id } of await readRows(deps, given, await cohortsHere(deps, c)))
    await decideNomination(deps, id, decisionOn(c, id, given, reason));
  const ids = given.ids.map((id) => `id=${id}`).join('&');
  return c.redirect(`/admin/nominations/bulk?applied=1&outcome=${given.outcome}&${ids}`, 303);
}

function decisionOn(c: ConsoleContext, id: string, { outcome }: Chosen, reason: string): Decision {
  const seen = c.get('form').text(`seen-${id}`);
  return { outcome, reason, by: c.get('signedIn').subject, ...(v.is(nominationStatus, seen) && { seen }) };
}
