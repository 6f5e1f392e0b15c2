import { parseOffset } from '../../domain/offset.ts';
import { momentOf } from '../../domain/timetable.ts';
import { formatMoment, formatPlainDate } from '../../domain/wording.ts';
import type { Fact } from '../../email/content.ts';
import type { ParticipantContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { paragraph, participantName, programmeDates } from './phrases.ts';

/** C1: a withdrawal, with a way to take it back for the participant. */
export function withdrawn(context: ParticipantContext): Letter {
  const { role, programme, links, participant, moments } = context;
  const name = participantName(context);
  const undo = parseOffset(programme.rules.undoWithdrawal);
  const until = momentOf(moments.calendar, Date.parse(participant.statusSince), undo, 'later');
  const untilWords = formatMoment(new Date(until).toISOString(), programme.zone);
  if (role !== 'participant')
    return letter(context, {
      subject: `${name} has left the ${programme.title} programme`,
      preheader: 'What this means.',
      heading: `${name} has left the programme`,
      blocks: [
        paragraph(`${name} of ${participant.schoolName} has left the ${programme.title} programme.`),
        { kind: 'facts', facts: since(context) },
        paragraph(
          `Until ${untilWords} this can be taken back. If it comes as a surprise, please talk with ${name}, or reply to this email.`,
        ),
      ],
      ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
    });
  return letter(context, {
    subject: `You have left the ${programme.title} programme`,
    preheader: `You can take this back until ${untilWords}.`,
    heading: 'You have left the programme',
    blocks: [
      paragraph(
        'We are sorry to see you go, and thank you for everything that you have put in. You will get no more reminders, and you are not expected at sessions any more.',
      ),
      { kind: 'facts', facts: [...since(context), { label: 'Can be taken back until', value: untilWords }] },
      paragraph('What you have earned stays on record. If this was a mistake, you can take it back yourself:'),
    ],
    action: { label: 'Take it back', url: links.undoWithdrawal() },
  });
}

/** C2: a pause. */
export function deferred(context: ParticipantContext): Letter {
  const { role, programme, links, participant } = context;
  const name = participantName(context);
  const isParticipant = role === 'participant';
  return letter(context, {
    subject: isParticipant
      ? `Your ${programme.title} programme is paused`
      : `${name} has paused the ${programme.title} programme`,
    preheader: participant.returnsOn
      ? `Return expected on ${formatPlainDate(participant.returnsOn)}.`
      : 'What this means.',
    heading: isParticipant ? 'Your programme is paused' : `${name} has paused the programme`,
    blocks: [
      paragraph(
        isParticipant
          ? 'Nothing is asked of you while it is paused: no sessions, no reminders. What you have earned stays.'
          : `While it is paused, ${name} is not expected at sessions and gets no reminders. What has been earned stays.`,
      ),
      { kind: 'facts', facts: [...since(context), ...returnFacts(context)] },
      paragraph(
        isParticipant
          ? participant.returnsOn
            ? 'We write to you again before you are expected back. If your plans change, reply to this email.'
            : 'When you know when you can come back, reply to this email.'
          : 'If this comes as a surprise, or the date is wrong, reply to this email.',
      ),
    ],
    ...(isParticipant && { action: { label: 'See your page', url: links.participantPage() } }),
    ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
  });
}

/** C3: back again, with the dates that are left. */
export function resumed(context: ParticipantContext): Letter {
  const { role, programme, links } = context;
  const name = participantName(context);
  const isParticipant = role === 'participant';
  return letter(context, {
    subject: isParticipant
      ? `Welcome back to the ${programme.title} programme`
      : `${name} is back on the ${programme.title} programme`,
    preheader: 'The dates that are still to come.',
    heading: isParticipant ? 'Welcome back' : `${name} is back`,
    blocks: [
      paragraph(
        isParticipant
          ? 'It is good to have you back. What you earned before still counts.'
          : `${name} takes part again. What was earned before still counts.`,
      ),
      ...programmeDates(context, 'Still to come:'),
    ],
    ...(isParticipant && { action: { label: 'See where you are', url: links.participantPage() } }),
    ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
  });
}

/** C6: the return comes near, and has passed without one. */
export function deferralReturn(context: ParticipantContext): Letter {
  const { role, programme, links, occasion } = context;
  const name = participantName(context);
  const passed = occasion.ordinal > 1;
  if (role !== 'participant')
    return letter(context, {
      subject: `${name} was expected back`,
      preheader: 'Please agree how it goes on.',
      heading: `${name} was expected back`,
      blocks: [
        paragraph(
          `${name} paused the ${programme.title} programme and was expected back by now. We have asked, and had no answer.`,
        ),
        { kind: 'facts', facts: returnFacts(context) },
        paragraph(
          `Please get in touch with ${name}, and reply to this email with what you agree: coming back, a later date, or leaving.`,
        ),
      ],
      ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
    });
  return letter(context, {
    subject: passed ? 'Are you coming back?' : `Coming back to the ${programme.title} programme`,
    preheader: 'Come back as planned, or tell us of another date.',
    heading: passed ? 'Are you coming back?' : 'Coming back soon?',
    blocks: [
      paragraph(
        passed
          ? 'You were expected back by now. There is no hurry, but we would like to plan with you.'
          : 'You paused your programme, and the time to come back is near.',
      ),
      { kind: 'facts', facts: returnFacts(context) },
      paragraph(
        'Please reply to this email and tell us: are you coming back as planned, do you need longer, or would you rather stop?',
      ),
    ],
    action: { label: 'See what you have earned', url: links.participantPage() },
  });
}

function since({ participant, programme }: ParticipantContext): Fact[] {
  return [{ label: 'Since', value: formatMoment(participant.statusSince, programme.zone) }];
}

function returnFacts({ participant }: ParticipantContext): Fact[] {
  return participant.returnsOn === undefined
    ? []
    : [{ label: 'Expected back', value: formatPlainDate(participant.returnsOn) }];
}
