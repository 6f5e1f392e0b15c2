import * as v from 'valibot';
import type { Cohort } from '../domain/cohort.ts';
import { whole } from '../domain/fields.ts';
import { instant } from '../domain/ids.ts';
import { type Clock, days, shiftInstant } from '../platform/clock.ts';
import { absent } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import { newSecretId } from '../platform/random.ts';
import type { Table } from '../platform/table.ts';
import { readCohort, readProgramme } from '../programmes/read-programme.ts';
import { retryChange } from '../web/retry-change.ts';
import { type DraftAnswers, draftAnswers, type FormPage } from './nomination-form.ts';

/** A form that is being filled in, or was sent: then only its reference is left of it. Its id is in its pages' address. */
const nominationDraft = v.object({
  cohortId: v.string(),
  startedAt: instant,
  /** Rises with each page saved, so that two windows on one form don't overwrite each other unseen. */
  revision: whole,
  answers: draftAnswers,
  kind: v.picklist(['lead-teacher', 'work-group']),
  reference: v.optional(v.string()),
  expiresAt: whole,
});
export type NominationDraft = v.InferOutput<typeof nominationDraft>;

/** How long a form may be put aside. */
export const draftDays = 28;

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

/** Whether nominations for a cohort may be begun: from its opening to its closing, by the server's clock. */
export function isOpen(cohort: Pick<Cohort, 'opensAt' | 'closesAt'>, now: string): boolean {
  return Date.parse(cohort.opensAt) <= Date.parse(now) && Date.parse(now) < Date.parse(cohort.closesAt);
}

/** Begins a form for a cohort whose window is open, and answers its unguessable id. */
export async function beginDraft(
  deps: Deps,
  cohortId: string,
): Promise<{ begun: true; id: string } | { begun: false }> {
  const now = deps.clock.now();
  const { cohort } = await readCohort(deps.table, cohortId);
  const { kind } = await readProgramme(deps.table, cohort.programme);
  if (!isOpen(cohort, now)) return { begun: false };
  const id = newSecretId();
  await deps.table.putNew({
    ...key.draft(id),
    cohortId,
    kind,
    startedAt: now,
    revision: 0,
    answers: {},
    expiresAt: expiry(now),
  });
  return { begun: true, id };
}

/** A form that is filled in already, as a row of a spreadsheet is: the same id is the same form. */
export async function putFilledDraft(
  deps: Deps,
  draft: Pick<NominationDraft, 'cohortId' | 'kind' | 'answers'> & { readonly id: string },
): Promise<void> {
  const { id, cohortId, kind, answers } = draft;
  const now = deps.clock.now();
  await deps.table.putNew({
    ...key.draft(id),
    cohortId,
    kind,
    startedAt: now,
    revision: 0,
    answers,
    expiresAt: expiry(now),
  });
}

/** The form of that id, unless there is none or its time is over (the table's own clean-up lags). */
export async function readDraft(deps: Deps, id: string): Promise<NominationDraft | undefined> {
  if (!/^[\w-]{20,40}$/.test(id)) return undefined;
  const draft = await deps.table.get(key.draft(id), nominationDraft);
  return draft && draft.expiresAt * 1000 > deps.clock.nowMs() ? draft : undefined;
}

/** Saves a page's answers; another search for the school drops the school that was chosen. Nothing is written to a form that was sent meanwhile. */
export async function savePage(
  deps: Deps,
  id: string,
  page: FormPage,
  answers: Record<string, string>,
): Promise<DraftAnswers | undefined> {
  const { saved } = await retryChange<{ saved: DraftAnswers | undefined }>(async () => {
    const draft = await readDraft(deps, id);
    if (!draft || draft.reference) return { saved: undefined };
    const { found, ...others } = draft.answers;
    const isSearchedAnew = page === 'school' && draft.answers.school?.school !== answers.school;
    const answersNow = { ...others, ...(found && !isSearchedAnew && { found }), [page]: answers };
    const { ok } = await deps.table.write({
      kind: 'update',
      key: key.draft(id),
      set: { answers: answersNow, revision: draft.revision + 1, expiresAt: expiry(deps.clock.now()) },
      where: { revision: draft.revision, reference: absent },
    });
    return ok ? { saved: answersNow } : undefined;
  });
  return saved;
}

function expiry(now: string): number {
  return Math.floor(Date.parse(shiftInstant(now, days(draftDays))) / 1000);
}
