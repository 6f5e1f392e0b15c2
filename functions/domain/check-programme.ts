import { builtInRules } from './built-in-mails.ts';
import { isBefore, minuteOfDay, type Offset, parseOffset } from './offset.ts';
import { hasPreferences } from './people.ts';
import type { Programme } from './programme.ts';
import type { PromptRule, Usefulness } from './prompt-rule.ts';
import { longestTitle, sameTitle } from './prompt-title.ts';

/** What is wrong, at which place of the programme (as in `['prompts', 3, 'template']`). */
export interface Mistake {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/** The keys of the e-mails that exist, by what they are about. */
export type KnownTemplates = Readonly<Record<PromptRule['subject'] | 'cohort', readonly string[]>>;

/**
 * The rules that hold between the parts of a programme, beyond each part's own shape: keys are unique and known,
 * credits add up, each prompt has a template, and each offset and usefulness limit can be.
 */
export function checkProgramme(programme: Programme, knownTemplates: KnownTemplates): Mistake[] {
  return [
    ...duplicates(programme.days, 'days'),
    ...duplicates(programme.gates, 'gates'),
    ...duplicates([...programme.prompts, ...programme.digests], 'prompts'),
    ...checkTitles(programme),
    ...duplicates(programme.statuses.participant, 'statuses', 'participant'),
    ...duplicates(programme.statuses.nomination, 'statuses', 'nomination'),
    ...duplicates(programme.statuses.workGroup, 'statuses', 'workGroup'),
    ...duplicates(programme.variants, 'variants'),
    ...checkYears(programme),
    ...checkCredits(programme),
    ...checkGates(programme),
    ...checkRules(programme),
    ...checkDigests(programme, knownTemplates),
    ...programme.prompts.flatMap((prompt, index) => checkPrompt(programme, prompt, index, knownTemplates)),
  ];
}

function duplicates(items: readonly { key: string }[], ...path: string[]): Mistake[] {
  return items.flatMap(({ key }, index) =>
    items.findIndex((other) => other.key === key) < index
      ? [{ path: [...path, index, 'key'], reason: `"${key}" is here twice` }]
      : [],
  );
}

/** What e-mails are called, digests' after prompts': short enough for a list, and no two alike there. */
function checkTitles({ prompts, digests }: Programme): Mistake[] {
  const rules = [
    ...prompts.map(({ title }, index) => ({ title, path: ['prompts', index, 'title'] })),
    ...digests.map(({ title }, index) => ({ title, path: ['digests', index, 'title'] })),
  ];
  return rules.flatMap(({ title, path }, index) => {
    if (title === undefined) return [{ path, reason: '"title" is missing' }];
    const others = [...builtInRules, ...rules.slice(0, index)];
    const reason = others.some((other) => other.title !== undefined && sameTitle(other.title, title))
      ? `another e-mail is called "${title}" too`
      : titleMistake(title);
    return reason ? [{ path, reason }] : [];
  });
}

function titleMistake(title: string): string | undefined {
  const { words, characters } = longestTitle;
  if (title.length > characters || title.split(/\s+/).length > words)
    return `must be at most ${words} words and ${characters} characters, to stand in a list`;
  return /^\p{Lu}.*\S$/u.test(title) ? undefined : 'must begin with a capital, and end without a blank';
}

function checkYears({ years, days, statuses }: Programme): Mistake[] {
  const mistakes: Mistake[] = [];
  years.forEach(({ number, status }, index) => {
    if (number !== index + 1) {
      mistakes.push({ path: ['years', index, 'number'], reason: `years are numbered 1, 2, …: expected ${index + 1}` });
    }
    if (!statuses.participant.some(({ key }) => key === status)) {
      mistakes.push({ path: ['years', index, 'status'], reason: `"${status}" is not among the programme's statuses` });
    }
  });
  days.forEach(({ year }, index) => {
    if (year > years.length) mistakes.push({ path: ['days', index, 'year'], reason: `there is no year ${year}` });
  });
  return mistakes;
}

function checkCredits({ years, days }: Programme): Mistake[] {
  return years.flatMap(({ number, needs }, index) => {
    const offered = days
      .filter(({ year, kind }) => year === number && kind !== 'catch-up')
      .reduce((sum, { credit }) => sum + credit, 0);
    const needed = needs.central ?? 0;
    if (offered === needed) return [];
    const path = needs.central === undefined ? ['years', index] : ['years', index, 'needs', 'central'];
    return [{ path, reason: `year ${number} needs ${needed} central days, but its days add up to ${offered}` }];
  });
}

function checkGates({ gates, years, statuses }: Programme): Mistake[] {
  return gates.flatMap((gate, index) => {
    const mistakes: Mistake[] = [];
    if (gate.year > years.length) {
      mistakes.push({ path: ['gates', index, 'year'], reason: `there is no year ${gate.year}` });
    }
    for (const field of ['status', 'passesTo'] as const) {
      if (!statuses.participant.some(({ key }) => key === gate[field])) {
        mistakes.push({
          path: ['gates', index, field],
          reason: `"${gate[field]}" is not among the programme's statuses`,
        });
      }
    }
    if (!isDayOffset(parseOffset(gate.opens))) {
      mistakes.push({ path: ['gates', index, 'opens'], reason: 'must be working days or months at a time of day' });
    }
    return mistakes;
  });
}

function checkRules({ rules }: Programme): Mistake[] {
  const after = [
    [rules.checkIn.evidenceUntil, ['rules', 'checkIn', 'evidenceUntil']],
    [rules.nomination.expires, ['rules', 'nomination', 'expires']],
    [rules.nomination.refusalStands, ['rules', 'nomination', 'refusalStands']],
    [rules.nomination.answerStands, ['rules', 'nomination', 'answerStands']],
    [rules.nomination.offerStands, ['rules', 'nomination', 'offerStands']],
    [rules.nomination.carryStands, ['rules', 'nomination', 'carryStands']],
    [rules.undoWithdrawal, ['rules', 'undoWithdrawal']],
  ] as const;
  const lastOffer: Mistake = {
    path: ['rules', 'nomination', 'lastOffer'],
    reason: 'must lie before the first session: nobody takes a place in what has begun',
  };
  return [
    ...after.flatMap(([text, path]) =>
      isBefore(parseOffset(text)) ? [{ path, reason: 'must lie after what it is counted from' }] : [],
    ),
    ...(isBefore(parseOffset(rules.nomination.lastOffer)) ? [] : [lastOffer]),
  ];
}

function checkDigests({ digests }: Programme, knownTemplates: KnownTemplates): Mistake[] {
  return digests.flatMap(({ key, template }, index) =>
    knownTemplates.cohort.includes(template)
      ? []
      : [{ path: ['digests', index, 'template'], reason: `${key}: ${noTemplate(template, 'cohort')}` }],
  );
}

function noTemplate(template: string, about: keyof KnownTemplates): string {
  return `there is no e-mail template "${template}" about a ${about.replace('-', ' ')}`;
}

function checkPrompt(
  programme: Programme,
  prompt: PromptRule,
  index: number,
  knownTemplates: KnownTemplates,
): Mistake[] {
  const at = (path: readonly (string | number)[], reason: string): Mistake => ({
    path: ['prompts', index, ...path],
    reason: `${prompt.key}: ${reason}`,
  });
  const mistakes: Mistake[] = [];
  if (!knownTemplates[prompt.subject].includes(prompt.template))
    mistakes.push(at(['template'], noTemplate(prompt.template, prompt.subject)));
  const of = prompt.subject === 'work-group' ? 'workGroup' : prompt.subject;
  const known = new Set<string>(programme.statuses[of].map(({ key }) => key));
  prompt.statuses.forEach((status, i) => {
    if (!known.has(status)) mistakes.push(at(['statuses', i], `"${status}" is not among the programme's statuses`));
  });
  prompt.sends.forEach(({ offset }, i) => {
    const reason =
      impossibleOffset(prompt, parseOffset(offset)) ?? unquietOffset(programme, prompt, parseOffset(offset));
    if (reason) mistakes.push(at(['sends', i, 'offset'], reason));
  });
  if (prompt.digest && (prompt.class !== 'nudge' || prompt.lane !== 'routine'))
    mistakes.push(at(['digest'], 'only what can be turned off and is not urgent is put together'));
  prompt.sends.forEach(({ to }, i) => {
    const forced =
      prompt.class === 'nudge' && to.find((role) => prompt.subject === 'nomination' || !hasPreferences(role));
    if (forced) mistakes.push(at(['sends', i, 'to'], `a ${forced} could not turn this nudge off`));
  });
  if (!limitApplies(prompt)) mistakes.push(at(['until'], `"${prompt.until}" means nothing about ${prompt.about}`));
  return [...mistakes, ...checkFilters(programme, prompt, at)];
}

function checkFilters(
  programme: Programme,
  prompt: PromptRule,
  at: (path: readonly (string | number)[], reason: string) => Mistake,
): Mistake[] {
  if (prompt.subject !== 'participant') return [];
  const mistakes: Mistake[] = [];
  const aboutSession = ['session', 'session-change', 'absence'].includes(prompt.about);
  if (!aboutSession && (prompt.sessions || prompt.days)) {
    mistakes.push(at([prompt.sessions ? 'sessions' : 'days'], `it is not about a session but about ${prompt.about}`));
  }
  if (prompt.repeats && prompt.about !== 'session')
    mistakes.push(at(['repeats'], 'only what is about a session has another time'));
  if (prompt.terms && prompt.about !== 'term') mistakes.push(at(['terms'], 'it is not about a term'));
  prompt.days?.forEach((day, i) => {
    if (!programme.days.some(({ key }) => key === day)) mistakes.push(at(['days', i], `there is no day "${day}"`));
  });
  prompt.years?.forEach((year, i) => {
    if (year > programme.years.length) mistakes.push(at(['years', i], `there is no year ${year}`));
  });
  return mistakes;
}

/** Only what is on the calendar can be announced beforehand. */
const announced = new Set<string>(['session', 'year', 'term', 'close', 'return', 'task', 'task-summary', 'visit']);

function impossibleOffset(prompt: PromptRule, offset: Offset): string | undefined {
  if (isBefore(offset) && !announced.has(prompt.about)) {
    return `nothing can be sent before ${prompt.about}, which nobody knows beforehand`;
  }
  if (prompt.about !== 'session') return undefined;
  const afterStart = offset.unit !== 'at-once' && offset.count > 0;
  if (prompt.until === 'session-start' && (afterStart || prompt.from === 'end')) {
    return 'it would be sent after the session has begun, when it is of no use any more';
  }
  if (prompt.until === 'session-end' && isDayOffset(offset) && afterStart) {
    return 'it would be sent after the session has ended, when it is of no use any more';
  }
  return undefined;
}

/** What is not urgent waits for the hours in which people in school read e-mail. */
function unquietOffset({ rules }: Programme, { lane }: PromptRule, offset: Offset): string | undefined {
  const { from, until } = rules.quietHours;
  if (lane === 'urgent' || offset.unit === 'at-once' || offset.unit === 'minutes') return undefined;
  return offset.minuteOfDay >= minuteOfDay(from) || offset.minuteOfDay < minuteOfDay(until)
    ? `nothing routine is sent between ${from} and ${until}`
    : undefined;
}

function isDayOffset(offset: Offset): boolean {
  return offset.unit === 'working-days' || offset.unit === 'months';
}

const limitsOf: Readonly<Partial<Record<Usefulness, readonly string[]>>> = {
  'session-start': ['session', 'session-change', 'absence', 'task', 'task-summary', 'visit', 'visit-change'],
  'session-end': ['session', 'session-change', 'absence'],
  'evidence-deadline': ['session', 'session-change', 'absence'],
  'term-end': ['term'],
  'year-end': ['year', 'term', 'session', 'session-change', 'absence', 'escalation', 'enrolment', 'status'],
  'window-close': ['submission', 'promise', 'close', 'wrong-person'],
};

function limitApplies({ about, until }: PromptRule): boolean {
  const abouts = limitsOf[until];
  return abouts === undefined || abouts.includes(about);
}
