import { digestAnchor } from '../../functions/domain/digest.ts';
import type { DigestRule } from '../../functions/domain/digest-rule.ts';
import { appliesToSession, timedPlace } from '../../functions/domain/moments.ts';
import { momentsFor } from '../../functions/domain/moments-memo.ts';
import type { RecipientRole } from '../../functions/domain/people.ts';
import { type Occasion, occasion, occasionKey } from '../../functions/domain/prompt.ts';
import type { NominationPrompt, ParticipantPrompt, PromptRule } from '../../functions/domain/prompt-rule.ts';
import { readAs } from '../../functions/domain/read-as.ts';
import type { JourneyView } from '../../functions/domain/views.ts';
import { contactOf } from '../../functions/prompts/contact-of.ts';
import type { SendableRule } from '../../functions/prompts/decide-sending.ts';
import type { Sendable } from '../../functions/prompts/deliver-prompt.ts';
import { type LedgerRow, ledgerRow } from '../../functions/prompts/ledger-row.ts';
import { changeScenes } from './change-scenes.ts';
import {
  cohort,
  cohortView,
  type Given,
  journeyView,
  nominationView,
  peopleOfPair,
  programme,
  samplePeople,
  sessions,
} from './sample-facts.ts';

/** One e-mail for a sample person. `name` tells it from the others and is its file's name. */
export interface SampleMail {
  readonly name: string;
  readonly code: string;
  readonly role: RecipientRole;
  readonly sendable: Sendable;
  /** What goes out in the same e-mail. */
  readonly others?: readonly Sendable[];
}

/** The facts in which a prompt falls due. */
export interface Scene {
  readonly label?: string;
  readonly at: string;
  readonly anchor: string;
  readonly given: Given;
  readonly missed?: Readonly<Record<string, 'absent' | 'apologies'>>;
  /** Days in school that the lead has acknowledged, where it is not the usual half-day. */
  readonly acknowledged?: number;
  /** Where the calendar was changed after somebody had been told of it. */
  readonly changed?: Pick<JourneyView, 'sessions' | 'prompts'>;
}

/** Every send of every prompt of the programme, to every role, in the scenes that fit it, and every digest. */
export function sampleMails(): SampleMail[] {
  return [...promptMails(), ...programme.digests.map(digestMail)];
}

function digestMail(rule: DigestRule): SampleMail {
  const at = rule.every === 'week' ? '2026-11-16T07:00:00.000Z' : '2026-11-17T08:00:00.000Z';
  const view = cohortView(at);
  const contact = contactOf(rule.to, {}, cohort);
  if (!contact) throw new Error(`The sample cohort has no ${rule.to}`);
  const row = sampleRow(
    { prompt: rule.key, anchor: digestAnchor(rule.every, view, at), ordinal: 0, role: rule.to },
    rule,
    at,
  );
  const subject = { kind: 'cohort', id: cohort.id, version: 1, programme, cohort, view } as const;
  return {
    name: `${rule.key}.${rule.to}`,
    code: rule.code,
    role: rule.to,
    sendable: { subject, people: {}, contact, rule, row, now: at },
  };
}

function promptMails(): SampleMail[] {
  return programme.prompts
    .filter((rule) => rule.subject !== 'work-group')
    .flatMap((rule) =>
      rule.sends.flatMap(({ to }, ordinal) =>
        to.flatMap((role) => scenesOf(rule, ordinal, role).map((scene) => sampleMail(rule, ordinal, role, scene))),
      ),
    );
}

function sampleMail(rule: PromptRule, ordinal: number, role: RecipientRole, scene: Scene): SampleMail {
  const about = readAs(occasion, { prompt: rule.key, anchor: scene.anchor, ordinal, role });
  const people = rule.subject === 'participant' ? peopleOfPair : samplePeople;
  const contact = contactOf(role, people, cohort);
  if (!contact) throw new Error(`The sample people have no ${role}`);
  const row = sampleRow(about, rule, scene.at);
  const parts = [rule.key, role, ...(ordinal > 0 ? [`${ordinal + 1}`] : []), ...(scene.label ? [scene.label] : [])];
  const common = { version: 4, programme, cohort };
  const subject =
    rule.subject === 'participant'
      ? ({
          ...common,
          kind: 'participant',
          id: 'PART2345',
          view: { ...journeyView(scene.at, scene.given, scene.missed ?? {}, scene.acknowledged), ...scene.changed },
        } as const)
      : ({ ...common, kind: 'nomination', id: 'NEMN2345', view: nominationView(scene.given) } as const);
  return {
    name: parts.join('.'),
    code: rule.code,
    role,
    sendable: { subject, people, contact, rule, row, now: scene.at },
  };
}

/** A row as the mailer holds it while it sends. */
export function sampleRow(
  about: Record<keyof Occasion, unknown>,
  { purpose, lane }: SendableRule,
  at: string,
): LedgerRow {
  return readAs(ledgerRow, {
    ...about,
    state: 'sending',
    plannedFor: at,
    because: `to ${purpose}`,
    queuedAt: at,
    atVersion: 4,
    attempts: 1,
    lane,
  });
}

function scenesOf(rule: PromptRule, ordinal: number, role: RecipientRole): Scene[] {
  if (rule.subject === 'work-group') return [];
  return rule.subject === 'participant' ? participantScenes(rule, ordinal, role) : nominationScenes(rule, role);
}

function nominationScenes(rule: NominationPrompt, role: RecipientRole): Scene[] {
  const at = '2026-03-13T09:00:00.000Z';
  const statusSince = '2026-05-06T13:00:00Z';
  const decided = (status: string, reason: string): Given => ({
    status,
    statusSince,
    decision: { outcome: status, reason, at: statusSince },
  });
  switch (rule.about) {
    case 'promise':
      return [{ at, anchor: `promise:${role}`, given: {} }];
    case 'submission':
      return [
        { at, anchor: 'self', given: {} },
        {
          label: 'late',
          at: '2026-06-12T16:01:00.000Z',
          anchor: 'self',
          given: { late: true, submittedAt: '2026-06-12T16:00:30Z' },
        },
      ];
    case 'close':
      return [{ at: '2026-06-09T08:00:00.000Z', anchor: 'close', given: {} }];
    case 'wrong-person':
      return (['head', 'nominee'] as const).map((who) => ({
        label: who,
        at,
        anchor: `wrong-person:${who}`,
        given: {},
      }));
    case 'link-request':
      return [{ at, anchor: `link:${at}`, given: {} }];
    case 'duplicate':
      return [{ at, anchor: `duplicate:${at}`, given: { duplicateAt: at } }];
    case 'carry': {
      const since = '2026-07-06T09:00:00.000Z';
      const carry = { to: cohort.id, at: since, answerBy: '2026-07-20T16:00:00.000Z', state: 'asked' };
      return [{ at: since, anchor: `carry:${since}`, given: { ...decided('waitlisted', ''), carry } }];
    }
    case 'status': {
      const anchor = `status:${statusSince}`;
      const scene = (label: string, given: Given): Scene => ({ label, at: statusSince, anchor, given });
      if (rule.key === 'nomination-accepted')
        return [{ at: statusSince, anchor, given: decided('accepted', 'A strong nomination.') }];
      if (rule.key === 'nomination-waitlisted') return [{ at: statusSince, anchor, given: decided('waitlisted', '') }];
      if (rule.key === 'place-offered') {
        const offer = { at: statusSince, answerBy: '2026-05-11T16:00:00Z' };
        return [{ at: statusSince, anchor, given: { status: 'offered', statusSince, offer } }];
      }
      if (rule.key === 'nomination-question') {
        const questions = [{ text: 'How would the department find time to plan together?', at: statusSince }];
        return [{ at: statusSince, anchor, given: { status: 'asked', statusSince, questions } }];
      }
      return [
        scene('not-taken', { status: 'not-taken', statusSince }),
        scene('withdrawn', { status: 'withdrawn', statusSince }),
        scene('declined', decided('declined', 'We had to choose schools that are new to teaching for mastery first.')),
        scene('refused', { status: 'declined', statusSince }),
        scene('expired', { status: 'expired', statusSince }),
      ];
    }
  }
}

function participantScenes(rule: ParticipantPrompt, ordinal: number, role: RecipientRole): Scene[] {
  switch (rule.about) {
    case 'session':
      return sessionIds(rule).map((id) => onCalendar(rule, ordinal, role, `session:${id}`, { label: id, given: {} }));
    case 'year':
      return (rule.years ?? [1]).map((year) =>
        onCalendar(rule, ordinal, role, `year:${year}`, { given: yearFacts(year) }),
      );
    case 'term': {
      const terms = cohort.terms.filter(({ year }) => rule.years?.includes(year)).slice(1, 2);
      return terms.map(({ key, year }) => onCalendar(rule, ordinal, role, `term:${key}`, { given: yearFacts(year) }));
    }
    case 'session-change':
      return changeScenes(rule);
    case 'absence':
      return (['absent', 'apologies'] as const).map((state) => ({
        label: state,
        at: '2026-11-27T17:00:00.000Z',
        anchor: 'session:central-2',
        given: {},
        missed: { 'central-2': state },
      }));
    case 'escalation':
      return [
        {
          at: '2027-01-29T17:00:00.000Z',
          anchor: 'year:1',
          given: {},
          missed: { 'central-2': 'absent', 'central-3': 'absent' },
        },
      ];
    case 'in-school-log':
      return [{ at: '2026-11-13T08:00:00.000Z', anchor: 'logged:2026-11-12', given: {} }];
    case 'enrolment':
      return [{ at: '2026-04-20T09:00:00.000Z', anchor: 'self', given: { status: 'onboarding' } }];
    case 'resumption':
      return [
        {
          at: '2027-02-01T09:00:00.000Z',
          anchor: 'resumed:2027-02-01T09:00:00Z',
          given: { resumedAt: '2027-02-01T09:00:00Z' },
        },
      ];
    case 'return':
      return [
        {
          at: '2027-01-25T09:00:00.000Z',
          anchor: 'return:2027-02-22',
          given: { status: 'deferred', statusSince: '2026-11-02T09:00:00Z', returnsOn: '2027-02-22' },
        },
      ];
    case 'reinstatement':
      return [{ at: '2026-11-13T08:00:00.000Z', anchor: 'back:x', given: { statusSince: '2026-11-13T08:00:00Z' } }];
    case 'address-failure':
      return [{ at: '2026-11-13T08:00:00.000Z', anchor: 'failed:x', given: { addressFailed: true } }];
    case 'address':
      return [{ at: '2026-11-13T08:00:00.000Z', anchor: 'address:x', given: {} }];
    case 'school-change':
      return [
        {
          at: '2027-01-04T08:00:00.000Z',
          anchor: 'school:x',
          given: { schoolName: nextSchool.name, schoolSpells: [{ ...nextSchool, because: 'moved' }] },
        },
      ];
    case 'school-promise':
      return [{ at: '2026-12-07T08:00:00.000Z', anchor: 'move:x', given: { schoolMove: movingTo('awaited') } }];
    case 'school-refusal':
      return [{ at: '2026-12-07T08:00:00.000Z', anchor: 'refusal:x', given: { schoolMove: movingTo('refused') } }];
    case 'link-request':
      return [{ at: '2026-11-13T08:00:00.000Z', anchor: 'link:2026-11-13T08:00:00.000Z', given: {} }];
    case 'status':
      return [statusScene(rule)];
  }
}

const nextSchool = { urn: '100002', name: 'Another Example School', from: '2027-01-04' };

function movingTo(state: 'awaited' | 'refused') {
  const askedAt = '2026-11-23T09:00:00Z';
  return { ...nextSchool, because: 'moved', becomes: 'stay', askedAt, promise: { state } };
}

/** A half-day online and a whole day face to face, where the prompt is for both. */
function sessionIds(rule: ParticipantPrompt): string[] {
  const meant = sessions.filter((session) => appliesToSession(rule, session));
  const online = meant.find(({ mode, kind }) => mode === 'online' && kind !== 'launch') ?? meant[0];
  const inRoom = rule.onlyIf.includes('online') ? undefined : meant.find(({ mode }) => mode === 'face-to-face');
  const catchUp = rule.key === 'session-saved' ? meant.find(({ kind }) => kind === 'catch-up') : undefined;
  return [online, inRoom, catchUp].flatMap((session) => (session ? [session.id] : []));
}

/** At the very moment that the calendar gives it. */
function onCalendar(
  rule: ParticipantPrompt,
  ordinal: number,
  role: RecipientRole,
  anchor: string,
  rest: Pick<Scene, 'label' | 'given' | 'missed'>,
): Scene {
  const about = readAs(occasion, { prompt: rule.key, anchor, ordinal, role });
  const moments = momentsFor(programme, cohort, sessions);
  const found = moments.timed[timedPlace(moments, about) ?? -1];
  if (!found) throw new Error(`The calendar has no moment for ${occasionKey(about)}`);
  return { ...rest, anchor, at: new Date(found.at).toISOString() };
}

const review = { reached: 4, of: 9, note: 'Two more joined the planning.', at: '2027-12-14T16:00:00Z' };

const threeReviews = {
  'autumn-2027': review,
  'spring-2028': { ...review, reached: 6, at: '2028-03-28T16:00:00Z' },
  'summer-2028': { ...review, reached: 8, at: '2028-07-12T16:00:00Z' },
};

function yearFacts(year: number): Given {
  return year === 1
    ? {}
    : { status: 'year-2', statusSince: '2027-09-01T08:00:00Z', reviews: { 'autumn-2027': review } };
}

function statusScene(rule: ParticipantPrompt): Scene {
  const scene = (at: string, given: Given, missed?: Scene['missed']): Scene => ({
    at,
    anchor: `status:${at}`,
    given: { status: rule.statuses[0], statusSince: at, ...given },
    ...(missed && { missed }),
  });
  switch (rule.key) {
    case 'year-1-shortfall':
      return scene('2027-07-13T08:00:00.000Z', {}, { 'central-4': 'absent' });
    case 'completion-chase':
      return scene('2028-07-13T08:00:00.000Z', { reviews: { 'autumn-2027': review } });
    case 'completion':
    case 'certificate':
      return { ...scene('2028-07-20T08:00:00.000Z', { reviews: threeReviews }), acknowledged: 2 };
    case 'deferred':
      return scene('2026-11-02T09:00:00.000Z', { statusBefore: 'year-1', returnsOn: '2027-02-22' });
    default:
      return scene('2026-11-02T09:00:00.000Z', { statusBefore: 'year-1' });
  }
}
