import { achievementOf } from '../../domain/achievement.ts';
import type { Fact } from '../../email/content.ts';
import type { ParticipantContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { list, missingItems, paragraph, participantName, remind } from './phrases.ts';

/** Y8: what still stands between a participant and completion. */
export function completionChase(context: ParticipantContext): Letter {
  const { role, links, programme } = context;
  const name = participantName(context);
  const isParticipant = role === 'participant';
  return letter(context, {
    subject: remind(
      context,
      isParticipant ? 'What is still missing for completion' : `${name}: what is still missing for completion`,
    ),
    preheader: 'A short list.',
    heading: isParticipant ? 'Nearly there' : `${name} is nearly there`,
    blocks: [
      paragraph(
        isParticipant
          ? `You have come to the end of the ${programme.title} programme. To complete it we still need:`
          : `${name} has come to the end of the ${programme.title} programme. For completion we still need:`,
      ),
      list(missingItems(context)),
      paragraph(
        isParticipant
          ? 'As soon as it is there, your programme is complete. If something stands in the way, reply to this email.'
          : `Please help ${name} to finish. If something can’t be done any more, reply to this email, so that we can decide what happens next.`,
      ),
    ],
    ...(isParticipant && { action: { label: 'See what is missing', url: links.participantPage() } }),
    ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
  });
}

/** Y5: done. To the participant and the headteacher. */
export function completion(context: ParticipantContext): Letter {
  const { role, programme, links, cohort, participant } = context;
  const name = participantName(context);
  if (role !== 'participant')
    return letter(context, {
      subject: `${name} has completed the ${programme.title} programme`,
      preheader: 'Thank you for your support.',
      heading: `${name} has completed the programme`,
      blocks: [
        paragraph(
          `${name} has completed the ${programme.title} programme. Thank you for the time and support that ${participant.schoolName} gave to it.`,
        ),
        { kind: 'facts', facts: summary(context) },
        paragraph(`${cohort.hub.name} would be glad to go on working with you and your department.`),
      ],
      action: { label: 'Open the certificate', url: links.certificate() },
    });
  return letter(context, {
    subject: `Congratulations: you have completed the ${programme.title} programme`,
    preheader: 'What you have done, in a few lines.',
    heading: 'Congratulations',
    blocks: [
      paragraph(
        `You have completed the ${programme.title} programme. Thank you for all that you have put into it, for your pupils and for your colleagues.`,
      ),
      { kind: 'facts', facts: summary(context) },
      paragraph('We hope that you stay in touch with the others of your cohort, and with us.'),
    ],
    action: { label: 'See your record', url: links.participantPage() },
  });
}

/** Y6: the certificate, to the participant. The headteacher's is in the e-mail before. */
export function certificate(context: ParticipantContext): Letter {
  const { programme, links } = context;
  return letter(context, {
    subject: `Your certificate: ${programme.title}`,
    preheader: 'To print, or to save as a PDF.',
    heading: 'Your certificate',
    blocks: [
      paragraph(`Here is your certificate for the ${programme.title} programme, for your records and your appraisal.`),
      { kind: 'facts', facts: summary(context) },
      paragraph('Print it or save it as a PDF: the link works for 60 days.'),
    ],
    action: { label: 'Open your certificate', url: links.certificate() },
  });
}

function summary({ view, moments, now }: ParticipantContext): readonly Fact[] {
  return achievementOf(view, moments, Date.parse(now));
}
