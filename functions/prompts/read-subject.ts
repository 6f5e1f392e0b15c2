import { readCohortView } from '../digests/read-cohort-view.ts';
import { builtInRuleOf } from '../domain/built-in-mails.ts';
import type { Cohort } from '../domain/cohort.ts';
import type { DrivenKind } from '../domain/driven.ts';
import type { Programme } from '../domain/programme.ts';
import type { Occasion } from '../domain/prompt.ts';
import type { CohortView, JourneyView, NominationView, WorkGroupView } from '../domain/views.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { readNomination } from '../nominations/read-nomination.ts';
import type { Table } from '../platform/table.ts';
import { readWorkGroup } from '../work-groups/read-work-group.ts';
import type { PromptSubject } from './ledger-row.ts';

/** The same view of whoever is driven that its plan is made of, whichever kind it is. */
export type DrivenView = SubjectCommon &
  (
    | { readonly kind: 'participant'; readonly view: JourneyView }
    | { readonly kind: 'nomination'; readonly view: NominationView }
    | { readonly kind: 'work-group'; readonly view: WorkGroupView }
  );

/** What prompts are sent about. */
export type SubjectView = DrivenView | (SubjectCommon & { readonly kind: 'cohort'; readonly view: CohortView });

interface SubjectCommon {
  readonly id: string;
  readonly version: number;
  readonly programme: Programme;
  readonly cohort: Cohort;
}

/**
 * Reads it consistently; nothing where it was erased.
 *
 * @param about which e-mail: a digest reads what its reader is told, any other about a cohort no more than the cohort
 */
export async function readSubject(
  table: Table,
  { kind, id }: PromptSubject,
  about?: Pick<Occasion, 'prompt' | 'role'>,
): Promise<SubjectView | undefined> {
  if (kind !== 'cohort') return readDriven(table, { kind, id });
  const view = await readCohortView(table, id, digestReader(about));
  return { kind, view, id, version: 1, programme: view.programme, cohort: view.cohort };
}

function digestReader(about: Pick<Occasion, 'prompt' | 'role'> | undefined): 'lead' | 'admins' | 'nobody' {
  if (!about || builtInRuleOf(about.prompt)) return 'nobody';
  return about.role === 'lead' ? 'lead' : 'admins';
}

/** Reads whoever is driven, consistently; nothing where it was erased. */
async function readDriven(
  table: Table,
  { kind, id }: { readonly kind: DrivenKind; readonly id: string },
): Promise<DrivenView | undefined> {
  switch (kind) {
    case 'participant': {
      const view = await readJourney(table, id);
      return (
        view && { kind, view, id, version: view.participant.version, programme: view.programme, cohort: view.cohort }
      );
    }
    case 'work-group': {
      const view = await readWorkGroup(table, id);
      return view && { kind, view, id, version: view.group.version, programme: view.programme, cohort: view.cohort };
    }
    case 'nomination': {
      const view = await readNomination(table, id);
      return (
        view && { kind, view, id, version: view.nomination.version, programme: view.programme, cohort: view.cohort }
      );
    }
  }
}
