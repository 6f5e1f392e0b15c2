import { pairWords } from '../../domain/mastery-words.ts';
import { addresseeOf, topicOf } from '../../domain/work-group-occasions.ts';
import { pairById } from '../../domain/work-group-situation.ts';
import type { WorkGroupContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { list, paragraph, programmeDates, remind } from './phrases.ts';

/** W1: to the headteacher and subject lead, when their pair has its places. */
export function pairForm(context: WorkGroupContext): Letter {
  const { links } = context;
  return letter(context, {
    subject: `Your pair in ${context.cohort.title}`,
    preheader: 'Who takes part, when they are away, and what the department does meanwhile.',
    heading: 'Your pair is in the Work Group',
    blocks: [
      paragraph(
        `A pair from ${schoolName(context)} takes part. Ideally at least one of a pair is a Mastery Specialist or Mastery Advocate; where nobody is, nothing is held back, and the lead of the group helps.`,
      ),
      paragraph(
        'Between every two sessions the pair tries something with the rest of the department. Please plan cover for the sessions and keep a meeting for the department free.',
      ),
      ...programmeDates(context, 'The group meets on these dates:'),
    ],
    action: { label: 'See your pair and its year', url: links.pairPage() },
  });
}

/** W2: once, to the subject lead, when nobody of the pair has been through a programme before. It blocks nothing. */
export function pairWarn(context: WorkGroupContext): Letter {
  const { links, role } = context;
  if (role === 'lead')
    return letter(context, {
      subject: `${schoolName(context)} has no Mastery Specialist or Advocate`,
      heading: 'A pair without a Specialist or Advocate',
      blocks: [
        paragraph(
          `Nobody of the pair from ${schoolName(context)} is a Mastery Specialist or Mastery Advocate. Nothing is held back. Their subject lead was asked for a note, and may ask you for help.`,
        ),
      ],
      action: { label: 'Open your group', url: links.leadPage() },
    });
  return letter(context, {
    subject: 'Your pair has no Mastery Specialist or Advocate: shall we help?',
    preheader: 'Nothing is held back. Tell us in a line, or ask for help.',
    heading: 'Your pair has no Mastery Specialist or Advocate',
    blocks: [
      paragraph(
        'Nothing is held back: your pair takes part like every other. A colleague who knows teaching for mastery well makes it easier to carry it into the whole department, so the lead of the group offers to help.',
      ),
      paragraph('Tell us in a line why it is so, or ask the lead for help. You will not be asked again.'),
    ],
    action: { label: 'Add a note or ask for help', url: links.pairPage() },
  });
}

/** W3: to the other member and the headteacher, when somebody has left and the place is open. */
export function pairGap(context: WorkGroupContext): Letter {
  const { links, people } = context;
  const who = people.participant?.name ?? 'A colleague';
  return letter(context, {
    subject: remind(context, `A place at ${schoolName(context)} is open: who takes it over?`),
    preheader: 'Your school keeps its two places. Name a colleague in two minutes.',
    heading: 'Who takes the place over?',
    blocks: [
      paragraph(
        `${who} no longer takes part in ${context.cohort.title}. Your school may name a colleague. They are asked by email, and join from then on; what the two of you have done together goes on.`,
      ),
      ...programmeDates(context, 'The sessions still to come:'),
    ],
    action: { label: 'Name a colleague', url: links.pairPage() },
  });
}

/** W9: to the lead, when both members of a pair have gone. */
export function pairMissing(context: WorkGroupContext): Letter {
  const { links } = context;
  return letter(context, {
    subject: `Both members at ${schoolName(context)} have left: please call`,
    heading: 'Both members of a pair have left',
    blocks: [
      paragraph(
        `Nobody from ${schoolName(context)} takes part any more. Please call the school: its headteacher can name colleagues until then. Its places are free for others meanwhile.`,
      ),
    ],
    action: { label: 'Open your group', url: links.leadPage() },
  });
}

/** W11: to whoever leads the group from now on. */
export function groupHandedOver(context: WorkGroupContext): Letter {
  const { links, situation } = context;
  return letter(context, {
    subject: `You lead ${context.cohort.title} from now on`,
    heading: 'You lead this group from now on',
    blocks: [
      paragraph('The hub has handed this Work Group over to you. Everything that was asked of its lead comes to you.'),
      list(situation.pairs.map((pair) => pairLine(context, pair.id))),
      ...programmeDates(context, 'The sessions still to come:'),
    ],
    action: { label: 'Open your group', url: links.leadPage() },
  });
}

function pairLine({ situation }: WorkGroupContext, id: string): string {
  const pair = pairById(situation, id);
  if (!pair) return id;
  return `${pair.schoolName}: ${pairWords(pair.members) || 'nobody takes part at present'}`;
}

/** The school of the pair that an occasion is about. */
export function schoolName({ situation, occasion }: WorkGroupContext): string {
  const id = addresseeOf(occasion.anchor);
  const topic = topicOf(occasion.anchor).split('@')[0];
  const pair =
    pairById(situation, topic ?? '') ??
    situation.pairs.find(({ origin, members, left, paused }) =>
      [origin, ...members, ...left, ...paused].some((each) => each.id === id),
    );
  return pair?.schoolName ?? 'your school';
}
