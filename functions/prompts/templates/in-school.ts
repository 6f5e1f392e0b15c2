import type { InSchoolDay } from '../../domain/participant.ts';
import { loggedAnchor, situationOf } from '../../domain/situation.ts';
import { capital, formatDays, formatPlainDate } from '../../domain/wording.ts';
import { type ParticipantContext, termOf, yearOf } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { ledgerFacts, ledgerLines, list, paragraph, participantName, remind } from './phrases.ts';

const ideas = [
  'plan a unit with a colleague, teach it, and review it together',
  'watch a lesson and talk about it afterwards, or let colleagues watch one of yours',
  'lead a department meeting on one idea from a central day',
  'look through pupils’ books with a colleague for what they understood',
];

/** I1: in the first half-term, how the days in school may be used. */
export function inSchoolPlan(context: ParticipantContext): Letter {
  const { links } = context;
  const year = yearOf(context).number;
  const needed = ledgerLines(context, year).find(({ bucket }) => bucket === 'in-school')?.needed ?? 0;
  return letter(context, {
    subject: `Plan your ${formatDays(needed)} in school`,
    preheader: 'Ideas for half-days, and how to log them.',
    heading: 'Plan your days in school',
    blocks: [
      paragraph(
        `As well as the central days, you have ${formatDays(needed)} of development in your own school this year. You can take them as half-days, whenever they fit. For example:`,
      ),
      list(ideas),
      paragraph(
        'Agree dates with your school now, while the calendar is open. When a half-day is done, log it on your page: the date, what you did, and what you take from it.',
      ),
      { kind: 'facts', facts: ledgerFacts(context, year) },
    ],
    action: { label: 'Log a day or half-day', url: links.participantPage('in-school') },
  });
}

/** I2: in the spring and summer terms, to those who are short. */
export function inSchoolNudge(context: ParticipantContext): Letter {
  const { links } = context;
  const { term } = termOf(context);
  const line = ledgerLines(context, term.year).find(({ bucket }) => bucket === 'in-school');
  const left = line?.uncovered ?? 0;
  return letter(context, {
    subject: `${capital(formatDays(left))} in school still to go`,
    preheader: 'Log what you have done, or plan the rest.',
    heading: `${capital(formatDays(left))} in school still to go`,
    blocks: [
      paragraph(
        'Perhaps you have done more than you have logged: a meeting that you led or a lesson that you planned together counts too.',
      ),
      {
        kind: 'facts',
        facts: [
          ...ledgerFacts(context, term.year).filter(({ label }) => label.startsWith('Days in school')),
          ...(line && line.booked > 0
            ? [{ label: 'Waiting for your lead to acknowledge', value: formatDays(line.booked) }]
            : []),
          { label: 'This term ends', value: formatPlainDate(term.endsOn) },
        ],
      },
      paragraph('If you have not planned the rest yet, some ideas:'),
      list(ideas.slice(0, 3)),
    ],
    action: { label: 'Log a day or half-day', url: links.participantPage('in-school') },
  });
}

/** I3: to the lead, what was logged on one day and is not acknowledged yet. */
export function inSchoolAcknowledge(context: ParticipantContext): Letter {
  const { links, participant } = context;
  const name = participantName(context);
  const days = waitingDays(context);
  return letter(context, {
    subject: remind(context, `${name} logged work in school`),
    preheader: 'Please look at it and acknowledge it.',
    heading: `${name} logged work in school`,
    blocks: [
      paragraph(`${name} of ${participant.schoolName} logged the following. It counts once you have acknowledged it.`),
      ...days.flatMap(({ date, amount, activity, reflection }) => [
        {
          kind: 'facts' as const,
          facts: [
            { label: 'Date', value: formatPlainDate(date) },
            { label: 'Time', value: formatDays(amount) },
            { label: 'What was done', value: activity },
            ...(reflection.trim() === '' ? [] : [{ label: 'Reflection', value: reflection }]),
          ],
        },
      ]),
    ],
    action: { label: 'Acknowledge', url: links.leadPage() },
  });
}

function waitingDays({ view, moments, occasion, now }: ParticipantContext): InSchoolDay[] {
  const situation = situationOf(view, moments, Date.parse(now));
  return view.inSchoolDays.filter(
    (day) => day.acknowledgedAt === undefined && loggedAnchor(situation, day) === occasion.anchor,
  );
}
