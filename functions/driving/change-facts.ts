import * as v from 'valibot';
import type { Instant } from '../domain/ids.ts';
import { type NeedFacts, needMark } from '../domain/needs.ts';
import { type Nomination, nomination, type Promised, type PromisingRole } from '../domain/nomination.ts';
import { type Participant, participant } from '../domain/participant.ts';
import { readAs } from '../domain/read-as.ts';
import { workGroup } from '../domain/work-group.ts';
import type { Where } from '../platform/expressions.ts';
import { key } from '../platform/keys.ts';
import type { Write } from '../platform/table.ts';

/** Whoever is driven, with all their facts. */
export const drivenFacts = v.variant('kind', [participant, nomination, workGroup]);

/** New values of facts, whole or by the path of a part, and facts to take away. */
export interface Change<Facts extends NeedFacts> {
  readonly set?: FactValues<Facts>;
  readonly remove?: readonly (keyof Facts & string)[];
  readonly where?: Where;
}

/** What is `undefined` stays as it was. Of several kinds: the facts of one of them. */
export type FactValues<Facts extends NeedFacts> = Facts extends NeedFacts
  ? { readonly [fact in keyof Facts]?: Facts[fact] | undefined } & PartValues<Facts>
  : never;

/** The parts that are written by themselves, by their paths. */
type PartValues<Facts> = Facts extends Nomination
  ? { readonly [path in `promises.${PromisingRole}`]?: Promised }
  : Facts extends Participant
    ? { readonly 'pair.told'?: NonNullable<Participant['pair']>['told'] }
    : unknown;

/**
 * The write that every change of a driven item's facts is made of: the change itself, `version + 1`, `wakeDue`, and how
 * the item is found while it needs a person, in one conditional write or as part of a transaction. Nobody who changes
 * anything calls Step Functions: the table's stream does the waking.
 *
 * @param facts as they were when the change was decided on; the write fails when another came first.
 */
export function changeFacts<Facts extends NeedFacts>(
  facts: Facts,
  now: Instant,
  change: Change<Facts> = {},
): Extract<Write, { kind: 'update' }> {
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
export function markedChange<Facts extends NeedFacts>(
  facts: Facts,
  now: Instant,
  change: Change<Facts>,
): { readonly set: Readonly<Record<string, unknown>>; readonly remove: readonly string[] } {
  const { set, remove = [] } = change;
  const mark = needMark(changed(facts, change), now);
  return { set: { ...set, ...mark }, remove: mark.need ? remove : [...remove, 'need', 'needFrom'] };
}

/** The facts as they are after a change, as DynamoDB would write it: a path's steps are those of maps within. */
function changed<Facts extends NeedFacts>(facts: Facts, { set, remove = [] }: Change<Facts>): Facts {
  const after = structuredClone(facts);
  for (const [path, value] of Object.entries(set ?? {})) if (value !== undefined) setAt(after, path.split('.'), value);
  for (const fact of remove) Reflect.deleteProperty(after, fact);
  return after;
}

/** A step that leads nowhere is a mistake that DynamoDB would refuse too. */
function setAt(holder: object, [step = '', ...further]: readonly string[], value: unknown): void {
  if (further.length === 0) Reflect.set(holder, step, value);
  else setAt(Reflect.get(holder, step), further, value);
}

/** The item of somebody new, with how it is found once it needs a person. */
export function newFacts(
  schema: typeof participant | typeof nomination,
  facts: Readonly<Record<string, unknown>>,
  now: Instant,
): Record<string, unknown> {
  return { ...facts, ...needMark(readAs(schema, facts), now) };
}
