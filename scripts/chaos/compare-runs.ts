import type { PromptRow } from '../../functions/domain/prompt.ts';
import type { PromptRule } from '../../functions/domain/prompt-rule.ts';
import type { SentMail } from '../demo/local-cloud.ts';
import type { FinalJourney } from './final-state.ts';

/** What a run left behind. */
export interface Left {
  readonly journeys: readonly FinalJourney[];
  readonly mails: readonly SentMail[];
}

export interface Comparison {
  /** What differs and must not, a sentence each. */
  readonly differences: readonly string[];
  /** E-mails that went out once more since the process died between SES's answer and its record, as their rule allows. */
  readonly resentByPolicy: number;
  /** Prompts whose fate the death left open, given to an admin as their rule says. */
  readonly leftToAdminByPolicy: number;
}

/**
 * Holds what a disturbed run left behind to what an undisturbed one did: the same journeys, in the same status, waiting
 * for the same thing, with the same places, credits and answers, and the same occasions in the same state. An
 * occasion was sent once; where its rule says `resend`, a death may have made it two.
 */
export function compareRuns(undisturbed: Left, disturbed: Left, rules: readonly PromptRule[]): Comparison {
  const resends = (key: string) => rules.find((rule) => rule.key === key)?.unsure === 'resend';
  const present = new Map(disturbed.journeys.map((journey) => [journey.of, journey]));
  const missing = undisturbed.journeys.filter(({ of }) => !present.has(of)).map(({ of }) => `${of}: is not there`);
  const compared = undisturbed.journeys.flatMap((was) => {
    const is = present.get(was.of);
    present.delete(was.of);
    return is ? [{ facts: factDifferences(was, is), prompts: comparePrompts(was, is, resends) }] : [];
  });
  const added = [...present.keys()].map((of) => `${of}: was not there`);
  const twice = sentAgain(disturbed.mails);
  return {
    differences: [
      ...missing,
      ...added,
      ...compared.flatMap(({ facts, prompts }) => [...facts, ...prompts.differences]),
      ...twice
        .filter(({ prompt }) => !resends(prompt))
        .map(({ of, times }) => `${of} was sent ${times} times, against its rule`),
    ],
    resentByPolicy: twice.filter(({ prompt }) => resends(prompt)).reduce((sum, { times }) => sum + times - 1, 0),
    leftToAdminByPolicy: compared.reduce((sum, { prompts }) => sum + prompts.leftToAdmin, 0),
  };
}

function comparePrompts(was: FinalJourney, is: FinalJourney, resends: (prompt: string) => boolean) {
  const differences: string[] = [];
  let leftToAdmin = 0;
  for (const occasion of new Set([...was.prompts.keys(), ...is.prompts.keys()])) {
    const [before, now] = [was.prompts.get(occasion), is.prompts.get(occasion)];
    if (before?.state === now?.state) continue;
    if (before && now?.state === 'unknown' && !resends(now.prompt)) leftToAdmin += 1;
    else differences.push(`${was.of}: ${occasion} was ${words(before)}, is ${words(now)}`);
  }
  return { differences, leftToAdmin };
}

function factDifferences(was: FinalJourney, is: FinalJourney): string[] {
  const differences: string[] = [];
  if (was.status !== is.status) differences.push(`${was.of}: was ${was.status}, is ${is.status}`);
  if (was.waitsFor !== is.waitsFor) differences.push(`${was.of}: waited for ${was.waitsFor}, waits for ${is.waitsFor}`);
  const [before, now] = [was.facts.join('\n'), is.facts.join('\n')];
  if (before !== now) differences.push(`${was.of}: had\n${before}\nand has\n${now}`);
  return differences;
}

function words(row: PromptRow | undefined): string {
  return row ? `${row.state}${row.reason ? ` (${row.reason})` : ''} for ${row.plannedFor}` : 'not there';
}

function sentAgain(mails: readonly SentMail[]): { of: string; prompt: string; times: number }[] {
  const byOccasion = Map.groupBy(mails, ({ tags }) => `${tags.kind} ${tags.subject} ${tags.occasion}`);
  return [...byOccasion]
    .filter(([, sent]) => sent.length > 1)
    .map(([of, sent]) => ({ of, prompt: sent[0]?.prompt ?? '', times: sent.length }));
}
