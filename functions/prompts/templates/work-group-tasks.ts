import { pulsesFor, reachOf, type Task } from '../../domain/implementation.ts';
import type { Pair } from '../../domain/pairs.ts';
import { placeOf } from '../../domain/session-words.ts';
import { answerWords } from '../../domain/task-words.ts';
import { formatPeriod } from '../../domain/wording.ts';
import { topicOf } from '../../domain/work-group-occasions.ts';
import { healthOf, healthWords, openRequests } from '../../domain/work-group-situation.ts';
import type { Fact } from '../../email/content.ts';
import type { WorkGroupContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { list, paragraph, remind } from './phrases.ts';

/** W4: half-way between two sessions, to each of a pair who has not answered. */
export function implementPulse(context: WorkGroupContext): Letter {
  const { links, programme } = context;
  const task = taskOf(context);
  const { session } = task.before;
  return letter(context, {
    subject: remind(context, 'One minute: how did it go with your department?'),
    preheader: 'Three short questions about the task since the last session.',
    heading: 'How did it go with your department?',
    blocks: [
      paragraph(
        `Since ${task.after.session.title}, your pair has been trying something with the rest of your department. Three short questions: is it done, who took part, what changed? “Not yet” is an answer too.`,
      ),
      paragraph(
        `The lead reads the answers before ${session.title} (${formatPeriod(session.startsAt, session.endsAt, programme.zone)}).`,
      ),
    ],
    action: { label: 'Answer in one minute', url: links.participantPage(`tasks/${task.after.session.id}`) },
  });
}

/** W5: to the lead, three working days before a session. */
export function implementDigest(context: WorkGroupContext): Letter {
  const { links, situation, programme } = context;
  const task = taskOf(context);
  const { session } = task.before;
  const open = openRequests(situation).length;
  return letter(context, {
    subject: `${session.title}: what the schools have done since ${task.after.session.title}`,
    preheader: formatPeriod(session.startsAt, session.endsAt, programme.zone),
    heading: 'Since the last session',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Next session', value: formatPeriod(session.startsAt, session.endsAt, programme.zone) },
          { label: 'Where', value: placeOf(session) },
          ...(open > 0 ? [{ label: 'Requests that wait for somebody', value: String(open) }] : []),
        ],
      },
      { kind: 'heading', text: 'School by school' },
      { kind: 'facts', facts: situation.pairs.map((pair) => pairFact(context, task, pair)) },
      ...needs(context),
    ],
    action: { label: 'Open your group', url: links.leadPage() },
  });
}

function pairFact({ view }: WorkGroupContext, { after }: Task, pair: Pair): Fact {
  const pulses = pulsesFor(view.pulses, pair.id, after.session.id);
  if (pulses.length === 0) return { label: pair.schoolName, value: 'No answer yet' };
  const reach = reachOf(pulses);
  const lines = pulses.map(answerWords);
  if (reach) lines.push(`${reach.reached} of ${reach.of} colleagues took part`);
  return { label: pair.schoolName, value: lines.join('\n') };
}

function needs({ situation }: WorkGroupContext) {
  const stuck = situation.pairs
    .map((pair) => ({ pair, why: healthWords(healthOf(situation, pair)) }))
    .filter(({ why }) => why.length > 0);
  if (stuck.length === 0) return [];
  return [
    { kind: 'heading', text: 'Who needs you' } as const,
    list(stuck.map(({ pair, why }) => `${pair.schoolName}: ${why.join('; ')}`)),
  ];
}

function taskOf({ situation, occasion }: WorkGroupContext): Task {
  const found = situation.tasks.find(({ after }) => after.session.id === topicOf(occasion.anchor));
  if (!found) throw new NoSuchTask(`${occasion.anchor} lies between no two sessions`);
  return found;
}

class NoSuchTask extends Error {
  override readonly name = 'NoSuchTask';
}
