import type { Cohort } from '../domain/cohort.ts';
import type { Programme } from '../domain/programme.ts';
import type { JourneyView, NominationView } from '../domain/views.ts';
import { readJourney } from '../journeys/read-journey.ts';
import { readNomination } from '../nominations/read-nomination.ts';
import type { Table } from '../platform/table.ts';
import type { PromptSubject } from './ledger-row.ts';

/** The same view of a subject that its plan is made of, whichever kind it is. */
export type SubjectView = SubjectCommon &
  (
    | { readonly kind: 'participant'; readonly view: JourneyView }
    | { readonly kind: 'nomination'; readonly view: NominationView }
  );

interface SubjectCommon {
  readonly id: string;
  readonly version: number;
  readonly programme: Programme;
  readonly cohort: Cohort;
}

/** Reads it consistently; nothing where it was erased. */
export async function readSubject(table: Table, { kind, id }: PromptSubject): Promise<SubjectView | undefined> {
  switch (kind) {
    case 'participant': {
      const view = await readJourney(table, id);
      return (
        view && { kind, view, id, version: view.participant.version, programme: view.programme, cohort: view.cohort }
      );
    }
    case 'nomination': {
      const view = await readNomination(table, id);
      return (
        view && { kind, view, id, version: view.nomination.version, programme: view.programme, cohort: view.cohort }
      );
    }
  }
}
