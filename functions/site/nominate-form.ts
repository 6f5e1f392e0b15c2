import type { Cohort } from '../domain/cohort.ts';
import type { NominationDraft } from '../nominations/nomination-draft.ts';
import { firstOpenPage, type ProgrammeKind } from '../nominations/nomination-form.ts';
import type { FieldErrors } from '../web/fields.ts';

/** A form that is being filled in, and where its pages are. */
export interface OpenForm {
  readonly id: string;
  readonly address: string;
  readonly draft: NominationDraft;
  readonly cohort: Cohort;
}

/** What was typed into a page's questions, and what is wrong with it. */
export interface AnswersTyped {
  readonly kind: ProgrammeKind;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FieldErrors;
}

/** The page that is to be answered next, or the check of all answers. */
export function nextPage({ kind, answers }: Pick<NominationDraft, 'kind' | 'answers'>): string {
  return firstOpenPage(kind, answers) ?? 'check';
}
