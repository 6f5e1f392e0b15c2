import { maskAddress } from '../../domain/mask-address.ts';
import type { ParticipantContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { paragraph, participantName } from './phrases.ts';

/** C7: to the partner or the subject leader of somebody whom our mail does not reach. */
export function addressRescue(context: ParticipantContext): Letter {
  const { people, links, programme } = context;
  const name = participantName(context);
  const address = maskAddress(people.participant?.email ?? '');
  return letter(context, {
    subject: `Can you help us to reach ${name}?`,
    preheader: 'Our emails to them come back.',
    heading: `Our emails do not reach ${name}`,
    blocks: [
      paragraph(
        `What we send to ${name} about the ${programme.title} programme comes back. The address that we have begins and ends like this: ${address}.`,
      ),
      paragraph(
        'Please ask them which address works, or give it yourself if you know it. They are then written to there, and get what they missed and still need. Nothing else changes.',
      ),
    ],
    action: { label: 'Give the right address', url: links.addressRescue() },
  });
}
