import { formatPeriod } from '../../domain/wording.ts';
import type { Observation } from '../../domain/work-group.ts';
import { addresseeOf, topicOf } from '../../domain/work-group-occasions.ts';
import { pairById } from '../../domain/work-group-situation.ts';
import type { Block } from '../../email/content.ts';
import type { WorkGroupContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { list, paragraph, remind } from './phrases.ts';

/** W12: after the first session, to every member: offer a lesson. */
export function observationOffer(context: WorkGroupContext): Letter {
  const { links } = context;
  return letter(context, {
    subject: remind(context, 'Offer a lesson that another school may visit'),
    preheader: 'A date, a class, and what to look at: one minute.',
    heading: 'Offer a lesson to observe together',
    blocks: [
      paragraph(
        'Every school of the group hosts one lesson and visits another, where that can be arranged. Offer a lesson or two with a date, the class, and what you would like visitors to look at. We find visitors and tell both headteachers when cover is needed.',
      ),
    ],
    action: { label: 'Offer a lesson', url: links.participantPage('observations') },
  });
}

/** W6: to both schools and their headteachers, when a visit is matched, moved or cancelled. */
export function observationMatch(context: WorkGroupContext): Letter {
  const { role, links } = context;
  const { visit, isHost, other } = partOf(context);
  const what = isHost ? `${other} visits your lesson` : `You visit a lesson at ${other}`;
  const heading = headingOf(visit, role === 'head' ? `Lesson observation with ${other}` : what);
  return letter(context, {
    subject: heading,
    preheader: formatPeriod(visit.startsAt, visit.endsAt, context.programme.zone),
    heading,
    blocks: [
      ...(visit.revisedBecause ? [paragraph(`The reason: ${visit.revisedBecause}`)] : []),
      ...(visit.state === 'cancelled' ? [paragraph('This visit does not take place. It was to be:')] : []),
      visitFacts(context, visit),
      ...(visit.state === 'cancelled' ? [] : adviceFor(context, isHost)),
    ],
    ...(role === 'participant' && { calendar: entryOf(context, visit, what) }),
    ...(visit.state !== 'cancelled' &&
      role === 'participant' && {
        action: { label: 'Say yes, or find another time', url: links.participantPage(pageOf(visit)) },
      }),
  });
}

/** The visit in a calendar: a later revision moves the same entry, or takes it out. */
function entryOf({ situation }: WorkGroupContext, visit: Observation, title: string): NonNullable<Letter['calendar']> {
  const { id, startsAt, endsAt, revision, state, lesson, focus } = visit;
  const venue = pairById(situation, visit.hostPairId)?.schoolName ?? 'The host school';
  return {
    session: { id: `visit-${id}`, startsAt, endsAt, icsSequence: revision - 1, mode: 'face-to-face', venue },
    title,
    description: `${lesson}. Look at: ${focus}`,
    method: state === 'cancelled' ? 'cancel' : 'request',
  };
}

function headingOf({ state, revision }: Observation, what: string): string {
  if (state === 'cancelled') return `Cancelled: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
  return revision > 1 ? `New time: ${what.charAt(0).toLowerCase()}${what.slice(1)}` : what;
}

function adviceFor({ role }: WorkGroupContext, isHost: boolean): Block[] {
  if (role === 'head')
    return [
      paragraph(
        isHost
          ? 'Please keep this lesson, and half an hour after it for the discussion. Visitors sign in at your reception.'
          : 'Please plan cover for this time, the way there and back, and half an hour after the lesson for the discussion.',
      ),
    ];
  return [list(etiquette)];
}

const etiquette = [
  'Look at one thing that was agreed beforehand, not at everything.',
  'Watch what pupils do and say; help nobody and judge nobody.',
  'Afterwards the teacher speaks first. Write down what you take home, and no pupil’s name.',
];

/** W7: five working days before. */
export function observationRemind(context: WorkGroupContext): Letter {
  const { links } = context;
  const { visit, isHost, other } = partOf(context);
  return letter(context, {
    subject: isHost ? `Next week ${other} visits your lesson` : `Next week you visit a lesson at ${other}`,
    preheader: formatPeriod(visit.startsAt, visit.endsAt, context.programme.zone),
    blocks: [visitFacts(context, visit), list(etiquette)],
    action: { label: 'Open your observations', url: links.participantPage(pageOf(visit)) },
  });
}

/** W8: two working days after, to each who has not written anything. */
export function observationNotes(context: WorkGroupContext): Letter {
  const { links } = context;
  const { visit, isHost, other } = partOf(context);
  return letter(context, {
    subject: 'What do you take from the lesson?',
    preheader: 'A few lines for your department. No pupil’s name.',
    heading: 'What do you take from the lesson?',
    blocks: [
      paragraph(
        isHost
          ? `${other} visited your lesson. Write down in a few lines what you talked about.`
          : `You visited a lesson at ${other}. Write down in a few lines what you take home to your department.`,
      ),
      visitFacts(context, visit),
      paragraph('Please name no pupil: “a pupil said …” is enough.'),
    ],
    action: { label: 'Write a few lines', url: links.participantPage(pageOf(visit)) },
  });
}

function visitFacts({ programme, situation }: WorkGroupContext, visit: Observation): Block {
  return {
    kind: 'facts',
    facts: [
      { label: 'When', value: formatPeriod(visit.startsAt, visit.endsAt, programme.zone) },
      { label: 'Where', value: pairById(situation, visit.hostPairId)?.schoolName ?? 'the host school' },
      { label: 'Lesson', value: visit.lesson },
      { label: 'Look at', value: visit.focus },
    ],
  };
}

/** Where a participant's page shows a visit. */
function pageOf({ id }: Observation): string {
  return `observations#visit-${id}`;
}

interface Part {
  readonly visit: Observation;
  readonly isHost: boolean;
  /** The other school. */
  readonly other: string;
}

function partOf({ view, situation, occasion }: WorkGroupContext): Part {
  const id = topicOf(occasion.anchor).split('@')[0];
  const visit = view.observations.find((each) => each.id === id);
  if (!visit) throw new NoSuchVisit(`${occasion.anchor} is no observation of the group`);
  const addressee = addresseeOf(occasion.anchor);
  const host = pairById(situation, visit.hostPairId);
  const isHost = host?.members.some((member) => member.id === addressee) === true;
  const other = pairById(situation, isHost ? visit.visitorPairId : visit.hostPairId);
  return { visit, isHost, other: other?.schoolName ?? 'another school' };
}

class NoSuchVisit extends Error {
  override readonly name = 'NoSuchVisit';
}
