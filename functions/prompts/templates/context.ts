import type { Cohort } from '../../domain/cohort.ts';
import type { Instant } from '../../domain/ids.ts';
import { type Moments, withoutStint } from '../../domain/moments.ts';
import type { Nomination } from '../../domain/nomination.ts';
import type { Participant } from '../../domain/participant.ts';
import type { Contact, People, RecipientRole } from '../../domain/people.ts';
import type { PrivacyNotice } from '../../domain/privacy-notice.ts';
import type { Programme } from '../../domain/programme.ts';
import type { Occasion } from '../../domain/prompt.ts';
import type { SessionMoments, TermMoments } from '../../domain/timetable.ts';
import { sessionIdOf } from '../../domain/told.ts';
import type { CohortView, JourneyView, NominationView, WorkGroupView } from '../../domain/views.ts';
import type { GroupSituation } from '../../domain/work-group-situation.ts';
import type { SendableRule } from '../decide-sending.ts';
import type { PromptLinks } from '../prompt-links.ts';
import type { Letter } from './letter.ts';

interface CommonContext {
  readonly recipient: Contact;
  readonly role: RecipientRole;
  readonly occasion: Occasion;
  readonly rule: SendableRule;
  readonly programme: Programme;
  readonly cohort: Cohort;
  readonly people: People;
  readonly moments: Moments;
  readonly links: PromptLinks;
  /** The privacy notice's versions, the oldest first. */
  readonly notices: readonly PrivacyNotice[];
  /** The code that the occasion's moment of asking stands for, made when it is asked for. */
  readonly signInCode: () => string;
  readonly now: Instant;
}

export interface NominationContext extends CommonContext {
  readonly kind: 'nomination';
  readonly nomination: Nomination;
  readonly view: NominationView;
}

export interface ParticipantContext extends CommonContext {
  readonly kind: 'participant';
  readonly participant: Participant;
  readonly view: JourneyView;
}

export interface CohortContext extends CommonContext {
  readonly kind: 'cohort';
  readonly view: CohortView;
}

export interface WorkGroupContext extends CommonContext {
  readonly kind: 'work-group';
  readonly view: WorkGroupView;
  readonly situation: GroupSituation;
}

/** All that a template may speak of: one recipient, one occasion, and the facts as they are now. */
export type PromptContext = NominationContext | ParticipantContext | WorkGroupContext | CohortContext;

/** Writes one e-mail. Pure: the same context gives the same letter. */
export type Template<Context extends PromptContext> = (context: Context) => Letter;

/** A row's prompt, subject and anchor don't belong together: the programme and the ledger disagree. */
export class WrongOccasion extends Error {
  override readonly name = 'WrongOccasion';
}

/** The session that an occasion is about. */
export function sessionOf({ occasion, moments }: ParticipantContext): SessionMoments {
  const found = moments.sessionById.get(sessionIdOf(occasion.anchor) ?? '');
  if (!found) throw new WrongOccasion(`${occasion.anchor} is no session of the cohort`);
  return found;
}

/** The term that an occasion is about. */
export function termOf({ occasion, moments }: ParticipantContext): TermMoments {
  const found = moments.terms.find(({ term }) => withoutStint(occasion.anchor) === `term:${term.key}`);
  if (!found) throw new WrongOccasion(`${occasion.anchor} is no term of the cohort`);
  return found;
}

/** The programme year that an occasion is about. */
export function yearOf({ occasion, moments }: ParticipantContext): { readonly number: number; readonly title: string } {
  const found = moments.years.find(({ number }) => withoutStint(occasion.anchor) === `year:${number}`);
  if (!found) throw new WrongOccasion(`${occasion.anchor} is no year of the programme`);
  return found;
}
