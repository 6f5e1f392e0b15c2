import type { Block } from '../../email/content.ts';
import { type ParticipantContext, yearOf } from './context.ts';
import { type Letter, letter } from './letter.ts';
import {
  catchUpDates,
  joinWords,
  ledgerFacts,
  ledgerLines,
  missingItems,
  paragraph,
  participantName,
  remind,
} from './phrases.ts';

/** Y1: what the year came to, to the participant and to the lead. */
export function year1Review(context: ParticipantContext): Letter {
  const { role, links, programme } = context;
  const { number, title } = yearOf(context);
  const complete = ledgerLines(context, number).every(({ short }) => short === 0);
  const name = participantName(context);
  const isLead = role === 'lead';
  return letter(context, {
    subject: isLead ? `${title}: how ${name} stands` : `${title} of ${programme.title}: how you stand`,
    preheader: complete ? 'Everything that was needed is there.' : 'Something is still missing.',
    heading: isLead ? `${title}: how ${name} stands` : `${title}: how you stand`,
    blocks: [
      paragraph(`${title} is nearly over. This is what ${isLead ? name : 'you'} earned:`),
      { kind: 'facts', facts: ledgerFacts(context, number) },
      paragraph(verdict(context, complete, name)),
    ],
    action: isLead
      ? { label: 'Open your cohort', url: links.leadPage() }
      : { label: 'See your year', url: links.participantPage() },
  });
}

function verdict({ role }: ParticipantContext, complete: boolean, name: string): string {
  if (role === 'lead')
    return complete
      ? `${name} has everything that is needed, and moves on to the second year.`
      : `Something is missing. ${name} can still make it up; we write to both of you about how.`;
  return complete
    ? 'That is everything that is needed: you move on to the second year. Well done, and thank you for the work that you have put in.'
    : 'Something is still missing. You can still make it up; we write to you about how.';
}

/** Y2: what is missing and the ways to make it up; to the participant, the subject lead and the lead. */
export function year1Shortfall(context: ParticipantContext): Letter {
  const { role, links } = context;
  const missing = joinWords(missingItems(context));
  const name = participantName(context);
  return letter(context, {
    subject: remind(
      context,
      role === 'participant' ? `Still missing from year 1: ${missing}` : `${name}: ${missing} missing from year 1`,
    ),
    preheader: 'How it can be made up.',
    heading:
      role === 'participant' ? 'Something is still missing from year 1' : `${name}: something is missing from year 1`,
    blocks: [
      paragraph(
        role === 'participant'
          ? `Thank you for your work this year. Before year 1 is complete, we still need ${missing}.`
          : `Before year 1 is complete for ${name}, we still need ${missing}.`,
      ),
      { kind: 'facts', facts: ledgerFacts(context, 1) },
      ...ways(context),
      paragraph(whatNow(context, name)),
    ],
    ...(role === 'participant' && { action: { label: 'See what is missing', url: links.participantPage() } }),
    ...(role === 'lead' && { action: { label: 'Open your cohort', url: links.leadPage() } }),
  });
}

function ways(context: ParticipantContext): Block[] {
  const short = ledgerLines(context, 1).filter(({ short: left }) => left > 0);
  const central = short.some(({ bucket }) => bucket === 'central');
  const inSchool = short.some(({ bucket }) => bucket === 'in-school');
  return [
    ...(central ? catchUpDates(context, 'Central days can be made up on:') : []),
    ...(inSchool
      ? [
          paragraph(
            'Days in school can be done and logged at any time, and work that is already done can be logged too.',
          ),
        ]
      : []),
  ];
}

function whatNow({ role }: ParticipantContext, name: string): string {
  switch (role) {
    case 'participant':
      return 'As soon as it is there, you move on to the second year without doing anything else. If you can’t make it up soon, reply to this email: your lead can look at it with you.';
    case 'lead':
      return `As soon as it is there, ${name} moves on to the second year. If it can’t be made up soon, the hub can waive it or allow more time: reply to this email with what you suggest.`;
    default:
      return `Please help ${name} to find the time. Reply to this email if that is not possible.`;
  }
}
