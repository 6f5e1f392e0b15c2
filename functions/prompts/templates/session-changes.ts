import type { Session, SessionFacts } from '../../domain/cohort.ts';
import { type Difference, differencesBetween } from '../../domain/session-revisions.ts';
import { changesInWords, placeOf } from '../../domain/session-words.ts';
import { toldBefore } from '../../domain/told.ts';
import { formatDateOf, formatPeriod } from '../../domain/wording.ts';
import type { Block, Fact } from '../../email/content.ts';
import { type ParticipantContext, sessionOf } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { joinBlocks, paragraph, participantName } from './phrases.ts';
import { calendarEntry } from './sessions.ts';

/** S9: what was so and what is so now, to everybody who was told before. A session that is on again is told like a move. */
export function sessionMoved(context: ParticipantContext): Letter {
  const { programme } = context;
  const { session } = sessionOf(context);
  const before = knownBefore(context, session);
  const differences = differencesBetween(before, session);
  const { subject, says } = openingOf(session, differences, programme.zone);
  const who = `${participantName(context)} takes part and has been told too.`;
  const attends = isToAttend(context, session);
  return letter(context, {
    subject,
    preheader: 'Old and new, side by side.',
    heading: session.title,
    blocks: [
      paragraph(context.role === 'participant' ? says : `${says} ${who}`),
      oldAndNew(before, session, programme.zone),
      ...(attends ? joinBlocks(session) : []),
      ...(attends
        ? [
            paragraph(
              'The attached calendar entry takes the place of the old one: open it, or change your diary by hand.',
            ),
          ]
        : []),
      ...(differences.includes('time')
        ? [paragraph('Cover that was arranged for the old time has to change too.')]
        : []),
    ],
    ...(context.role === 'participant' && {
      action: {
        label: 'See the session, or say you can’t come',
        url: context.links.participantPage(`sessions/${session.id}`),
      },
    }),
    ...(attends && { calendar: calendarEntry(context, session, 'request') }),
  });
}

/** S10: a session that does not take place, with the entry taken out of the calendar. */
export function sessionCancelled(context: ParticipantContext): Letter {
  const { programme } = context;
  const { session } = sessionOf(context);
  const before = knownBefore(context, session);
  const date = formatDateOf(before.startsAt, programme.zone);
  const says = `${session.title} on ${date} does not take place.`;
  const attends = isToAttend(context, session);
  return letter(context, {
    subject: `Cancelled: ${session.title}, ${date}`,
    preheader: 'It does not take place. Please take it out of your diary.',
    heading: `${session.title} is cancelled`,
    blocks: [
      paragraph(
        context.role === 'participant'
          ? says
          : `${says} ${participantName(context)} was to come and has been told too.`,
      ),
      {
        kind: 'facts',
        facts: [
          { label: 'It was to be', value: formatPeriod(before.startsAt, before.endsAt, programme.zone) },
          { label: 'Where', value: placeOf(before) },
          ...reasonOf(session),
        ],
      },
      paragraph(
        `${attends ? 'The attached calendar entry takes the date out of your calendar. ' : ''}Cover that was arranged can be given back. If a new date is set, we write again.`,
      ),
    ],
    ...(context.role === 'participant' && {
      action: { label: 'See what is still to come', url: context.links.participantPage() },
    }),
    ...(attends && { calendar: calendarEntry(context, session, 'cancel') }),
  });
}

/** The head is told so that cover can be changed; at the launch they are expected themselves. */
function isToAttend({ role }: ParticipantContext, session: Session): boolean {
  return role === 'participant' || session.kind === 'launch';
}

/** A correction was asked for, and nobody was told anything that could be corrected. */
class NothingToCorrect extends Error {
  override readonly name = 'NothingToCorrect';
}

function knownBefore({ view, role }: ParticipantContext, session: Session): SessionFacts {
  const before = toldBefore(view, session, role);
  if (!before) throw new NothingToCorrect(`${session.id} was not told before revision ${session.revision}`);
  return before;
}

/** What the subject line and the first sentence say: the thing that matters most to somebody who planned around it. */
function openingOf(
  session: Session,
  differences: readonly Difference[],
  zone: string,
): { readonly subject: string; readonly says: string } {
  const date = formatDateOf(session.startsAt, zone);
  const [first] = differences;
  switch (first) {
    case 'state':
      return {
        subject: `On again: ${session.title}, ${date}`,
        says: `We told you that ${session.title} was cancelled. It takes place after all.`,
      };
    case 'time':
      return {
        subject: `New time: ${session.title}, now ${date}`,
        says: `${session.title} takes place at another time.`,
      };
    case 'mode':
    case 'venue':
      return {
        subject: `New place: ${session.title}, ${date}: ${placeOf(session)}`,
        says: `${session.title} ${first === 'mode' && session.mode === 'online' ? 'now takes place online' : 'takes place somewhere else'}.`,
      };
    default:
      return { subject: `New online link: ${session.title}, ${date}`, says: `${session.title} has a new online link.` };
  }
}

/** Each thing that changed, new and old; and when and where it is, where that is as before. */
function oldAndNew(before: SessionFacts, session: Session, zone: string): Block {
  const changes = changesInWords(before, session, zone).filter(({ what }) => what !== 'Takes place');
  const changed = changes.flatMap(({ what, was, is }): Fact[] => [
    { label: `${what}, new`, value: is },
    { label: `${what}, old`, value: was },
  ]);
  const asBefore = [
    { label: 'When', value: formatPeriod(session.startsAt, session.endsAt, zone) },
    { label: 'Where', value: placeOf(session) },
  ].filter(({ label }) => !changes.some(({ what }) => what === label));
  return {
    kind: 'facts',
    facts: [
      ...changed,
      ...asBefore.map(({ label, value }) => ({ label: `${label}, as before`, value })),
      ...reasonOf(session),
    ],
  };
}

function reasonOf({ revisedBecause }: Session): Fact[] {
  return revisedBecause ? [{ label: 'Why', value: revisedBecause }] : [];
}
