import { capital } from '../../domain/wording.ts';
import { mailsOfMarks } from '../../imports/attendance-mails.ts';
import { planImport } from '../../imports/import-subject.ts';
import { nominationMails } from '../../imports/plan-nominations.ts';
import type { ImportPlan, PlannedRow } from '../../imports/planned-row.ts';
import { readRows, type StagedImport } from '../../imports/staged-import.ts';
import { readCompleteForm } from '../../nominations/nomination-form.ts';
import { BackLink } from '../../pages/components/back-link.tsx';
import { Button } from '../../pages/components/button.tsx';
import { InsetText } from '../../pages/components/inset-text.tsx';
import { SummaryList } from '../../pages/components/summary-list.tsx';
import { Textarea } from '../../pages/components/textarea.tsx';
import { WarningText } from '../../pages/components/warning-text.tsx';
import type { ConsoleContext, ConsoleDeps } from '../console-deps.ts';
import { consolePage, oneError } from '../console-page.tsx';
import { roleWords } from '../prompt-list.tsx';
import { type ImportPlace, rowsWords } from './import-place.ts';
import { LeftRows, MadeRows, RefusedRows, type Row } from './planned-tables.tsx';

interface Sorted {
  readonly make: readonly Row<'make'>[];
  readonly leave: readonly Row<'leave'>[];
  readonly refuse: readonly Row<'refuse'>[];
}

export interface Again {
  readonly reason: string;
  readonly error: string;
}

/** What would come of a file, row by row, before anything is taken in; and the word that it is to be. */
export async function previewPage(
  deps: ConsoleDeps,
  c: ConsoleContext,
  place: ImportPlace,
  staged: StagedImport,
  again?: Again,
): Promise<Response> {
  const plan = await planImport(deps, place.subject, await readRows(deps, staged.id));
  const rows = sorted(plan);
  const mails = await mailsOf(deps, place, rows.make);
  const title = `Check ${rowsWords(staged.rows)} of ${place.name}`;
  return consolePage(deps, c, {
    title,
    before: <BackLink href={place.path}>Another file</BackLink>,
    ...(again && { errors: oneError('reason', again.error) }),
    children: (
      <>
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{place.of}</span> {title}
        </h1>
        {plan.closed ? (
          <WarningText>{plan.closed} Nothing of this file can be taken in.</WarningText>
        ) : (
          <p class="govuk-body">Nothing has been taken in yet. Each row is looked at again when you take it in.</p>
        )}
        <Reading staged={staged} />
        <Counts rows={rows} />
        {mails.length > 0 && (
          <>
            <h2 class="govuk-heading-m">Who is written to</h2>
            <ul class="govuk-list govuk-list--bullet">
              {mails.map((sentence) => (
                <li>{sentence}</li>
              ))}
            </ul>
          </>
        )}
        <AnswerForm place={place} staged={staged} rows={rows} closed={plan.closed !== undefined} again={again} />
        <RefusedRows rows={rows.refuse} />
        <MadeRows rows={rows.make} />
        <LeftRows place={place} rows={rows.leave} />
      </>
    ),
  });
}

function sorted({ rows }: ImportPlan): Sorted {
  const of = <Will extends PlannedRow['will']>(will: Will) => rows.filter((row): row is Row<Will> => row.will === will);
  return { make: of('make'), leave: of('leave'), refuse: of('refuse') };
}

/** How the file was read, where that is worth a look. */
function Reading({ staged: { guessed, ignored } }: { staged: StagedImport }) {
  return (
    <>
      {guessed && (
        <InsetText>
          The file is not in UTF-8, and was read as Windows text. Look at names with accents: where they are wrong, save
          the file as “CSV UTF-8” and hand it in again.
        </InsetText>
      )}
      {ignored.length > 0 && (
        <p class="govuk-body">Nothing is read from these columns: {ignored.map((each) => `“${each}”`).join(', ')}.</p>
      )}
    </>
  );
}

function Counts({ rows: { make, leave, refuse } }: { rows: Sorted }) {
  return (
    <SummaryList
      classes="tl-facts"
      rows={[
        { key: 'New', value: String(make.length) },
        { key: 'There already', value: String(leave.length) },
        { key: 'Refused', value: String(refuse.length) },
      ]}
    />
  );
}

async function mailsOf(deps: ConsoleDeps, { subject }: ImportPlace, rows: readonly Row<'make'>[]): Promise<string[]> {
  if (rows.length === 0) return [];
  if (subject.of === 'attendance') return sentencesOf(await mailsOfMarks(deps, subject.session.id, rows));
  const forms = rows.flatMap(({ take }) =>
    take.as === 'nomination' ? (readCompleteForm(subject.kind, take.answers) ?? []) : [],
  );
  return nominationMails(forms);
}

function sentencesOf({ atOnce, later, stops }: Awaited<ReturnType<typeof mailsOfMarks>>): string[] {
  const emails = (count: number) => (count === 1 ? '1 email' : `${count} emails`);
  const sentences = [
    ...atOnce.map(({ role, purpose, count }) => `${roleWords[role]}: ${emails(count)} at once, ${purpose}.`),
    ...(later > 0 ? [`On later days, ${emails(later)} that would not be sent otherwise.`] : []),
    ...(stops > 0
      ? [`${capital(emails(stops))} that ${stops === 1 ? 'is' : 'are'} planned and will not be sent.`]
      : []),
  ];
  return sentences.length > 0 ? sentences : ['Nobody: no email depends on these marks.'];
}

interface AnswerFormProps {
  readonly place: ImportPlace;
  readonly staged: StagedImport;
  readonly rows: Sorted;
  readonly closed: boolean;
  readonly again: Again | undefined;
}

/** The rows that are right, or none: a file whose mistakes are put right first is handed in again. */
function AnswerForm({ place, staged, rows: { make, refuse }, closed, again }: AnswerFormProps) {
  const takes = make.length > 0 && !closed;
  return (
    <div class="tl-act">
      {takes && (
        <form method="post" action={`${place.path}/${staged.id}`} novalidate>
          {refuse.length > 0 && (
            <p class="govuk-body">
              {rowsWords(refuse.length)} will be left out. To put {refuse.length === 1 ? 'it' : 'them'} right first,
              throw the file away and hand it in again.
            </p>
          )}
          <Textarea
            name="reason"
            label="Reason"
            hint="Kept in the record: where the file comes from"
            rows={2}
            value={again?.reason}
            error={again?.error}
          />
          <Button name="step" value="take-in" preventDoubleClick>
            Take in {rowsWords(make.length)}
          </Button>
        </form>
      )}
      <form method="post" action={`${place.path}/${staged.id}`} novalidate>
        <Button name="step" value="throw-away" variant="secondary" preventDoubleClick>
          Throw the file away
        </Button>
      </form>
    </div>
  );
}
