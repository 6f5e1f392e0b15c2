import type { Driven } from './driven.ts';
import { occasionKey, type PlannedPrompt, type PromptRow } from './prompt.ts';
import type { PromptRule } from './prompt-rule.ts';
import type { SendStep } from './step.ts';
import { missedBecause, purposeOf, type TimedOccasion } from './timetable.ts';

/** The rows of a subject's prompt ledger by their occasion. */
export function rowsByKey(prompts: readonly PromptRow[]): Map<string, PromptRow> {
  const rows = new Map<string, PromptRow>();
  for (const row of prompts) rows.set(occasionKey(row), row);
  return rows;
}

/**
 * Whether an occasion is to be entered in the ledger now: its moment has come and it has no row, or its row was
 * suppressed when the subject was at an older version than `version` and it still helps. Whether it is wanted at all is
 * another question.
 */
export function isDue(
  { at, usefulUntil }: Pick<TimedOccasion<PromptRule>, 'at' | 'usefulUntil'>,
  row: PromptRow | undefined,
  version: number,
  now: number,
): boolean {
  if (at > now) return false;
  return row === undefined || (row.state === 'suppressed' && row.atVersion < version && usefulUntil > now);
}

/**
 * Whether something may have to be done about an occasion when its moment comes. One that has a row and lies ahead all
 * the same was planned before its session moved: until that row is settled it is looked at again.
 */
export function isAhead(
  { at }: Pick<TimedOccasion<PromptRule>, 'at'>,
  row: PromptRow | undefined,
  now: number,
): boolean {
  return at > now && !isSettled(row);
}

/** A row about which no plan can do anything any more. */
export function isSettled(row: PromptRow | undefined): boolean {
  return row !== undefined && row.state !== 'queued' && row.state !== 'sending' && row.state !== 'suppressed';
}

/** Why a prompt of the gap that a restore left waits for an admin. */
export const heldByRestore = 'a backup was restored: it may have been sent already';

/**
 * One step that names everything due, in order of time, and at one moment in the order of the sessions that it is about:
 * what is needed first goes first when mail is slow. What helps nobody any more is named with the reason, and so is
 * what was due before the table was restored from a backup.
 */
export function sendStep(
  due: readonly TimedOccasion<PromptRule>[],
  now: number,
  { restored }: Pick<Driven, 'restored'>,
): SendStep {
  const gapEnds = restored === undefined ? Number.NEGATIVE_INFINITY : Date.parse(restored.at);
  const inOrder = [...due].sort((a, b) => a.at - b.at || sessionTime(a) - sessionTime(b));
  const prompts = inOrder.map((occasion) => plannedPromptOf(occasion, now, gapEnds));
  return {
    do: 'SendPrompts',
    prompts: prompts.map((prompt, index) => inDigest(prompt, inOrder[index], prompts, inOrder)),
  };
}

/** What is about no session goes last. */
function sessionTime({ session }: TimedOccasion<PromptRule>): number {
  return session?.startsAt ?? Number.MAX_SAFE_INTEGER;
}

/** Names the e-mail that a prompt shares with what else goes to the same person now, where the programme allows it. */
function inDigest(
  prompt: PlannedPrompt,
  occasion: TimedOccasion<PromptRule> | undefined,
  prompts: readonly PlannedPrompt[],
  due: readonly TimedOccasion<PromptRule>[],
): PlannedPrompt {
  if (!occasion?.rule.digest || !isToBeSent(prompt)) return prompt;
  const together = prompts.filter(
    (other, index) => due[index]?.rule.digest && other.role === prompt.role && isToBeSent(other),
  );
  const [first] = together;
  return first && together.length > 1 ? { ...prompt, digest: occasionKey(first) } : prompt;
}

function isToBeSent({ missed, held }: PlannedPrompt): boolean {
  return missed === undefined && held === undefined;
}

function plannedPromptOf(occasion: TimedOccasion<PromptRule>, now: number, gapEnds: number): PlannedPrompt {
  const isUseless = occasion.usefulUntil <= now;
  return {
    ...occasion.occasion,
    plannedFor: new Date(occasion.at).toISOString(),
    because: purposeOf(occasion),
    lane: occasion.rule.lane,
    ...(isUseless && { missed: missedBecause(occasion.rule.until) }),
    ...(!isUseless && occasion.at <= gapEnds && { held: heldByRestore }),
  };
}
