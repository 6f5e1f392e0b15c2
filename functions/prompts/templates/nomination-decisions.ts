import type { RecipientRole } from '../../domain/people.ts';
import { positionOf } from '../../domain/places.ts';
import { capital } from '../../domain/wording.ts';
import type { Block } from '../../email/content.ts';
import type { NominationContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { nomineeNames, paragraph, programmeDates } from './phrases.ts';

/** N7: the nominee has a place. To the nominee, the nominator and the headteacher, each in their own words. */
export function nominationAccepted(context: NominationContext): Letter {
  const { programme, role } = context;
  const name = nomineeWords(context);
  const isNominee = isNominated(role);
  const has = context.people.partner ? 'have' : 'has';
  return letter(context, {
    subject: isNominee
      ? `You have a place on the ${programme.title} programme`
      : `${name} ${has} a place on the ${programme.title} programme`,
    preheader: 'The dates, and what happens next.',
    heading: isNominee ? 'You have a place' : `${name} ${has} a place`,
    blocks: [
      paragraph(
        isNominee
          ? `We are delighted to offer you a place on the ${programme.title} programme with ${context.cohort.hub.name}.`
          : `${name} ${has} a place on the ${programme.title} programme with ${context.cohort.hub.name}. Thank you for making it possible.`,
      ),
      ...dates(context),
      paragraph(nextStep(context)),
    ],
  });
}

/** N8: on the waiting list. */
export function nominationWaitlisted(context: NominationContext): Letter {
  const { programme, role, cohort } = context;
  const name = nomineeWords(context);
  const isNominee = isNominated(role);
  const are = isNominee ? 'You are' : `${name} ${context.people.partner ? 'are' : 'is'}`;
  return letter(context, {
    subject: `${are} on the waiting list for the ${programme.title} programme`,
    preheader: 'There is nothing that you need to do.',
    heading: 'On the waiting list',
    blocks: [
      paragraph(`There are more good nominations for “${cohort.title}” than places. ${are} on the waiting list.`),
      ...position(context),
      ...reason(context),
      paragraph('If a place becomes free we write to you at once. There is nothing that you need to do until then.'),
      paragraph(
        role === 'nominator'
          ? 'If the school would rather not wait, you can take the nomination back there too.'
          : `If ${isNominee ? 'you' : name} would rather not wait, reply to this email.`,
      ),
    ],
    ...(role === 'nominator' && { action: { label: 'See where it stands', url: context.links.nominationProgress() } }),
  });
}

/** Where the nomination stands on the list at this moment, which may be another by the next. */
function position({ view, nomination }: NominationContext): Block[] {
  const place = positionOf(view.places, nomination.id);
  return place === undefined
    ? []
    : [{ kind: 'facts', facts: [{ label: 'Place on the list', value: `Number ${place}` }] }];
}

/**
 * N9: declined by the hub, closed because a promise was refused, taken back by the school, not taken, or expired. Never
 * says whose answer it was.
 */
export function nominationDeclined(context: NominationContext): Letter {
  const { programme, nomination } = context;
  const expired = nomination.status === 'expired';
  return letter(context, {
    subject: `${capital(nominationWords(context))} for the ${programme.title} programme`,
    preheader: expired ? 'The nomination has closed.' : 'The decision about the nomination.',
    heading: expired ? 'The nomination has closed' : 'This nomination does not go ahead',
    blocks: [
      paragraph(ending(context)),
      ...reason(context),
      paragraph(
        'Thank you for the time that you gave it. The hub is glad to talk about other ways to work together, and about the next cohort.',
      ),
    ],
  });
}

function ending(context: NominationContext): string {
  const { programme, nomination, cohort, role } = context;
  const about = `${nominationWords(context)} for the ${programme.title} programme`;
  if (nomination.status === 'withdrawn') return `As the school asked, ${about} does not go ahead.`;
  if (nomination.status === 'not-taken')
    return `The place that was kept has not been taken up in time, so ${about} has closed and the place goes to the next on the list.`;
  if (nomination.status === 'expired' && nomination.decision?.outcome === 'waitlisted')
    return `No place became free in time for the start, so the waiting list is closed and ${about} ends with it.`;
  if (nomination.status === 'expired')
    return `Not every answer reached us in time, so ${about} has closed. Nothing was decided against anybody.`;
  if (nomination.decision?.outcome === 'declined')
    return `${cohort.hub.name} has looked at ${about} with care, and can’t offer a place this time.`;
  return isNominated(role)
    ? `You and your headteacher have not both agreed, so ${about} does not go ahead.`
    : `The headteacher and the nominee have not both agreed, so ${about} does not go ahead.`;
}

/** What the hub wrote as its reason, where it decided. */
function reason({ nomination: { decision, status }, cohort }: NominationContext): Block[] {
  const text = decision?.reason.trim() ?? '';
  const decided = status === 'waitlisted' || (status === 'declined' && decision?.outcome === 'declined');
  if (text === '' || !decided) return [];
  return [{ kind: 'quote', text, by: cohort.hub.name }];
}

function dates(context: NominationContext): Block[] {
  return programmeDates(
    context,
    context.role === 'head' ? 'Please keep these dates free for your colleague:' : 'The dates:',
  );
}

function nextStep(context: NominationContext): string {
  switch (context.role) {
    case 'nominee':
    case 'partner':
      return 'A welcome follows by email, with a link to your own page. Each date comes again as a calendar entry in good time.';
    case 'head':
      return `We write to you again before the launch, to which you or somebody from your senior leadership team is invited. We write to ${nomineeWords(context)} about everything else.`;
    default:
      return `We write to ${nomineeWords(context)} and to the headteacher about what comes next. There is nothing more that you need to do.`;
  }
}

function nominationWords(context: NominationContext): string {
  return isNominated(context.role) ? 'your nomination' : `the nomination of ${nomineeWords(context)}`;
}

/** The nominee, or either of a pair. */
function isNominated(role: RecipientRole): boolean {
  return role === 'nominee' || role === 'partner';
}

function nomineeWords({ people }: NominationContext): string {
  return nomineeNames(people, 'your colleague');
}
