import { adminDigest, leadDigest } from '../../domain/digest.ts';
import { placeOf } from '../../domain/session-words.ts';
import { formatPeriod } from '../../domain/wording.ts';
import type { Block, Fact } from '../../email/content.ts';
import type { CohortContext } from './context.ts';
import { type Letter, letter } from './letter.ts';
import { list, paragraph } from './phrases.ts';

/** P1: to a cohort's lead, on Monday morning, when somebody needs them or a session is near. */
export function weeklyDigest(context: CohortContext): Letter {
  const { view, now, cohort, links } = context;
  const { concerned, daysToAcknowledge, sessionsAhead } = leadDigest(view, now);
  const people =
    concerned.length === 0
      ? 'nobody is stuck'
      : `${count(concerned.length, 'participant needs', 'participants need')} you`;
  return letter(context, {
    subject: `Your week with ${cohort.title}: ${people}`,
    preheader:
      sessionsAhead.length === 0 ? 'No session in the next two weeks.' : 'With the sessions of the next two weeks.',
    heading: 'Your cohort this week',
    blocks: [
      { kind: 'heading', text: 'Who needs you' },
      concerned.length === 0
        ? paragraph('Nobody is stuck at the moment.')
        : list(concerned.map(({ id, why }) => `${nameOf(context, id)}: ${why.join('; ')}`)),
      ...(daysToAcknowledge > 0
        ? [
            paragraph(
              `${count(daysToAcknowledge, 'entry', 'entries')} of work in school ${daysToAcknowledge === 1 ? 'waits' : 'wait'} for you to acknowledge.`,
            ),
          ]
        : []),
      ...sessionBlocks(context),
    ],
    action: { label: 'Open your cohort', url: links.leadPage() },
  });
}

function sessionBlocks({ view, now, programme }: CohortContext): Block[] {
  const { sessionsAhead } = leadDigest(view, now);
  if (sessionsAhead.length === 0) return [];
  const facts = sessionsAhead.map(
    ({ session }): Fact => ({
      label: session.title,
      value: `${formatPeriod(session.startsAt, session.endsAt, programme.zone)}\n${placeOf(session)}`,
    }),
  );
  return [
    { kind: 'heading', text: 'Sessions in the next two weeks' },
    { kind: 'facts', facts },
  ];
}

/** P2: to the hub, on a working morning when something waits for an admin. */
export function dailyDigest(context: CohortContext): Letter {
  const { view, cohort, links } = context;
  const { toDecide, reviews, stopped, failedAddresses, placesTaken, capacity } = adminDigest(view);
  const waiting: Fact[] = [
    { label: 'Stopped, until somebody looks', value: String(stopped) },
    { label: 'Nominations to decide', value: String(toDecide) },
    { label: 'Reviews to decide', value: String(reviews) },
    { label: 'Addresses that do not take our mail', value: String(failedAddresses) },
  ].filter(({ value }) => value !== '0');
  const total = stopped + toDecide + reviews + failedAddresses;
  return letter(context, {
    subject: `${cohort.title}: ${count(total, 'thing waits', 'things wait')} for an admin`,
    preheader: `${placesTaken} of ${capacity} places are taken.`,
    heading: `${count(total, 'thing waits', 'things wait')} for an admin`,
    blocks: [
      paragraph('Everything else goes on by itself. This is what only a person can do:'),
      { kind: 'facts', facts: [...waiting, { label: 'Places taken', value: `${placesTaken} of ${capacity}` }] },
    ],
    action: { label: 'Open Today in the console', url: links.console() },
  });
}

function nameOf({ view }: CohortContext, id: string): string {
  const school = view.participants.find((each) => each.id === id)?.schoolName;
  const name = view.names.get(id) ?? `Participant ${id}`;
  return school ? `${name} (${school})` : name;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
