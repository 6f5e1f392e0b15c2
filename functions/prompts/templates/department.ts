import { formatPlainDate } from '../../domain/wording.ts';
import type { Fact } from '../../email/content.ts';
import { type ParticipantContext, termOf } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { list, paragraph, participantName, remind } from './phrases.ts';

/** Y3: the second year begins with a plan for the department; to the participant and the subject lead. */
export function year2Start(context: ParticipantContext): Letter {
  const { role, links, participant } = context;
  const name = participantName(context);
  if (role !== 'participant')
    return letter(context, {
      subject: `${name} begins the second year: work with your department`,
      preheader: 'What to expect, and how you can help.',
      heading: 'The second year is about your department',
      blocks: [
        paragraph(
          `In the second year ${name} takes the work into the department. It begins with a plan, and each term there is a short review of how many colleagues the work has reached.`,
        ),
        paragraph('What helps most:'),
        list([
          'agree the aims together, so that they fit your improvement plan',
          'give the work a regular place in department meetings',
          'make it possible for colleagues to see each other teach',
        ]),
      ],
    });
  return letter(context, {
    subject: 'Your second year begins: a plan for your department',
    preheader: 'Set two or three aims.',
    heading: 'Welcome to the second year',
    blocks: [
      paragraph(
        'This year you take teaching for mastery into your department. It begins with a plan: two or three aims, what you will do for each, and with which colleagues.',
      ),
      paragraph('What is needed this year:'),
      list([
        'the department plan',
        'a short review at the end of each term',
        'evidence of how many colleagues the work has reached',
      ]),
      ...(participant.departmentPlan
        ? [paragraph('Your plan is already with us. You can change it at any time.')]
        : []),
    ],
    action: {
      label: participant.departmentPlan ? 'See your plan' : 'Write your plan',
      url: links.participantPage('department'),
    },
  });
}

/** Y7: no plan after twenty, and after forty, working days. */
export function departmentPlanChase(context: ParticipantContext): Letter {
  const { role, links } = context;
  const name = participantName(context);
  if (role !== 'participant')
    return letter(context, {
      subject: `${name}: the department plan is still to come`,
      preheader: 'Could you find half an hour together?',
      heading: 'The department plan is still to come',
      blocks: [
        paragraph(
          `${name} has not yet written the plan for the department. It needs your view of what the department should work on. Could you find half an hour for it together?`,
        ),
      ],
    });
  return letter(context, {
    subject: remind(context, 'Your department plan is still to come'),
    preheader: 'Two or three aims are enough to begin with.',
    heading: 'Your department plan',
    blocks: [
      paragraph(
        'The plan need not be perfect. Two or three aims are enough to begin with, and you can change them as you go.',
      ),
      list([
        'What should be different in lessons by the summer?',
        'What will you do for it, and when?',
        'Which colleagues come first?',
      ]),
    ],
    action: { label: 'Write your plan', url: links.participantPage('department') },
  });
}

/** Y4: the review of a term; asked for twice before its end, and once after it. */
export function departmentReview(context: ParticipantContext): Letter {
  const { role, links } = context;
  const { term } = termOf(context);
  const name = participantName(context);
  const facts: Fact[] = [{ label: 'Term ends', value: formatPlainDate(term.endsOn) }, ...lastReview(context)];
  if (role !== 'participant')
    return letter(context, {
      subject: `${name}: the department review of the ${term.title} is still to come`,
      preheader: 'It takes five minutes.',
      heading: `The review of the ${term.title}`,
      blocks: [
        paragraph(
          `We have not had ${name}’s short review of the ${term.title} yet: how many colleagues the work has reached, and what came of it. Could you remind ${name}, and look at the figures together?`,
        ),
        { kind: 'facts', facts },
      ],
    });
  return letter(context, {
    subject: remind(context, `Your department review of the ${term.title}`),
    preheader: 'Two figures and a sentence or two.',
    heading: `How did the ${term.title} go?`,
    blocks: [
      paragraph(
        'It takes five minutes: how many colleagues are there in your department, how many has the work reached, and what have you seen change?',
      ),
      { kind: 'facts', facts },
    ],
    action: { label: 'Give your review', url: links.participantPage('department') },
  });
}

/** "Last time: 4 of 9 colleagues reached" */
function lastReview({ participant }: ParticipantContext): Fact[] {
  const last = Object.values(participant.reviews)
    .sort((a, b) => a.at.localeCompare(b.at))
    .at(-1);
  return last ? [{ label: 'Last time', value: `${last.reached} of ${last.of} colleagues reached` }] : [];
}
