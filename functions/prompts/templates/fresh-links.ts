import type { NominationContext, ParticipantContext, WorkGroupContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { paragraph, participantName } from './phrases.ts';

const ignore =
  'If you did not ask for it, you need do nothing: the link is only in this email, and your address stays as it is.';

/** P6: a fresh link to a nomination, asked for from an expired one. */
export function nominationFreshLink(context: NominationContext): Letter {
  const { role, links, nomination } = context;
  const isNominator = role === 'nominator';
  const isOffered = (role === 'nominee' || role === 'partner') && nomination.status === 'offered';
  return letter(context, {
    subject: 'Your new link',
    preheader: 'The link that you asked for.',
    heading: 'Here is your new link',
    blocks: [
      paragraph(
        isNominator
          ? `Somebody asked for a new link to your nomination, reference ${nomination.id}. Here it is. It works for 60 days.`
          : 'Somebody asked for a new link to your answer about the nomination. Here it is. It works for 60 days.',
      ),
    ],
    action: isNominator
      ? { label: 'Open your nomination', url: links.nominationProgress() }
      : { label: 'Open your answer', url: isOffered ? links.placeOffer() : links.promise() },
    afterAction: [paragraph(ignore)],
  });
}

/** P5: a fresh link to one's own page. Others around a participant have no page about them, and are told whom to ask. */
export function freshLink(context: ParticipantContext): Letter {
  const { role, links, cohort } = context;
  if (role === 'next-head')
    return letter(context, {
      subject: 'Your new link',
      preheader: 'The link that you asked for.',
      heading: 'Here is your new link',
      blocks: [
        paragraph('Somebody asked for a new link to your answer about a teacher. Here it is. It works for 60 days.'),
      ],
      action: { label: 'Open your answer', url: links.schoolPromise() },
      afterAction: [paragraph(ignore)],
    });
  if (role !== 'participant' && role !== 'lead')
    return letter(context, {
      subject: 'The link that you asked for',
      preheader: 'It is no longer needed.',
      heading: 'That link is no longer needed',
      blocks: [
        paragraph(
          `The link was for the nomination, which is decided. If there is something that you want to see or change, reply to this email: ${cohort.hub.name} will help.`,
        ),
      ],
    });
  return letter(context, {
    subject: 'Your new link',
    preheader: 'The link that you asked for.',
    heading: 'Here is your new link',
    blocks: [paragraph('Somebody asked for a new link to your page. Here it is. It works for 60 days.')],
    action:
      role === 'lead'
        ? { label: 'Open your cohort', url: links.leadPage() }
        : { label: 'Open your page', url: links.participantPage() },
    afterAction: [paragraph(ignore)],
  });
}

/** P7: a fresh link to the certificate of whoever has completed: to them, or to their headteacher. */
export function certificateLink(context: ParticipantContext): Letter {
  const { role, links, programme } = context;
  const whose = role === 'participant' ? 'your certificate' : `the certificate of ${participantName(context)}`;
  return letter(context, {
    subject: role === 'participant' ? 'A new link to your certificate' : 'A new link to a certificate',
    preheader: 'The link that you asked for.',
    heading: 'Here is your new link',
    blocks: [
      paragraph(
        `Somebody asked for a new link to ${whose} for the ${programme.title} programme. Here it is. It works for 60 days: print the certificate or save it as a PDF to keep it.`,
      ),
    ],
    action: {
      label: role === 'participant' ? 'Open your certificate' : 'Open the certificate',
      url: links.certificate(),
    },
    afterAction: [paragraph(ignore)],
  });
}

/** W10: a fresh link to a school's page of its pair, for whoever of the school asked. */
export function pairFreshLink(context: WorkGroupContext): Letter {
  return letter(context, {
    subject: 'Your new link',
    preheader: 'The link that you asked for.',
    heading: 'Here is your new link',
    blocks: [
      paragraph(
        'Somebody asked for a new link to your school’s page of the Work Group. Here it is. It works for 60 days.',
      ),
    ],
    action: { label: 'Open your school’s page', url: context.links.pairPage() },
    afterAction: [paragraph(ignore)],
  });
}
