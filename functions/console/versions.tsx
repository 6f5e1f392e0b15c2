import type { Hono } from 'hono';
import * as v from 'valibot';
import { Button } from '../pages/components/button.tsx';
import { DataTable } from '../pages/components/data-table.tsx';
import { errorFor, type FieldError } from '../pages/components/field-errors.tsx';
import { Textarea } from '../pages/components/textarea.tsx';
import { partition } from '../platform/keys.ts';
import { moveCohort, previewMove } from '../programmes/move-cohort.ts';
import { checkForm, passage } from '../web/fields.ts';
import { problemPage } from '../web/problem-page.ts';
import { mayRun } from './authenticate.ts';
import { CohortFilter, chosenCohort } from './chosen-cohort.tsx';
import type { ConsoleContext, ConsoleDeps, ConsoleEnv } from './console-deps.ts';
import { consolePage, doneAt, oneError } from './console-page.tsx';
import { More } from './more-link.tsx';

/** A reason may stand for everybody in the cohort. */
const refusalsShown = 20;

const form = v.object({ reason: passage('the reason', 1000) });

/** A cohort's programme: which versions are published, what another would change, and the move to it. */
export function addVersions(app: Hono<ConsoleEnv>, deps: ConsoleDeps): void {
  app.get('/admin/versions', (c) => versionsPage(deps, c));
  app.post('/admin/versions', (c) => move(deps, c));
}

async function versionsPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  errors: readonly FieldError[] = [],
  asked = c.req.query('to'),
): Promise<Response> {
  const chosen = await chosenCohort(deps, c);
  const { cohort } = chosen;
  const rows = cohort ? await deps.table.queryAll({ pk: partition.programme(cohort.programme.key), prefix: 'V#' }) : [];
  const versions = rows.map(({ sk }) => Number(sk.slice('V#'.length)));
  const to = versions.find((version) => version === Number(asked) && version !== cohort?.programme.version);
  return consolePage(deps, c, {
    title: 'Programme versions',
    ...(errors.length > 0 && { errors }),
    children: (
      <>
        <h1 class="govuk-heading-l">Programme versions</h1>
        <CohortFilter chosen={chosen} action="/admin/versions" />
        <DataTable
          caption="Published versions"
          columns={[{ heading: 'Version' }, { heading: 'This cohort' }]}
          rows={versions.map((version) => [
            version,
            version === cohort?.programme.version ? (
              'Goes by it now'
            ) : (
              <a class="govuk-link" href={`/admin/versions?cohort=${cohort?.id}&to=${version}`}>
                See what moving to version {version} would change
              </a>
            ),
          ])}
          empty="No version is published yet."
        />
        {cohort && to !== undefined && (
          <Preview
            cohort={cohort.id}
            version={to}
            preview={await previewMove(deps, cohort.id, to, c.req.query('after'))}
            c={c}
            acts={mayRun(c.get('signedIn'))}
            errors={errors}
          />
        )}
      </>
    ),
  });
}

function Preview(props: {
  c: ConsoleContext;
  cohort: string;
  version: number;
  preview: Awaited<ReturnType<typeof previewMove>>;
  acts: boolean;
  errors: readonly FieldError[];
}) {
  const { c, cohort, version, preview, acts, errors } = props;
  if (preview.refusals.length > 0) {
    return (
      <>
        <h2 class="govuk-heading-m">The cohort cannot move to version {version}</h2>
        <ul class="govuk-list govuk-list--bullet">
          {preview.refusals.slice(0, refusalsShown).map((refusal) => (
            <li>{refusal}</li>
          ))}
        </ul>
        {preview.refusals.length > refusalsShown && (
          <p class="govuk-body">
            These are {refusalsShown} of {preview.refusals.length} reasons.
          </p>
        )}
      </>
    );
  }
  return (
    <>
      {preview.participants.length < preview.number && (
        <p class="govuk-body">
          Of {preview.number} participants these are {preview.participants.length}, in the order of their references.
          What became of any of them has its place in that version.
        </p>
      )}
      <DataTable
        caption={`What version ${version} would change: emails that`}
        columns={[
          { heading: 'Participant' },
          { heading: 'Appear', numeric: true },
          { heading: 'Vanish', numeric: true },
          { heading: 'Move', numeric: true },
          { heading: 'Go at once', numeric: true },
        ]}
        rows={preview.participants.map(({ id, change: { appear, vanish, move: moves, atOnce } }) => [
          <a class="govuk-link" href={`/admin/participants/${id}`}>
            {id}
          </a>,
          appear.length,
          vanish.length,
          moves.length,
          atOnce.length,
        ])}
        empty="Nobody takes part yet."
      />
      {preview.next && <More c={c} next={preview.next} />}
      {acts && (
        <form method="post" action="/admin/versions" novalidate>
          <input type="hidden" name="cohort" value={cohort} />
          <input type="hidden" name="to" value={String(version)} />
          <Textarea
            name="reason"
            label="Reason"
            hint="Kept in the record. You can move the cohort back in the same way."
            rows={2}
            error={errorFor(errors, 'reason')}
          />
          <Button preventDoubleClick>Move to version {version}</Button>
        </form>
      )}
    </>
  );
}

async function move(deps: ConsoleDeps, c: ConsoleContext): Promise<Response> {
  const posted = c.get('form');
  const { cohorts } = await chosenCohort(deps, c);
  const cohort = cohorts.find(({ id }) => id === posted.text('cohort'));
  const version = Number(posted.text('to'));
  if (!cohort || !Number.isInteger(version) || version < 1) return problemPage(deps, c, { kind: 'not-found' });
  const checked = checkForm(form, posted.texts(['reason']));
  if (!checked.ok) return versionsPage(deps, c, oneError('reason', checked.errors.reason ?? ''), String(version));
  const done = await moveCohort(deps, cohort.id, { version, ...checked.value, by: c.get('signedIn').subject });
  if (!done.moved) return versionsPage(deps, c, oneError('reason', done.refusals.join(' ')), String(version));
  return doneAt(c, '/admin/versions', 'version');
}
