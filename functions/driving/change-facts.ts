import * as z from 'zod/mini';
import type { Instant } from '../domain/ids.ts';
import { type NeedFacts, needMark } from '../domain/needs.ts';
import { nomination } from '../domain/nomination.ts';
import { participant } from '../domain/participant.ts';
import { workGroup } from '../domain/work-group.ts';
import type { Where } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

/** Whoever is driven, with all their facts. */
export const drivenFacts = z.discriminatedUnion('kind', [participant, nomination, workGroup]);

/** New values of facts (a path into one as `promises.head`), and facts to take away. */
interface Change {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  readonly where?: Where;
}

/**
 * The write that every change of a driven item's facts is made of: the change itself, `version + 1`, `wakeDue`, and how
 * the item is found while it needs a person, in one conditional write or as part of a transaction. Nobody who changes
 * anything calls Step Functions: the table's stream does the waking.
 *
 * @param facts as they were when the change was decided on; the write fails when another came first.
 */
export function changeFacts(facts: NeedFacts, now: Instant, change: Change = {}): Extract<Write, { kind: 'update' }> {
  const { set, remove } = markedChange(facts, now, change);
  return {
    kind: 'update',
    key: key.driven(facts.kind, facts.id),
    set: { ...set, wakeDue: now, version: facts.version + 1 },
    ...(remove.length > 0 && { remove }),
    where: { ...change.where, version: facts.version },
  };
}

/** A change of facts, with the marks of the need that they come to. */
export function markedChange(
  facts: NeedFacts,
  now: Instant,
  { set = {}, remove = [] }: Change,
): { readonly set: Readonly<Record<string, unknown>>; readonly remove: readonly string[] } {
  const after = Object.entries({ ...facts, ...set }).filter(([fact]) => !remove.includes(fact));
  const mark = needMark(Object.fromEntries(after) as unknown as NeedFacts, now);
  return { set: { ...set, ...mark }, remove: mark.need ? remove : [...remove, 'need', 'needFrom'] };
}

/** The item of somebody new, with how it is found once it needs a person. */
export function newFacts(
  schema: typeof participant | typeof nomination,
  facts: Readonly<Record<string, unknown>>,
  now: Instant,
): Record<string, unknown> {
  return { ...facts, ...needMark(schema.parse(facts), now) };
}
