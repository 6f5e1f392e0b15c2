import type { Child } from 'hono/jsx';
import type { Cohort } from '../../domain/cohort.ts';
import type { Participant } from '../../domain/participant.ts';
import type { People } from '../../domain/people.ts';
import type { JourneyView } from '../../domain/views.ts';
import type { Decide } from '../../participants/change-participant.ts';
import type { FieldErrors } from '../../web/fields.ts';
import type { ConsoleDeps } from '../console-deps.ts';

/** What a change is planned from: the participant as they are now, and who asks. */
export interface ChangeContext {
  readonly deps: ConsoleDeps;
  readonly view: JourneyView;
  readonly people: People;
  /** Those in which whoever asks may change things: nobody goes to another, and nothing comes from there. */
  readonly cohorts: readonly Cohort[];
  /** The admin's id at the identity provider. */
  readonly by: string;
  readonly now: string;
}

export type Typed = Readonly<Record<string, string>>;

/** A change that was asked for in full: what it comes to in words, and how it is decided and done. */
export interface Planned {
  readonly says: readonly string[];
  readonly decide: Decide<string>;
  readonly apply: () => Promise<string>;
}

export type Plan =
  | { readonly ok: true; readonly planned: Planned }
  | { readonly ok: false; readonly errors: FieldErrors };

export interface ChangeFormProps {
  readonly context: ChangeContext;
  readonly typed: Typed;
  readonly errors: FieldErrors;
}

/** One thing that an admin may do for a participant: a form, a preview of its effect, and the change itself. */
export interface Change {
  readonly key: string;
  /** Whether it makes sense for somebody as they are now. */
  readonly fits: (participant: Participant, now: string) => boolean;
  readonly label: (participant: Participant) => string;
  readonly hint: string;
  readonly title: (name: string, participant: Participant) => string;
  readonly button: string;
  readonly isWarning?: boolean;
  readonly fields: readonly string[];
  readonly Form: (props: ChangeFormProps) => Child;
  readonly plan: (context: ChangeContext, typed: Typed) => Promise<Plan> | Plan;
  /** What it may come to: said as done, by its word, or refused, with the reason at a field. */
  readonly done: Readonly<Record<string, string>>;
  readonly refused: Readonly<Record<string, { readonly field: string; readonly message: string }>>;
}

export function planned(plan: Planned): Plan {
  return { ok: true, planned: plan };
}
