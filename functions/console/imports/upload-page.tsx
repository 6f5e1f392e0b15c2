import { formatShort } from '../../domain/short-dates.ts';
import { columnsOf } from '../../imports/import-subject.ts';
import { mostRows, readSheet } from '../../imports/read-sheet.ts';
import { keptDays, listImports, type StagedImport, stageImport } from '../../imports/staged-import.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { DataTable } from '../../pages/components/data-table.tsx';
import { Details } from '../../pages/components/details.tsx';
import { FileUpload } from '../../pages/components/file-upload.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { newReference } from '../../platform/random.ts';
import { idFrom } from '../../web/id-from.ts';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { consolePage, oneError } from '../console-page.tsx';
import { zone } from '../zone.ts';
import type { ImportPlace } from './import-place.ts';

interface Again {
  readonly field: 'file' | 'pasted';
  readonly error: string;
  readonly pasted: string;
  readonly formId: string;
}

/** Where a file is handed in, and what was handed in lately. */
export async function uploadPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  place: ImportPlace,
  again?: Again,
): Promise<Response> {
  const lately = (await listImports(deps, place.subject.cohort.id)).filter(({ target }) => isSame(target, place));
  const title = `Take ${place.name} in from a spreadsheet`;
  return consolePage(deps, c, {
    title,
    before: <BackLink href={place.back.href}>{place.back.words}</BackLink>,
    ...(again && { errors: oneError(again.field, again.error) }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{place.of}</span> {title}
        </h1>
        <p class="govuk-body">
          {place.name === 'nominations'
            ? 'For nominations that were collected elsewhere. Each row becomes what a school’s own form would: with the same checks, and the headteacher and the teacher are asked for their promise.'
            : 'For a session whose register was kept elsewhere. Each row marks one participant, as on the register.'}{' '}
          Nothing is taken in before you have seen what would happen.
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href={`${place.path}/template.csv`}>
            Save the template (CSV)
          </a>
        </p>
        <Columns place={place} />
        <UploadForm place={place} again={again} />
        <Lately place={place} imports={lately} now={deps.clock.now()} />
      </>
    ),
  });
}

function isSame(target: StagedImport['target'], { subject }: ImportPlace): boolean {
  if (target.of === 'nominations') return subject.of === 'nominations';
  return subject.of === 'attendance' && target.sessionId === subject.session.id;
}

function Columns({ place: { subject } }: { place: ImportPlace }) {
  return (
    <Details summary="Which columns it needs">
      <p class="govuk-body">
        In any order; others are left alone.
        {subject.of === 'attendance' && ' One of reference, email, or name with school has to say who it is.'}
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {columnsOf(subject).map(({ heading, needed }) => (
          <li>
            {heading}
            {!needed && ' (may be left out)'}
          </li>
        ))}
      </ul>
    </Details>
  );
}

function UploadForm({ place, again }: { place: ImportPlace; again: Again | undefined }) {
  const errorAt = (field: Again['field']) => (again?.field === field ? again.error : undefined);
  return (
    <form method="post" action={place.path} enctype="multipart/form-data" class="tl-act" novalidate>
      <input type="hidden" name="form" value={again?.formId ?? newReference()} />
      <FileUpload
        name="file"
        label="The file"
        hint={`As CSV, of at most ${mostRows} rows and 1 MB. In Excel: “Save as”, “CSV UTF-8”.`}
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        error={errorAt('file')}
      />
      <Textarea
        name="pasted"
        label="Or paste the rows"
        hint="With their headings, as they are copied from a spreadsheet"
        rows={4}
        spellcheck={false}
        value={again?.pasted}
        error={errorAt('pasted')}
      />
      <Button preventDoubleClick>Check it</Button>
    </form>
  );
}

const stateWords: Readonly<Record<StagedImport['state'], string>> = {
  staged: 'Checked, not taken in',
  'taking-in': 'Taken in up to a row: go on',
  done: 'Done',
};

function Lately({ place, imports, now }: { place: ImportPlace; imports: readonly StagedImport[]; now: string }) {
  if (imports.length === 0) return null;
  return (
    <DataTable
      caption={`Handed in during the last ${keptDays} days`}
      columns={[{ heading: 'When' }, { heading: 'Rows', numeric: true }, { heading: 'State' }]}
      rows={imports.map(({ id, at, rows, state }) => [
        <a class="govuk-link" href={`${place.path}/${id}`}>
          {formatShort(at, zone, now)}
        </a>,
        rows,
        stateWords[state],
      ])}
      empty=""
    />
  );
}

/** Reads what was handed in and puts it aside to be looked at, or says what to put right before it can be. */
export async function handIn(deps: ConsoleDeps, c: ConsoleContext, place: ImportPlace): Promise<Response> {
  const form = c.get('form');
  const pasted = form.text('pasted');
  const file = form.file('file');
  const formId = idFrom(form.text('form'));
  const field = file || pasted.trim() === '' ? 'file' : 'pasted';
  const refused = (error: string) => uploadPage(deps, c, place, { field, error, pasted, formId });
  if (!file && pasted.trim() === '') return refused('Choose a file, or paste the rows');
  if (file && pasted.trim() !== '') return refused('Choose a file or paste the rows, not both');
  const sheet = readSheet(file ?? pasted, columnsOf(place.subject));
  if (!sheet.ok) return refused(sheet.why);
  const id = await stageImport(deps, { formId, target: place.target, sheet, by: c.get('signedIn').subject });
  return c.redirect(`${place.path}/${id}`, 303);
}
