import type { Instant } from './ids.ts';
import { type Moments, withoutStint } from './moments.ts';
import { momentsFor } from './moments-memo.ts';
import { isNominationWanted, nominationOccasionOfRow } from './nomination-occasions.ts';
import { isSilenced, isWanted, occasionOfRow } from './participant-occasions.ts';
import { occasionKey, type PromptRow } from './prompt.ts';
import type { PromptRule } from './prompt-rule.ts';
import { isOvertaken } from './session-occasions.ts';
import { formatShort } from './short-dates.ts';
import { concerns, situationOf } from './situation.ts';
import { missedBecause, type TimedOccasion } from './timetable.ts';
import { sessionIdOf } from './told.ts';
import type { JourneyView, NominationView, WorkGroupView } from './views.ts';
import { isGroupWanted, workGroupOccasionOfRow } from './work-group-occasions.ts';
import { groupSituationOf } from './work-group-situation.ts';

export type DeliveryDecision =
  | { readonly send: true }
  | { readonly send: false; readonly outcome: 'suppressed' | 'missed' | 'held'; readonly reason: string };

/**
 * The mailer's second look at a row, with the facts of the moment at which it would be sent: is the subject still one
 * whom the prompt is for, is it not superseded, not already known, and still useful? Pure; the planner's own rules.
 */
export function decideDelivery(
  view: JourneyView | NominationView | WorkGroupView,
  row: PromptRow,
  now: Instant,
  moments: Moments = momentsFor(view.programme, view.cohort, view.sessions),
): DeliveryDecision {
  const at = Date.parse(now);
  if ('group' in view) return forWorkGroup(view, row, at, moments);
  return 'participant' in view ? forParticipant(view, row, at, moments) : forNomination(view, row, at, moments);
}

function forParticipant(view: JourneyView, row: PromptRow, now: number, moments: Moments): DeliveryDecision {
  const situation = situationOf(view, moments, now);
  const { participant, programme } = view;
  const rule = programme.prompts.find(({ key, subject }) => subject === 'participant' && key === row.prompt);
  if (rule?.subject !== 'participant') return suppressed('not in this version of the programme');
  const status = () => `${participant.status} ${formatShort(participant.statusSince, programme.zone)}`;
  if (isSilenced(participant)) return suppressed(`${status()}, and no automatic e-mail is wanted`);
  if (!rule.statuses.includes(participant.status)) return suppressed(status());
  const occasion = occasionOfRow(situation, row);
  if (!occasion) return suppressed(goneBecause(row, moments));
  if (occasion.session && !concerns(situation, occasion.session))
    return suppressed('not a session for this participant');
  if (occasion.at > now) return suppressed(supersededBecause(occasion));
  if (occasion.usefulUntil <= now) return missed(occasion);
  if (isOvertaken(situation, occasion))
    return suppressed(`${supersededBecause(occasion)} to sooner, and another e-mail tells of it`);
  if (!isWanted(situation, occasion)) return suppressed(conditionsBecause(rule));
  if (participant.addressFailed && row.role === 'participant')
    return suppressed('the address on file does not take mail');
  return { send: true };
}

function forNomination(view: NominationView, row: PromptRow, now: number, moments: Moments): DeliveryDecision {
  const { nomination, programme } = view;
  const rule = programme.prompts.find(({ key, subject }) => subject === 'nomination' && key === row.prompt);
  if (rule?.subject !== 'nomination') return suppressed('not in this version of the programme');
  if (!rule.statuses.includes(nomination.status)) {
    return suppressed(`${nomination.status} ${formatShort(nomination.statusSince, programme.zone)}`);
  }
  const occasion = nominationOccasionOfRow(view, moments, occasionKey(row), row, now);
  if (!occasion) return suppressed('superseded: somebody else was named, or the answer changed');
  if (occasion.at > now) return suppressed(supersededBecause(occasion));
  if (occasion.usefulUntil <= now) return missed(occasion);
  return isNominationWanted(view, occasion) ? { send: true } : suppressed(conditionsBecause(rule));
}

function forWorkGroup(view: WorkGroupView, row: PromptRow, now: number, moments: Moments): DeliveryDecision {
  const { group, programme } = view;
  const rule = programme.prompts.find(({ key, subject }) => subject === 'work-group' && key === row.prompt);
  if (rule?.subject !== 'work-group') return suppressed('not in this version of the programme');
  if (!rule.statuses.includes(group.status))
    return suppressed(`the group is ${group.status} since ${formatShort(group.statusSince, programme.zone)}`);
  const occasion = workGroupOccasionOfRow(view, moments, occasionKey(row), row, now);
  if (!occasion) return suppressed('superseded: what it was about has changed');
  if (occasion.at > now) return suppressed(supersededBecause(occasion));
  if (occasion.usefulUntil <= now) return missed(occasion);
  const isWanted = isGroupWanted(groupSituationOf(view, moments, now), occasion);
  return isWanted ? { send: true } : suppressed(conditionsBecause(rule));
}

/** Why a row's occasion is not on the calendar, or does not follow from the facts, any more. */
function goneBecause({ anchor }: PromptRow, moments: Moments): string {
  const session = moments.sessionById.get(sessionIdOf(anchor) ?? '');
  const plain = !anchor.includes('@');
  if (plain && session?.session.state === 'cancelled')
    return `superseded by revision ${session.session.revision}: the session is cancelled`;
  const [, revision] = withoutStint(anchor).split('@');
  if (session && revision !== undefined && Number(revision) < session.session.revision)
    return `superseded by revision ${session.session.revision}`;
  if (session && revision !== undefined) return 'nobody was told anything else';
  return 'superseded: what it was about has changed';
}

function supersededBecause({ session }: TimedOccasion<PromptRule>): string {
  return session
    ? `superseded by revision ${session.session.revision}: the session was moved`
    : 'superseded: its moment is later now';
}

function conditionsBecause({ onlyIf, unless }: PromptRule): string {
  return `already known: ${[...unless, ...onlyIf].map((fact) => fact.replaceAll('-', ' ')).join(', ')}`;
}

function missed({ rule }: TimedOccasion<PromptRule>): DeliveryDecision {
  return { send: false, outcome: 'missed', reason: missedBecause(rule.until) };
}

function suppressed(reason: string): DeliveryDecision {
  return { send: false, outcome: 'suppressed', reason };
}
