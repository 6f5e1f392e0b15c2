import { afterColon, codeMinutes } from '../../domain/built-in-mails.ts';
import { formatMoment, formatPlainDate, lastDayOf } from '../../domain/wording.ts';
import { shiftInstant } from '../../platform/clock.ts';
import { type CohortContext, type ParticipantContext, type PromptContext, WrongOccasion } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { list, paragraph } from './phrases.ts';

/** P3: the code that somebody asked for to open their page on a new device. It is in the e-mail's body alone. */
export function signInCode(context: CohortContext): Letter {
  const { cohort, occasion, programme } = context;
  const until = shiftInstant(afterColon(occasion.anchor), codeMinutes * 60_000);
  return letter(context, {
    subject: `Your code for ${cohort.title}`,
    preheader: 'The code that you asked for.',
    heading: 'Your code',
    blocks: [
      paragraph('Type this code on the page that asks for it:'),
      { kind: 'code', text: context.signInCode() },
      paragraph(
        `It works once, until ${formatMoment(until, programme.zone)}, in the browser in which it was asked for. Capitals and spaces do not matter.`,
      ),
      {
        kind: 'notice',
        title: 'You did not ask for it?',
        text: 'Then somebody else has a link of yours. They see nothing without this code: tell it to nobody, and reply to this email so that we can change the link.',
      },
    ],
  });
}

/** P4: reminders are off, at the recipient's own wish: until when, what still comes, and the way back. */
export function optOutSaved(context: PromptContext): Letter {
  const { recipient, programme, links, role } = context;
  const until = recipient.nudgesOffUntil;
  const end = until === undefined ? 'term' : lastDayOf(until, programme.zone);
  const ofWhom = role === 'participant' || role === 'lead' ? '' : ' about your colleague';
  return letter(context, {
    subject: `Reminders are off until the end of ${end}`,
    preheader: 'What concerns a place still comes.',
    heading: 'Your choice is saved',
    blocks: [
      paragraph(
        `We send you no reminders and suggestions${ofWhom} until the end of ${end}. After that they come again.`,
      ),
      paragraph('You still hear from us about:'),
      list(['dates, changes and cancellations of sessions', 'decisions, and what we need your answer to']),
      paragraph('If it was not you who chose this, or if you change your mind, take it back:'),
    ],
    action: { label: 'Turn reminders on again', url: links.preferences() },
  });
}

/** C8: what is different in the privacy notice. Nothing has to be done. */
export function privacyChanged(context: ParticipantContext): Letter {
  const { occasion, notices, links, cohort } = context;
  const notice = notices.find(({ version }) => version === afterColon(occasion.anchor));
  if (!notice) throw new WrongOccasion(`${occasion.anchor} is no version of the privacy notice`);
  return letter(context, {
    subject: 'Our privacy notice has changed',
    preheader: 'What is different, in short.',
    heading: 'Our privacy notice has changed',
    blocks: [
      paragraph(
        `On ${formatPlainDate(notice.publishedOn)} version ${notice.version} of our privacy notice came out. What is different:`,
      ),
      list(notice.changes),
      paragraph(
        `You need do nothing. If you don’t agree, or want to know what we hold about you, reply to this email: ${cohort.hub.name} answers.`,
      ),
    ],
    action: { label: 'Read the privacy notice', url: links.privacy() },
  });
}
