import { bucketTitle } from '../../domain/bucket-words.ts';
import type { Session } from '../../domain/cohort.ts';
import { type HalfDayLine, ledgerAt } from '../../domain/half-days.ts';
import type { People } from '../../domain/people.ts';
import { placeOf } from '../../domain/session-words.ts';
import { currentGate, missingAt, situationOf } from '../../domain/situation.ts';
import type { SessionMoments } from '../../domain/timetable.ts';
import { formatDays, formatPeriod } from '../../domain/wording.ts';
import type { Block, Fact } from '../../email/content.ts';
import type { ParticipantContext, PromptContext } from './context.ts';

/** Blocks and words that several letters share. */

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

export function list(items: readonly string[]): Block {
  return { kind: 'list', items };
}

/** "Mathematics and science" */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** When, where, and what it counts for. */
export function sessionFacts(session: Session, zone: string): Block {
  return {
    kind: 'facts',
    facts: [
      { label: 'When', value: formatPeriod(session.startsAt, session.endsAt, zone) },
      { label: 'Where', value: placeOf(session) },
      { label: 'Counts as', value: creditWords(session) },
    ],
  };
}

/** "half a central day", "1 central day", "1.5 central days" */
export function creditWords({ credit, kind }: Session): string {
  if (kind === 'meeting' || kind === 'observation') return formatDays(credit);
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

/** Sessions by title: when, where, and what each counts for. */
export function dateFacts(sessions: readonly Session[], zone: string): Block {
  return {
    kind: 'facts',
    facts: sessions.map((session) => ({
      label: session.title,
      value: `${formatPeriod(session.startsAt, session.endsAt, zone)}\n${placeOf(session)} (${formatDays(session.credit)})`,
    })),
  };
}

/** The sessions that everybody of the cohort comes to, from now on, after a line about them; nothing where none is left. */
export function programmeDates({ moments, programme, now }: PromptContext, lead: string): Block[] {
  const ahead = moments.sessions.filter(
    ({ session, isCatchUp, endsAt }) => session.state === 'planned' && !isCatchUp && endsAt > Date.parse(now),
  );
  return ahead.length === 0 ? [] : [paragraph(lead), dateFacts(sessionsOf(ahead), programme.zone)];
}

/** Catch-up days that are still to come, the soonest first, after a line about them; nothing where none is left. */
export function catchUpDates({ moments, programme, now }: PromptContext, lead: string): Block[] {
  const ahead = moments.sessions.filter(
    ({ session, isCatchUp, startsAt }) => isCatchUp && session.state === 'planned' && startsAt > Date.parse(now),
  );
  return ahead.length === 0 ? [] : [paragraph(lead), dateFacts(sessionsOf(ahead), programme.zone)];
}

function sessionsOf(moments: readonly SessionMoments[]): Session[] {
  return moments.map(({ session }) => session);
}

/** "5.5 central days and 2 days in school in year 1" */
export function timeNeeded({ programme }: PromptContext): string {
  const years = programme.years.flatMap(({ title, needs }) => {
    const name = lowerFirst(bucketTitle(programme.kind, 'central'));
    const central = needs.central === undefined ? [] : [`${needs.central} ${name}`];
    const inSchool = needs['in-school'] === undefined ? [] : [`${formatDays(needs['in-school'])} of work in school`];
    const both = joinWords([...central, ...inSchool]);
    return both === '' ? [] : [`${both} in ${lowerFirst(title)}`];
  });
  return joinWords(years);
}

/** "two years" */
export function programmeLength({ programme }: PromptContext): string {
  const words = ['no', 'one', 'two', 'three', 'four'];
  const count = programme.years.length;
  return `${words[count] ?? count} ${count === 1 ? 'year' : 'years'}`;
}

/** A participant's half-days, a line for each kind: "Central days, year 1: 3 of 5.5 days, 2.5 still needed". */
export function ledgerFacts(context: ParticipantContext, year?: number): Fact[] {
  const central = bucketTitle(context.programme.kind, 'central');
  return ledgerLines(context, year).map(({ year: number, bucket, earned, needed, short }) => ({
    label: `${bucket === 'central' ? central : 'Days in school'}, year ${number}`,
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

/** Who is nominated, by name: one teacher, or both of a pair. */
export function nomineeNames({ nominee, partner }: People, unnamed: string): string {
  const names = [nominee?.name, partner?.name].filter((name) => name !== undefined);
  return joinWords(names) || unnamed;
}

/** The participant by name, for letters to others about them. */
export function participantName({ people }: PromptContext): string {
  return people.participant?.name ?? 'Your colleague';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
