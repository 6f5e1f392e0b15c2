import * as v from 'valibot';
import type { LedgerKind } from '../domain/driven.ts';
import { wholeFrom0 } from '../domain/fields.ts';
import type { Instant } from '../domain/ids.ts';
import { heldNeed, type NeedMark } from '../domain/needs.ts';
import { occasion, type PlannedPrompt, type PromptRowState, promptRow } from '../domain/prompt.ts';
import { readAs } from '../domain/read-as.ts';

/**
 * A row of the prompt ledger as the table holds it: the domain's row, and what the mailer keeps for itself.
 *
 * `shard` and `dueBy` put a row that is not settled yet into the sweep's index; a settled one has neither. `attempts`
 * rises with every claim, and so tells a claim from a later one. `failures` counts the tries that ended in an error
 * of ours.
 */
export const ledgerRow = v.object({
  ...promptRow.entries,
  lane: v.picklist(['urgent', 'routine']),
  failures: v.optional(wholeFrom0, 0),
  shard: v.optional(v.string()),
  dueBy: v.optional(v.string()),
});
export type LedgerRow = v.InferOutput<typeof ledgerRow>;

/** Whose ledger: a driven item's, or a cohort's. */
export interface PromptSubject {
  readonly kind: LedgerKind;
  readonly id: string;
}

/** What identifies a row within its subject's partition, without what happened to it. */
export function occasionOf(row: v.InferOutput<typeof occasion>): v.InferOutput<typeof occasion> {
  return readAs(occasion, row);
}

/** A row that is to be sent. `dueBy` is now: the sweep looks for rows that are still queued long after it. */
export function queuedRow(
  prompt: PlannedPrompt,
  plan: { readonly seen: number; readonly shard: string },
  now: Instant,
): LedgerRow {
  return { ...baseRow(prompt, plan.seen, now), state: 'queued', shard: plan.shard, dueBy: now };
}

/**
 * A row of what is not sent, or not without an admin's word: kept, so that "why didn't she get it?" has an answer. No
 * plan asks for it again.
 */
export function settledRow(
  prompt: PlannedPrompt,
  plan: { readonly seen: number },
  end: { readonly state: 'missed' | 'held'; readonly reason: string },
  now: Instant,
): LedgerRow & NeedMark {
  return { ...baseRow(prompt, plan.seen, now), ...end, settledAt: now, ...heldMark(end.state, now) };
}

/** What an e-mail is found by while it waits for an admin's word. */
export function heldMark(state: PromptRowState, now: Instant): NeedMark {
  return state === 'held' ? { need: heldNeed, needFrom: now } : {};
}

function baseRow(prompt: PlannedPrompt, seen: number, now: Instant): Omit<LedgerRow, 'state'> {
  return {
    ...occasionOf(prompt),
    plannedFor: prompt.plannedFor,
    because: prompt.because,
    lane: prompt.lane,
    queuedAt: now,
    atVersion: seen,
    attempts: 0,
    failures: 0,
    ...(prompt.digest !== undefined && { digest: prompt.digest }),
  };
}
