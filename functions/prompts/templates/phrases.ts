import type { Session } from '../../domain/cohort.ts';
import { ledgerAt, type HalfDayLine } from '../../domain/half-days.ts';
import { missingAt, currentGate, situationOf } from '../../domain/situation.ts';
import type { SessionMoments } from '../../domain/timetable.ts';
import { formatDays, formatPeriod } from '../../domain/wording.ts';
import type { Block, Fact } from '../../email/content.ts';
import type { ParticipantContext, PromptContext } from './context.ts';

/** Blocks and words that several letters share. */

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function list(items: readonly string[]): Block {
  return { kind: 'list', items };
}

/** "Mathematics and science" */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Where a session is, for a sentence or a calendar: "Sample Academy, Example Road", "Online". */
export function placeOf({ mode, venue }: Session): string {
  if (mode === 'online') return 'Online';
  return mode === 'hybrid' ? `${venue}, or online` : venue;
}

/** When, where, and what it counts for. */
export function sessionBlocks(session: Session, zone: string): Block[] {
  return [
    { kind: 'dateFact', label: 'When', at: session.startsAt, until: session.endsAt, zone, where: placeOf(session) },
    { kind: 'facts', facts: [{ label: 'Counts as', value: creditWords(session) }] },
  ];
}

/** "half a central day", "1 central day", "1.5 central days" */
export function creditWords({ credit }: Session): string {
  if (credit === 0.5) return 'half a central day';
  return credit === 1 ? '1 central day' : `${credit} central days`;
}

/** "Reminder: …" from the second time on. */
export function remind({ occasion }: PromptContext, subject: string): string {
  return occasion.ordinal > 0 ? `Reminder: ${subject}` : subject;
}

/** The way in for whoever joins online; nothing where there is none. */
export function joinBlocks({ mode, joinUrl }: Session): Block[] {
  if (mode === 'face-to-face' || joinUrl === undefined) return [];
  return [{ kind: 'links', links: [{ label: 'Join online', url: joinUrl }] }];
}

/** "Thursday 8 October 2026, 9:30am to 3:30pm (UK time): Central day 1, Sample Academy, 1 day" */
export function dateLine(session: Session, zone: string): string {
  const place = session.mode === 'online' ? 'online' : placeOf(session);
  return `${formatPeriod(session.startsAt, session.endsAt, zone)}: ${session.title}, ${place}, ${formatDays(session.credit)}`;
}

/** The dates that everybody of the cohort comes to, from now on. */
export function programmeDates({ moments, programme, now }: PromptContext): string[] {
  return moments.sessions
    .filter(({ session, isCatchUp, endsAt }) => session.state === 'planned' && !isCatchUp && endsAt > Date.parse(now))
    .map(({ session }) => dateLine(session, programme.zone));
}

/** Catch-up days that are still to come, the soonest first. */
export function catchUps({ moments, now }: PromptContext): SessionMoments[] {
  return moments.sessions.filter(
    ({ session, isCatchUp, startsAt }) => isCatchUp && session.state === 'planned' && startsAt > Date.parse(now),
  );
}

/** "5.5 central days and 2 days in school in year 1" */
export function timeNeeded({ programme }: PromptContext): string {
  const years = programme.years.flatMap(({ title, needs }) => {
    const central = needs.central === undefined ? [] : [`${needs.central} central days`];
    const inSchool = needs['in-school'] === undefined ? [] : [`${formatDays(needs['in-school'])} of work in school`];
    const both = joinWords([...central, ...inSchool]);
    return both === '' ? [] : [`${both} in ${lowerFirst(title)}`];
  });
  return joinWords(years);
}

/** "two years" */
export function length({ programme }: PromptContext): string {
  const words = ['no', 'one', 'two', 'three', 'four'];
  const count = programme.years.length;
  return `${words[count] ?? count} ${count === 1 ? 'year' : 'years'}`;
}

/** A participant's half-days, a line for each kind: "Central days, year 1: 3 of 5.5 days, 2.5 still needed". */
export function ledgerFacts(context: ParticipantContext, year?: number): Fact[] {
  return ledgerLines(context, year).map(({ year: number, bucket, earned, needed, short }) => ({
    label: `${bucket === 'central' ? 'Central days' : 'Days in school'}, year ${number}`,
    value: `${earned} of ${needed} days earned${short > 0 ? `, ${formatDays(short)} still needed` : ''}`,
  }));
}

export function ledgerLines({ view, moments, now }: ParticipantContext, year?: number): HalfDayLine[] {
  return ledgerAt(view, moments, Date.parse(now)).filter(
    (line) => line.needed > 0 && (year === undefined || line.year === year),
  );
}

/** What the gate at which the participant stands still asks for, in words. */
export function missingItems({ view, moments, now }: ParticipantContext): string[] {
  const situation = situationOf(view, moments, Date.parse(now));
  const gate = currentGate(situation);
  return gate ? missingAt(gate, situation).map(({ what }) => what) : [];
}

/** The participant by name, for letters to others about them. */
export function participantName({ people }: PromptContext): string {
  return people.participant?.name ?? 'Your colleague';
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
