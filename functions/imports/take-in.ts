import { markRegister } from '../check-ins/mark-register.ts';
import type { BeginLegDeps } from '../driving/begin-leg.ts';
import { putFilledDraft, readDraft } from '../nominations/nomination-draft.ts';
import { type Sender, type Submitted, submitNomination } from '../nominations/submit-nomination.ts';
import type { ParticipantDeps } from '../participants/change-participant.ts';
import type { Clock } from '../platform/clock.ts';
import { newReference } from '../platform/random.ts';
import type { ImportSubject } from './import-subject.ts';
import { planImport } from './import-subject.ts';
import type { PlannedRow, Take } from './planned-row.ts';
import {
  draftIdOf,
  moveImport,
  noteOutcome,
  type RowOutcome,
  readRows,
  type StagedImport,
  type StagedRow,
} from './staged-import.ts';

export type ImportDeps = BeginLegDeps & ParticipantDeps;

/** The rows that one request takes in, and for how long it goes on: well within what a page may take. */
const rowsAtOnce = 50;
const longestMs = 8000;

/** An admin's word that a file is to be taken in: the rows that are right, and no other. */
export async function beginTakingIn(
  deps: ImportDeps,
  staged: StagedImport,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<void> {
  const line = { what: `file of ${staged.target.of} taken in`, to: rowsWords(staged.rows), why: reason, by };
  await moveImport(deps, staged, { from: 'staged', state: 'taking-in', reason }, line);
}

/**
 * Takes in the next rows of a file that an admin has agreed to, each by the use case that a person's own form goes by.
 *
 * Each row is looked at again, as things are now; what it came to is written beside it. A row may be gone through twice
 * (somebody pressed twice, a process died between the change and the note of it): it is the same form or the same mark,
 * and comes to the same. When no row is left the file is done, with a line in the record.
 */
export async function takeIn(deps: ImportDeps, staged: StagedImport, subject: ImportSubject): Promise<void> {
  const stopAt = deps.clock.nowMs() + longestMs;
  const rows = await readRows(deps, staged.id);
  const open = rows.filter(({ outcome }) => outcome === undefined);
  // Those that are refused stay in the file: a later row may be about the same person.
  const said = rows.filter(({ cells }) => Object.keys(cells).length > 0);
  const plan = await planImport(deps, subject, said);
  const planned = new Map(plan.rows.map((each) => [each.row, each]));
  const outcomes = rows.flatMap(({ outcome }) => outcome ?? []);
  for (const row of open.slice(0, rowsAtOnce)) {
    const outcome = await outcomeOf(deps, { staged, subject, row, planned: planned.get(row.row), closed: plan.closed });
    await noteOutcome(deps, staged.id, row.row, outcome);
    outcomes.push(outcome);
    if (isPast(deps.clock, stopAt)) break;
  }
  if (outcomes.length === rows.length) await finish(deps, staged, outcomes);
}

function isPast(clock: Clock, at: number): boolean {
  return clock.nowMs() >= at;
}

interface Considered {
  readonly staged: StagedImport;
  readonly subject: ImportSubject;
  readonly row: StagedRow;
  readonly planned: PlannedRow | undefined;
  readonly closed: string | undefined;
}

/** A mistake of ours in one row does not keep the others from being taken in: it is logged, and the row says so. */
async function outcomeOf(deps: ImportDeps, considered: Considered): Promise<RowOutcome> {
  const { staged, row } = considered;
  try {
    return await tryRow(deps, considered);
  } catch (error) {
    const reference = newReference();
    deps.log.failure('row not taken in', error, { import: staged.id, row: row.row, reference });
    return {
      became: 'failed',
      why: [`Something went wrong with this row. It may be tried again; the error is logged as ${reference}`],
    };
  }
}

async function tryRow(deps: ImportDeps, { staged, subject, row, planned, closed }: Considered): Promise<RowOutcome> {
  const draftId = draftIdOf(staged, row.row);
  const before = subject.of === 'nominations' ? await readDraft(deps, draftId) : undefined;
  // Handed in before the process died: what was left to do after it is done now.
  if (before?.reference) return nominated(await submitNomination(deps, draftId, senderOf(staged)));
  if (closed) return { became: 'refused', why: [closed] };
  if (!planned) return { became: 'refused', why: ['There is nothing in this row any more'] };
  switch (planned.will) {
    case 'refuse':
      return { became: 'refused', why: [...planned.why] };
    case 'leave':
      return { became: 'there', ...(planned.id && { id: planned.id }), why: [planned.says] };
    case 'make':
      return make(deps, staged, subject, { row: row.row, take: planned.take });
  }
}

async function make(
  deps: ImportDeps,
  staged: StagedImport,
  subject: ImportSubject,
  { row, take }: { readonly row: number; readonly take: Take },
): Promise<RowOutcome> {
  if (take.as === 'nomination' && subject.of === 'nominations') {
    const id = draftIdOf(staged, row);
    const { kind, cohort } = subject;
    await putFilledDraft(deps, { id, cohortId: cohort.id, kind, answers: take.answers });
    return nominated(await submitNomination(deps, id, senderOf(staged)));
  }
  if (take.as === 'mark' && subject.of === 'attendance') {
    const marked = await markRegister(
      deps,
      take.participantId,
      subject.session.id,
      take.mark,
      'admin',
      senderOf(staged).why,
    );
    return marked === 'marked'
      ? { became: 'made', id: take.participantId, why: [] }
      : { became: 'refused', why: ['They can’t be marked in this session any more'] };
  }
  throw new RowOfAnotherKind(`A ${take.as} is in a file of ${subject.of}`);
}

function senderOf({ by, reason = '' }: StagedImport): Sender {
  return { by, why: `from a file: ${reason}` };
}

/** A row was planned as something that its file is not of. */
class RowOfAnotherKind extends Error {
  override readonly name = 'RowOfAnotherKind';
}

function nominated(submitted: Submitted): RowOutcome {
  if (submitted.submitted) return { became: 'made', id: submitted.reference, why: [] };
  switch (submitted.why) {
    case 'closed':
      return { became: 'refused', why: ['Nominations for this cohort have closed'] };
    case 'unknown':
    case 'incomplete':
    case 'too-many':
      return { became: 'refused', why: ['The form takes no such answers any more'] };
  }
}

async function finish(deps: ImportDeps, staged: StagedImport, outcomes: readonly RowOutcome[]): Promise<void> {
  const count = (became: RowOutcome['became']) => outcomes.filter((each) => each.became === became).length;
  const left = count('refused') + count('failed');
  const to = `${count('made')} new, ${count('there')} there already, ${left} left out`;
  const line = { what: `file of ${staged.target.of} done`, to, why: staged.reason ?? '', by: staged.by };
  await moveImport(deps, staged, { from: 'taking-in', state: 'done' }, line);
}

function rowsWords(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}
