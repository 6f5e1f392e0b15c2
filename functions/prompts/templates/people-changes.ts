import { formatMoment, formatPlainDate } from '../../domain/wording.ts';
import type { Block, Fact } from '../../email/content.ts';
import type { ParticipantContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { paragraph, participantName, programmeDates, programmeLength, timeNeeded } from './phrases.ts';

/** C4: at another school from now on. The school before hears of it too. */
export function schoolChanged(context: ParticipantContext): Letter {
  const { role, programme, participant, links } = context;
  const name = participantName(context);
  const subject =
    role === 'participant' ? 'You take part for your new school' : `${name} takes part for another school`;
  const facts: Block = { kind: 'facts', facts: spellFacts(context) };
  const words = {
    participant:
      'You go on with the programme where you were, with everything that you have earned, for your new school.',
    'previous-head': `${name} goes on with the ${programme.title} programme at their new school. Your school has no more part in it: no days of release are asked of you, and you get no more emails about ${name}. Thank you for making it possible so far.`,
    others: `${name} goes on with the ${programme.title} programme for ${participant.schoolName}. What was earned before stays.`,
  };
  return letter(context, {
    subject,
    preheader: `From ${formatPlainDate(currentSpell(context).from)}.`,
    heading: subject,
    blocks: [
      paragraph(role === 'participant' || role === 'previous-head' ? words[role] : words.others),
      facts,
      ...(role === 'head' ? programmeDates(context, 'Dates for which your school releases them:') : []),
    ],
    ...(role === 'participant' && { action: { label: 'See your page', url: links.participantPage() } }),
    ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
  });
}

/** C5: a colleague has the place. The record of who had it stays. */
export function replaced(context: ParticipantContext): Letter {
  const { role, programme, links, participant } = context;
  const name = participantName(context);
  if (role === 'participant')
    return letter(context, {
      subject: `A colleague has taken over your place on the ${programme.title} programme`,
      preheader: 'What this means for you.',
      heading: 'A colleague has taken over your place',
      blocks: [
        paragraph(
          `A colleague of yours at ${participant.schoolName} goes on in your place. You will get no more reminders, and you are not expected at sessions any more.`,
        ),
        paragraph(
          'Thank you for everything that you have put in. What you have earned stays on your own record: it is not passed on. If this comes as a surprise, reply to this email.',
        ),
      ],
    });
  return letter(context, {
    subject: `A colleague takes over from ${name}`,
    preheader: `The place of ${participant.schoolName} goes on.`,
    heading: `A colleague takes over from ${name}`,
    blocks: [
      paragraph(
        `The place of ${participant.schoolName} on the ${programme.title} programme goes on with a colleague of ${name}, who has agreed.`,
      ),
      paragraph(
        'The colleague begins with a record of their own: what has been earned so far stays with the person who earned it.',
      ),
    ],
    ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
  });
}

/** C9: the headteacher of the school that somebody moves to is asked for what the school before had promised. */
export function schoolPromise(context: ParticipantContext): Letter {
  const { programme, links, participant, occasion, cohort } = context;
  const name = participantName(context);
  const move = participant.schoolMove;
  const question = `Can your school support ${name} on the ${programme.title} programme?`;
  return letter(context, {
    subject: occasion.ordinal > 0 ? `Reminder: ${question}` : question,
    preheader: 'They move to your school in the middle of the programme.',
    heading: question,
    blocks: [
      paragraph(
        `${name} takes part in the ${programme.title} programme with ${cohort.hub.name}, and has told us that they move to ${move?.name ?? 'your school'}. They can go on if you agree.`,
      ),
      {
        kind: 'facts',
        facts: [
          ...(move ? [{ label: 'At your school from', value: formatPlainDate(move.from) }] : []),
          { label: 'The programme', value: `${programmeLength(context)}: ${timeNeeded(context)}` },
        ],
      },
      ...programmeDates(context, 'The dates that are still to come:'),
    ],
    action: { label: 'Read it and answer', url: links.schoolPromise() },
  });
}

/** C10: nobody answers for the new school, or its answer is no. */
export function schoolPromiseOpen(context: ParticipantContext): Letter {
  const { participant, role, links } = context;
  const name = participantName(context);
  const move = participant.schoolMove;
  const refused = move?.promise.state === 'refused' || move?.promise.state === 'not-me';
  const subject = refused ? `The new school of ${name} has said no` : `No answer from the new school of ${name}`;
  return letter(context, {
    subject,
    preheader: 'Somebody has to talk with the school.',
    heading: subject,
    blocks: [
      paragraph(
        refused
          ? `${name} moves to ${move?.name ?? 'another school'}. We asked whether it can support them on the programme, and the answer was no, or that we had asked the wrong person.`
          : `${name} moves to ${move?.name ?? 'another school'}. We asked its headteacher ten working days ago whether the school can support them on the programme, and had no answer.`,
      ),
      paragraph(
        'Until there is an answer they stay with the school that they came from. Please talk with them and the school: another person can be asked, or they can pause or leave.',
      ),
    ],
    ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
  });
}

/** C11: a withdrawal was taken back. */
export function reinstated(context: ParticipantContext): Letter {
  const { role, programme, links, participant } = context;
  const name = participantName(context);
  const isParticipant = role === 'participant';
  const subject = isParticipant
    ? `You are back on the ${programme.title} programme`
    : `${name} is back on the ${programme.title} programme`;
  return letter(context, {
    subject,
    preheader: 'The withdrawal was taken back.',
    heading: isParticipant ? 'You are back' : `${name} is back`,
    blocks: [
      paragraph(
        isParticipant
          ? 'Your withdrawal was taken back. You go on where you were, with everything that you have earned. Links in older emails no longer work: please use the one below.'
          : `The withdrawal of ${name} of ${participant.schoolName} was taken back. They go on where they were.`,
      ),
      { kind: 'facts', facts: [{ label: 'Since', value: formatMoment(participant.statusSince, programme.zone) }] },
      ...programmeDates(context, 'Still to come:'),
    ],
    ...(isParticipant && { action: { label: 'See your page', url: links.participantPage() } }),
    ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
  });
}

/** C12: the first e-mail to an address that was put right: a wrong one is noticed here. */
export function addressCorrected(context: ParticipantContext): Letter {
  const { programme, links } = context;
  return letter(context, {
    subject: 'We write to you at this address from now on',
    preheader: 'Please check that we have the right person.',
    heading: 'We write to you here from now on',
    blocks: [
      paragraph(
        `Your email address for the ${programme.title} programme was put right. Emails that did not reach you before and are still of use follow by themselves, and links in older emails no longer work.`,
      ),
      paragraph(
        'Please open your details and check them. If you are not the person meant, reply to this email and do nothing else.',
      ),
    ],
    action: { label: 'Check your details', url: links.participantPage('details') },
  });
}

function currentSpell({ participant }: ParticipantContext): { readonly name: string; readonly from: string } {
  const { schoolName: name, enrolledAt } = participant;
  return participant.schoolSpells.at(-1) ?? { name, from: enrolledAt.slice(0, 10) };
}

function spellFacts(context: ParticipantContext): Fact[] {
  const spell = currentSpell(context);
  return [
    { label: 'School', value: spell.name },
    { label: 'From', value: formatPlainDate(spell.from) },
  ];
}
