import { dayOfDate, startOfDay } from './calendar.ts';
import { canStillReach } from './half-days.ts';
import { linkRequestBases } from './link-requests.ts';
import { anchorInStint, appliesToSession, timedPlace } from './moments.ts';
import type { Participant } from './participant.ts';
import { occasionKey, type PromptRow } from './prompt.ts';
import type { ParticipantPrompt } from './prompt-rule.ts';
import { correctionBases, isOvertaken, repeatedOccasions } from './session-occasions.ts';
import { concerns, conditionsHold, isYearForgiven, loggedAnchor, lostPlaces, type Situation } from './situation.ts';
import { type Base, type CompiledPrompt, occasionsFrom, type TimedOccasion } from './timetable.ts';

type ParticipantOccasion = TimedOccasion<ParticipantPrompt>;

/** The coded reason after which nothing automatic is sent to anybody around the participant. */
export const silencingReason = 'bereavement';

/** Also when somebody leaves, for whatever reason, out of a pause after a bereavement. */
export function isSilenced({
  status,
  statusReason,
  reasonBefore,
}: Pick<Participant, 'status'> & { statusReason?: string | undefined; reasonBefore?: string | undefined }): boolean {
  return (
    (statusReason === silencingReason || reasonBefore === silencingReason) &&
    ['withdrawn', 'deferred', 'replaced'].includes(status)
  );
}

/** Whether an occasion is to be sent to this participant when its moment comes, as far as is known now. */
export function isWanted(situation: Situation, occasion: ParticipantOccasion): boolean {
  return (
    (occasion.statuses & situation.statusBit) !== 0 &&
    occasion.usefulUntil > situation.since &&
    !isSilenced(situation.view.participant) &&
    (occasion.session === undefined || concerns(situation, occasion.session)) &&
    !isOvertaken(situation, occasion) &&
    conditionsHold(situation, occasion) &&
    !isBeforePause(situation, occasion)
  );
}

/** Who pauses for a short time only needs no reminder of a return whose moment had passed by then. */
function isBeforePause({ view }: Situation, { rule, at }: ParticipantOccasion): boolean {
  return rule.about === 'return' && at < Date.parse(view.participant.statusSince);
}

/**
 * The occasions counted from something that happened to the participant, for prompts marked for the present status.
 *
 * @param skip occasions, by key, that nobody needs
 */
export function relativeOccasions(situation: Situation, skip: (key: string) => boolean): ParticipantOccasion[] {
  const occasions: ParticipantOccasion[] = [];
  for (const prompt of situation.moments.relative) {
    if ((prompt.statuses & situation.statusBit) !== 0) occasions.push(...occasionsOf(situation, prompt, skip));
  }
  for (const prompt of situation.moments.repeating) {
    if ((prompt.statuses & situation.statusBit) !== 0) occasions.push(...repeatedOccasions(situation, prompt, skip));
  }
  return occasions;
}

/** The occasion that a row of the ledger is of, as the calendar and the facts have it now; none when it is gone. */
export function occasionOfRow(situation: Situation, row: PromptRow): ParticipantOccasion | undefined {
  const place = timedPlace(situation.moments, row);
  if (place !== undefined) return situation.moments.timed[place];
  const { relative, repeating } = situation.moments;
  const key = occasionKey(row);
  const counted = relative.find(({ rule }) => rule.key === row.prompt);
  const repeated = repeating.find(({ rule }) => rule.key === row.prompt);
  const occasions = counted ? occasionsOf(situation, counted) : repeated ? repeatedOccasions(situation, repeated) : [];
  return occasions.find((occasion) => occasion.key === key);
}

function occasionsOf(
  situation: Situation,
  prompt: CompiledPrompt<ParticipantPrompt>,
  skip?: (key: string) => boolean,
): ParticipantOccasion[] {
  const { calendar } = situation.moments;
  const occasions: ParticipantOccasion[] = [];
  for (const base of basesOf(situation, prompt)) occasions.push(...occasionsFrom(calendar, prompt, base, skip));
  return occasions;
}

function basesOf(situation: Situation, prompt: CompiledPrompt<ParticipantPrompt>): Base[] {
  const { view, moments } = situation;
  const { rule } = prompt;
  const { participant } = view;
  switch (rule.about) {
    case 'enrolment':
      return [{ anchor: 'self', at: Date.parse(participant.enrolledAt), about: 'the programme' }];
    case 'status':
      return [statusBase(situation)];
    case 'resumption':
      return participant.resumedAt === undefined
        ? []
        : [
            {
              anchor: `resumed:${participant.resumedAt}`,
              at: Date.parse(participant.resumedAt),
              about: 'their return',
            },
          ];
    case 'return':
      return participant.returnsOn === undefined
        ? []
        : [
            {
              anchor: `return:${participant.returnsOn}`,
              at: startOfDay(moments.calendar, dayOfDate(moments.calendar, participant.returnsOn)),
              about: 'their return',
            },
          ];
    case 'reinstatement':
      return since(participant.reinstatedAt, 'back', 'their return');
    case 'address':
      return since(participant.addressCorrectedAt, 'address', 'their new address');
    case 'address-failure':
      return since(participant.addressFailed ? participant.addressFailedAt : undefined, 'failed', 'their address');
    case 'school-change':
      return since(participant.schoolMovedAt, 'school', 'the change of school');
    case 'school-promise':
      return since(participant.schoolMove?.askedAt, 'move', 'the change of school');
    case 'school-refusal': {
      const promised = participant.schoolMove?.promise;
      const refused = promised?.state === 'refused' || promised?.state === 'not-me';
      return since(refused ? promised.at : undefined, 'refusal', 'the change of school');
    }
    case 'session-change':
      return correctionBases(situation, prompt);
    case 'absence':
      return absenceBases(situation, rule);
    case 'escalation':
      return escalationBases(situation, rule);
    case 'in-school-log':
      return logBases(situation);
    case 'link-request':
      return linkRequestBases(participant);
    case 'session':
    case 'year':
    case 'term':
      return [];
  }
}

/** What happened at a moment, as an occasion of its own each time. */
function since(moment: string | undefined, what: string, about: string): Base[] {
  return moment === undefined ? [] : [{ anchor: `${what}:${moment}`, at: Date.parse(moment), about }];
}

/**
 * Each change of status is something of its own: a second withdrawal after an undo is told again. A gate is the same
 * gate, also to who comes back to it in the same cohort.
 */
function statusBase({ view, moments }: Situation): Base {
  const { status, statusSince } = view.participant;
  const at = Date.parse(statusSince);
  const gate = moments.programme.gates.find((each) => each.status === status);
  if (!gate) return { anchor: `status:${statusSince}`, at, about: 'their place' };
  const year = moments.years.find(({ number }) => number === gate.year);
  return { anchor: anchorInStint(`gate:${gate.key}`, view.participant.stint), at, about: gate.title, year };
}

function absenceBases({ view, moments, since }: Situation, rule: ParticipantPrompt): Base[] {
  return view.places.flatMap(({ sessionId, state, at }) => {
    const session = moments.sessionById.get(sessionId);
    if (!session || (state !== 'absent' && state !== 'apologies')) return [];
    if (!appliesToSession(rule, session.session) || session.endsAt <= since) return [];
    const year = moments.years.find(({ number }) => number === session.session.year);
    const anchor = anchorInStint(`session:${sessionId}`, view.participant.stint);
    return [{ anchor, at: Date.parse(at), about: session.session.title, session, year }];
  });
}

/**
 * Once a year: when a second session was missed, or when the year's days can no longer be reached, whatever made it so:
 * an absence, a session that was cancelled or moved out of the year, a reversal. What has no moment of its own is said
 * now, and stays said then: the row of its first e-mail holds the moment for the later ones, which are counted from their
 * return where that came after it.
 */
function escalationBases(situation: Situation, rule: ParticipantPrompt): Base[] {
  return situation.moments.years.flatMap((year) => {
    if ((rule.years && !rule.years.includes(year.number)) || isYearForgiven(situation, year.number)) return [];
    const anchor = anchorInStint(`year:${year.number}`, situation.view.participant.stint);
    const at = escalatedAt(situation, rule, year.number);
    return at === undefined ? [] : [{ anchor, at, about: year.title.toLowerCase(), year }];
  });
}

/** Since when somebody has to be told; nothing where the year is on course. */
function escalatedAt(situation: Situation, rule: ParticipantPrompt, year: number): number | undefined {
  const [, second] = lostPlaces(situation, year);
  if (!second && canStillReach(situation.ledger(), year)) return undefined;
  const anchor = anchorInStint(`year:${year}`, situation.view.participant.stint);
  const said = situation.view.prompts.find(
    (row) => row.prompt === rule.key && row.anchor === anchor && row.ordinal === 0,
  );
  if (said) return Math.max(Date.parse(said.plannedFor), situation.since);
  return second ? Date.parse(second.at) : situation.now;
}

/** What was logged on one day is acknowledged together. */
function logBases(situation: Situation): Base[] {
  const bases = new Map<string, Base>();
  for (const day of situation.view.inSchoolDays) {
    const anchor = loggedAnchor(situation, day);
    const at = Date.parse(day.loggedAt);
    const known = bases.get(anchor);
    if (!known || at < known.at) bases.set(anchor, { anchor, at, about: 'in-school days' });
  }
  return [...bases.values()];
}
