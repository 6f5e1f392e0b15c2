import { listEnds } from '../../domain/offers.ts';
import { formatDateOf, formatMoment } from '../../domain/wording.ts';
import type { NominationContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { nomineeNames, paragraph, programmeDates, remind } from './phrases.ts';

/** N10: a place is kept for the nominee, or two for a pair, who answer by link; the headteacher is told what it would mean. */
export function placeOffered(context: NominationContext): Letter {
  const { programme, role, nomination } = context;
  const name = nomineeNames(context.people, 'your colleague');
  const answerBy = { label: 'Answer by', value: formatMoment(nomination.offer?.answerBy ?? '', programme.zone) };
  const words = role === 'head' ? offerToHead(context, name) : offerToTeacher(context);
  return letter(context, {
    subject: remind(context, words.subject),
    preheader: `It is kept until ${answerBy.value}.`,
    heading: 'A place is free',
    blocks: [
      ...words.opening.map((text) => paragraph(text)),
      { kind: 'facts', facts: [answerBy] },
      ...programmeDates(context, words.dates),
      paragraph(words.closing),
    ],
    ...(words.url && { action: { label: 'Take the place or pass it on', url: words.url } }),
  });
}

interface OfferWords {
  readonly subject: string;
  readonly opening: readonly string[];
  readonly dates: string;
  readonly closing: string;
  readonly url?: string;
}

function offerToTeacher({ programme, cohort, nomination, links }: NominationContext): OfferWords {
  const shared =
    'There is a place for each of you two. They are yours when both of you take them: the other teacher gets an email of their own.';
  return {
    subject: `A place on the ${programme.title} programme is free for you`,
    opening: [
      `A place in “${cohort.title}” has become free, and you are next on the waiting list. It is kept for you, and for nobody else, until the time below.`,
      ...(nomination.pair ? [shared] : []),
    ],
    dates: 'The dates:',
    closing: 'If we hear nothing by then, the place goes to the next on the list.',
    url: links.placeOffer(),
  };
}

function offerToHead({ programme, cohort }: NominationContext, name: string): OfferWords {
  return {
    subject: `A place on the ${programme.title} programme is free for ${name}`,
    opening: [
      `A place in “${cohort.title}” has become free, and ${name} is next on the waiting list. We have asked ${name} to take it or to pass it on.`,
    ],
    dates: 'If the place is taken, please keep these dates free:',
    closing:
      'There is nothing that you need to do. If something stands in the way, please speak to your colleague soon.',
  };
}

/** N11: the same teacher was nominated by the same school before. The reference that stands, and nothing about anybody. */
export function duplicateFound(context: NominationContext): Letter {
  const { programme, nomination, cohort } = context;
  return letter(context, {
    subject: `Your nomination: there is one already, reference ${nomination.id}`,
    preheader: 'We keep the one that we have. Nothing is lost.',
    heading: 'We have this nomination already',
    blocks: [
      paragraph(
        `Your school has nominated this teacher for the ${programme.title} programme before. We keep that nomination and have not made a second one.`,
      ),
      { kind: 'facts', facts: [{ label: 'Reference that stands', value: nomination.id }] },
      paragraph(
        `If you meant somebody else, or something has to be changed, reply to this email: ${cohort.hub.name} will help.`,
      ),
    ],
  });
}

/** N13: the hub wants to know more before it decides. */
export function nominationQuestion(context: NominationContext): Letter {
  const { programme, nomination, cohort, links } = context;
  const name = nomineeNames(context.people, 'your colleague');
  return letter(context, {
    subject: remind(context, `A question about your nomination of ${name}`),
    preheader: `${cohort.hub.name} needs your answer before it decides.`,
    heading: 'We have a question',
    blocks: [
      paragraph(
        `${cohort.hub.name} has read your nomination of ${name} for the ${programme.title} programme, and would like to know more before it decides:`,
      ),
      { kind: 'quote', text: nomination.questions.at(-1)?.text ?? '', by: cohort.hub.name },
    ],
    action: { label: 'Answer the question', url: links.nominationProgress('question') },
  });
}

/** N14: no place became free so far; may the nomination go on to the next cohort? */
export function waitlistCarry(context: NominationContext): Letter {
  const { programme, nomination, cohort, links, moments } = context;
  const name = nomineeNames(context.people, 'your colleague');
  const closes = formatDateOf(new Date(listEnds(moments)).toISOString(), programme.zone);
  return letter(context, {
    subject: remind(context, `May your nomination of ${name} go on to the next cohort?`),
    preheader: 'We keep everything that you wrote.',
    heading: 'Another cohort?',
    blocks: [
      paragraph(
        `${name} is on the waiting list for “${cohort.title}”, and no place has become free. The list closes on ${closes}.`,
      ),
      paragraph(
        'If your school agrees, we move the nomination to the next cohort, with all that you wrote. We then ask the headteacher and the teacher again, since the dates are others, and the nomination no longer waits for a place in this cohort.',
      ),
      { kind: 'facts', facts: [{ label: 'Please answer by', value: answerBy(nomination.carry, programme.zone) }] },
    ],
    action: { label: 'Say yes or no', url: links.nominationProgress('next-cohort') },
  });
}

function answerBy(carry: NominationContext['nomination']['carry'], zone: string): string {
  return carry ? formatMoment(carry.answerBy, zone) : '';
}
