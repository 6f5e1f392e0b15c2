import type { RegisterMark } from '../check-ins/mark-register.ts';
import type { DraftAnswers } from '../nominations/nomination-form.ts';

/** What is done for a row that is taken in. */
export type Take =
  | { readonly as: 'nomination'; readonly answers: DraftAnswers }
  | { readonly as: 'mark'; readonly participantId: string; readonly mark: RegisterMark };

interface About {
  readonly row: number;
  /** Whom it is about, and which school, as far as the row says. */
  readonly who: string;
  readonly school: string;
}

/** What would come of a row, if it were taken in now. */
export type PlannedRow = About &
  (
    | { readonly will: 'make'; readonly take: Take; readonly says: string; readonly notes: readonly string[] }
    | { readonly will: 'leave'; readonly id?: string | undefined; readonly says: string }
    | { readonly will: 'refuse'; readonly why: readonly string[] }
  );

/** A file's rows as they would be taken in, and who would be written to. */
export interface ImportPlan {
  /** Why nothing of the file can be taken in now. */
  readonly closed?: string;
  readonly rows: readonly PlannedRow[];
}
