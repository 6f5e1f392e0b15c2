import type { Session } from '../../domain/cohort.ts';
import { placeOf } from '../../domain/session-words.ts';
import { formatDateOf } from '../../domain/wording.ts';
import { type ParticipantContext, sessionOf } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { creditWords, joinBlocks, list, paragraph, sessionFacts } from './phrases.ts';

/** S1: the date for the calendar. */
export function sessionSaved(context: ParticipantContext): Letter {
  const { programme } = context;
  const { session, isCatchUp } = sessionOf(context);
  return letter(context, {
    subject: `Save the date: ${session.title}, ${formatDateOf(session.startsAt, programme.zone)}`,
    preheader: `${placeOf(session)}. The calendar entry is attached.`,
    heading: session.title,
    blocks: [
      paragraph(
        isCatchUp
          ? 'This is a chance to make up for what you missed. The calendar entry is attached.'
          : `${session.title} is coming up. The calendar entry is attached: open it to put the date in your calendar.`,
      ),
      sessionFacts(session, programme.zone),
      ...joinBlocks(session),
      paragraph(
        'Please arrange cover in good time. If you already know that you can’t come, tell us, so that we can plan how you catch up.',
      ),
    ],
    action: cantCome(context, session),
    calendar: calendarEntry(context, session, 'request'),
  });
}

/** S2: ten working days ahead. */
export function sessionPrep(context: ParticipantContext): Letter {
  const { programme } = context;
  const { session } = sessionOf(context);
  const online = session.mode === 'online';
  return letter(context, {
    subject: `Getting ready for ${session.title}, ${formatDateOf(session.startsAt, programme.zone)}`,
    preheader: 'A short list for the next two weeks.',
    heading: `Getting ready for ${session.title}`,
    blocks: [
      paragraph(`${session.title} is two school weeks away. To get the most out of it:`),
      list([
        'look back at your notes from last time, and at what you have tried in class since',
        'bring one example of pupils’ work that made you think',
        'check that your cover is arranged',
        online ? 'choose a quiet room, and test sound and camera' : 'check your route, and when you need to leave',
      ]),
      sessionFacts(session, programme.zone),
    ],
    action: cantCome(context, session),
  });
}

/** S3: two working days ahead, at four in the afternoon. */
export function sessionReminder(context: ParticipantContext): Letter {
  const { programme } = context;
  const { session } = sessionOf(context);
  const online = session.mode === 'online';
  return letter(context, {
    subject: `Reminder: ${session.title} on ${formatDateOf(session.startsAt, programme.zone)}`,
    preheader: placeOf(session),
    heading: `${session.title} is nearly here`,
    blocks: [
      paragraph('We look forward to seeing you.'),
      sessionFacts(session, programme.zone),
      ...joinBlocks(session),
      paragraph(
        online
          ? 'During the session a short code is shown. Type it on your page, so that the session counts.'
          : 'In the room a short code is shown. Type it on your phone, so that the day counts. Please bring your notes and something to write with.',
      ),
    ],
    action: cantCome(context, session),
  });
}

/** S4: on the morning of an online session; the one thing to do is to join. */
export function sessionToday(context: ParticipantContext): Letter {
  const { programme, links } = context;
  const { session } = sessionOf(context);
  const page = { label: 'Open your page for this session', url: links.participantPage(`sessions/${session.id}`) };
  return letter(context, {
    subject: `Today: ${session.title}`,
    preheader: 'Here is the way in.',
    heading: `${session.title} is today`,
    blocks: [
      sessionFacts(session, programme.zone),
      paragraph('A short code is shown during the session. Type it on your page, so that the session counts.'),
    ],
    action: session.joinUrl === undefined ? page : { label: 'Join online', url: session.joinUrl },
  });
}

/** The session's entry in the recipient's calendar; `cancel` takes it out. */
export function calendarEntry(
  { programme }: ParticipantContext,
  session: Session,
  method: 'request' | 'cancel',
): NonNullable<Letter['calendar']> {
  return {
    session,
    method,
    title: `${programme.title}: ${session.title}`,
    description: [
      `Counts as ${creditWords(session)}.`,
      ...(session.joinUrl === undefined ? [] : [`Join online: ${session.joinUrl}`]),
      'To say that you can’t come, use the link in the email that this came with.',
    ].join('\n'),
  };
}

function cantCome({ links }: ParticipantContext, session: Session) {
  return { label: 'See the session, or say you can’t come', url: links.participantPage(`sessions/${session.id}`) };
}
