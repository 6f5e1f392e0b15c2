import { formatDateOf, formatMoment } from '../../domain/wording.ts';
import { type ParticipantContext, sessionOf } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { joinBlocks, ledgerFacts, list, paragraph } from './phrases.ts';

/** S5: twenty minutes into a session. The code itself is in the room. */
export function checkInNudge(context: ParticipantContext): Letter {
  const { programme, links } = context;
  const { session, checkInCloses } = sessionOf(context);
  const online = session.mode === 'online';
  return letter(context, {
    subject: `Check in to ${session.title}`,
    preheader: 'Type the code that is shown.',
    heading: `Are you at ${session.title}?`,
    blocks: [
      paragraph(
        online
          ? 'Then please check in: type the code that is shown in the session. If you can’t see it, ask for it there.'
          : 'Then please check in: type the code that is shown in the room. If you can’t see it, ask for it there.',
      ),
      { kind: 'facts', facts: [{ label: 'Check-in closes', value: formatMoment(iso(checkInCloses), programme.zone) }] },
      ...joinBlocks(session),
    ],
    action: { label: 'Check in', url: links.participantPage(`check-in/${session.id}`) },
  });
}

/** S6: the working day after. Both answers are on the one page. */
export function checkInMissed(context: ParticipantContext): Letter {
  const { programme, links } = context;
  const { session, evidenceUntil } = sessionOf(context);
  return letter(context, {
    subject: `Were you at ${session.title}?`,
    preheader: `Please tell us by ${formatMoment(iso(evidenceUntil), programme.zone)}.`,
    heading: `Were you at ${session.title}?`,
    blocks: [
      paragraph('You did not check in. That happens: a phone left in a bag, a code wiped off the board.'),
      list([
        'If you were there, tell us what you took from it, and it counts.',
        'If you missed it, say so, and we show you how to make it up.',
      ]),
      {
        kind: 'facts',
        facts: [
          { label: 'Session', value: `${session.title}, ${formatDateOf(session.startsAt, programme.zone)}` },
          { label: 'Please answer by', value: formatMoment(iso(evidenceUntil), programme.zone) },
        ],
      },
      paragraph('If we hear nothing by then, we record the session as missed.'),
    ],
    action: { label: 'Tell us whether you were there', url: links.participantPage(`check-in/${session.id}`) },
  });
}

/** S11: the working day after, to those who were there. */
export function sessionFollowup(context: ParticipantContext): Letter {
  const { links, moments, programme, now } = context;
  const { session } = sessionOf(context);
  const next = moments.sessions.find(
    (other) => !other.isCatchUp && other.session.state === 'planned' && other.startsAt > Date.parse(now),
  );
  return letter(context, {
    subject: `After ${session.title}: one thing to try`,
    preheader: 'What you have earned so far, and what comes next.',
    heading: `Thank you for coming to ${session.title}`,
    blocks: [
      paragraph('Your attendance is recorded. While it is fresh:'),
      list([
        'choose one idea, and try it with one class before we meet again',
        'note what your pupils did with it, and keep an example of their work',
        'tell one colleague about it',
      ]),
      {
        kind: 'facts',
        facts: [
          ...ledgerFacts(context, session.year),
          ...(next
            ? [
                {
                  label: 'Next',
                  value: `${next.session.title}, ${formatMoment(next.session.startsAt, programme.zone)}`,
                },
              ]
            : []),
        ],
      },
    ],
    action: { label: 'See your page', url: links.participantPage() },
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
