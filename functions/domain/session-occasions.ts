import type { SessionFacts } from './cohort.ts';
import { anchorInStint, appliesToSession, stintOf } from './moments.ts';
import { isBefore } from './offset.ts';
import type { RecipientRole } from './people.ts';
import { occasionKey, type PromptRow } from './prompt.ts';
import type { ParticipantPrompt } from './prompt-rule.ts';
import { differencesBetween, factsAt } from './session-revisions.ts';
import { conditionsHold, type Situation } from './situation.ts';
import {
  type Base,
  type CompiledPrompt,
  momentOf,
  occasionsFrom,
  type SessionMoments,
  type TimedOccasion,
} from './timetable.ts';
import { isSpent, revisionToldBy, sessionIdOf, toldBefore } from './told.ts';

type ParticipantOccasion = TimedOccasion<ParticipantPrompt>;

const hourMs = 3_600_000;

/**
 * What corrections are counted from: for each session whose present facts are not those that somebody was told of, and
 * for each recipient who was, the moment at which they are to hear. The present revision is a part of the anchor, so a
 * later change takes the place of an earlier one that was not sent yet.
 */
export function correctionBases(situation: Situation, { rule, sends }: CompiledPrompt<ParticipantPrompt>): Base[] {
  const { view, moments } = situation;
  const roles = new Set(sends.flatMap(({ to }) => to));
  return moments.revised.flatMap((session): Base[] => {
    if (!appliesToSession(rule, session.session)) return [];
    return [...roles].flatMap((only): Base[] => {
      const before = toldBefore(view, session.session, only);
      if (!before || differencesBetween(before, session.session).length === 0) return [];
      return [
        {
          anchor: anchorInStint(`session:${session.session.id}@${session.session.revision}`, view.participant.stint),
          at: correctionMoment(situation, session, before, only),
          about: session.session.title,
          session,
          year: moments.years.find(({ number }) => number === session.session.year),
          only,
        },
      ];
    });
  });
}

/**
 * When a change is told: a while after it, so that changes in quick succession make one e-mail; at once within some
 * hours of the session's old or new time, and where a reminder that was still to come has no moment any more.
 */
function correctionMoment(
  { moments }: Situation,
  session: SessionMoments,
  before: SessionFacts,
  role: RecipientRole,
): number {
  const { settlesMinutes, atOnceHours } = moments.programme.rules.sessionChanges;
  const revised = session.revisedAt ?? 0;
  const isNear = (startsAt: number, endsAt: number) => endsAt > revised && startsAt - revised <= atOnceHours * hourMs;
  const told = { startsAt: Date.parse(before.startsAt), endsAt: Date.parse(before.endsAt) };
  const near = isNear(session.startsAt, session.endsAt) || isNear(told.startsAt, told.endsAt);
  const overtakesReminder = moments.repeating.some(({ rule, sends }) =>
    sends.some(({ offset, to }) => {
      if (!to.includes(role) || !isBefore(offset) || !appliesToSession(rule, session.session)) return false;
      const moment = (start: number) => momentOf(moments.calendar, start, offset, rule.shift);
      return moment(session.startsAt) <= revised && moment(told.startsAt) > revised;
    }),
  );
  return near || overtakesReminder ? revised : revised + settlesMinutes * 60_000;
}

/**
 * Prompts of a session that were sent for an older time and are sent again for the new one, where their new moment
 * still lay ahead when it was set: with the revision of that time in their anchor.
 */
export function repeatedOccasions(
  situation: Situation,
  prompt: CompiledPrompt<ParticipantPrompt>,
  skip?: (key: string) => boolean,
): ParticipantOccasion[] {
  const { moments, view } = situation;
  return moments.revised.flatMap((session) => {
    const { retimed } = session;
    if (!retimed || session.session.state !== 'planned' || !appliesToSession(prompt.rule, session.session)) return [];
    const base: Base = {
      anchor: anchorInStint(`session:${session.session.id}@${retimed.revision}`, view.participant.stint),
      at: prompt.rule.from === 'end' ? session.endsAt : session.startsAt,
      about: session.session.title,
      session,
      year: moments.years.find(({ number }) => number === session.session.year),
    };
    const spent = view.prompts.filter(
      (row) =>
        row.prompt === prompt.rule.key &&
        stintOf(row.anchor) === view.participant.stint &&
        wasForAnotherTime(row, session),
    );
    if (spent.length === 0) return [];
    return occasionsFrom(moments.calendar, prompt, base, skip).filter(
      ({ at, occasion }) =>
        at > retimed.at && spent.some(({ ordinal, role }) => ordinal === occasion.ordinal && role === occasion.role),
    );
  });
}

function wasForAnotherTime(row: PromptRow, { session, retimed }: SessionMoments): boolean {
  if (!isSpent(row) || sessionIdOf(row.anchor) !== session.id) return false;
  const revision = revisionToldBy(row, session);
  if (revision === undefined || revision >= (retimed?.revision ?? 0)) return false;
  return factsAt(session, revision).startsAt !== session.startsAt;
}

/**
 * Whether a session's new time left a prompt's moment behind: set within it, it could not be sent when it should. Who
 * was told before gets the correction instead; who was not is told once, by the last such prompt.
 */
export function isOvertaken(situation: Situation, { rule, at, session, occasion }: ParticipantOccasion): boolean {
  const { retimed } = session ?? {};
  if (!session || !retimed || rule.about !== 'session' || rule.from !== 'start' || at >= retimed.at) return false;
  if (toldBefore(situation.view, session.session, occasion.role)) return true;
  return situation.moments.timed.some(
    (later) =>
      later.session === session &&
      later.rule.about === 'session' &&
      later.rule.from === 'start' &&
      later.occasion.role === occasion.role &&
      later.at < retimed.at &&
      (later.at > at || (later.at === at && later.key > occasionKey(occasion))) &&
      (later.statuses & situation.statusBit) !== 0 &&
      later.usefulUntil > situation.now &&
      conditionsHold(situation, later),
  );
}
