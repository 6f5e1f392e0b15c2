import type { Cohort, Session } from '../domain/cohort.ts';
import type { ProgrammeKind } from '../nominations/nomination-form.ts';
import type { Clock } from '../platform/clock.ts';
import type { Table } from '../platform/table.ts';
import { attendanceColumns } from './attendance-columns.ts';
import { nominationColumns } from './nomination-columns.ts';
import { type MarkWords, planAttendance } from './plan-attendance.ts';
import { planNominations } from './plan-nominations.ts';
import type { ImportPlan } from './planned-row.ts';
import type { Column, SheetRow } from './read-sheet.ts';

/** What a file is of, with what has to be known to read it. */
export type ImportSubject =
  | { readonly of: 'nominations'; readonly cohort: Cohort; readonly kind: ProgrammeKind }
  | { readonly of: 'attendance'; readonly cohort: Cohort; readonly session: Session; readonly words: MarkWords };

export function columnsOf(subject: ImportSubject): readonly Column[] {
  return subject.of === 'nominations' ? nominationColumns(subject.kind) : attendanceColumns;
}

/** What would come of the rows now. Writes nothing. */
export async function planImport(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  subject: ImportSubject,
  rows: readonly SheetRow[],
): Promise<ImportPlan> {
  const now = clock.now();
  switch (subject.of) {
    case 'nominations':
      return planNominations({ table, now }, subject, rows);
    case 'attendance':
      return planAttendance({ table, now }, subject, rows);
  }
}
