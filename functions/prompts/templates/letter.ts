import { hasPreferences, type RecipientRole } from '../../domain/people.ts';
import { lastDayOf } from '../../domain/wording.ts';
import { addresseeOf } from '../../domain/work-group-occasions.ts';
import type { EmailContent } from '../../email/content.ts';
import type { CalendarEntry } from '../calendar-file.ts';
import type { PromptContext } from './context.ts';

/** An e-mail's content, and the calendar entry that goes with it where there is one. */
export interface Letter extends EmailContent {
  readonly calendar?: Pick<CalendarEntry, 'session' | 'method' | 'title' | 'description'>;
}

/** What a template says itself; the rest is the same in every letter. */
export type LetterParts = Pick<
  Letter,
  'subject' | 'preheader' | 'heading' | 'blocks' | 'action' | 'afterAction' | 'calendar'
>;

/** Greets, signs, and says why this person gets it and how to answer; a nudge also says how to get fewer of them. */
export function letter(context: PromptContext, parts: LetterParts): Letter {
  const { cohort, recipient, rule, role, links } = context;
  const optional = rule.class === 'nudge' && hasPreferences(role);
  const name = recipient.name.trim();
  return {
    ...parts,
    greeting: name === '' ? 'Hello,' : `Dear ${name},`,
    signature: [cohort.hub.name],
    footer: {
      why: [
        reasons[role](context),
        ...resumed(context),
        `You can reply to this email: ${cohort.hub.name} reads the answers.`,
      ].join(' '),
      runBy: cohort.hub.runBy,
      ...(optional && { preferencesUrl: links.preferences() }),
    },
  };
}

/** The first nudge after somebody's rest from them says that they are back. */
function resumed({ rule, recipient, now, programme, view, role }: PromptContext): string[] {
  const until = recipient.nudgesOffUntil;
  if (rule.class !== 'nudge' || until === undefined || until > now) return [];
  const nudges = new Set(programme.prompts.filter((each) => each.class === 'nudge').map(({ key }) => key));
  const rows = 'prompts' in view ? view.prompts : [];
  const wasTold = rows.some(
    (row) => row.role === role && nudges.has(row.prompt) && row.acceptedAt !== undefined && row.acceptedAt >= until,
  );
  return wasTold ? [] : [`Reminders are on again: you had turned them off until ${lastDayOf(until, programme.zone)}.`];
}

const reasons: Record<RecipientRole, (context: PromptContext) => string> = {
  participant: ({ programme, cohort }) =>
    `You get this email because you have a place on the ${programme.title} programme with ${cohort.hub.name}.`,
  nominee: (context) =>
    `You get this email because ${schoolOf(context)} nominated you for the ${context.programme.title} programme.`,
  partner: (context) =>
    context.kind === 'nomination'
      ? reasons.nominee(context)
      : `You get this email because you and a colleague at ${schoolOf(context)} take part in the ${context.programme.title} programme.`,
  nominator: (context) =>
    `You get this email because you nominated a colleague at ${schoolOf(context)} for the ${context.programme.title} programme.`,
  'second-nominator': (context) =>
    `You get this email because you nominated a colleague at ${schoolOf(context)} for the ${context.programme.title} programme.`,
  head: (context) =>
    `You get this email because you were named as headteacher of ${schoolOf(context)} for the ${context.programme.title} programme.`,
  'subject-lead': (context) =>
    `You get this email because you lead mathematics at ${schoolOf(context)}, where a colleague takes part in the ${context.programme.title} programme.`,
  lead: ({ programme, cohort }) =>
    `You get this email because you lead the ${programme.title} cohort “${cohort.title}”.`,
  'next-head': (context) =>
    `You get this email because you were named as headteacher of the school that a participant of the ${context.programme.title} programme moves to.`,
  'previous-head': (context) =>
    `You get this email because a teacher of your school took part in the ${context.programme.title} programme.`,
  admins: ({ cohort }) => `You get this email because ${cohort.hub.name} runs the programme.`,
};

function schoolOf(context: PromptContext): string {
  switch (context.kind) {
    case 'nomination':
      return context.nomination.schoolName;
    case 'participant':
      return context.participant.schoolName;
    case 'work-group':
      return (
        context.situation.pairs.find(({ origin, members, left, paused }) =>
          [origin, ...members, ...left, ...paused].some(({ id }) => id === addresseeOf(context.occasion.anchor)),
        )?.schoolName ?? context.cohort.hub.name
      );
    case 'cohort':
      return context.cohort.hub.name;
  }
}
