import type { Session } from '../../domain/cohort.ts';
import { lostPlaces, situationOf } from '../../domain/situation.ts';
import type { Block } from '../../email/content.ts';
import { type ParticipantContext, sessionOf, yearOf } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { catchUpDates, creditWords, dateFacts, ledgerFacts, paragraph, participantName } from './phrases.ts';

/** S7: apologies or absence: what is still needed, and the way to make it up. */
export function absenceNoted(context: ParticipantContext): Letter {
  const { links, view } = context;
  const { session } = sessionOf(context);
  const apologies = view.places.find(({ sessionId }) => sessionId === session.id)?.state === 'apologies';
  return letter(context, {
    subject: apologies
      ? `Thank you for telling us about ${session.title}`
      : `You missed ${session.title}: how to catch up`,
    preheader: 'What you still need, and how to catch up.',
    heading: apologies ? 'Thank you for letting us know' : `You missed ${session.title}`,
    blocks: [
      paragraph(
        apologies
          ? `We have noted that you can’t come to ${session.title}. It would have counted as ${creditWords(session)}.`
          : `${session.title} is recorded as missed. It would have counted as ${creditWords(session)}. If that is wrong, reply to this email.`,
      ),
      { kind: 'facts', facts: ledgerFacts(context, session.year) },
      ...catchUpBlocks(context),
    ],
    action: { label: 'See what you still need', url: links.participantPage() },
  });
}

function catchUpBlocks(context: ParticipantContext): Block[] {
  const lead =
    'You can make it up on a catch-up day. Please keep the date free; we send it to you as a calendar entry.';
  const dates = catchUpDates(context, lead);
  return dates.length > 0 ? dates : [paragraph('Reply to this email, and we will find a way for you to catch up.')];
}

/** S8: to those who can help, one after the other: the lead, the subject lead, the headteacher. */
export function absenceEscalated(context: ParticipantContext): Letter {
  const { role, links, programme } = context;
  const name = participantName(context);
  const year = yearOf(context).number;
  const lost = lostSessions(context, year);
  return letter(context, {
    subject: `${name} may need help to stay on course`,
    preheader:
      lost.length === 0
        ? 'The days of the year can no longer be reached.'
        : `${lost.length === 1 ? 'One session' : `${lost.length} sessions`} missed this year.`,
    heading: `${name} may need help`,
    blocks: [
      paragraph(opening(context, name, lost.length)),
      ...(lost.length > 0 ? [paragraph(`Missed in year ${year}:`), dateFacts(lost, programme.zone)] : []),
      paragraph(`How ${name} stands:`),
      { kind: 'facts', facts: ledgerFacts(context, year) },
      ...catchUpDates(context, 'What was missed can be made up on:'),
      paragraph(whatHelps(context, name)),
    ],
    ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
  });
}

function opening({ role, programme, participant }: ParticipantContext, name: string, lost: number): string {
  if (lost === 0) {
    const who = role === 'lead' ? `${name} of ${participant.schoolName}` : name;
    return `${who} can no longer reach the days that the ${programme.title} programme needs this year with the sessions that are left. A session was cancelled or moved, or a record was put right: nobody has missed anything.`;
  }
  return role === 'lead'
    ? `${name} of ${participant.schoolName} has missed sessions of the ${programme.title} programme.`
    : `${name} has missed sessions of the ${programme.title} programme. We have reminded ${name} too, and write to you because a school can often help where an email can’t.`;
}

function whatHelps({ role }: ParticipantContext, name: string): string {
  switch (role) {
    case 'lead':
      return `Please get in touch with ${name} and agree a way forward. If nothing changes, we write to the subject lead in three working days, and to the headteacher three working days later.`;
    case 'subject-lead':
      return `Please talk with ${name} about what stands in the way: cover, a clash, or something else. Reply to this email if we can help.`;
    default:
      return `Please check with ${name} whether the release that was agreed still works, and reply to this email if the plan has to change.`;
  }
}

function lostSessions({ view, moments, now }: ParticipantContext, year: number): Session[] {
  const situation = situationOf(view, moments, Date.parse(now));
  return lostPlaces(situation, year).flatMap(({ sessionId }) => {
    const found = moments.sessionById.get(sessionId);
    return found ? [found.session] : [];
  });
}
