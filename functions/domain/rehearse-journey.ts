import { afterStep, changed } from './after-step.ts';
import { type Instant, participantId } from './ids.ts';
import { nextJourneyStep } from './journey.ts';
import type { Moments } from './moments.ts';
import { type Participant, participant } from './participant.ts';
import type { PlannedPrompt } from './prompt.ts';
import { readAs } from './read-as.ts';
import type { JourneyStep } from './step.ts';
import type { JourneyView } from './views.ts';

/** An e-mail that somebody of the rehearsed kind would be sent, or would be sent about. */
export interface RehearsedMail {
  readonly at: Instant;
  readonly prompt: PlannedPrompt;
}

/** Whom a rehearsal follows: somebody who does all that is asked, or who never answers and comes to nothing. */
export type RehearsedKind = 'willing' | 'silent';

export interface Rehearsal {
  readonly mails: readonly RehearsedMail[];
  readonly endsAs: Participant['status'];
}

/** The planner asks for the same thing again and again: a rule of the programme contradicts another. */
export class EndlessRehearsal extends Error {
  override readonly name = 'EndlessRehearsal';
}

const mostSteps = 5000;
const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Lives the whole programme as one participant, by the planner that drives journeys: every e-mail with its moment. They
 * are enrolled at `from`; nothing is read or written.
 */
export function rehearseJourney(
  { programme, cohort, sessions }: Pick<JourneyView, 'programme' | 'cohort' | 'sessions'>,
  moments: Moments,
  { from, kind }: { readonly from: Instant; readonly kind: RehearsedKind },
): Rehearsal {
  const mails: RehearsedMail[] = [];
  const deeds = kind === 'willing' ? deedsOf(moments, from) : [];
  let lived: Lived = { view: newView({ programme, cohort, sessions }, from), now: from };
  for (let step = 0; step < mostSteps; step += 1) {
    const { view, now } = lived;
    const next = nextJourneyStep(view, moments, now);
    if (next.do === 'Finish') return { mails, endsAs: view.participant.status };
    if (next.do === 'Wait') {
      const after = waited(lived, next, { moments, kind, deeds });
      if (!after) return { mails, endsAs: view.participant.status };
      lived = after;
    } else {
      if (next.do === 'SendPrompts') mails.push(...sentBy(next.prompts, now));
      lived = { view: afterStep(view, next, now), now };
    }
  }
  throw new EndlessRehearsal(`After ${mostSteps} steps the journey still had no end`);
}

interface Lived {
  readonly view: JourneyView;
  readonly now: Instant;
}

/** What ends a wait: something that they do before its moment, a decision at a review, or the moment. Nothing ends the last. */
function waited(
  { view, now }: Lived,
  { kind: waits, until }: Extract<JourneyStep, { do: 'Wait' }>,
  { moments, kind, deeds }: { readonly moments: Moments; readonly kind: RehearsedKind; readonly deeds: Deed[] },
): Lived | undefined {
  const [deed] = deeds;
  if (deed && deed.at <= Date.parse(until)) {
    deeds.shift();
    const at = new Date(Math.max(deed.at, Date.parse(now))).toISOString();
    return { view: changed(deed.act(view, at), {}), now: at };
  }
  if (waits !== 'AwaitReviewDecision') return { view, now: until };
  // At the last gate nothing more comes of more time.
  if (kind === 'silent' && isLastGate(view, moments)) return undefined;
  return { view: decided(view, moments, kind === 'willing' ? 'pass' : 'extend', now), now: later(now, minuteMs) };
}

function sentBy(prompts: readonly PlannedPrompt[], at: Instant): RehearsedMail[] {
  return prompts.filter(({ missed }) => missed === undefined).map((prompt) => ({ at, prompt }));
}

function later(at: Instant, ms: number): Instant {
  return new Date(Date.parse(at) + ms).toISOString();
}

function newView(
  { programme, cohort, sessions }: Pick<JourneyView, 'programme' | 'cohort' | 'sessions'>,
  from: Instant,
): JourneyView {
  const facts = readAs(participant, {
    kind: 'participant',
    id: readAs(participantId, 'REHEARSE'),
    nominationId: 'REHEARSE',
    programme: cohort.programme,
    cohortId: cohort.id,
    schoolUrn: '',
    schoolName: 'A school',
    status: 'onboarding',
    statusSince: from,
    enrolledAt: from,
    reviews: {},
    decisions: {},
    version: 1,
    leg: 1,
    turn: 0,
    epoch: 0,
    legBeganAt: from,
    legBeganAtTurn: 0,
    shard: '',
    dueBy: from,
  });
  return {
    programme,
    cohort,
    sessions,
    participant: facts,
    places: [],
    credits: [],
    inSchoolDays: [],
    prompts: [],
  };
}

function decided(view: JourneyView, moments: Moments, outcome: 'pass' | 'extend', now: Instant): JourneyView {
  const standing = moments.gates.find(({ gate }) => gate.status === view.participant.status)?.gate;
  if (!standing) return changed(view, {});
  const decisions = { ...view.participant.decisions, [standing.key]: { outcome, reason: 'rehearsed', at: now } };
  return changed(view, { decisions });
}

function isLastGate({ participant: { status } }: JourneyView, { gates }: Moments): boolean {
  return gates.at(-1)?.gate.status === status;
}

/** What somebody does at a moment (epoch ms). */
interface Deed {
  readonly at: number;
  readonly act: (view: JourneyView, now: Instant) => JourneyView;
}

/** Confirms within days, comes to every day but the catch-ups, logs days in school and reviews, each term, with a plan. */
function deedsOf({ sessions, terms, programme }: Moments, from: Instant): Deed[] {
  const inSchool = programme.years.flatMap(({ number, needs }) => {
    const halves = (needs['in-school'] ?? 0) * 2;
    const first = terms.find(({ term }) => term.year === number);
    return Array.from({ length: halves }, (_, half) =>
      logged(`${number}-${half}`, (first?.startsAt ?? 0) + (half + 3) * 14 * dayMs),
    );
  });
  const deeds: Deed[] = [
    { at: Date.parse(from) + 2 * dayMs, act: (view, now) => changed(view, { detailsConfirmedAt: now }) },
    ...sessions.filter(({ isCatchUp, session }) => !isCatchUp && session.state === 'planned').map(attended),
    ...terms.flatMap(({ term, endsAt }) => [reviewed(term.key, endsAt - 7 * dayMs)]),
    ...inSchool,
  ];
  return deeds.filter(({ at }) => at >= Date.parse(from)).sort((a, b) => a.at - b.at);
}

function attended({ session, startsAt }: Moments['sessions'][number]): Deed {
  return {
    at: startsAt + 5 * minuteMs,
    act: (view, at) => ({
      ...view,
      places: [...view.places, { sessionId: session.id, state: 'attended', source: 'participant', at }],
      credits: [
        ...view.credits,
        {
          id: `session:${session.id}`,
          bucket: 'central',
          amount: session.credit,
          sessionId: session.id,
          reason: 'rehearsed',
          by: 'participant',
          at,
        },
      ],
    }),
  };
}

function reviewed(term: string, at: number): Deed {
  return {
    at,
    act: (view, now) =>
      changed(view, {
        departmentPlan: view.participant.departmentPlan ?? { aims: 'rehearsed', at: now },
        reviews: { ...view.participant.reviews, [term]: { reached: 4, of: 6, note: '', at: now } },
      }),
  };
}

function logged(id: string, at: number): Deed {
  return {
    at,
    act: (view, now) => ({
      ...view,
      inSchoolDays: [
        ...view.inSchoolDays,
        {
          id,
          date: now.slice(0, 10),
          amount: 0.5,
          activity: 'rehearsed',
          reflection: '',
          loggedAt: now,
          acknowledgedAt: now,
        },
      ],
      credits: [
        ...view.credits,
        {
          id: `in-school:${id}`,
          bucket: 'in-school',
          amount: 0.5,
          inSchoolDayId: id,
          reason: 'rehearsed',
          by: 'lead',
          at: now,
        },
      ],
    }),
  };
}
