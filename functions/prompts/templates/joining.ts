import { placeOf } from '../../domain/session-words.ts';
import { formatDateOf } from '../../domain/wording.ts';
import { type ParticipantContext, sessionOf } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { joinBlocks, paragraph, participantName, programmeDates, remind, sessionFacts, timeNeeded } from './phrases.ts';

/** J1: the welcome, with the participant's own page. */
export function welcome(context: ParticipantContext): Letter {
  const { programme, cohort, links } = context;
  return letter(context, {
    subject: `Welcome to the ${programme.title} programme`,
    preheader: 'Please check your details; your own page is ready.',
    heading: 'Welcome to the programme',
    blocks: [
      paragraph(
        `It is good to have you with us. ${cohort.lead.name} leads your cohort and is happy to answer any question.`,
      ),
      paragraph(`Your programme is ${timeNeeded(context)}, and work with your department after that.`),
      ...programmeDates(
        context,
        'The dates, each of which we send you again as a calendar entry about four weeks ahead:',
      ),
      paragraph(
        'One thing now: please check your details, and tell us what you need so that you can take part (access, diet, anything else).',
      ),
    ],
    action: { label: 'Check your details', url: links.participantPage('details') },
    afterAction: [
      paragraph(
        'Your own page shows what you have earned, what comes next and what is still needed. Every email has a fresh link to it.',
      ),
    ],
  });
}

/** J2: details not confirmed yet; the second time the subject lead is told as well. */
export function onboardingChase(context: ParticipantContext): Letter {
  return context.role === 'participant' ? chaseParticipant(context) : tellSubjectLead(context);
}

function chaseParticipant(context: ParticipantContext) {
  const { programme, links } = context;
  return letter(context, {
    subject: remind(context, `Please check your details for the ${programme.title} programme`),
    preheader: 'It takes two minutes.',
    heading: 'Please check your details',
    blocks: [
      paragraph(
        'We have not heard from you yet. Please check that your name, email address and school are right, and tell us what you need so that you can take part.',
      ),
      paragraph('It takes two minutes, and it is all that we need from you for now.'),
    ],
    action: { label: 'Check your details', url: links.participantPage('details') },
  });
}

function tellSubjectLead(context: ParticipantContext) {
  const { programme } = context;
  const name = participantName(context);
  return letter(context, {
    subject: `${name} and the ${programme.title} programme`,
    preheader: 'A word from you may help.',
    heading: 'A word from you may help',
    blocks: [
      paragraph(
        `${name} has a place on the ${programme.title} programme, and has not yet confirmed their details with us. Our emails may not be reaching them.`,
      ),
      paragraph(
        `Could you ask ${name} to look for an email from us? If their address has changed, reply to this email with the new one.`,
      ),
    ],
  });
}

/** J3: the launch, to the headteacher, fifteen and three working days ahead. */
export function launch(context: ParticipantContext): Letter {
  const { programme } = context;
  const { session } = sessionOf(context);
  const name = participantName(context);
  const date = formatDateOf(session.startsAt, programme.zone);
  return letter(context, {
    subject: remind(context, `Please join the ${programme.title} launch on ${date}`),
    preheader: `For headteachers or senior leaders, with ${name}.`,
    heading: 'Please join the launch',
    blocks: [
      paragraph(
        `${name} is about to begin the ${programme.title} programme. Please join ${name} at the launch, or send somebody from your senior leadership team: it is about what the school can expect, and how you can support the work.`,
      ),
      sessionFacts(session, programme.zone),
      ...joinBlocks(session),
      paragraph('Please reply to this email with the name of the person who will come.'),
    ],
    calendar: {
      session,
      method: 'request',
      title: `${programme.title}: ${session.title}`,
      description: `With ${name}. ${session.joinUrl === undefined ? placeOf(session) : `Join online: ${session.joinUrl}`}`,
    },
  });
}
