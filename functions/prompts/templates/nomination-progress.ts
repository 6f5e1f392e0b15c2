import { formatMoment } from '../../domain/wording.ts';
import type { NominationContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { missingAnswers } from './nomination-promises.ts';
import { list, nomineeNames, paragraph } from './phrases.ts';

/** N1: the receipt for the nominator. */
export function nominationReceived(context: NominationContext): Letter {
  const { programme, people, nomination, cohort, links } = context;
  const nominee = nomineeNames(people, 'your colleague');
  return letter(context, {
    subject: `Nomination received: ${nominee}, reference ${nomination.id}`,
    preheader: 'What happens next, and where you can see how it goes.',
    heading: 'Thank you for your nomination',
    blocks: [
      paragraph(`We have your nomination of ${nominee} for the ${programme.title} programme.`),
      {
        kind: 'facts',
        facts: [
          { label: 'Reference', value: nomination.id },
          { label: 'School', value: nomination.schoolName },
          { label: 'Nominee', value: nominee },
          { label: 'Cohort', value: cohort.title },
        ],
      },
      paragraph('What happens next:'),
      list([
        'we ask the headteacher and the nominee by email whether they agree, and remind them if we hear nothing',
        ...(nomination.late ? [] : [`nominations close on ${formatMoment(cohort.closesAt, programme.zone)}`]),
        `${cohort.hub.name} decides, and we write to all of you`,
      ]),
      ...(nomination.late
        ? [
            paragraph(
              'Your nomination reached us after nominations had closed. We keep it, and the hub decides whether it can be considered.',
            ),
          ]
        : []),
    ],
    action: { label: 'See progress or correct a detail', url: links.nominationProgress() },
  });
}

/** N5: after ten working days, to the nominator. */
export function nominationStuck(context: NominationContext): Letter {
  const { programme, people, nomination, cohort, links } = context;
  return letter(context, {
    subject: `An answer is missing for your nomination of ${nomineeNames(people, 'a colleague')}`,
    preheader: 'A word from you often helps, and you can correct an address.',
    heading: 'We have not heard from everybody',
    blocks: [
      paragraph(
        `Your nomination for the ${programme.title} programme needs the agreement of the headteacher and the nominee. We have asked and reminded them.`,
      ),
      {
        kind: 'facts',
        facts: [
          ...missingAnswers(context),
          { label: 'Nominated', value: formatMoment(nomination.submittedAt, programme.zone) },
          { label: 'Nominations close', value: formatMoment(cohort.closesAt, programme.zone) },
        ],
      },
      paragraph('A word from you often helps. If an address is wrong, you can put it right or name somebody else.'),
    ],
    action: { label: 'See what is missing', url: links.nominationProgress() },
  });
}

/** N12: whoever was asked said that they are not the right person. Says nothing of who they are instead. */
export function nominationWrongPerson(context: NominationContext): Letter {
  const { programme, occasion, links } = context;
  const [, role] = occasion.anchor.split(/[:@]/);
  const who = role === 'head' ? 'headteacher' : role === 'partner' ? 'second nominee' : 'nominee';
  return letter(context, {
    subject: `Please check the ${who}’s details in your nomination`,
    preheader: `The person we wrote to says that they are not the ${who}.`,
    heading: `Who is the ${who}?`,
    blocks: [
      paragraph(
        `The person whom we asked as ${who}, for your nomination for the ${programme.title} programme, says that they are not the right one. Their link no longer works.`,
      ),
      paragraph(
        'Please give us the right name and email address. We then ask that person, and the rest of the nomination stays as it is.',
      ),
    ],
    action: { label: `Correct the ${who}’s details`, url: links.nominationProgress() },
  });
}
