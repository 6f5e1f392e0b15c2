import { type Moments, workGroupBit } from './moments.ts';
import { changedAt, gapsOf, hasSpecialist, type Pair, sizeOf } from './pairs.ts';
import type { Participant } from './participant.ts';
import type { RecipientRole } from './people.ts';
import type { PromptRow } from './prompt.ts';
import type { WorkGroupFact, WorkGroupPrompt } from './prompt-rule.ts';
import { type Base, type CompiledPrompt, occasionsFrom, type TimedOccasion } from './timetable.ts';
import type { WorkGroupView } from './views.ts';
import type { Observation, SupportHolder, SupportRequest } from './work-group.ts';
import { type GroupSituation, groupSituationOf, pairById } from './work-group-situation.ts';

export type WorkGroupOccasion = TimedOccasion<WorkGroupPrompt>;

/**
 * An anchor of a Work Group ends in the participant whose record holds the names and addresses of those who are written
 * to (`task:meeting-1:ABCD2345`): so a Work Group has no addresses of its own. What goes to the lead or the hub alone
 * needs none.
 */
export function addresseeOf(anchor: string): string | undefined {
  return /:([2-9A-HJKMNP-Z]{8})$/.exec(anchor)?.[1];
}

/** What an anchor is about, between its kind and its addressee. */
export function topicOf(anchor: string): string {
  const parts = anchor.split(':');
  return parts.slice(1, addresseeOf(anchor) === undefined ? undefined : -1).join(':');
}

/** The occasions of a Work Group's prompts that are marked for its present status. */
export function workGroupOccasions(situation: GroupSituation): WorkGroupOccasion[] {
  const bit = workGroupBit(situation.view.group.status);
  return situation.moments.ofWorkGroups
    .filter(({ statuses }) => (statuses & bit) !== 0)
    .flatMap((prompt) => occasionsOf(situation, prompt));
}

/** The occasion that a row of the ledger is of, as the facts have it now; none when it is gone. */
export function workGroupOccasionOfRow(
  view: WorkGroupView,
  moments: Moments,
  key: string,
  { prompt }: PromptRow,
  now: number,
): WorkGroupOccasion | undefined {
  const compiled = moments.ofWorkGroups.find(({ rule }) => rule.key === prompt);
  const situation = groupSituationOf(view, moments, now);
  return compiled && occasionsOf(situation, compiled).find((occasion) => occasion.key === key);
}

/** Whether an occasion is to be sent when its moment comes, as far as is known now. */
export function isGroupWanted(situation: GroupSituation, { rule, statuses, occasion }: WorkGroupOccasion): boolean {
  return (
    (statuses & workGroupBit(situation.view.group.status)) !== 0 &&
    rule.onlyIf.every((fact) => holds(fact, situation, occasion.anchor)) &&
    !rule.unless.some((fact) => holds(fact, situation, occasion.anchor))
  );
}

function holds(fact: WorkGroupFact, { view, pairs }: GroupSituation, anchor: string): boolean {
  const participant = addresseeOf(anchor);
  const topic = topicOf(anchor);
  const pair = pairs.find(({ members, left }) => [...members, ...left].some(({ id }) => id === participant));
  switch (fact) {
    case 'answered':
      return view.pulses.some((pulse) => pulse.sessionId === topic && pulse.participantId === participant);
    case 'slot-offered':
      return view.slots.some(({ pairId, state }) => pairId === pair?.id && state === 'offered');
    case 'notes-given':
      return view.observations.some(({ id, notes }) => id === topic && pair !== undefined && notes[pair.id]);
    case 'replacement-asked':
      return pair?.left.some(({ id, replacement }) => id === participant && replacement !== undefined) === true;
  }
}

function occasionsOf(situation: GroupSituation, prompt: CompiledPrompt<WorkGroupPrompt>): WorkGroupOccasion[] {
  return basesOf(situation, prompt.rule).flatMap((base) => occasionsFrom(situation.moments.calendar, prompt, base));
}

function basesOf(situation: GroupSituation, rule: WorkGroupPrompt): Base[] {
  const { view, pairs } = situation;
  switch (rule.about) {
    case 'link-request':
      return view.group.linkWishes.map(({ participantId, role, at }) => ({
        anchor: `link:${at}:${participantId}`,
        at: Date.parse(at),
        about: 'a fresh link',
        only: role,
      }));
    case 'pair':
      return pairs.flatMap((pair) => ofPair('pair', pair, pair.origin.enrolledAt));
    case 'no-specialist':
      return pairs
        .filter((pair) => pair.members.length > 0 && !hasSpecialist(pair))
        .flatMap((pair) => ofPair('no-specialist', pair, changedAt(pair)));
    case 'missing':
      return pairs
        .filter((pair) => sizeOf(pair) === 'both-missing')
        .flatMap((pair) => ofPair('missing', pair, changedAt(pair)));
    case 'gap':
      return pairs.flatMap((pair) => gapsOf(pair).map((leaver) => gapBase(pair, leaver)));
    case 'task':
      return taskBases(situation);
    case 'task-summary':
      return situation.tasks.map(({ after, before }) => ({
        anchor: `task-summary:${after.session.id}`,
        at: before.startsAt,
        about: before.session.title,
        session: before,
      }));
    case 'slots':
      return slotBases(situation);
    case 'visit-change':
    case 'visit':
      return view.observations.flatMap((visit) => visitBases(situation, rule, visit));
    case 'support-asked':
    case 'support-assigned':
    case 'support-delivered':
    case 'support-held':
      return view.supportRequests.flatMap((request) => supportBases(rule, request));
    case 'lead-change':
      return view.group.leadSince === undefined
        ? []
        : [
            {
              anchor: `lead-change:${view.group.leadSince}`,
              at: Date.parse(view.group.leadSince),
              about: 'the new lead',
            },
          ];
  }
}

function ofPair(kind: string, pair: Pair, at: string): Base[] {
  return [{ anchor: `${kind}:${pair.id}:${pair.origin.id}`, at: Date.parse(at), about: pair.schoolName }];
}

function gapBase(pair: Pair, leaver: Participant): Base {
  return {
    anchor: `gap:${pair.id}:${leaver.id}`,
    at: Date.parse(leaver.statusSince),
    about: pair.schoolName,
  };
}

/** Each member is asked about each task that was theirs. */
function taskBases({ tasks, pairs }: GroupSituation): Base[] {
  return tasks.flatMap(({ after, before, midpoint }) =>
    pairs.flatMap(({ members }) =>
      members
        .filter(({ enrolledAt }) => Date.parse(enrolledAt) < midpoint)
        .map(({ id }) => ({
          anchor: `task:${after.session.id}:${id}`,
          at: midpoint,
          about: `the task after ${after.session.title}`,
          session: before,
        })),
    ),
  );
}

function slotBases({ moments, pairs }: GroupSituation): Base[] {
  const first = moments.sessions.find(({ session, isCatchUp }) => session.state === 'planned' && !isCatchUp);
  if (!first) return [];
  return pairs.flatMap(({ members }) =>
    members.map(({ id }) => ({
      anchor: `slots:offer:${id}`,
      at: Math.max(first.endsAt, 0),
      about: 'a lesson for others to visit',
    })),
  );
}

/** Both schools' members, and their headteachers for cover: each by the record of one of the pair's members. */
function visitBases(situation: GroupSituation, { about, from }: WorkGroupPrompt, visit: Observation): Base[] {
  if (about === 'visit' && visit.state === 'cancelled') return [];
  const starts = Date.parse(visit.startsAt);
  const ends = Date.parse(visit.endsAt);
  const edge = from === 'end' ? ends : starts;
  const at = about === 'visit-change' ? Date.parse(visit.revisedAt) : edge;
  const kind = about === 'visit-change' ? `visit-change:${visit.id}@${visit.revision}` : `visit:${visit.id}`;
  return [visit.hostPairId, visit.visitorPairId].flatMap((pairId) => {
    const pair = pairById(situation, pairId);
    return (pair?.members ?? []).flatMap(({ id }, index): Base[] => {
      const base = { anchor: `${kind}:${id}`, at, about: 'a lesson observation', expiresAt: starts };
      return index === 0 ? [base] : [{ ...base, only: 'participant' }];
    });
  });
}

const holderRole: Record<SupportHolder, RecipientRole> = { lead: 'lead', hub: 'admins' };

function supportBases({ about }: WorkGroupPrompt, request: SupportRequest): Base[] {
  const { id, askedBy, at, state, stateSince, holder, heldSince, stay } = request;
  const base = { anchor: `${about}:${id}:${askedBy}`, about: 'a request for support' };
  switch (about) {
    case 'support-asked':
      return [{ ...base, at: Date.parse(at) }];
    case 'support-assigned':
      return state === 'assigned' ? [{ ...base, at: Date.parse(stateSince) }] : [];
    case 'support-delivered':
      return state === 'delivered' ? [{ ...base, at: Date.parse(stateSince) }] : [];
    default: {
      if (state !== 'asked' && state !== 'assigned') return [];
      const held = { ...base, anchor: `${about}:${id}@${stay}:${askedBy}` };
      return [{ ...held, at: Date.parse(heldSince), only: holderRole[holder] }];
    }
  }
}
