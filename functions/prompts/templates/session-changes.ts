import type { Session, SessionFacts } from '../../domain/cohort.ts';
import { type Difference, differencesBetween } from '../../domain/session-revisions.ts';
import { changesInWords, placeOf } from '../../domain/session-words.ts';
import { toldBefore } from '../../domain/told.ts';
import { formatDateOf, formatPeriod } from '../../domain/wording.ts';
import type { Block, Fact } from '../../email/content.ts';
import { aboutParticipant, type ParticipantContext, sessionOf } from './context.ts';
import { letter } from './letter.ts';
import { creditWords, joinBlocks, paragraph, participantName, sessionFacts } from './phrases.ts';
import { calendarEntry } from './sessions.ts';

/** S9: what was so and what is so now, to everybody who was told before. A session that is on again is told like a move. */
export const sessionMoved = aboutParticipant((context) => {
  const { programme, role, links } = context;
  const { session } = sessionOf(context);
  const before = knownBefore(context, session);
  const { subject, says } = openingOf(session, differencesBetween(before, session), programme.zone);
  const isParticipant = role === 'participant';
  return letter(context, {
    subject,
    preheader: 'Old and new, side by side.',
    heading: session.title,
    blocks: [
      paragraph(isParticipant ? says : `${says} ${participantName(context)} takes part and has been told too.`),
      ...oldAndNew(before, session, programme.zone),
      ...reasonOf(session),
      ...(isParticipant ? joinBlocks(session) : []),
      paragraph(
        isParticipant
          ? `It counts as ${creditWords(session)}, as before. The attached calendar entry takes the place of the old one: open it, or change your diary by hand.`
          : 'If cover was arranged for the old date or time, please change it.',
      ),
    ],
    ...(isParticipant && {
      action: {
        label: 'See the session, or say you can’t come',
        url: links.participantPage(`sessions/${session.id}`),
      },
      calendar: calendarEntry(context, session, 'request'),
    }),
  });
});

/** S10: a session that does not take place, with the entry taken out of the calendar. */
export const sessionCancelled = aboutParticipant((context) => {
  const { programme, role, links } = context;
  const { session } = sessionOf(context);
  const before = knownBefore(context, session);
  const isParticipant = role === 'participant';
  const date = formatDateOf(before.startsAt, programme.zone);
  return letter(context, {
    subject: `Cancelled: ${session.title}, ${date}`,
    preheader: 'It does not take place. Please take it out of your diary.',
    heading: `${session.title} is cancelled`,
    blocks: [
      paragraph(
        isParticipant
          ? `${session.title} on ${date} does not take place. You don’t have to do anything.`
          : `${session.title} on ${date} does not take place. ${participantName(context)} was to come and has been told too.`,
      ),
      sessionFacts({ ...session, ...before }, programme.zone),
      ...reasonOf(session),
      paragraph(
        isParticipant
          ? 'The attached calendar entry takes the date out of your calendar. Your cover can be given back. If a new date is set, you hear of it; what you need to complete the year is on your page.'
          : 'Cover that was arranged can be given back.',
      ),
    ],
    ...(isParticipant && {
      action: { label: 'See what is still to come', url: links.participantPage() },
      calendar: calendarEntry(context, session, 'cancel'),
    }),
  });
});

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
      return { subject: `New time: ${session.title}, now ${date}`, says: `${session.title} has another time.` };
    case 'mode':
    case 'venue':
      return {
        subject: `New place: ${session.title}, ${date}: ${placeOf(session)}`,
        says: `${session.title} takes place somewhere else.`,
      };
    default:
      return { subject: `New online link: ${session.title}, ${date}`, says: `${session.title} has a new online link.` };
  }
}

/** Each thing that changed, new and old; and when and where it is, where that is as before. */
function oldAndNew(before: SessionFacts, session: Session, zone: string): Block[] {
  const changes = changesInWords(before, session, zone).filter(({ what }) => what !== 'Takes place');
  const changed = changes.flatMap(({ what, was, is }): Fact[] => [
    { label: `${what}, new`, value: is },
    { label: `${what}, old`, value: was },
  ]);
  const asBefore = [
    { label: 'When', value: formatPeriod(session.startsAt, session.endsAt, zone) },
    { label: 'Where', value: placeOf(session) },
  ].filter(({ label }) => !changes.some(({ what }) => what === label));
  return [
    {
      kind: 'facts',
      facts: [...changed, ...asBefore.map(({ label, value }) => ({ label: `${label}, as before`, value }))],
    },
  ];
}

function reasonOf({ revisedBecause }: Session): Block[] {
  return revisedBecause === undefined || revisedBecause === ''
    ? []
    : [{ kind: 'quote', text: revisedBecause, by: 'Why' }];
}
