import { bucketTitle } from '../../domain/bucket-words.ts';
import { formatDays } from '../../domain/wording.ts';
import type { Fact } from '../../email/content.ts';
import { aboutParticipant, type ParticipantContext } from './context.ts';
import { letter } from './letter.ts';
import { ledgerLines, list, missingItems, paragraph, participantName, remind } from './phrases.ts';

/** Y8: what still stands between a participant and completion. */
export const completionChase = aboutParticipant((context) => {
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
});

/** Y5: done. To the participant and the headteacher. */
export const completion = aboutParticipant((context) => {
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
});

function summary(context: ParticipantContext): Fact[] {
  const earned = (bucket: string) =>
    ledgerLines(context)
      .filter((line) => line.bucket === bucket)
      .reduce((sum, line) => sum + line.earned, 0);
  const isPair = context.programme.kind === 'work-group';
  const reviews = Object.values(context.participant.reviews).sort((a, b) => a.at.localeCompare(b.at));
  const last = reviews.at(-1);
  return [
    { label: bucketTitle(context.programme.kind, 'central'), value: formatDays(earned('central')) },
    ...(isPair ? [] : [{ label: 'Days in school', value: formatDays(earned('in-school')) }]),
    ...(last ? [{ label: 'Colleagues reached', value: `${last.reached} of ${last.of}` }] : []),
    ...(isPair ? [] : [{ label: 'Department reviews', value: String(reviews.length) }]),
  ];
}
